/// Why a table that was read and understood is not counted.
package enum TableRefusal: Hashable, Sendable {
  /// Two ranges of time side by side.
  case comparesRanges
  /// Rows about people none of whom is a lead.
  case strangers
  /// Figures of a time that nothing names.
  case noDay(of: String)
  /// A total over more than a month, or over a part of one.
  case severalMonths(from: Day, to: Day)
  case partOfMonth(from: Day, to: Day)
}

extension TableRefusal {
  /// What is wrong with the whole table and what to do.
  package var sentence: String {
    switch self {
    case .comparesRanges:
      "it compares two ranges of time, so every row would count twice. Export one range at a time."
    case .strangers:
      "none of its people is among the leads, so nobody can be followed. Export the leads, too, with an id or e-mail that both have."
    case .noDay(let what):
      "\(what) without a day, and nothing says which time it covers. Export it with the day, week or month as a column."
    case .severalMonths(let from, let to):
      "one total for \(from) to \(to), which is more than a month and cannot be booked to one. Export it by day, week or month."
    case .partOfMonth(let from, let to):
      "one total for \(from) to \(to), which is no whole day, week or month. Export it by day."
    }
  }
}
