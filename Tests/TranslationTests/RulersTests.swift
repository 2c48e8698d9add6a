import Foundation
import Records
import Testing

@testable import Translation

@Suite struct RulersTests {
  /// Paths as letters, in the order of `channels`.
  private static func journeys(_ channels: String, _ paths: [(String, won: Int, notWon: Int)]) -> Journeys {
    let letters = Array(channels)
    return Journeys(
      channels: letters.map(String.init),
      paths: paths.map { text, won, notWon in
        Journeys.Path(steps: text.compactMap { letters.firstIndex(of: $0).map(UInt16.init) }, won: won, notWon: notWon)
      })
  }

  private static func close(_ found: [Double], _ expected: [Double], _ tolerance: Double = 1e-9) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) <= tolerance }
  }

  @Test func `Heuristics give what was worked out by hand`() {
    let journeys = RulersTests.journeys("abc", [("a", 2, 5), ("ab", 4, 1), ("abcb", 10, 0), ("ca", 0, 7)])
    let third = 10.0 / 3
    // Position: 40% the first, 20% shared by the two between, 40% the last.
    let expected: [(Ruler, [Double])] = [
      (.first, [16, 0, 0]), (.last, [2, 14, 0]), (.linear, [6.5, 7, 2.5]), (.position, [8, 7, 1]),
      (.shapley, [4 + third, 2 + third, third]),
    ]
    for (ruler, credit) in expected { #expect(RulersTests.close(journeys.credit(under: ruler), credit), "\(ruler)") }
    #expect(journeys.touchedWins() == [16, 14, 10])
  }

  @Test func `A touch a week before the last is worth half of it`() throws {
    var ledger = Ledger(company: "Halves", cutoff: Day(number: 200))
    ledger.touches.channels = ["a", "b"]
    ledger.leads.append(source: 0, created: Day(number: 0), opened: Day(number: 100), won: Day(number: 120))
    // In the file newest first; one touch on the day of the opening counts, one after it does not.
    for (day, channel) in [(101, 0), (100, 1), (93, 0), (86, 0)] {
      ledger.touches.lead.append(0)
      ledger.touches.day.append(Day(number: Int32(day)))
      ledger.touches.channel.append(UInt16(channel))
    }
    let journeys = Journeys(ledger)
    #expect(journeys.paths.map(\.steps) == [[0, 0, 1]])
    #expect(journeys.leakedTouches == 1)
    let expected: [Double] = [0.75 / 1.75, 1 / 1.75]
    #expect(RulersTests.close(journeys.credit(under: .decay), expected))
  }

  @Test func `Markov removal equals the exact fractions`() {
    // Solved in exact fractions over the whole chain with its start state, a different system from the one solved here.
    let small = RulersTests.journeys("ab", [("a", 1, 2), ("ab", 2, 1), ("b", 1, 3)])
    let smallEffects: [Double] = [4.0 / 7, 0.75]
    let smallCredit: [Double] = [64.0 / 37, 84.0 / 37]
    #expect(RulersTests.close(small.removalEffects(), smallEffects))
    #expect(RulersTests.close(small.credit(under: .markov), smallCredit))
    let large = RulersTests.journeys(
      "abcd", [("abc", 3, 1), ("a", 1, 5), ("bab", 2, 2), ("cca", 1, 4), ("c", 0, 6), ("bd", 4, 3), ("dadb", 1, 0)])
    let effects: [Double] = [4637.0 / 10380, 20573.0 / 32220, 13621.0 / 37104, 1983.0 / 5360]
    let credit: [Double] = [2.9417073987312414, 4.204669072358607, 2.4173970737071744, 2.436226455202977]
    #expect(RulersTests.close(large.removalEffects(), effects))
    #expect(RulersTests.close(large.credit(under: .markov), credit))
  }

  @Test func `Shapley's closed form is the walk through all coalitions`() {
    var chance = Xoshiro256(seed: 5)
    let n = 9
    let paths = (0..<60).map { _ in
      Journeys.Path(
        steps: (0...chance.below(6)).map { _ in UInt16(chance.below(n)) }, won: chance.below(4), notWon: chance.below(9))
    }
    let journeys = Journeys(channels: (0..<n).map(String.init), paths: paths)
    // v of every coalition once: deals won by people who met nobody outside it.
    let value = (0..<1 << n).map { coalition in
      paths.reduce(0) { $0 + ($1.steps.allSatisfy { coalition >> Int($0) & 1 == 1 } ? $1.won : 0) }
    }
    let factorial = (0...n).map { (0..<$0).reduce(1.0) { $0 * Double($1 + 1) } }
    let exact = (0..<n).map { c in
      (0..<1 << n).filter { $0 >> c & 1 == 0 }.reduce(0.0) { sum, coalition in
        let size = coalition.nonzeroBitCount
        let order = factorial[size] * factorial[n - size - 1] / factorial[n]
        return sum + order * Double(value[coalition | 1 << c] - value[coalition])
      }
    }
    #expect(RulersTests.close(journeys.credit(under: .shapley), exact))
  }

  @Test(arguments: Ruler.allCases) func `Every ruler gives away each won deal once`(ruler: Ruler) {
    let ledger = TouchWorld(seed: 8, people: 1500).ledger
    let journeys = Journeys(ledger)
    #expect(journeys.wins > 20)
    #expect(abs(journeys.credit(under: ruler).reduce(0, +) - Double(journeys.wins)) < 1e-8)
    #expect(journeys.credit(under: ruler).allSatisfy { $0 >= 0 })
  }

  @Test func `Without touches or with a handful of wins no ruler is laid`() {
    var ledger = Ledger(company: "Bare", cutoff: Day(number: 100))
    #expect(throws: RulersRefusal.noTouches) { try Rulers(ledger) }
    ledger.touches.channels = ["a"]
    for lead in 0..<12 {
      let opened = lead < 9 ? Day(number: 50) : nil
      ledger.leads.append(source: 0, created: Day(number: 0), opened: opened, won: opened.map { $0 + 9 })
      ledger.touches.lead.append(Int32(lead))
      ledger.touches.day.append(Day(number: 3))
      ledger.touches.channel.append(0)
    }
    ledger.sources = [Source(name: "A")]
    #expect(throws: RulersRefusal.tooFewWins(9, needed: 10)) { try Rulers(ledger) }
  }

  @Test func `Fewer than thirty wins get rulers and no regression`() throws {
    var ledger = Ledger(company: "Small", cutoff: Day(number: 100))
    ledger.touches.channels = ["a", "b"]
    ledger.sources = [Source(name: "A")]
    for lead in 0..<40 {
      let opened = lead < 12 ? Day(number: 50) : nil
      ledger.leads.append(source: 0, created: Day(number: 0), opened: opened, won: opened.map { $0 + 9 })
      ledger.touches.lead.append(Int32(lead))
      ledger.touches.day.append(Day(number: 3))
      ledger.touches.channel.append(0)
    }
    let rulers = try Rulers(ledger)
    #expect(rulers.regressionRefusal == .tooFewOpenings(12, needed: 30))
    #expect(rulers.credits.allSatisfy { $0.regression == nil })
    #expect(rulers.credits.map(\.sourceField) == [12, nil])
    #expect(rulers.verdict(of: 0) == .sameUnderAll(rank: 1))
    #expect(rulers.verdict(of: 1) == .neverMet)
  }
}

/// Fractribution's worked answer, as published with its integration tests.
@Suite struct RulersOfFractribution {
  private static let folder = References.root.appending(
    path: "exports/attribution/fractribution/integration_tests/data/expected")

  private static func rows(_ name: String) -> [[String]]? {
    guard
      let text = try? String(contentsOf: folder.appending(path: "snowplow_fractribution_\(name)_expected.csv"), encoding: .utf8)
    else { return nil }
    return text.split(whereSeparator: \.isNewline).dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test(.enabled(if: rows("channel_attribution") != nil, "needs ../shared/exports, which is not beside this checkout"))
  func `Its last-touch table is ours, and its column called shapley follows from our counts by its own definition`() throws {
    let expected = try #require(RulersOfFractribution.rows("channel_attribution"))
    let summary = try #require(RulersOfFractribution.rows("path_summary"))
    let channels = expected.filter { $0[5] == "shapley" }.map { $0[2] }
    let paths = summary.map { row in
      Journeys.Path(
        steps: row[0].components(separatedBy: " > ").compactMap { channels.firstIndex(of: $0).map(UInt16.init) },
        won: Int(row[1]) ?? 0, notWon: Int(row[2]) ?? 0)
    }
    let journeys = Journeys(channels: channels, paths: paths)
    #expect(journeys.wins == 6)
    for row in expected where row[5] == "last_touch" {
      let channel = try #require(channels.firstIndex(of: row[2]))
      #expect(abs(journeys.credit(under: .last)[channel] - (Double(row[3]) ?? .nan)) < 1e-12, "\(row[2])")
    }

    // Not a Shapley value: a path's rate less that of the path without one step, shared in proportion, negative ones cut off.
    func rate(_ steps: [UInt16]) -> Double {
      paths.first { $0.steps == steps }.map { Double($0.won) / Double($0.won + $0.notWon) } ?? 0
    }
    var theirs = channels.map { _ in 0.0 }
    for path in paths where path.won > 0 {
      let gains = path.steps.indices.map { at in
        max(0, rate(path.steps) - rate(path.steps.enumerated().filter { $0.offset != at }.map(\.element)))
      }
      for (step, gain) in zip(path.steps, gains) { theirs[Int(step)] += Double(path.won) * gain / gains.reduce(0, +) }
    }
    for row in expected where row[5] == "shapley" {
      let channel = try #require(channels.firstIndex(of: row[2]))
      #expect(abs(theirs[channel] - (Double(row[3]) ?? .nan)) < 1e-3, "\(row[2])")
    }
  }
}
