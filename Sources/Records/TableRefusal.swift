/// Why a table that was read and understood is not counted.
package enum TableRefusal: Error, Hashable, Sendable {
  /// Two ranges of time side by side.
  case comparesRanges
  /// Rows about people none of whom is a lead.
  case strangers
  /// Figures of a time that nothing names.
  case noDay(of: String)
  /// A total over more than a month, or over a part of one.
  case severalMonths(from: Day, to: Day)
  case partOfMonth(from: Day, to: Day)
  /// A column for each month instead of a row.
  case monthsAcross
  /// Rows of quarters; of months that have no year; of no time at all.
  case quarters
  case monthsWithoutYear
  case withoutTime
  /// Periods side by side whose year nothing names; that are there twice; whose days may be read either way.
  case acrossWithoutYear(of: String)
  case acrossTwice(String)
  case acrossOpenDays
  /// Rows under periods whose figures are of nothing that is named, or that nothing tells apart.
  case acrossUnnamed
  case acrossLabelTwice(String)
  /// A sheet that its workbook does not show.
  case hidden
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
    case .quarters:
      "its rows are quarters, and what a quarter has cannot be booked to a month. Export it by day, week or month."
    case .monthsWithoutYear:
      "its months have no year, so they may be any. Write it with them: Jan 2026."
    case .acrossWithoutYear(let period):
      "which year is \(period) of? Nothing beside its columns says it. Write it in the title above them, in the headings (Jan 2026) or in the file’s name."
    case .acrossTwice(let heading):
      "“\(Reason.cut(heading))” heads two of its columns. Which one counts? Give each period one column, or say the year of each."
    case .acrossOpenDays:
      "the dates over its columns may be day first or month first. Write one of them as 2026-03-04."
    case .acrossUnnamed:
      "what do its figures count: money, leads, visits? Nothing says it. Write it as a title above them: Spend 2026."
    case .acrossLabelTwice(let label):
      "two of its rows are called “\(Reason.cut(label))” and nothing tells them apart. Give each row a name of its own."
    case .hidden:
      "its workbook hides this sheet, so it is not counted. Show it in the spreadsheet program if it is meant."
    case .withoutTime:
      "figures without a day, week or month, so nothing says which time they cover. Add a column for it."
    case .monthsAcross:
      "its months stand side by side, one column each. Write a row for each month and channel: Month, Channel, Spend."
    case .partOfMonth(let from, let to):
      "one total for \(from) to \(to), which is no whole day, week or month. Export it by day."
    }
  }
}
