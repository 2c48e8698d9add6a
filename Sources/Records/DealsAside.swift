/// How many deals of a file ended, and how many of them before they began.
struct Lateness: Sendable {
  var late = 0
  var ended = 0

  /// Most did: a CRM that was filled from another one. Elsewhere such a deal is a mistake of somebody's.
  var isUsual: Bool { late > 2 && late * 2 > ended }

  init(late: Int = 0, ended: Int = 0) { (self.late, self.ended) = (late, ended) }

  init(_ columns: DealColumns, rows: Int) {
    guard let opened = columns.opened else { return }
    for row in 0..<rows where !opened[row].isMissing {
      let outcome = columns.outcome(row)
      let end = columns.decided(row, outcome)
      guard outcome != .open, !end.isMissing else { continue }
      ended += 1
      if end.day < opened[row].day - 1 { late += 1 }
    }
  }

  static func + (a: Lateness, b: Lateness) -> Lateness { Lateness(late: a.late + b.late, ended: a.ended + b.ended) }
}

/// Deals that are not what they seem: entered after their end, or to try the program.
extension LedgerBuilding {
  /// By which key a row speaks of somebody who was typed to try a form, or says itself that it is a trial.
  func dealsOfTests(_ table: Int) -> ((Int) -> UInt64?)? {
    let isTest = trial(of: table)
    let keys = people.tests.isEmpty ? [] : [Field.leadID, .email].compactMap { fresh($0, of: table)?.keys() }
    guard isTest != nil || !keys.isEmpty else { return nil }
    let tests = people.tests
    return { row in
      if isTest?(row) ?? false { return keys.lazy.map { $0[row] }.first { $0 != 0 } ?? 1 }
      return keys.lazy.map { $0[row] }.first { $0 != 0 && tests.contains($0) }
    }
  }

  /// Rows whose name begins with `TEST -`, `Test:` or `[Test]`: a company may be called Test, but not so.
  func testDeals(of table: Int) -> Set<Int> {
    guard let name = recognised[table].column(.name) else { return [] }
    var rows: Set<Int> = []
    tables[table].text.walk(firstFresh(of: table)..<tables[table].rowCount) { batch, first in
      for row in 0..<batch.count {
        let cell = batch.cell(row, name).bare
        guard cell.count > 5, cell.hasPrefix(ignoringCase: "test") || cell.hasPrefix(ignoringCase: "[test") else { continue }
        var at = cell[0] == UInt8(ascii: "[") ? 5 : 4
        while at < cell.count, cell[at] == 0x20 { at += 1 }
        guard at < cell.count else { continue }
        let isDash = at + 2 < cell.count && cell[at] == 0xE2 && cell[at + 1] == 0x80
        if [UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "]")].contains(cell[at]) || isDash { rows.insert(first + row) }
      }
    }
    return rows
  }
}
