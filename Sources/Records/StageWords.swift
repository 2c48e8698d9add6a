/// What the words of a stage, status or outcome column say of a deal: those everybody uses, and those the analyst has settled.
package struct StageWords: Sendable, Hashable {
  /// As `parley.toml` has them under `[stages]`, in the form in which headings are compared.
  package var won: Set<String> = []
  package var lost: Set<String> = []
  package var open: Set<String> = []
  package init() {}

  /// `nil` where nobody knows what the words mean.
  func outcome(_ text: String) -> Outcome? {
    let words = Heading(text)
    if won.contains(words.joined) { return .won }
    if lost.contains(words.joined) { return .lost }
    if open.contains(words.joined) { return .open }
    if RecognitionWords.saysLost(words) { return .lost }
    if RecognitionWords.saysWon(words) { return .won }
    return words.containsAny(of: StageWords.ways) || RecognitionWords.noWords.contains(words.joined) ? .open : nil
  }

  /// Steps of a deal that is still on its way.
  private static let ways = [
    "open", "new", "qualified", "qualification", "qualify", "qualifying", "prospecting", "prospect", "discovery", "demo",
    "proposal",
    "negotiation", "negotiating", "sent", "contact", "contacted", "meeting", "appointment", "presentation", "decision", "quote",
    "quoted", "evaluation", "pending", "progress", "active", "working", "scheduled", "needs", "analysis", "review",
    "perception",
    "commit", "pipeline", "verbal", "lead", "trial", "poc", "pilot", "legal", "procurement", "stalled", "hold", "potential",
    "interested", "identified", "validation", "offen", "offene", "neu", "angebot", "verhandlung", "termin", "präsentation",
    "qualifiziert", "bearbeitung", "erstgespräch", "bedarfsanalyse", "wiedervorlage", "négociation", "rendez", "ouvert",
    "ouverte",
    "nouveau", "nouvelle", "proposition", "devis", "cours", "corso", "curso", "lopend", "présentation", "nuevo", "nueva",
    "negociación", "abierto", "abierta",
    "propuesta", "presentación", "cita", "offerte", "onderhandeling", "nieuw", "afspraak", "presentatie", "trattativa",
    "proposta",
    "negociação", "aberto", "aberta", "交渉", "提案", "商談", "見積",
  ]
}

extension LedgerBuilding {
  /// Words of a stage that nobody knows, where most deals that have them were to close before now: they may be won or lost.
  mutating func askStages(of table: Int) {
    let own = tables[table].columns
    guard let closed = column(.closed, of: table)?.moments else { return }
    let columns = DealColumns(recognised[table], own, settings.stages)
    let opened = column(.opened, of: table)?.moments
    var last: Day?
    for row in 0..<closed.count {
      if let opened, !opened[row].isMissing { last = max(last ?? opened[row].day, opened[row].day) }
      if columns.outcome(row) != .open, !closed[row].isMissing { last = max(last ?? closed[row].day, closed[row].day) }
    }
    guard let last else { return }
    for index in recognised[table].columns(.stage) {
      guard case .categories(let codes, let names) = own[index].cells else { continue }
      let isUnknown = names.map { settings.stages.outcome($0) == nil }
      guard isUnknown.contains(true) else { continue }
      var counts = names.map { _ in (all: 0, over: 0) }
      for row in codes.indices
      where codes[row] != Column.missingCode && isUnknown[Int(codes[row])] && columns.outcome(row) == .open {
        counts[Int(codes[row])].all += 1
        if !closed[row].isMissing, closed[row].day <= last { counts[Int(codes[row])].over += 1 }
      }
      let asked = names.indices.filter { counts[$0].over > 1 && counts[$0].over * 5 >= counts[$0].all * 4 }
      guard !asked.isEmpty else { continue }
      let words = asked.sorted { (counts[$0].over, $1) > (counts[$1].over, $0) }.prefix(6).map { (names[$0], counts[$0].over) }
      joined.remarks.append(
        .unknownStages(
          file: tables[table].file, column: own[index].name,
          words: words.map { "“\(Reason.cut($0.0))” (\($0.1.grouped))" }.joined(separator: ", ")))
    }
  }
}
