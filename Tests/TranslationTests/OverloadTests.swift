import Records
import Testing

@testable import Translation

/// What new customers say by the load that they started under: found where it is planted, and not where nothing is.
@Suite struct OverloadTests {
  /// Ninety ordinary weeks and twelve above room, two new customers a week, with luck of weeks and of customers.
  private func weeks(_ draws: inout Draws, each: Double, times: Double, busy: Int = 12) -> [Overload.Starts] {
    (0..<90 + busy).map { week in
      let isOver = week >= 90
      let luck = draws.gamma(4) / 4
      let customers = draws.poisson(2.2)
      let complaints = (0..<customers).reduce(0) { sum, _ in
        sum + draws.poisson(each * (isOver ? times : 1) * luck * draws.gamma(1.5) / 1.5)
      }
      return Overload.Starts(isOver: isOver, customers: customers, complaints: complaints)
    }
  }

  private func verdicts(_ times: Double) -> [Overload.Beside] {
    var draws = Draws(name: "overload test", chain: 0, seed: 77)
    return (0..<200).compactMap { _ in
      let weeks = weeks(&draws, each: 0.5, times: times)
      var stream = Draws(name: "overload", chain: 0)
      return Overload.complaining(weeks, &stream)
    }
  }

  @Test func `Complaints that rise with load are found, and their ratio is held`() {
    let found = verdicts(3)
    #expect(found.count == 200)
    #expect(found.count { $0.verdict == .worse } >= 155)
    #expect(!found.contains { $0.verdict == .better })
    let held = found.count { $0.estimate.low <= 3 && 3 <= $0.estimate.high }
    #expect(held >= 166, "\(held) of 200 intervals of 90% hold the planted three times")
  }

  @Test func `Where load does nothing it is not blamed`() {
    let found = verdicts(1)
    let blamed = found.count { $0.verdict == .worse }
    #expect(blamed <= 10, "\(blamed) of 200 were blamed")
    #expect(found.allSatisfy { $0.verdict != .noDifference || $0.grade == .n })
    let held = found.count { $0.estimate.low <= 1 && 1 <= $0.estimate.high }
    #expect(held >= 168, "\(held) of 200 intervals of 90% hold one")
  }

  @Test func `Too few customers or complaints are not compared`() {
    var stream = Draws(name: "overload", chain: 0)
    let few = [
      Overload.Starts(isOver: true, customers: 4, complaints: 9), Overload.Starts(isOver: false, customers: 90, complaints: 9),
    ]
    #expect(Overload.complaining(few, &stream) == nil)
    let silent = [
      Overload.Starts(isOver: true, customers: 40, complaints: 1), Overload.Starts(isOver: false, customers: 90, complaints: 2),
    ]
    #expect(Overload.complaining(silent, &stream) == nil)
  }
}
