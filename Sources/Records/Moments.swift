/// The moments of one column: four bytes each where all of them lie between 1970 and 2106, as they nearly always do, else eight.
package struct Moments: RandomAccessCollection, Sendable {
  /// Seconds since 1970, 0 where missing. One of the two arrays is empty.
  private(set) var narrow: [UInt32] = []
  private(set) var wide: [Moment] = []

  package init(_ moments: [Moment]) { wide = moments }
  init(narrow: [UInt32]) { self.narrow = narrow }

  mutating func append(_ more: Moments) {
    if wide.isEmpty, more.wide.isEmpty {
      narrow += more.narrow
    } else {
      wide += more
    }
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { Swift.max(narrow.count, wide.count) }

  @inline(__always)
  package subscript(row: Int) -> Moment { wide.isEmpty ? Moments.moment(narrow[row]) : wide[row] }

  /// The days of some rows, without those that are missing.
  @inline(__always)
  func eachDay(_ rows: Range<Int>, _ body: (Day) -> Void) {
    if wide.isEmpty {
      for row in rows where narrow[row] != 0 { body(Day(number: Int32(truncatingIfNeeded: narrow[row] / 86_400))) }
    } else {
      for row in rows where !wide[row].isMissing { body(wide[row].day) }
    }
  }

  /// What four bytes can say, `nil` for a moment that needs eight.
  @inline(__always)
  static func narrow(_ moment: Moment) -> UInt32? {
    moment.isMissing ? 0 : moment.seconds > 0 && moment.seconds <= Int64(UInt32.max) ? UInt32(moment.seconds) : nil
  }

  @inline(__always)
  static func moment(_ narrow: UInt32) -> Moment { narrow == 0 ? .missing : Moment(seconds: Int64(narrow)) }
}
