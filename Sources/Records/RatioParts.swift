/// What a rate is made of, where the file has it: a rate over weeks is then the sum of its parts by the sum of its wholes.
///
/// The cells say it where they can: the two columns whose quotient the rate is in nearly every row, whatever they are called. Else
/// the heading does, and the rate is weighed by what it is a part of.
struct RatioParts {
  let table: Table
  let index: Int
  let values: [Double]
  /// The rows that are tried, and how exactly the rate is written.
  private let sample: [Int]
  private let tolerance: Double

  init(_ table: Table, _ index: Int, _ values: [Double]) {
    self.table = table
    self.index = index
    self.values = values
    let filled = values.indices.filter { !values[$0].isNaN && values[$0] != 0 }
    sample = stride(from: 0, to: filled.count, by: max(1, filled.count / 200)).map { filled[$0] }
    var scale = 1.0
    let own = values
    while scale < 1e7, sample.contains(where: { abs(own[$0] * scale - (own[$0] * scale).rounded()) > 1e-4 }) { scale *= 10 }
    tolerance = 0.51 / scale
  }

  /// The two columns and what their quotient is multiplied by: 100 for a rate in percent, 1,000 for a price of a thousand.
  func columns() -> (above: Int, below: Int, factor: Double)? {
    guard sample.count >= 3, Set(sample.map { values[$0] }).count >= 2 else { return nil }
    let middle = sample.map { abs(values[$0]) }.sorted()[sample.count / 2]
    guard tolerance < 0.2 * middle else { return nil }
    let others = table.columns.indices.filter { other in
      guard other != index, case .numbers = table.columns[other].cells else { return false }
      let heading = Heading(table.columns[other].name)
      return !NumberKind.isRatio(heading) && !CalendarColumns.names(heading)
    }.prefix(40)
    var best: (above: Int, below: Int, factor: Double, miss: Double)?
    for below in others {
      guard case .numbers(let wholes, _) = table.columns[below].cells else { continue }
      for above in others where above != below {
        guard case .numbers(let parts, _) = table.columns[above].cells else { continue }
        for factor in [1.0, 100, 1000] {
          guard let miss = miss(parts, wholes, factor), miss < best?.miss ?? .infinity else { continue }
          best = (above, below, factor, miss)
        }
      }
    }
    return best.map { ($0.above, $0.below, $0.factor) }
  }

  /// How far off the quotient is on average, counted in what was rounded away; `nil` where it is another number.
  private func miss(_ parts: [Double], _ wholes: [Double], _ factor: Double) -> Double? {
    var sum = 0.0
    var misses = 0
    for (tried, row) in sample.enumerated() {
      let error = abs(values[row] - factor * parts[row] / wholes[row])
      if wholes[row] > 0, error <= tolerance + 0.002 * abs(values[row]) {
        sum += error / tolerance
      } else {
        misses += 1
        if misses * 20 > sample.count || tried < 3 { return nil }
      }
    }
    return sum / Double(sample.count)
  }

  /// The column that the heading says it is a part of.
  func whole() -> Int? {
    let heading = Heading(table.columns[index].name).joined
    for (names, wholes) in RatioParts.wholes where names.contains(where: { heading.contains($0) }) {
      for whole in wholes {
        let found = table.columns.firstIndex { column in
          guard case .numbers = column.cells else { return false }
          let other = Heading(column.name)
          return !NumberKind.isRatio(other) && (other.joined == whole || other.namesCurrency && other.words.first == whole)
        }
        if let found { return found }
      }
    }
    return nil
  }

  private static let wholes: [(rates: [String], wholes: [String])] = [
    (
      ["ctr", "cpm", "position", "click through", "click thru", "viewability"],
      ["impressions", "impr", "impressionen", "impresiones", "impressões", "impressoes", "vertoningen", "shown"]
    ),
    (
      ["open rate", "click rate", "unsubscribe rate", "delivery rate", "bounce rate", "öffnungsrate", "klickrate"],
      [
        "delivered", "successful deliveries", "deliveries", "sent", "emails sent", "sends", "recipients", "total recipients",
        "zugestellt", "versendet", "gesendet", "enviados", "envoyés", "entregues",
      ]
    ),
    (
      ["cpc", "per click", "conv rate", "conversion rate"], ["clicks", "link clicks", "klicks", "clics", "cliques", "klikken"]
    ),
    (
      ["engagement rate", "bounce rate", "per session", "conversion rate", "pages per", "session duration"],
      ["sessions", "visits", "sitzungen", "sesiones", "sessões", "sessoes"]
    ),
    (["roas", "return on"], ["spend", "cost", "amount spent", "total spent", "kosten"]),
    (["order value", "aov", "per order"], ["orders", "total orders", "bestellungen", "pedidos", "commandes"]),
    (["per lead", "cpl"], ["leads"]),
  ]
}

extension LedgerBuilding {
  /// What a rate that no exporter explains is made of, by row.
  func partsByValues(
    of index: Int, _ values: [Double], _ table: Int, _ currencies: RowCurrencies?
  ) -> (of: [Double], by: [Double])? {
    func amounts(_ column: Int) -> [Double]? {
      guard case .numbers(let own, _) = tables[table].columns[column].cells else { return nil }
      guard let currencies, NumberKind.namesMoney(Heading(tables[table].columns[column].name)) else { return own }
      return own.indices.map { own[$0] * currencies.rate($0) }
    }
    let parts = RatioParts(tables[table], index, values)
    if let found = parts.columns(), let above = amounts(found.above), let below = amounts(found.below) {
      return (above.map { $0 * found.factor }, below)
    }
    guard let whole = parts.whole(), let below = amounts(whole) else { return nil }
    // What is not said of a row has no part in the mean.
    return (
      values.indices.map { values[$0].isNaN ? 0 : values[$0] * below[$0] },
      values.indices.map { values[$0].isNaN ? 0 : below[$0] }
    )
  }

  /// Cells that are written as shares: `3.27%`.
  func arePercent(_ index: Int, of table: Int) -> Bool {
    guard case .numbers(let values, _) = tables[table].columns[index].cells else { return false }
    let few = values.indices.lazy.filter { !values[$0].isNaN }.prefix(3)
    return !few.isEmpty && few.allSatisfy { tables[table].text(row: $0, column: index).utf8.last == UInt8(ascii: "%") }
  }
}
