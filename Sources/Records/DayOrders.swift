/// Whether the days of each column come before the months: decided for a column as a whole, never cell by cell.
///
/// First by an answer in the settings; then by the column's own cells with a number above 12; then by the other date columns of
/// the file that are written with the same separator. Where nothing decides, it stays open.
struct DayOrders {
  /// For each column: true day first, false month first, nil open (or no date).
  private(set) var isDayFirst: [Bool?]

  init(parts: [ColumnPart], headings: [String], answers: [String: Bool]) {
    isDayFirst = Array(repeating: nil, count: parts.count)
    var bySeparator: [(separator: UInt8, dayFirst: Int, monthFirst: Int)] = []
    for (column, part) in parts.enumerated() {
      guard case .moments(let dates) = part, dates.openCount > 0 else { continue }
      isDayFirst[column] = answers[headings[column]] ?? DayOrders.own(dates)
      guard let decided = isDayFirst[column] else { continue }
      if let index = bySeparator.firstIndex(where: { $0.separator == dates.separator }) {
        bySeparator[index].dayFirst += decided ? 1 : 0
        bySeparator[index].monthFirst += decided ? 0 : 1
      } else {
        bySeparator.append((dates.separator, decided ? 1 : 0, decided ? 0 : 1))
      }
    }
    for (column, part) in parts.enumerated() {
      guard case .moments(let dates) = part, dates.openCount > 0, isDayFirst[column] == nil else { continue }
      if let votes = bySeparator.first(where: { $0.separator == dates.separator }), votes.dayFirst != votes.monthFirst {
        isDayFirst[column] = votes.dayFirst > votes.monthFirst
      } else if dates.separator == UInt8(ascii: ".") {
        // Nobody who writes dots puts the month first.
        isDayFirst[column] = true
      }
    }
  }

  /// The order that more of the column's cells need; any order where none could tell the difference.
  private static func own(_ dates: MomentPart) -> Bool? {
    if dates.dayFirstOnly != dates.monthFirstOnly { return dates.dayFirstOnly > dates.monthFirstOnly }
    return dates.undecided == 0 && dates.dayFirstOnly == 0 ? true : nil
  }
}
