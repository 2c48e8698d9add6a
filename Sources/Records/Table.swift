/// Named, typed columns of one file as read, with a count and a reason for every row that is not among them.
///
/// All columns have `rowCount` entries. Rows keep the order of the file. Every record of the file is a row, a rejection, a blank
/// line, the heading or a line of the preamble.
package struct Table: Sendable {
  /// The file's name inside the folder, raw; whoever shows it passes it through `Cells.printable`.
  package var file: String
  package var dialect: Dialect
  package var columns: [Column]
  package var rowCount: Int
  /// Rows of the file that did not become rows of the table.
  package var rejections: Rejections
  /// Lines below the heading that hold nothing: no row, and nothing to complain about.
  package var blankLines = 0
  /// Once more a table of leads and opportunities, for the people in it.
  var isOfPeople = false
  /// A sheet that its workbook does not show.
  package var isHidden = false
  /// Made of a sheet whose periods stood side by side; or why such a sheet could not be turned.
  var turned: AcrossSheet.Turned?
  var refusal: TableRefusal?
  /// Cells that are formulas and whose values the file does not hold: they are read as empty.
  package var formulas = 0
  /// What stands above the heading.
  package var preamble = Preamble()
  /// Line of the file (from 1) on which each row starts.
  package var lines: LineIndex
  /// Finds the text of any cell again; empty for a table that never was a file.
  package var text = RowText()
  /// Where its file ended, if reading can go on from there.
  var end: TableEnd?

  package init(
    file: String, dialect: Dialect = Dialect(), columns: [Column], rowCount: Int,
    rejections: Rejections = Rejections(), lines: LineIndex = LineIndex()
  ) {
    self.file = file
    self.dialect = dialect
    self.columns = columns
    self.rowCount = rowCount
    self.rejections = rejections
    self.lines = lines
  }

  /// What the file, or the table in it, is called: without folder and endings, so that `q2.csv`, `q2.csv.gz` and the sheet
  /// `q2` of a workbook have one name.
  var stem: String {
    var name = file[...]
    if let slash = name.lastIndex(of: "/") { name = name[name.index(after: slash)...] }
    for _ in 0..<2 {
      guard let dot = name.lastIndex(of: "."), dot > name.startIndex,
        FolderListing.endings.contains(name[name.index(after: dot)...].lowercased())
      else { break }
      name = name[..<dot]
    }
    return String(name)
  }

  /// The cell as the file has it: unquoted, trimmed, not typed. Empty where there is no file.
  package func text(row: Int, column: Int) -> String { text.cell(row: row, column: column) }
}

/// One column: its heading as found and its cells in the one type that the whole column supports.
package struct Column: Sendable {
  package var name: String
  package var cells: Cells
  /// How many cells are empty (or say `-`, `--`, `N/A`, `null`); these are missing, not wrong.
  package var emptyCount: Int
  /// Cells that are not of the column's type. They are missing in `cells`; a row that needs one of them has to be refused.
  package var badCells = Rejections()
  /// Amounts whose cells name more than one currency: what each is in, its text says.
  var hasSeveralCurrencies = false

  package init(name: String, cells: Cells, emptyCount: Int = 0) {
    self.name = name
    self.cells = cells
    self.emptyCount = emptyCount
  }

  package enum Cells: Sendable {
    /// Seconds since 1970-01-01 00:00 of the file's own clock; `Moment.missing` where empty.
    /// `hasTime` is false when every cell is a bare day.
    case moments(Moments, hasTime: Bool)
    /// A day/month order that no row decides. Both readings are kept until somebody answers.
    case ambiguousMoments(dayFirst: Moments, monthFirst: Moments, hasTime: Bool)
    /// Amounts and counts; `.nan` where empty. `currency` is the ISO code seen in cells or heading. `12%` is 0.12.
    case numbers([Double], currency: String?)
    /// Few different values: an index into `names` for each row, `Column.missingCode` where empty.
    case categories(codes: [UInt16], names: [String])
    /// Many different values: a 64-bit hash of the trimmed, lower-cased bytes for each row, 0 where empty,
    /// and where to find the bytes again.
    case keys(hashes: [UInt64], text: TextStore)
  }

  package static let missingCode = UInt16.max

  /// `date`, `amount`, `category`, `key`: for people.
  package var typeName: String {
    switch cells {
    case .moments, .ambiguousMoments: "date"
    case .numbers: "amount"
    case .categories: "category"
    case .keys: "key"
    }
  }
}
