import Records

/// What a line of the journal says.
enum JournalLine {
  case header(version: Int)
  case entry(Entry)

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) throws(LineFault) {
    guard range.count <= LineFault.longest else { throw .tooLong }
    var line = LineScanner(bytes, range)
    try line.object()
    try line.refuseTwins()
    if let version = try line.whole("parley-journal", 1...1_000_000) {
      self = .header(version: version)
    } else {
      self = .entry(try Entry(line))
    }
  }
}

extension Entry {
  init(_ line: LineScanner) throws(LineFault) {
    let id = try line.needed("id", line.id("id"))
    let at = try line.needed("at", line.stamp("at"))
    let side = try line.needed("by", line.one("by", Side.self))
    let name = try line.text("name")
    let day = try line.day("on")
    let what = try What(line)
    self.init(id: id, at: at, by: Author(side, name: name), on: day, what: what)
  }
}

extension What {
  init(_ line: LineScanner) throws(LineFault) {
    let kind = try line.needed("what", line.text("what"))
    switch kind {
    case "goal": self = .goal(try Goal(line), of: try line.id("of"))
    case "room": self = .room(try AgreedRoom(line))
    case "idea": self = .idea(try Idea(line), of: try line.id("of"))
    case "vote": self = .vote(try Vote(line))
    case "trying": self = .trying(try Trial(line))
    case "result": self = .result(try Verification(line))
    case "note":
      self = .note(
        FieldNote(metric: try line.needed("metric", line.text("metric")), text: try line.needed("text", line.text("text"))))
    case "promise": self = .promise(try Promise(line))
    case "decision": self = .decision(try Decision(line))
    case "meeting": self = .meetingOpened(title: try line.text("text"))
    case "step":
      self = .meetingStep(try line.needed("meeting", line.id("meeting")), step: try line.needed("step", line.text("step")))
    case "seen": self = .meetingSaw(try line.needed("meeting", line.id("meeting")), try SeenNumber.all(line))
    case "closed":
      var minutes: [String] = []
      for inner in try line.objects("minutes") ?? [] { minutes.append(try inner.text("text") ?? "") }
      self = .meetingClosed(try line.needed("meeting", line.id("meeting")), minutes: minutes)
    case "dropped": self = .dropped(try line.needed("of", line.id("of")), why: try line.text("text"))
    case "undo": self = .undo(try line.needed("of", line.id("of")))
    default: self = .unknown(kind: kind)
    }
  }
}

extension Goal {
  init(_ line: LineScanner) throws(LineFault) {
    self.init(
      side: try line.needed("side", line.one("side", Side.self)), measure: try line.needed("measure", line.text("measure")),
      from: try line.needed("from", line.day("from")), to: try line.needed("to", line.day("to")),
      value: try line.needed("value", line.number("value")),
      bound: try line.needed("bound", line.one("bound", Goal.Bound.self)))
  }
}

extension AgreedRoom {
  init(_ line: LineScanner) throws(LineFault) {
    var staffing: Staffing?
    if let inner = try line.inner("staffing") {
      staffing = Staffing(
        people: try inner.needed("people", inner.number("people")),
        hoursAWeek: try inner.needed("hours_a_week", inner.number("hours_a_week")),
        hoursPerLead: try inner.needed("hours_per_lead", inner.number("hours_per_lead")),
        away: try inner.number("away") ?? 0, awayUntil: try inner.day("away_until"),
        starting: try inner.number("starting") ?? 0, startingShare: try inner.number("starting_share") ?? 1,
        startingFrom: try inner.day("starting_from"), ramp: try inner.number("ramp_weeks"))
    }
    self.init(
      from: try line.needed("from", line.day("from")), to: try line.day("to"),
      leadsAWeek: try line.needed("leads_a_week", line.number("leads_a_week")), staffing: staffing)
  }
}

extension Prediction {
  /// The prediction in the line's field `expected`, where there is one.
  static func inside(_ line: LineScanner) throws(LineFault) -> Prediction? {
    guard let inner = try line.inner("expected") else { return nil }
    return Prediction(
      outcome: try inner.needed("outcome", inner.text("outcome")), value: try inner.needed("value", inner.number("value")),
      low: try inner.needed("low", inner.number("low")), high: try inner.needed("high", inner.number("high")),
      level: try inner.number("level") ?? 0.9, days: try inner.needed("days", inner.whole("days", 1...36_525)),
      hours: try inner.number("hours"), lagDays: try inner.whole("lag_days", 0...36_525), grade: try inner.text("grade"))
  }
}

extension Idea {
  init(_ line: LineScanner) throws(LineFault) {
    self.init(
      sentence: try line.needed("text", line.text("text")), metric: try line.needed("metric", line.text("metric")),
      outcome: try line.needed("outcome", line.text("outcome")), now: try line.number("now"), then: try line.number("then"),
      by: try line.needed("due", line.day("due")), predicted: try Prediction.inside(line))
  }
}

extension Vote {
  init(_ line: LineScanner) throws(LineFault) {
    self.init(
      idea: try line.needed("idea", line.id("idea")), isFor: try line.needed("for", line.truth("for")),
      worth: try line.needed("worth", line.whole("worth", 1...5)),
      effort: try line.needed("effort", line.whole("effort", 1...5)),
      sureness: try line.needed("sureness", line.whole("sureness", 1...5)), guess: try line.number("guess"))
  }
}

extension Trial {
  init(_ line: LineScanner) throws(LineFault) {
    self.init(
      idea: try line.needed("idea", line.id("idea")), from: try line.needed("from", line.day("from")),
      to: try line.needed("to", line.day("to")), comparison: try line.text("beside"))
  }
}

extension Verification {
  init(_ line: LineScanner) throws(LineFault) {
    self.init(
      of: try line.needed("of", line.id("of")), verdict: try line.needed("verdict", line.one("verdict", Verdict.self)),
      saw: try line.number("saw"), low: try line.number("low"), high: try line.number("high"), text: try line.text("text"))
  }
}

extension Promise {
  init(_ line: LineScanner) throws(LineFault) {
    let kind: Kind
    if let hours = try line.number("working_hours") {
      kind = .answer(workingHours: hours)
    } else {
      kind = .leads(
        aWeek: try line.needed("leads_a_week", line.number("leads_a_week")), of: try line.needed("of", line.text("of")))
    }
    self.init(
      side: try line.needed("side", line.one("side", Side.self)), kind: kind, from: try line.needed("from", line.day("from")),
      to: try line.day("to"))
  }
}

extension Decision {
  init(_ line: LineScanner) throws(LineFault) {
    self.init(
      sentence: try line.needed("text", line.text("text")), owner: try line.needed("owner", line.one("owner", Side.self)),
      due: try line.needed("due", line.day("due")), metric: try line.text("metric"), predicted: try Prediction.inside(line),
      meeting: try line.id("meeting"), idea: try line.id("idea"))
  }
}

extension SeenNumber {
  static func all(_ line: LineScanner) throws(LineFault) -> [SeenNumber] {
    var numbers: [SeenNumber] = []
    for inner in try line.needed("numbers", line.objects("numbers")) {
      numbers.append(
        SeenNumber(
          name: try inner.needed("name", inner.text("name")), value: try inner.needed("value", inner.number("value")),
          low: try inner.number("low"), high: try inner.number("high")))
    }
    return numbers
  }
}
