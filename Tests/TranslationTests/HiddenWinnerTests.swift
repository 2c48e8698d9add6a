import Foundation
import Records
import Testing

@testable import Translation

/// Long enough for these questions, short enough for a debug build.
private let brief = HiddenWinner.Effort(sweeps: 220, burn: 60, chains: 2)

private func fitted(_ arrivals: [Arrivals], pooled: Int? = nil, name: String) -> TrackedPosterior? {
  TrackedPosterior.fit(
    arrivals: arrivals, pooled: pooled ?? arrivals.count, window: Made.window(arrivals[0]), name: name, effort: brief)
}

/// Arrivals made for one question each.
private enum Made {
  static let first = Day(number: 17_000)

  /// `perDay` units on each of `days` days; `winners` of each day win after `lag` days, as known at the cutoff.
  static func steady(days: Int, perDay: Int, winners: Int, lag: Int, until cutoff: Int? = nil) -> Arrivals {
    let end = (cutoff ?? days) - 1
    let wins = (0..<days).filter { $0 + lag <= end && winners > 0 }.map { Arrivals.Win(index: $0, lag: lag, count: winners) }
    return Arrivals(first: first, units: (0...end).map { $0 < days ? perDay : 0 }, wins: wins)
  }

  static func window(_ arrivals: Arrivals) -> RecordWindow {
    RecordWindow(from: first, to: first + (arrivals.units.count - 1))
  }
}

@Suite struct HiddenWinnerTests {
  @Test func `When every unit has had its time the rate is the plain rate`() throws {
    // 300 days of four units, a year of silence after them: nothing is left to come.
    let all = Made.steady(days: 300, perDay: 4, winners: 1, lag: 12, until: 700)
    let found = try #require(fitted([all], name: "plain"))
    let within = try #require(found.groups[0].within.first { $0.days == 180 })
    #expect(abs(within.ninety.value - 0.25) < 0.015)
    #expect(within.ninety.low < 0.25 && within.ninety.high > 0.25)
    #expect(found.groups[0].finished > 0.97)
    #expect(abs((found.groups[0].eventual?.value ?? 0) - 0.25) < 0.02)
    // The whole lag lies in the bin of days 11 to 14.
    #expect((11...14).contains(found.groups[0].lag?.median ?? 0))
    #expect(found.groups[0].units == 1200 && found.groups[0].won == 300)
  }

  @Test func `Units without a win get an upper bound that leans on the others`() throws {
    let good = Made.steady(days: 400, perDay: 3, winners: 1, lag: 20)
    let none = Made.steady(days: 400, perDay: 1, winners: 0, lag: 0)
    let found = try #require(fitted([good, none], name: "none"))
    #expect(found.groups[1].won == 0)
    #expect(found.groups[1].within[0].ninety.low >= 0)
    #expect(found.groups[1].within[0].ninety.high < 0.05)
    #expect(found.groups[0].within[0].ninety.low > 0.2)
  }

  @Test func `Nothing won, a record of three weeks and a handful of units are refused`() {
    let none = Made.steady(days: 400, perDay: 3, winners: 0, lag: 0)
    #expect(fitted([none], name: "x") == nil)
    let short = Made.steady(days: 21, perDay: 30, winners: 3, lag: 2)
    #expect(fitted([short], name: "x") == nil)
    var few = Made.steady(days: 300, perDay: 0, winners: 0, lag: 0)
    few.units[0] = 12
    few.wins = [.init(index: 0, lag: 3, count: 2)]
    #expect(fitted([few], name: "x") == nil)
  }

  @Test func `A horizon longer than the record is not stated, nor forecast`() throws {
    let all = Made.steady(days: 120, perDay: 10, winners: 1, lag: 9)
    let found = try #require(fitted([all], name: "short"))
    #expect(found.horizon == 90)
    #expect(found.groups[0].within.map(\.days) == [90, 30])
    #expect(found.groups[0].eventual == nil)
    #expect(found.groups[0].inHand(30) != nil && found.groups[0].inHand(90) != nil)
    #expect(found.groups[0].inHand(180) == nil)
    #expect(found.drift == .tooShort(blocks: 4))
    #expect(found.groups[0].soFar == nil)
  }

  @Test func `Two runs, and one task or two, give the same draws`() async throws {
    let parts = [Made.steady(days: 300, perDay: 5, winners: 1, lag: 30), Made.steady(days: 300, perDay: 2, winners: 1, lag: 4)]
    let model = try #require(HiddenWinner(parts, pooled: 2, window: Made.window(parts[0]), name: "same"))
    let effort = HiddenWinner.Effort(sweeps: 60, burn: 10, chains: 2)
    let (one, again) = (model.sample(effort), model.sample(effort))
    let together = await model.sampleConcurrently(effort)
    #expect(one.rates(of: 0, within: 90) == again.rates(of: 0, within: 90))
    for g in 0..<2 {
      #expect(one.rates(of: g, within: 180) == together.rates(of: g, within: 180))
      #expect(one.inHand(of: g, days: 90) == together.inHand(of: g, days: 90))
      #expect(one.more(of: g, units: 100, within: 180).counts == together.more(of: g, units: 100, within: 180).counts)
    }
    let other = try #require(HiddenWinner(parts, pooled: 2, window: Made.window(parts[0]), name: "another name"))
    #expect(other.sample(effort).rates(of: 0, within: 90) != one.rates(of: 0, within: 90))
  }

  @Test func `A list of people who are among the sources teaches the sources nothing`() throws {
    let parts = [Made.steady(days: 300, perDay: 5, winners: 1, lag: 30), Made.steady(days: 300, perDay: 2, winners: 1, lag: 4)]
    let list = Made.steady(days: 300, perDay: 1, winners: 1, lag: 4)
    let alone = try #require(fitted(parts, name: "lists"))
    let beside = try #require(fitted(parts + [list], pooled: 2, name: "lists"))
    #expect(beside.groups.count == 3)
    #expect(beside.all.units == alone.all.units)
    // Not the same draws, since the list draws from the same stream, but the same posterior.
    for (one, other) in zip(alone.groups, beside.groups) {
      #expect(abs(one.within[0].ninety.value - other.within[0].ninety.value) < 0.01)
    }
    #expect(beside.groups[2].within[0].ninety.value > 0.8)
  }

  @Test func `Recorded losses move what is in hand between cells but not the rate`() throws {
    let open = Made.steady(days: 300, perDay: 6, winners: 1, lag: 40)
    var closed = open
    // Half of everybody older than 100 days is lost.
    closed.losses = (0..<200).map { Arrivals.Win(index: $0, lag: 90, count: 3) }
    let one = try #require(fitted([open], name: "losses"))
    let other = try #require(fitted([closed], name: "losses"))
    #expect(abs(one.groups[0].within[0].ninety.value - other.groups[0].within[0].ninety.value) < 0.01)
    #expect(closed.open(at: Made.first + 299)[0] == 2 && open.open(at: Made.first + 299)[0] == 5)
    #expect(closed.open(at: Made.first + 89)[0] == 5, "not lost yet")
    let (found, expected) = (try #require(other.groups[0].inHand(90)), 40.0)
    #expect(Double(found.p05) < expected && expected < Double(found.p95), "\(found)")
  }

  @Test func `A hundred more are counted in whole outcomes, by month, and may bring none`() throws {
    let all = Made.steady(days: 500, perDay: 20, winners: 1, lag: 45)
    let found = try #require(fitted([all], name: "more"))
    let more = found.more(of: 0, units: 100)
    #expect(more.days == 365 && more.byMonth.count == 13)
    #expect(abs(more.count.mean - 5) < 0.8)
    #expect(abs(more.byMonth.reduce(0, +) - more.count.mean) < 0.5)
    #expect(more.byMonth[1] > 0.8 * more.byMonth.reduce(0, +))
    #expect(more.count.p05 <= more.count.p25 && more.count.p25 <= more.count.p75 && more.count.p75 <= more.count.p95)
    let few = found.more(of: 0, units: 3)
    #expect(few.count.none > 0.7 && few.count.p05 == 0)
  }

  @Test func `A rate that doubled half a year ago is told apart from all so far`() throws {
    let days = 560
    var wins: [Arrivals.Win] = []
    for i in 0..<days where i + 10 < days { wins.append(.init(index: i, lag: 10, count: i < 380 ? 2 : 5)) }
    let all = Arrivals(first: Made.first, units: Array(repeating: 25, count: days), wins: wins)
    let found = try #require(fitted([all], name: "moving"))
    guard case .moving(let probability) = found.drift else {
      Issue.record("drift not seen: \(found.drift)")
      return
    }
    #expect(probability > 0.8)
    let today = found.groups[0].within[0].ninety
    #expect(today.low < 0.2 && today.high > 0.17 && today.low > 0.13, "\(today)")
    #expect((found.groups[0].soFar?.value ?? 1) < today.value)
  }

  @Test func `Centres and strength of the lag follow their law with the sources' own hazards integrated out`() {
    // Two bins, two sources: every combination of centres, strength and step can be weighed one by one.
    let seen = LagModel.Seen(events: [3, 1, 0, 5], atRisk: [9, 4, 6, 6], stride: 2, sources: 2)
    var expected = Array(repeating: Array(repeating: 0.0, count: LagModel.logits.count), count: 2)
    var strengths = Array(repeating: 0.0, count: LagModel.strengths.count)
    let starts = LagModel.logits.map { exp(-0.5 * ($0 + 2) * ($0 + 2) / 4) }
    for step in LagModel.steps {
      for (i, kappa) in LagModel.strengths.enumerated() {
        let chances = (0..<2).map { k in
          LagModel.centres.map { x in
            exp(
              (0..<2).reduce(0.0) { sum, g in
                let (d, r) = (Double(seen.events[g * 2 + k]), Double(seen.atRisk[g * 2 + k]))
                return sum + Pool.logMarginal(won: d, units: r, alpha: kappa * x, beta: kappa * (1 - x))
              })
          }
        }
        for (from, start) in starts.enumerated() {
          let row = LagModel.logits.map { exp(-0.5 * pow(($0 - LagModel.logits[from] - 0.1) / step, 2)) }
          let sum = row.reduce(0, +)
          for to in row.indices {
            let weight = start * chances[0][from] * row[to] / sum * chances[1][to]
            expected[0][from] += weight
            expected[1][to] += weight
            strengths[i] += weight
          }
        }
      }
    }
    let whole = strengths.reduce(0, +)
    var lag = LagModel(bins: 2, hazards: [0.2, 0.3])
    var draws = Draws(name: "centres", chain: 0)
    var (logits, drawn, kept) = ([0.0, 0.0], strengths.map { _ in 0.0 }, 0.0)
    for sweep in 0..<40_000 {
      lag.draw(seen, &draws)
      guard sweep >= 100 else { continue }
      for k in 0..<2 { logits[k] += LagModel.logits[lag.centre[k]] }
      drawn[lag.strength] += 1
      kept += 1
    }
    for k in 0..<2 {
      let mean = zip(LagModel.logits, expected[k]).reduce(0) { $0 + $1.0 * $1.1 / whole }
      #expect(abs(logits[k] / kept - mean) < 0.04, "bin \(k): \(logits[k] / kept), \(mean)")
    }
    for i in strengths.indices {
      let (share, chance) = (drawn[i] / kept, strengths[i] / whole)
      #expect(abs(share - chance) < 0.015, "κ \(LagModel.strengths[i]): \(share), \(chance)")
    }
  }
}
