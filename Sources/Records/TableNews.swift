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
  mutating func settle(
    _ state: ReadFiles.FileState, _ found: [Reading.Found]?
  ) -> (parts: [Reading.Part], news: [TableNews]) {
    var old: [Reading.Part] = []
    switch state {
    case .unknown: break
    case .same(let at), .changed(let at, _): old = take(at)
    }
    guard let found else { return (old, old.map { _ in .nothing }) }
    var (parts, news): ([Reading.Part], [TableNews]) = ([], [])
    for (at, found) in found.enumerated() {
      switch found {
      case .same(_, let bytes):
        old[at].result = old[at].result.map { $0.standing(in: bytes) }
        parts.append(old[at])
        news.append(.nothing)
      case .grown(let grown):
        var part = old[at]
        // Let go of, so that the table has one owner and grows where it is.
        old[at].result = .failure(.emptyFile(file: part.name))
        guard case .success(var table) = part.result else { preconditionFailure("only a table that was read grows") }
        part.result = .failure(.emptyFile(file: part.name))
        for column in table.columns { if let hashes = column.hashes { join.leads.people.lend(to: hashes) } }
        table.append(grown)
        part.result = .success(table)
        parts.append(part)
        news.append(.rows(TablePart(table: grown.part, firstRow: grown.firstRow)))
      case .anew(let part):
        parts.append(part)
        if case .success = part.result { news.append(.all) }
      }
    }
    return (parts, news)
  }
}

extension [Reading.Part] {
  /// Rows of the tables, and those that were refused before they were rows.
  var rowsAndRefused: (rows: Int, refused: Int) {
    let tables = compactMap { try? $0.result.get() }
    return (tables.reduce(0) { $0 + $1.rowCount }, tables.reduce(0) { $0 + $1.rejections.count })
  }
}
