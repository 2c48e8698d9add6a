import Testing

@testable import Records

@Suite("Columns that take as little room as they need")
struct CompactColumnTests {
  @Test func `moments before 1970 and after 2106 are read as they are`() async throws {
    let usual = Array(repeating: "2026-01-05 10:30", count: 3000)
    let rare = ["1969-12-31 23:59", "2106-02-07 06:28", "9999-12-31 00:00", "1970-01-01 00:00"]
    let table = try await Specimen.table("x,y\n" + (usual + rare).map { $0 + ",1\n" }.joined())
    #expect(table.times("x")?.first == "2026-01-05 10:30:00")
    #expect(
      table.times("x")?.suffix(4) == [
        "1969-12-31 23:59:00", "2106-02-07 06:28:00", "9999-12-31 00:00:00", "1970-01-01 00:00:00",
      ])
    guard case .moments(let moments, true)? = table.column("x")?.cells else {
      Issue.record("a column of times")
      return
    }
    #expect(moments.count == 3004 && moments.narrow.isEmpty)
  }

  @Test func `an order of day and month that only the end of a file shows is found there`() async throws {
    let rows = Array(repeating: "2026-01-05", count: 3000) + ["13/04/2026"]
    let table = try await Specimen.table("x,y\n" + rows.map { $0 + ",1\n" }.joined())
    #expect(table.days("x")?.suffix(2) == ["2026-01-05", "2026-04-13"])
  }

  @Test func `a day or none takes the place of a day`() {
    var days: OptionalDays = [day("2026-01-05"), nil, day("2026-03-01")]
    #expect(days.known(at: day("2026-02-01")) == [day("2026-01-05"), nil, nil])
    #expect(days.latest == day("2026-03-01"))
    days[0] = nil
    days.append(day("2025-01-01"))
    #expect(Array(days) == [nil, nil, day("2026-03-01"), day("2025-01-01")])
    #expect(days.picked([3, 1]) == [day("2025-01-01"), nil])
    #expect(OptionalDays().latest == nil && OptionalDays().earliest == nil)
  }

  @Test(arguments: [[], [0], [9], [0, 1, 2], [3, 4, 8], Array(0..<10)] as [[Int]])
  func `rows that are used are numbered around those that are not`(refused: [Int]) {
    let kept = KeptRows(total: 10, workers: 2) { !refused.contains($0) }
    let rows = (0..<10).filter { !refused.contains($0) }
    #expect(kept.count == rows.count)
    #expect((0..<kept.count).map(kept.row(at:)) == rows)
  }

  @Test func `rows are numbered alike by one worker and by three`() {
    let isUsed = { (row: Int) in row % 1000 != 7 }
    let kept = KeptRows(total: 200_000, workers: 3, where: isUsed)
    #expect(kept.refused == KeptRows(total: 200_000, workers: 1, where: isUsed).refused)
    let (rows, place) = Uninitialized.array(Int32.self, kept.count)
    kept.each(workers: 3) { place[$0] = Int32($1) }
    #expect(rows.map { Int($0) } == (0..<200_000).filter(isUsed))
  }

  @Test func `the first row of a key is found, and no row that may not be`() {
    var index = KeyIndex(capacity: 8)
    #expect(index.add([5, 9, 5, 0, 7], rows: [0..<2, 3..<5]) == [0, 1, 2, 3, 4])
    #expect(index.add([9, 5, 11], rows: [0..<3]) == [1, 0, 7])
    #expect(index.find(all: [5, 7, 11, 12, 0]) == [0, 4, 7, -1, -1])
    // Keys that agree in the half that a slot keeps are told apart all the same.
    var alike = KeyIndex(capacity: 4)
    #expect(alike.add([1 << 32 | 3, 2 << 32 | 3, 1 << 32 | 3], rows: [0..<3]) == [0, 1, 0])
  }

  @Test func `four keys lead to one person, whichever was met first`() {
    var table = KeyTable(capacity: 2)
    #expect(table.meet((1, 2, 0, 0), 0) == 0)
    #expect(table.meet((0, 3, 4, 0), 1) == 1)
    #expect(table.meet((9, 4, 2, 0), 2) == 1, "the first key that is known decides")
    #expect(table.meet((9, 0, 0, 0), 2) == 1)
    #expect(table.meet((0, 0, 0, 0), 7) == 7)
    for key in UInt64(100)..<200 { #expect(table.meet((key, key, 0, key), Int32(key)) == Int32(key)) }
    #expect((100..<200).allSatisfy { table.find($0) == Int32($0) } && table.find(2) == 0)
  }
}
