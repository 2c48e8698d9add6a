import Records
import Testing

@testable import Translation
@testable import parley_calibrate

/// A short turn of `parley-calibrate weekly`: idle metrics are left alone, strong ones are found, and intervals hold the truth about as
/// often as they claim. Three metrics, two years, fewer sweeps than the product takes; seeds that chose nothing.
@Suite struct WeeklyCalibrationTests {
  static let items = (0..<24).flatMap { set -> [WeeklySuite.Item] in
    var options = WeeklyModel.Options()
    options.sweeps = 500
    options.dropped = 150
    options.extensions = 0
    let world = WeeklyWorld(seed: UInt64(7_700_000 + set), weeks: 104, channels: 3)
    return WeeklySuite.score(world, options, hindcasts: false).items
  }

  @Test func `What does nothing is hardly ever said to work, and what is strong is found`() {
    let idle = Self.items.filter { $0.share == 0 }
    let strong = Self.items.filter { $0.elasticity > 0.05 }
    #expect(idle.count > 20 && strong.count > 8)
    #expect(idle.count(where: \.isFound) * 10 <= idle.count, "\(idle.count(where: \.isFound)) of \(idle.count)")
    #expect(strong.count(where: \.isFound) * 10 >= strong.count * 7, "\(strong.count(where: \.isFound)) of \(strong.count)")
  }

  @Test func `Nine in ten intervals hold the truth`() {
    func inside(_ item: WeeklySuite.Item) -> Bool {
      item.fit.tenPercent.low <= item.rise && item.rise <= item.fit.tenPercent.high
    }
    let share = Double(Self.items.count(where: inside)) / Double(Self.items.count)
    #expect((0.82...0.99).contains(share), "\(share)")
    let found = Self.items.filter { $0.share > 0 && $0.isFound }
    let half = found.count { $0.fit.tenPercentHalf.low <= $0.rise && $0.rise <= $0.fit.tenPercentHalf.high }
    #expect((0.3...0.7).contains(Double(half) / Double(found.count)), "\(half) of \(found.count)")
  }
}
