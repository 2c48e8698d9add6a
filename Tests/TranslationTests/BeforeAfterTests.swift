import Glibc
import Records
import Testing

@testable import Translation

/// Before and after: reference, identity, recovery, refusal.
@Suite struct BeforeAfterTests {
  private static let monday = Day(year: 2024, month: 10, day: 7) ?? Day(number: 0)

  private static func weeks(_ values: [Double]) -> Weeks {
    Weeks(firstMonday: monday, values: values.map { $0 }, daysOfLast: 7)
  }

  @Test func `by hand: the same weeks a year ago, as much more as the weeks before were`() throws {
    // 10 a week then and 20 a week now; the window’s weeks were double a year ago, and are again.
    var values = [Double](repeating: 10, count: 104)
    for w in 52..<104 { values[w] = 20 }
    for w in 40..<44 { values[w] = 20 }
    for w in 92..<96 { values[w] = 40 }
    let from = BeforeAfterTests.monday + 92 * 7
    let found = try BeforeAfter(BeforeAfterTests.weeks(values), from: from, to: from + 27)
    #expect(found.footing == .lastYear)
    #expect(found.weeks == 4)
    #expect(found.seen == 160)
    #expect(abs(found.expected.value - 160) < 1e-9)
    #expect(abs(found.change.value) < 1e-9)
  }

  @Test func `nothing changed is no change, whatever the window`() throws {
    let series = BeforeAfterTests.weeks([Double](repeating: 30, count: 60))
    for week in 10..<56 {
      let from = BeforeAfterTests.monday + week * 7
      let found = try BeforeAfter(series, from: from, to: from + 27)
      #expect(abs(found.change.value) < 1e-9)
      #expect(found.change.low < 0 && found.change.high > 0)
    }
  }

  @Test func `a comparison takes away what both felt`() throws {
    var values = [Double](repeating: 30, count: 40)
    var other = [Double](repeating: 50, count: 40)
    for w in 30..<36 {
      values[w] = 60
      other[w] = 75
    }
    let from = BeforeAfterTests.monday + 30 * 7
    let found = try BeforeAfter(
      BeforeAfterTests.weeks(values), from: from, to: from + 41, beside: BeforeAfterTests.weeks(other))
    #expect(found.footing == .beside)
    #expect(abs(found.change.value - 6 * 15) < 1e-9)
  }

  @Test func `with season, trend and luck and nothing tried, nought is in nine of ten ranges; an effect comes out`() throws {
    var stream = Draws(name: "before-after", chain: 0)
    var held = 0
    var found = 0.0
    let runs = 400
    for _ in 0..<runs {
      var values: [Double] = []
      for w in 0..<110 {
        let season = 1 + 0.3 * sin(2 * Double.pi * Double(w % 52) / 52)
        values.append(Double(stream.poisson(20 * season * (1 + 0.004 * Double(w)))))
      }
      let from = BeforeAfterTests.monday + 96 * 7
      let none = try BeforeAfter(BeforeAfterTests.weeks(values), from: from, to: from + 55)
      if none.change.low <= 0, none.change.high >= 0 { held += 1 }
      for w in 96..<104 { values[w] += Double(stream.poisson(5)) }
      let some = try BeforeAfter(BeforeAfterTests.weeks(values), from: from, to: from + 55)
      found += some.change.value - none.change.value
    }
    #expect(held >= runs * 88 / 100, "\(held) of \(runs)")
    #expect(held <= runs * 97 / 100, "\(held) of \(runs)")
    #expect(abs(found / Double(runs) - 40) < 1)
  }

  @Test func `each refusal is reached`() {
    let series = BeforeAfterTests.weeks([Double](repeating: 3, count: 20))
    func refusal(_ from: Int, _ to: Int, _ series: Weeks, beside: Weeks? = nil) -> BeforeAfter.Refusal? {
      do throws(BeforeAfter.Refusal) {
        _ = try BeforeAfter(series, from: BeforeAfterTests.monday + from, to: BeforeAfterTests.monday + to, beside: beside)
        return nil
      } catch { return error }
    }
    #expect(refusal(100, 150, series) == .notOver(last: BeforeAfterTests.monday + 139))
    #expect(refusal(100, 103, series) == .noWholeWeek)
    #expect(refusal(28, 48, series) == .recordTooShort(weeks: 4, needed: 8))
    #expect(refusal(70, 90, BeforeAfterTests.weeks([Double](repeating: 0, count: 20))) == .nothingBefore)
    #expect(refusal(70, 90, series, beside: BeforeAfterTests.weeks([1])) == .comparisonNotRecorded)
    #expect(refusal(70, 90, series) == nil)
  }
}
