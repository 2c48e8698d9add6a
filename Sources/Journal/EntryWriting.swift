import Records

/// One line of JSON, written a field at a time in a fixed order.
struct LineWriter {
  private(set) var text = "{"
  private var isFirst = true

  private mutating func name(_ name: String) {
    if !isFirst { text += "," }
    isFirst = false
    text += "\"\(name)\":"
  }

  mutating func put(_ name: String, _ value: String?) {
    guard let value else { return }
    self.name(name)
    text += "\""
    for scalar in oneLine(value).unicodeScalars {
      if scalar == "\"" || scalar == "\\" { text += "\\" }
      text.unicodeScalars.append(scalar)
    }
    text += "\""
  }

  mutating func put(_ name: String, _ value: Double?) {
    guard let value, value.isFinite else { return }
    self.name(name)
    text += Int(exactly: value).map { "\($0)" } ?? "\(value)"
  }

  mutating func put(_ name: String, _ value: Bool) {
    self.name(name)
    text += value ? "true" : "false"
  }

  mutating func put(_ name: String, _ value: Day?) { put(name, value.map { "\($0)" }) }
  mutating func put(_ name: String, _ value: EntryId?) { put(name, value.map { "\($0)" }) }

  mutating func put(_ name: String, _ inside: LineWriter?) {
    guard let inside else { return }
    self.name(name)
    text += inside.text + "}"
  }

  mutating func put(_ name: String, _ list: [LineWriter]) {
    self.name(name)
    text += "[" + list.map { $0.text + "}" }.joined(separator: ",") + "]"
  }
}

extension Journal {
  /// The first line of every journal.
  package static let header = "{\"parley-journal\":\(version)}\n"
  /// What this Parley writes; it reads later ones, too, as far as it knows them.
  package static let version = 1
}

extension Entry {
  /// The entry as a line of the journal, its end included.
  package var line: String {
    var line = LineWriter()
    line.put("id", id)
    line.put("at", "\(at)")
    line.put("by", by.side.rawValue)
    line.put("name", by.name)
    line.put("on", on)
    what.write(&line)
    return line.text + "}\n"
  }
}

extension What {
  /// As the line calls it.
  package var kind: String {
    switch self {
    case .goal: "goal"
    case .room: "room"
    case .idea: "idea"
    case .vote: "vote"
    case .trying: "trying"
    case .result: "result"
    case .note: "note"
    case .promise: "promise"
    case .decision: "decision"
    case .meetingOpened: "meeting"
    case .meetingStep: "step"
    case .meetingSaw: "seen"
    case .meetingClosed: "closed"
    case .dropped: "dropped"
    case .undo: "undo"
    case .unknown(let kind): kind
    }
  }

  func write(_ line: inout LineWriter) {
    line.put("what", kind)
    switch self {
    case .goal(let goal, let of):
      line.put("of", of)
      goal.write(&line)
    case .room(let room): room.write(&line)
    case .idea(let idea, let of):
      line.put("of", of)
      idea.write(&line)
    case .vote(let vote): vote.write(&line)
    case .trying(let trial):
      line.put("idea", trial.idea)
      line.put("from", trial.from)
      line.put("to", trial.to)
      line.put("beside", trial.comparison)
    case .result(let result):
      line.put("of", result.of)
      line.put("verdict", result.verdict.rawValue)
      line.put("saw", result.saw)
      line.put("low", result.low)
      line.put("high", result.high)
      line.put("text", result.text)
    case .note(let note):
      line.put("metric", note.metric)
      line.put("text", note.text)
    case .promise(let promise): promise.write(&line)
    case .decision(let decision): decision.write(&line)
    case .meetingOpened(let title): line.put("text", title)
    case .meetingStep(let meeting, let step):
      line.put("meeting", meeting)
      line.put("step", step)
    case .meetingSaw(let meeting, let numbers):
      line.put("meeting", meeting)
      line.put("numbers", numbers.map(\.written))
    case .meetingClosed(let meeting, let minutes):
      line.put("meeting", meeting)
      if !minutes.isEmpty {
        line.put(
          "minutes",
          minutes.map { text in
            var inside = LineWriter()
            inside.put("text", text)
            return inside
          })
      }
    case .dropped(let id, let why):
      line.put("of", id)
      line.put("text", why)
    case .undo(let id): line.put("of", id)
    case .unknown: break
    }
  }
}

extension Goal {
  func write(_ line: inout LineWriter) {
    line.put("side", side.rawValue)
    line.put("measure", measure)
    line.put("from", from)
    line.put("to", to)
    line.put("value", value)
    line.put("bound", bound.rawValue)
  }
}

extension AgreedRoom {
  func write(_ line: inout LineWriter) {
    line.put("from", from)
    line.put("to", to)
    line.put("leads_a_week", leadsAWeek)
    guard let staffing else { return }
    var inside = LineWriter()
    inside.put("people", staffing.people)
    inside.put("hours_a_week", staffing.hoursAWeek)
    inside.put("hours_per_lead", staffing.hoursPerLead)
    inside.put("away", staffing.away)
    inside.put("away_until", staffing.awayUntil)
    inside.put("starting", staffing.starting)
    inside.put("starting_share", staffing.startingShare)
    inside.put("starting_from", staffing.startingFrom)
    inside.put("ramp_weeks", staffing.ramp)
    line.put("staffing", inside)
  }
}

extension Prediction {
  var written: LineWriter {
    var inside = LineWriter()
    inside.put("outcome", outcome)
    inside.put("value", value)
    inside.put("low", low)
    inside.put("high", high)
    inside.put("level", level)
    inside.put("days", Double(days))
    inside.put("hours", hours)
    inside.put("lag_days", lagDays.map(Double.init))
    inside.put("grade", grade)
    return inside
  }
}

extension Idea {
  func write(_ line: inout LineWriter) {
    line.put("text", sentence)
    line.put("metric", metric)
    line.put("outcome", outcome)
    line.put("now", now)
    line.put("then", then)
    line.put("due", by)
    line.put("expected", predicted?.written)
  }
}

extension Vote {
  func write(_ line: inout LineWriter) {
    line.put("idea", idea)
    line.put("for", isFor)
    line.put("worth", Double(worth))
    line.put("effort", Double(effort))
    line.put("sureness", Double(sureness))
    line.put("guess", guess)
  }
}

extension Promise {
  func write(_ line: inout LineWriter) {
    line.put("side", side.rawValue)
    switch kind {
    case .answer(let hours): line.put("working_hours", hours)
    case .leads(let aWeek, let of):
      line.put("leads_a_week", aWeek)
      line.put("of", of)
    }
    line.put("from", from)
    line.put("to", to)
  }
}

extension Decision {
  func write(_ line: inout LineWriter) {
    line.put("text", sentence)
    line.put("owner", owner.rawValue)
    line.put("due", due)
    line.put("metric", metric)
    line.put("expected", predicted?.written)
    line.put("meeting", meeting)
    line.put("idea", idea)
  }
}

extension SeenNumber {
  var written: LineWriter {
    var inside = LineWriter()
    inside.put("name", name)
    inside.put("value", value)
    inside.put("low", low)
    inside.put("high", high)
    return inside
  }
}

extension EntryId: CustomStringConvertible {
  package var description: String {
    func hex(_ number: UInt64, _ digits: Int) -> String {
      let text = String(number, radix: 16)
      return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
    return hex(time, 12) + "-" + hex(chance, 16)
  }
}

extension Stamp: CustomStringConvertible {
  /// `2026-10-28T09:05:11.123Z`.
  package var description: String {
    let seconds = milliseconds.quotientDown(1000)
    let day = self.day
    let inDay = seconds - Int64(day.number) * 86_400
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let part = milliseconds - seconds * 1000
    return "\(day)T\(two(inDay / 3600)):\(two(inDay / 60 % 60)):\(two(inDay % 60))."
      + String(repeating: "0", count: part < 10 ? 2 : part < 100 ? 1 : 0) + "\(part)Z"
  }
}
