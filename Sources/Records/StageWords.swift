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
    return StageWords.isOnTheWay(words) || RecognitionWords.noWords.contains(words.joined) ? .open : nil
  }

  /// Whether everybody knows what the words mean as a stage.
  static func isKnown(_ words: Heading) -> Bool {
    RecognitionWords.saysLost(words) || RecognitionWords.saysWon(words) || isOnTheWay(words)
  }

  private static func isOnTheWay(_ words: Heading) -> Bool {
    words.words.contains { ways.contains($0) || waysPlain.contains($0) }
  }

  private static let waysPlain = Set(ways.map(Heading.withoutAccents))

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
    "negociação", "aberto", "aberta", "qualificado", "qualificada", "qualificação", "calificación", "cualificación",
    "calificado", "cualificado", "cualificada", "prospecção",
    "prospección", "contato", "contacto", "contactado", "reunião", "reunión", "apresentação", "demonstração", "demostración",
    "orçamento", "presupuesto", "fechamento", "enviada", "enviado", "appointmentscheduled", "qualifiedtobuy",
    "presentationscheduled", "decisionmakerboughtin", "contractsent", "交渉", "提案", "商談", "見積",
  ]
}

extension LedgerBuilding {
  /// Words of a stage that nobody knows, where most deals that have them were to close before now: they may be won or lost.
  mutating func askStages(of table: Int) {
    let own = tables[table].columns
    let closed = column(.closed, of: table)?.moments
    let columns = DealColumns(recognised[table], own, settings.stages, whole: tables[table].columns)
    let opened = column(.opened, of: table)?.moments
    var last: Day?
    for row in 0..<(closed?.count ?? 0) {
      if let opened, !opened[row].isMissing { last = max(last ?? opened[row].day, opened[row].day) }
      if let closed, columns.outcome(row) != .open, !closed[row].isMissing {
        last = max(last ?? closed[row].day, closed[row].day)
      }
    }
    // Where no column has a day of an end, every word that nobody knows may be one.
    let isUndated = closed == nil && column(.won, of: table) == nil && column(.lost, of: table) == nil
    guard last != nil || isUndated else { return }
    for index in recognised[table].columns(.stage) {
      guard case .categories(let codes, let names) = own[index].cells else { continue }
      let isUnknown = names.map { settings.stages.outcome($0) == nil }
      guard isUnknown.contains(true) else { continue }
      var counts = names.map { _ in (all: 0, over: 0) }
      for row in codes.indices
      where codes[row] != Column.missingCode && isUnknown[Int(codes[row])] && columns.outcome(row) == .open {
        counts[Int(codes[row])].all += 1
        if let closed, let last { if closed[row].isMissing || closed[row].day > last { continue } }
        counts[Int(codes[row])].over += 1
      }
      // A stage that is only numbered is nobody's word for one on its way.
      let asked = names.indices.filter { name in
        let isBare = !names[name].contains(where: \.isLetter)
        return isBare ? counts[name].over > 0 : counts[name].over > 1 && counts[name].over * 5 >= counts[name].all * 4
      }
      guard !asked.isEmpty else { continue }
      let words = asked.sorted { (counts[$0].over, $1) > (counts[$1].over, $0) }.prefix(6).map { (names[$0], counts[$0].over) }
      joined.remarks.append(
        .unknownStages(
          file: tables[table].file, column: own[index].name,
          words: words.map { "“\(Reason.cut($0.0))” (\($0.1.grouped))" }.joined(separator: ", "), areOver: closed != nil))
    }
  }
}
