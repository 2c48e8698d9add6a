import Records

/// Opens that nobody opened: the share of mails "opened" jumps in a week while clicks, which take a person, stay where they were.
///
/// Mail programs fetch pictures ahead of their readers (Apple since September 2021, security gateways at any time); opens then count
/// machines.
package struct MachineOpens: Sendable, Hashable {
  /// First week with the machines.
  package var monday: Day
  /// Opens and clicks as shares of mails sent, before and since.
  package var opensBefore: Double
  package var opensAfter: Double
  package var clicksBefore: Double
  package var clicksAfter: Double
  package var chance: Double

  package static let leastJump = 1.2
  package static let mostClickChange = 0.15

  /// All three on the same weeks; weeks without mails are passed over, the last one too when it is not whole.
  package static func find(sends: Weeks, opens: Weeks, clicks: Weeks) -> MachineOpens? {
    let count = min(sends.whole.count, opens.whole.count, clicks.whole.count)
    guard sends.firstMonday == opens.firstMonday, sends.firstMonday == clicks.firstMonday, count > 0 else { return nil }
    func share(_ part: Weeks) -> Weeks {
      let values = (0..<count).map { week -> Double? in
        guard let sent = sends.values[week], sent > 0, let some = part.values[week] else { return nil }
        return some / sent
      }
      return Weeks(firstMonday: sends.firstMonday, values: values, daysOfLast: 7)
    }
    for jump in Breaks.all(in: share(opens)) where jump.ratio >= leastJump {
      let cut = (jump.monday - sends.firstMonday) / 7
      // Half a year on either side: what happened long before or after is another story.
      let (before, after) = (max(0, cut - 26)..<cut, cut..<min(count, cut + 26))
      guard let opensBefore = pooled(opens, sends, before), let opensAfter = pooled(opens, sends, after),
        let clicksBefore = pooled(clicks, sends, before), let clicksAfter = pooled(clicks, sends, after), clicksBefore > 0
      else { continue }
      if abs(clicksAfter / clicksBefore - 1) <= mostClickChange {
        return MachineOpens(
          monday: jump.monday, opensBefore: opensBefore, opensAfter: opensAfter, clicksBefore: clicksBefore,
          clicksAfter: clicksAfter, chance: jump.chance)
      }
    }
    return nil
  }

  private static func pooled(_ part: Weeks, _ whole: Weeks, _ range: Range<Int>) -> Double? {
    var (some, all) = (0.0, 0.0)
    for week in range {
      guard let sent = whole.values[week], let value = part.values[week] else { continue }
      some += value
      all += sent
    }
    return all > 0 ? some / all : nil
  }
}

extension Metric {
  /// Opens of mails, under whatever name.
  var countsOpens: Bool { name.contains("opens") }
}
