/// What one deal row says about its end.
enum Outcome: Sendable { case open, won, lost }

/// The columns of one deals file that are used.
struct DealColumns {
  var opened, won, lost, closed: Moments?
  var amounts: [Double]?
  /// `false`: a closing date is all there is, and nobody knows whether a deal was won.
  var saysOutcome: Bool
  private var verdicts: [Verdict] = []
  /// Nothing else tells which deals were lost: then those that say why were.
  private var lossReason: Column?
  /// Of its values those that say there is none.
  private var isNoReason: [Bool] = []
  var losesByReason: Bool { lossReason != nil }

  /// One stage, status or flag column: what each of its values means.
  private struct Verdict {
    enum Meaning: UInt8 { case nothing, won, lost, closed }
    var codes: [UInt16]
    var meanings: [Meaning]
  }

  /// `whole`: the columns with all rows there are; what no row of them says, no part of them may decide.
  init(_ recognised: Recognised, _ columns: [Column], _ words: StageWords, whole: [Column]) {
    func column(_ field: Field) -> Column? { recognised.column(field).map { columns[$0] } }
    func moments(_ field: Field) -> Moments? { column(field)?.moments }
    opened = moments(.opened)
    won = moments(.won)
    lost = moments(.lost)
    closed = moments(.closed)
    amounts = column(.amount)?.numbers
    if recognised.exporter?.habits.amountsAreCents ?? false { amounts = amounts?.map { $0 / 100 } }
    saysOutcome = won != nil || lost != nil
    for index in recognised.columns(.stage) {
      guard let verdict = DealColumns.verdict(of: columns[index], words) else { continue }
      verdicts.append(verdict)
      saysOutcome = true
    }
    let saysLost = recognised.columns(.stage).contains { index in
      let meanings = DealColumns.meanings(of: whole[index], words) ?? []
      return meanings.contains(.lost) || meanings.contains(.closed)
    }
    if lost == nil, !saysLost { lossReason = column(.lossReason) }
    if case .categories(_, let names) = lossReason?.cells { isNoReason = names.map(DealColumns.isNone) }
  }

  /// What people and programs write where there is no reason.
  private static func isNone(_ reason: String) -> Bool {
    [
      "none", "no", "no reason", "no reason given", "na", "n a", "nan", "nil", "null", "not applicable", "not lost", "won",
      "open",
      "false", "kein", "keine", "keiner", "keine angabe", "kein grund", "gewonnen", "offen", "aucun", "aucune", "ninguno",
      "ninguna", "geen", "nessuno", "nessuna", "nenhum", "nenhuma",
    ].contains(Heading(reason).joined)
  }

  private func saysWhyLost(_ row: Int) -> Bool {
    guard let lossReason, !lossReason.isMissing(row) else { return false }
    switch lossReason.cells {
    case .categories(let codes, _): return !isNoReason[Int(codes[row])]
    case .keys: return !DealColumns.isNone(lossReason.text(row))
    case .numbers, .moments, .ambiguousMoments: return true
    }
  }

  private static func verdict(of column: Column, _ words: StageWords) -> Verdict? {
    guard let meanings = meanings(of: column, words) else { return nil }
    switch column.cells {
    case .categories(let codes, _): return Verdict(codes: codes, meanings: meanings)
    case .numbers(let numbers, _):
      return Verdict(codes: numbers.map { $0.isNaN ? Column.missingCode : $0 == 1 ? 1 : 0 }, meanings: meanings)
    case .keys, .moments, .ambiguousMoments: return nil
    }
  }

  /// What each value of a column says; of figures 0 and 1.
  private static func meanings(of column: Column, _ words: StageWords) -> [Verdict.Meaning]? {
    let heading = Heading(column.name)
    let flagged: Verdict.Meaning =
      heading.containsAny(of: RecognitionWords.lostWords)
      ? .lost : heading.containsAny(of: RecognitionWords.wonWords) ? .won : heading.contains("closed") ? .closed : .nothing
    switch column.cells {
    case .categories(_, let names):
      return names.map { name in
        switch words.outcome(name) {
        case .won: .won
        case .lost: .lost
        case .open, nil: RecognitionWords.yesWords.contains(Heading(name).joined) ? flagged : .nothing
        }
      }
    case .numbers: return [.nothing, flagged]
    case .keys, .moments, .ambiguousMoments: return nil
    }
  }

  /// A stage that says won or lost; else a date of winning or losing; a deal closed and not won is lost.
  func outcome(_ row: Int) -> Outcome {
    var isClosed = false
    for verdict in verdicts where verdict.codes[row] != Column.missingCode {
      switch verdict.meanings[Int(verdict.codes[row])] {
      case .won: return .won
      case .lost: return .lost
      case .closed: isClosed = true
      case .nothing: break
      }
    }
    if isClosed { return .lost }
    if let won, !won[row].isMissing { return .won }
    if let lost, !lost[row].isMissing { return .lost }
    return saysWhyLost(row) ? .lost : .open
  }

  /// The day a decided deal was decided.
  func decided(_ row: Int, _ outcome: Outcome) -> Moment {
    func of(_ moments: Moments?) -> Moment { moments?[row] ?? .missing }
    switch outcome {
    case .open: return .missing
    case .won: return of(won).isMissing ? of(closed) : of(won)
    case .lost: return of(lost).isMissing ? of(closed) : of(lost)
    }
  }

  /// Closing days of the decided deals among some rows.
  func eachDecided(_ rows: Range<Int>, _ body: (Day) -> Void) {
    for row in rows {
      let outcome = outcome(row)
      let end = decided(row, outcome)
      if outcome != .open && !end.isMissing { body(end.day) }
    }
  }

  func decidedField(_ outcome: Outcome) -> Field {
    switch outcome {
    case .won where won != nil && closed == nil: .won
    case .lost where lost != nil && closed == nil: .lost
    case .open, .won, .lost: .closed
    }
  }
}
