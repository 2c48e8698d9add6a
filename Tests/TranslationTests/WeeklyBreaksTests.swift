import Glibc
import Records
import Testing

@testable import Translation

@Suite struct WeeklyBreaksTests {
  private let monday = Day(number: 20_030).startOfWeek
  private func weeks(_ values: [Double?], daysOfLast: Int = 7) -> Weeks {
    Weeks(firstMonday: monday, values: values, daysOfLast: daysOfLast)
  }
  private func noise(_ count: Int, seed: UInt64, size: Double, memory: Double = 0) -> [Double] {
    var chance = Xoshiro256(seed: seed)
    var last = 0.0
    return (0..<count).map { _ in
      last = memory * last + size * (chance.unit() + chance.unit() + chance.unit() - 1.5) * 2
      return last
    }
  }

  @Test func `A lasting jump is found with its week and both levels`() throws {
    let values = noise(80, seed: 1, size: 4).enumerated().map { ($0 < 45 ? 100 : 130) + $1 }
    let found = try #require(Breaks.find(in: weeks(values)))
    #expect(abs((found.monday - monday) / 7 - 45) <= 1)
    #expect(abs(found.before - 100) < 3 && abs(found.after - 130) < 3)
    #expect(Breaks.all(in: weeks(values)) == [found])
  }

  @Test func `Two jumps are two breaks`() {
    let values = noise(90, seed: 2, size: 3).enumerated().map { ($0 < 30 ? 100 : $0 < 60 ? 140 : 110) + $1 }
    let found = Breaks.all(in: weeks(values))
    #expect(found.count == 2)
    #expect(found.map(\.monday) == found.map(\.monday).sorted())
  }

  @Test func `An even climb and restless weeks are no break`() {
    #expect(Breaks.find(in: weeks(noise(100, seed: 3, size: 4).enumerated().map { 100 + Double($0) + $1 })) == nil)
    let alarms = (0..<200).count { Breaks.find(in: weeks(noise(104, seed: 100 + $0, size: 4, memory: 0.6))) != nil }
    #expect(alarms <= 6)
  }

  @Test(arguments: [1.3, 1.6, 2.2]) func `A jump in a number with a season is found, and the season alone is none`(jump: Double)
    throws
  {
    for seed in UInt64(0)..<20 {
      let rest = noise(110, seed: 300 + seed, size: 0.05)
      func number(_ jump: Double) -> [Double?] {
        rest.enumerated().map { week, rest in
          400 * (1 + 0.4 * sin(2 * Double.pi * Double(week + 5 * Int(seed)) / 52.18)) * (1 + rest) * (week < 60 ? 1 : jump)
        }
      }
      let found = Breaks.all(in: weeks(number(jump)))
      #expect(found.count == 1, "seed \(seed)")
      let one = try #require(found.first)
      #expect(abs((one.monday - monday) / 7 - 60) <= 1 && abs(one.ratio / jump - 1) < 0.1)
      #expect(Breaks.all(in: weeks(number(1))).isEmpty)
    }
  }

  @Test func `A last week of three days is not a drop`() {
    var values: [Double?] = noise(60, seed: 4, size: 2).map { 100 + $0 }
    values[59] = 40
    #expect(Breaks.find(in: weeks(values, daysOfLast: 3)) == nil)
  }

  @Test func `Silence is told where a number is otherwise never silent`() {
    let values = (0..<60).map { (20..<24).contains($0) ? 0.0 : 50 }
    let found = Breaks.silences(in: weeks(values))
    #expect(found.map(\.weeks) == [4])
    #expect(found.first?.from == monday + 140)
    #expect(Breaks.silences(in: weeks((0..<60).map { $0 % 3 == 0 ? 5 : 0 })).isEmpty)
  }

  @Test func `Opens that jump while clicks stay are machines, and with the clicks they are people`() throws {
    let wobble = noise(90, seed: 5, size: 0.01)
    let mails = (0..<90).map { 12_000 + 100 * Double($0 % 7) }
    let sends = weeks(mails)
    func share(_ before: Double, _ after: Double) -> Weeks {
      weeks(
        mails.enumerated().map { week, sent -> Double in
          let rate = week < 48 ? before : after
          return sent * rate * (1 + wobble[week])
        })
    }
    let found = try #require(MachineOpens.find(sends: sends, opens: share(0.24, 0.41), clicks: share(0.031, 0.030)))
    #expect(found.monday == monday + 48 * 7)
    #expect(abs(found.opensBefore - 0.24) < 0.005 && abs(found.opensAfter - 0.41) < 0.005)
    #expect(abs(found.clicksBefore - 0.031) < 0.001 && abs(found.clicksAfter - 0.030) < 0.001)
    #expect(MachineOpens.find(sends: sends, opens: share(0.24, 0.41), clicks: share(0.031, 0.045)) == nil)
    #expect(MachineOpens.find(sends: sends, opens: share(0.24, 0.25), clicks: share(0.031, 0.03)) == nil)
  }
}
