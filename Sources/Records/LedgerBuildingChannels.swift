/// What the rows of a sheet of numbers are of.
extension LedgerBuilding {
  /// The category that tells the rows of one period apart: the one named so, else the one with fewest values.
  func channelColumn(of table: Int, _ periods: Periods) -> Int? {
    if let exporter = recognised[table].exporter, exporter.subject == recognised[table].subject, !exporter.habits.keepsChannels
    {
      return nil
    }
    if let named = recognised[table].column(.channel), case .categories = tables[table].columns[named].cells { return named }
    if recognised[table].exporter != nil { return nil }
    var best: (column: Int, names: Int)?
    for (index, column) in tables[table].columns.enumerated() where index != periods.column {
      guard case .categories(_, let names) = column.cells, names.count > 1, names.count < 41 else { continue }
      let heading = Heading(column.name)
      if heading.containsAny(of: ["channel", "kanal", "canal", "canale", "kanaal"]) { return index }
      // How an order stands is not where it came from.
      if heading.containsAny(of: LedgerBuilding.standings) || heading.contains("id") { continue }
      if names.count < best?.names ?? 41 { best = (index, names.count) }
    }
    return best?.column
  }

  private static let standings = ["status", "statut", "estado", "stato", "bestellstatus", "auftragsstatus"]
  private static let orders = ["order", "bestell", "auftrag", "commande", "pedido", "ordine", "invoice", "rechnung", "sale"]
  private static let gone = [
    "cancelled", "canceled", "refunded", "voided", "void", "storniert", "annulliert", "erstattet", "annulé", "annulée",
    "remboursé", "cancelado", "cancelada", "reembolsado", "annullato", "rimborsato", "geannuleerd",
  ]

  /// Rows of orders that came to nothing: their money was never earned. What was spent on a campaign that was cancelled is spent.
  func cancelled(in table: Int) -> ((Int) -> Bool)? {
    guard recognised[table].subject == .numbers, recognised[table].exporter == nil,
      tables[table].columns.contains(where: { column in
        LedgerBuilding.orders.contains { Heading(column.name).joined.contains($0) }
      })
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
