extension Table {
  /// Columns that a report with totals is grouped by without marking them: the first ones, which its program never leaves empty.
  var unmarkedGroups: [Int] {
    guard rejections.examples.contains(where: { $0.reason == .totalsLine }) else { return [] }
    return Array(columns.indices.prefix { Table.leavesOut(columns[$0].name) })
  }

  /// Whether such a program writes a column's value only where it changes.
  static func leavesOut(_ heading: String) -> Bool {
    ["stage", "opportunity owner", "lead owner", "lead status", "fiscal period"].contains(Heading(heading).joined)
  }

  /// A grouped report writes a group's name once, above its rows: an empty cell says what the last filled one said.
  ///
  /// A dash is no empty cell here: it is how such reports write a group without a name.
  mutating func fillGroups(_ grouped: [Int]) {
    for index in grouped where columns.indices.contains(index) && columns[index].emptyCount > 0 {
      let text = text
      func isLeftOut(_ row: Int) -> Bool { text.cell(row: row, column: index).isEmpty }
      switch columns[index].cells {
      case .categories(var codes, let names):
        for row in codes.indices.dropFirst() where codes[row] == Column.missingCode && isLeftOut(row) {
          codes[row] = codes[row - 1]
        }
        columns[index].cells = .categories(codes: codes, names: names)
        columns[index].emptyCount = codes.count { $0 == Column.missingCode }
      case .keys(var hashes, let store):
        for row in hashes.indices.dropFirst() where hashes[row] == 0 && isLeftOut(row) { hashes[row] = hashes[row - 1] }
        columns[index].cells = .keys(hashes: hashes, text: store)
        columns[index].emptyCount = hashes.count { $0 == 0 }
      case .moments(let moments, let hasTime):
        var filled = Array(moments)
        for row in filled.indices.dropFirst() where filled[row].isMissing && isLeftOut(row) { filled[row] = filled[row - 1] }
        columns[index].cells = .moments(Moments(filled), hasTime: hasTime)
        columns[index].emptyCount = filled.count { $0.isMissing }
      case .numbers(var values, let currency):
        for row in values.indices.dropFirst() where values[row].isNaN && isLeftOut(row) { values[row] = values[row - 1] }
        columns[index].cells = .numbers(values, currency: currency)
        columns[index].emptyCount = values.count { $0.isNaN }
      case .ambiguousMoments: continue
      }
    }
  }
}
