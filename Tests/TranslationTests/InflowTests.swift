import Glibc
import Records
import Testing

@testable import Translation

/// What is coming, from how it came: levels, steps, growth.
@Suite struct InflowTests {
  /// So many leads in each week of each source, on its working days, answered as they come.
  private func inflow(weeks: Int, _ sources: [(Int) -> Int]) -> Inflow {
    let monday = Day(number: 19_723)
    var h = Handovers(first: monday, cutoff: monday + weeks * 7 - 1, sources: sources.indices.map { "source \($0)" })
    for day in 0..<weeks * 7 where day % 7 < 5 {
      for (s, count) in sources.enumerated() {
        let week = count(day / 7)
        for _ in 0..<(week * (day % 7 + 1) / 5 - week * (day % 7) / 5) {
          h.came.append(Int32(day))
          h.source.append(UInt16(s))
          h.answered.append(Int32(day))
          h.wait.append(0.1)
          h.wasEarly.append(false)
          h.opened.append(-1)
          h.noted.append(0)
        }
      }
    }
    return Inflow(h, RoomDays(h))
  }

  private func expected(_ inflow: Inflow, of s: Int, _ weeks: Range<Int>) -> Double {
    let all = (0..<Inflow.draws).flatMap { d in
      weeks.map { Double(inflow.means[(d * inflow.sources + s) * Inflow.weeks + $0]) }
    }
    return all.reduce(0, +) / Double(all.count)
  }

  @Test func `A level that stepped up a year ago and stands still is no growth`() {
    // With years enough to tell a step from a season; articles/room.md says how far off a shorter record is.
    let found = inflow(weeks: 156, [{ $0 < 104 ? 20 : 35 }, { $0 < 104 ? 12 : 21 }])
    for (s, level) in [35.0, 21].enumerated() {
      #expect(abs(expected(found, of: s, 0..<13) / level - 1) < 0.06)
      #expect(abs(expected(found, of: s, 13..<26) / level - 1) < 0.1)
    }
  }

  @Test func `Weeks after the last lead of an export are not known, and a week without a lead of a small one is`() {
    #expect(Inflow.silence([[9, 11, 10, 0, 0], [1, 0, 2, 0, 0]]) == 2)
    #expect(Inflow.silence([[1, 0, 2, 0, 0]]) == 0 && Inflow.silence([[0, 0]]) == 0 && Inflow.silence([]) == 0)
    let found = inflow(weeks: 40, [{ $0 < 36 ? 10 : 0 }, { $0 < 36 ? 6 : 0 }])
    #expect(abs(expected(found, of: 0, 0..<13) / 10 - 1) < 0.1)
    #expect(abs(expected(found, of: 1, 0..<13) / 6 - 1) < 0.1)
  }

  @Test func `Two weeks at the turn of the year that were empty before are foreseen, and take no other week along`() throws {
    let first = Day(iso: "2024-09-02")!
    func came(_ week: Int) -> Double {
      let monday = first + 7 * week
      let days = (0..<5).count { at in
        let (_, month, day) = (monday + at).parts
        return month == 12 && day >= 24 || month == 1 && day == 1
      }
      return Double([41, 38, 43, 39, 40][week % 5]) * pow(0.2, Double(days) / 5)
    }
    // To the end of October 2026: two of them are on record, the third is to come.
    let weekly = [(0..<112).map { came($0).rounded() }]
    let found = Inflow(weekly: weekly, first: first, cutoff: first + 7 * 112 - 1)
    for week in 0..<13 {
      let expected = expected(found, of: 0, week..<week + 1)
      // A tenth of a usual week; the emptiest has eight of forty.
      #expect(abs(expected - came(112 + week)) < 4, "week \(week): \(expected) for \(came(112 + week))")
    }
  }

  @Test func `A step of the last months is the level from then on, for the source that took it alone`() {
    let found = inflow(weeks: 90, [{ $0 < 76 ? 20 : 36 }, { _ in 18 }])
    #expect(abs(expected(found, of: 0, 0..<13) / 36 - 1) < 0.08)
    #expect(abs(expected(found, of: 1, 0..<13) / 18 - 1) < 0.08)
  }

  @Test func `What has grown all along goes on, and less of it week by week`() {
    func level(_ week: Int) -> Double {
      var level = 10.0
      for _ in 0..<week { level *= 1.015 }
      return level
    }
    let found = inflow(weeks: 90, [{ Int(level($0).rounded()) }, { Int((0.7 * level($0)).rounded()) }])
    let (now, soon) = (level(89), level(96))
    let near = expected(found, of: 0, 0..<13)
    #expect(near > now && abs(near / soon - 1) < 0.1)
    #expect(expected(found, of: 0, 13..<26) > near)
  }
}
