/// What is new of one table since the reading before.
enum TableNews: Sendable {
  case nothing
  /// Rows behind those it had.
  case rows(TablePart)
  /// Everything.
  case all
}

/// Some rows of a table on end as a table of their own, from one of them to the last.
struct TablePart: Sendable {
  var table: Table
  /// Rows before them.
  var firstRow: Int
}

extension ReadFiles.Kept {
  /// The tables of one file, those that were kept among them, and what is new of each.
  mutating func settle(_ state: ReadFiles.FileState, _ found: Reading.Found) -> (parts: [Reading.Part], news: [TableNews]) {
    switch (state, found) {
    case (.same(let at), .same):
      let parts = take(at)
      return (parts, parts.map { _ in .nothing })
    case (.longer(let at, _), .grown(let grown)):
      var part = take(at)[0]
      guard case .success(var table) = part.result else { preconditionFailure("only a table that was read grows") }
      part.result = .failure(.emptyFile(file: part.name))
      for column in table.columns { if let hashes = column.hashes { join.leads.people.lend(to: hashes) } }
      table.append(grown)
      part.result = .success(table)
      return ([part], [.rows(TablePart(table: grown.part, firstRow: grown.firstRow))])
    case (_, .anew(let parts)):
      return (parts, parts.compactMap { if case .success = $0.result { .all } else { nil } })
    case (.same, .grown), (.unknown, .same), (.unknown, .grown), (.longer, .same):
      preconditionFailure("a file is read as it was found")
    }
  }
}

extension [Reading.Part] {
  /// Rows of the tables, and those that were refused before they were rows.
  var rowsAndRefused: (rows: Int, refused: Int) {
    let tables = compactMap { try? $0.result.get() }
    return (tables.reduce(0) { $0 + $1.rowCount }, tables.reduce(0) { $0 + $1.rejections.count })
  }
}
