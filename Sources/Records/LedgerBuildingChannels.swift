/// What the rows of a sheet of numbers are of.
extension LedgerBuilding {
  /// The category that tells the rows of one period apart: the one named so, else the one with fewest values.
  func channelColumn(of table: Int, _ periods: Periods) -> Int? {
    if let exporter = recognised[table].exporter, exporter.subject == recognised[table].subject, !exporter.habits.keepsChannels
    {
      return nil
    }
    if let named = recognised[table].column(.channel), case .categories(_, let names) = tables[table].columns[named].cells,
      names.count < 2 || tellsApart(names, table, periods)
    {
      return named
    }
    if recognised[table].exporter != nil { return nil }
    var best: (column: Int, names: Int)?
    for (index, column) in tables[table].columns.enumerated() where index != periods.column {
      guard case .categories(_, let names) = column.cells, names.count > 1, names.count < 41, tellsApart(names, table, periods)
      else { continue }
      let heading = Heading(column.name)
      if heading.containsAny(of: ["channel", "kanal", "canal", "canale", "kanaal"]) { return index }
      // How an order stands is not where it came from.
      if heading.containsAny(of: LedgerBuilding.standings) || heading.contains("id") { continue }
      if names.count < best?.names ?? 41 { best = (index, names.count) }
    }
    return best?.column
  }

  /// Mails or posts, each with a day on which it went out: by the words for that, or because each has a name of its own.
  func areMailings(_ table: Int, _ periods: Periods) -> Bool {
    if let column = periods.column, Periods.saysSent(Heading(tables[table].columns[column].name)) { return true }
    guard recognised[table].exporter == nil, recognised[table].subject == .numbers, periods.grain != .month,
      !periods.isOfCampaigns
    else { return false }
    let facts = TableFacts(tables[table], at: table)
    let numbers = ["id", "record id", "row id", "uuid", "index", "row"]
    return Recognition.isOfMailings(facts) && facts.texts.contains { $0.isIdentity && !numbers.contains($0.heading.joined) }
  }

  /// Names of single rows, of which there is about one a period, are no channels.
  private func tellsApart(_ names: [String], _ table: Int, _ periods: Periods) -> Bool {
    let rows = tables[table].rowCount
    return names.count < rows || rows < 5 || periods.count * 2 < rows
  }

  private static let standings = ["status", "statut", "estado", "stato", "bestellstatus", "auftragsstatus"]
  private static let orders = [
    "order", "orders", "ordernumber", "orderno", "orderid", "orderdate", "orderstatus", "bestellung", "bestellungen",
    "bestellnummer", "bestelldatum", "bestellstatus", "auftrag", "aufträge", "auftragsnummer", "auftragsdatum",
    "auftragsstatus",
    "commande", "commandes", "pedido", "pedidos", "ordine", "ordini", "invoice", "invoices", "rechnung", "rechnungen",
    "rechnungsnummer", "rechnungsdatum", "sale",
  ]
  /// What is booked and paid for, whatever becomes of it.
  private static let bought = [
    "campaign", "campaigns", "adset", "kampagne", "kampagnenname", "campagne", "campaña", "campanha", "campagna",
  ]
  private static let gone = RecognitionWords.takenBack + ["voided", "void"]

  /// Rows of orders that came to nothing: their money was never earned. What was spent on a campaign that was cancelled is spent.
  func cancelled(in table: Int) -> ((Int) -> Bool)? {
    guard recognised[table].subject == .numbers, recognised[table].exporter == nil,
      tables[table].columns.contains(where: { Heading($0.name).containsAny(of: LedgerBuilding.orders) }),
      !tables[table].columns.contains(where: { Heading($0.name).containsAny(of: LedgerBuilding.bought) })
    else { return nil }
    for column in tables[table].columns where Heading(column.name).containsAny(of: LedgerBuilding.standings) {
      guard case .categories(let codes, let names) = column.cells else { continue }
      let isGone = names.map { Heading($0).containsAny(of: LedgerBuilding.gone) }
      if isGone.contains(true), isGone.contains(false) { return { codes[$0] != Column.missingCode && isGone[Int(codes[$0])] } }
    }
    return nil
  }

  /// A column that only says `Primary` or `Value` is called by the title above it: Instagram writes `Reach` there.
  func titleOfValues(_ table: Int, _ index: Int) -> String? {
    let columns = tables[table].columns
    guard ["primary", "value", "values", "wert", "valeur", "valor", "valore"].contains(Heading(columns[index].name).joined),
      columns.count(where: { if case .numbers = $0.cells { true } else { false } }) == 1,
      let line = tables[table].preamble.lines.last
    else { return nil }
    let title = String(line.filter { $0 != "\"" })
    let isTitle = !title.contains { ",;\t:=".contains($0) || $0.isNumber } && (1...5).contains(Heading(title).words.count)
    return isTitle ? title : nil
  }
}
