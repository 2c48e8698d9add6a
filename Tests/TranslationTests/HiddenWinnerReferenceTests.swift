import Foundation
import Records
import Testing

@testable import Translation

private let absent: Comment = "needs ../shared/references, which is not beside this checkout"

/// The closed-form pieces of the hidden-winner model, laid beside numbers made by other software.
@Suite struct HiddenWinnerReferenceTests {
  @Test(.enabled(if: References.conversion != nil, absent))
  func `Survival inside and between bins equals the reference`() throws {
    let reference = try #require(References.conversion?["survival"] as? [String: Any])
    let bins = LagBins(edges: try #require(reference["edges"] as? [Int]))
    let curve = LagCurve(bins, hazards: try #require(reference["hazard"] as? [Double]))
    for (t, s) in zip(try #require(reference["t"] as? [Double]), try #require(reference["S"] as? [Double])) {
      #expect(abs(curve.survival(t) - s) < 1e-9, "t = \(t)")
    }
    #expect(LagBins.standard.edges.map { Int($0) } == References.conversion?["lag_edges_days"] as? [Int])
  }

  @Test(.enabled(if: References.conversion != nil, absent))
  func `The chance of being a hidden winner equals the reference, with and without a record that begins late`() throws {
    let reference = try #require(References.conversion)
    for one in try #require(reference["hidden_winner"] as? [[String: Double]]) {
      let (p, arrived, q) = try (#require(one["p"]), #require(one["F_at_age"]), #require(one["q"]))
      #expect(abs(HiddenWinnerChance.toCome(rate: p, survival: 1 - arrived) - q) < 1e-9)
    }
    for one in try #require(reference["record_window"] as? [[String: Double]]) {
      let p = try #require(one["p"])
      let found = try HiddenWinnerChance.classes(
        rate: p, survivalAtEntry: 1 - #require(one["F_entry"]), survival: 1 - #require(one["F_age"]))
      #expect(abs(found.before - (one["won_before_window"] ?? -1)) < 1e-9)
      #expect(abs(found.toCome - (one["winner_to_come"] ?? -1)) < 1e-9)
      #expect(abs(found.never - (one["never"] ?? -1)) < 1e-9)
    }
  }

  /// The reference shrinks once, with the weight of ten; the model twice, with four: the formula is the same.
  @Test(.enabled(if: References.conversion != nil, absent))
  func `The chance of an open unit equals the reference`() throws {
    for one in try #require(References.conversion?["in_hand"] as? [[String: Double]]) {
      let share = OpenShare.shrunk(
        open: Int(try #require(one["open_cell"])), units: Int(try #require(one["leads_cell"])),
        towards: try #require(one["open_share_pool"]), lean: 10)
      #expect(abs(share - (one["share"] ?? -1)) < 1e-9)
      let chance = try InHand.chance(rate: #require(one["p"]), survival: 1 - #require(one["F_at_age"]), openShare: share)
      #expect(abs(chance - (one["q"] ?? -1)) < 1e-9)
    }
  }

  @Test(.enabled(if: References.conversion != nil, absent))
  func `The pool is weighed as in the reference`() throws {
    let pool = try #require(References.conversion?["pool_weights"] as? [String: Any])
    let rates = try #require(pool["p"] as? [Double])
    let grid = PoolGrid(
      strengths: try #require(pool["a"] as? [Double]), centres: try #require(pool["p0"] as? [Double]))
    let logs = grid.logDensities(
      sumLog: rates.reduce(0) { $0 + log($1) }, sumLogRest: rates.reduce(0) { $0 + log1p(-$1) }, sources: rates.count)
    for (found, weight) in zip(Pool.normalised(logs), try #require(pool["weight"] as? [Double])) {
      #expect(abs(found - weight) < 1e-9)
    }
  }

  @Test(.enabled(if: References.conversion != nil, absent))
  func `Cells and wins by bin are counted as in the reference`() throws {
    let reference = try #require(References.conversion?["tables"] as? [String: Any])
    let cutoff = Day(number: Int32(try #require(reference["asof_day"] as? Int)))
    let leads = try #require(reference["leads"] as? [[String: Any]])
    let names = ["a", "b"]
    let arrivals = names.map { name in
      var units = Array(repeating: 0, count: 28)
      var wins: [Arrivals.Win] = []
      var losses: [Arrivals.Win] = []
      for lead in leads where lead["source"] as? String == name {
        let created = lead["created"] as? Int ?? 0
        units[created] += 1
        if let won = lead["won"] as? Int { wins.append(.init(index: created, lag: won - created, count: 1)) }
        if let lost = lead["lost"] as? Int { losses.append(.init(index: created, lag: lost - created, count: 1)) }
      }
      return Arrivals(first: Day(number: 0), units: units, wins: wins, losses: losses)
    }
    let tables = HiddenWinnerTables(arrivals, pooled: 2, window: RecordWindow(from: Day(number: 0), to: cutoff))
    let wins = try #require(reference["wins_by_bin"] as? [String: [Int]])
    for (g, name) in names.enumerated() {
      #expect(Array(tables.winsByBin[(g * 21)..<((g + 1) * 21)]) == wins[name])
    }
    // The reference counts by week throughout, ours by day in the newest four weeks: the days of a week add up to it.
    #expect(tables.cells.allSatisfy { $0.days == ($0.age < 28 ? 1 : 7) })
    let cells = try #require(reference["cells"] as? [[String: Any]])
    #expect(Set(tables.cells.map { [$0.source, $0.age / 7] }).count == cells.count)
    for cell in cells {
      let days = tables.cells.filter { names[$0.source] == cell["source"] as? String && $0.age / 7 == cell["age_week"] as? Int }
      let notWon = days.reduce(0) { $0 + $1.notWon }
      #expect(days.reduce(0) { $0 + $1.units } == cell["leads"] as? Int)
      #expect(notWon == cell["not_won"] as? Int)
      #expect(days.reduce(0) { $0 + $1.open } == cell["open"] as? Int)
      if let mean = cell["mean_observed_days_of_not_won"] as? Double {
        #expect(abs(days.reduce(0) { $0 + Double($1.notWon) * $1.watched } / Double(notWon) - mean) < 1e-9)
      }
    }
  }
}

/// Olist's real leads: the same posterior as the reference implementation, within Monte Carlo error.
@Suite struct HiddenWinnerOlistTests {
  static let files = References.root.appending(path: "exports/olist")
  static var arePresent: Bool {
    FileManager.default.fileExists(atPath: files.appending(path: "olist_closed_deals_dataset.csv").path)
  }

  private func rows(_ file: String) throws -> [[Substring]] {
    try String(contentsOf: Self.files.appending(path: file), encoding: .utf8)
      .split(whereSeparator: \.isNewline).dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
  }

  private func day(_ text: Substring) -> Day? {
    let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
    return parts.count == 3 ? Day(year: parts[0], month: parts[1], day: parts[2]) : nil
  }

  @Test(
    .enabled(if: arePresent && References.conversion != nil, "needs ../shared/exports/olist, which is not beside this checkout")
  )
  func `Olist's rates within 90 days are those of the reference`() throws {
    let reference = try #require(References.conversion?["olist_posterior"] as? [String: Any])
    let origins = try #require(reference["origins"] as? [[String: Any]])
    let first = try #require(Day(year: 2017, month: 6, day: 1))
    let cutoff = try #require(Day(year: 2018, month: 5, day: 31))
    let record = try #require(Day(year: 2018, month: 1, day: 1))
    let won = Dictionary(try rows("olist_closed_deals_dataset.csv").map { ($0[0], day($0[4])) }) { first, _ in first }
    var units: [String: [Int]] = [:]
    var wins: [String: [Arrivals.Win]] = [:]
    for row in try rows("olist_marketing_qualified_leads_dataset.csv") {
      guard let came = day(row[1]), came <= cutoff else { continue }
      let origin = row[3].isEmpty ? "unknown" : String(row[3])
      units[origin, default: Array(repeating: 0, count: cutoff - first + 1)][came - first] += 1
      if let closed = won[row[0]] ?? nil, closed <= cutoff {
        wins[origin, default: []].append(.init(index: came - first, lag: max(0, closed - came), count: 1))
      }
    }
    let names = origins.compactMap { $0["origin"] as? String }
    #expect(names == units.keys.sorted())
    let arrivals = names.map { Arrivals(first: first, units: units[$0] ?? [], wins: wins[$0] ?? []) }
    let model = try #require(
      HiddenWinner(arrivals, pooled: names.count, window: RecordWindow(from: record, to: cutoff), name: "olist"))
    #expect(!model.tables.tellsDrift)
    let posterior = model.sample()
    for (g, origin) in origins.enumerated() {
      let name = names[g]
      let leads = try #require(origin["leads"] as? Int)
      #expect(model.tables.units[g] == leads)
      #expect(model.tables.won[g] == origin["won_seen"] as? Int)
      let expected = try #require(origin["within_90_days"] as? [String: Double])
      let found = Estimate(draws: posterior.rates(of: g, within: 90))
      let (mean, bound) = leads >= 250 ? (0.005, 0.01) : (0.01, 0.025)
      #expect(abs(found.value - (expected["mean"] ?? 0)) < mean, "\(name) mean")
      #expect(abs(found.low - (expected["q05"] ?? 0)) < bound, "\(name) low")
      #expect(abs(found.high - (expected["q95"] ?? 0)) < bound, "\(name) high")
    }
  }
}

/// The share still to come after a time, from hazards by bin: S(t) = Π(1 − hⱼ)·(1 − hₖ)^x inside bin k.
///
/// A hazard of one (the last bin's, in the model: every winner wins some day) leaves 1 − x instead, since zero has no powers.
private struct LagCurve: Sendable {
  let bins: LagBins
  /// ln S at the edges, then ln(1 − h) of each bin.
  private let atEdge: [Double]
  private let logRest: [Double]

  init(_ bins: LagBins, hazards: [Double]) {
    self.bins = bins
    logRest = hazards.map { $0 < 1 ? log1p(-$0) : -Double.infinity }
    var sum = 0.0
    var edge: [Double] = []
    for value in logRest {
      edge.append(sum)
      sum += value
    }
    atEdge = edge
  }

  func survival(_ t: Double) -> Double {
    let place = bins.place(t)
    guard logRest[place.bin] > -.infinity else { return exp(atEdge[place.bin]) * (1 - place.share) }
    return exp(atEdge[place.bin] + place.share * logRest[place.bin])
  }
}
