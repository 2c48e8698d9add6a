/// A point in time: seconds since 1970-01-01 00:00 on the clock the file was written by.
package struct Moment: Hashable, Comparable, Sendable, BitwiseCopyable {
  package var seconds: Int64
  package init(seconds: Int64) { self.seconds = seconds }
  package init(_ day: Day) { seconds = Int64(day.number) * 86_400 }
  package static let missing = Moment(seconds: .min)
  package var isMissing: Bool { seconds == .min }
  package var day: Day {
    Day(number: Int32(truncatingIfNeeded: seconds >= 0 ? seconds / 86_400 : (seconds + 1) / 86_400 - 1))
  }
  package static func < (a: Moment, b: Moment) -> Bool { a.seconds < b.seconds }
}
