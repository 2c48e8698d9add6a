/// What became of one file.
package struct FileReport: Sendable {
  package var file: String
  package var bytes: Int
  /// `nil`: not recognised, left out of the ledger.
  package var subject: Subject?
  package var dialect: Dialect?
  package var rows: Int
  package var rejections: Rejections
  package var from: Day?
  package var to: Day?
  package var columns: [ColumnReport]
  package var joins: [Join]
  /// What an unrecognised file came nearest to; its columns then say what they would have been.
  package var guess: Subject?
  /// Rows of a list whose people are in no other file.
  package var unmatched: Int
  /// Rows that are neither wrong nor counted: friendly tickets among complaints, entries of people already counted, staff.
  package var setAside: Int
  /// Rows of figures that were added up.
  var counted = 0
  /// Rows of it that newer exports have again; they are set aside.
  package var overlaps: [Overlap] = []
  /// Cells that are not of their column's type and whose row did without them.
  package var badCells: Int
  /// Dates of steps that lie before their lead came, or far after today; the lead did without them.
  package var stepsLeftOut = 0
  /// The program that wrote it, and what its export is worth, where its headings tell.
  package var exporter: Exporter?
  /// First answers that were found in it, where no column of leads has any.
  package var foundAnswers: FoundAnswers?
  /// Why it is not counted although it is known what it is.
  package var refusal: TableRefusal?
  /// Set when the file could not be read at all.
  package var failure: LoadFailure?

  package init(file: String, bytes: Int) {
    self.file = file
    self.bytes = bytes
    subject = nil
    dialect = nil
    rows = 0
    rejections = Rejections()
    from = nil
    to = nil
    columns = []
    joins = []
    guess = nil
    unmatched = 0
    setAside = 0
    badCells = 0
    failure = nil
  }
}

/// How one heading was understood.
package struct ColumnReport: Sendable {
  package var heading: String
  /// `date`, `amount`, `category`, `key`: for people.
  package var type: String
  /// `nil`: not used.
  package var field: Field?
  /// Of deals: the stage whose day it is.
  package var stage: String?
  package var isUsed: Bool { field != nil || stage != nil }
  /// Why a column that could have been a number is none.
  package var aside: Aside?
  package init(heading: String, type: String, field: Field?, aside: Aside? = nil) {
    self.heading = heading
    self.type = type
    self.field = field
    self.aside = aside
  }

  /// A column of numbers that is no metric of either side.
  package enum Aside: Hashable, Sendable {
    /// The same value in every row, or none at all.
    case constant
    /// Only 0 and 1: an event, a flag.
    case flag
    /// Counts the rows or the calendar (`t`, `dayofyear`).
    case counter
    /// Somebody else's number, or one that its heading calls a control.
    case control
    /// An id, not an amount.
    case identity
    /// A rate or an average of rows that would have to be added up.
    case notAdditive
    /// What an advertising platform claims for itself; deals are counted from deals.
    case claimed
    /// Counted people: the same may be in several rows or days.
    case overlapping
    /// A ratio that cannot be made anew, because a part of it is not in the file.
    case lacksParts
    /// A budget, a status, a label.
    case setting
    /// What a platform calls results without saying of what.
    case unnamedResults
    /// Revenue that is in another column's total, or of which nobody says whether it is.
    case partOfRevenue
    /// Orders or customers by the week: goals may be set on them, and nothing is followed to them.
    case soldCount
    /// Beside the periods of a sheet that was turned: a total of them, a remark.
    case besidePeriods
    /// More categories than can be told apart on a screen.
    case tooManyChannels(Int)
  }
}

/// How many of a file's rows found their partner in another file.
package struct Join: Sendable {
  package var column: String
  package var otherFile: String
  package var otherColumn: String
  package var matched: Int
  package var of: Int
  package init(column: String, otherFile: String, otherColumn: String, matched: Int, of: Int) {
    self.column = column
    self.otherFile = otherFile
    self.otherColumn = otherColumn
    self.matched = matched
    self.of = of
  }
}
