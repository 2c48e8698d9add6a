/// A fact about the whole folder that people must know before they believe a number.
package enum Remark: Hashable, Sendable {
  /// No file says who the leads were.
  case noLeads
  case noDeals
  /// Leads say who became a customer, and no file lists deals.
  case customersWithoutDeals
  /// Leads that a column of theirs calls customers, and nothing says since when.
  case customersWithoutDay(file: String, column: String, count: Int)
  /// The only closing day is the one that was planned.
  case plannedClosing(file: String, column: String)
  /// What the customer turns over itself, not taken for the amount of its deal.
  case customersOwnRevenue(file: String, column: String)
  case noMarketing
  /// Nearly all amounts are zero or empty: not revenue.
  case amountsNearlyAllZero(file: String, column: String, above: Int, of: Int)
  /// A date column whose day/month order no row decides; its rows wait for an answer in parley.toml.
  case ambiguousDates(file: String, column: String, example: String)
  /// A few rows lie years away from all others and were refused.
  case strayDates(file: String, column: String, count: Int, latest: Day)
  case negativeLags(file: String, count: Int)
  /// People counted once who came in several rows.
  case mergedPeople(rows: Int, people: Int)
  /// Deals that have a closing date, and no column that says whether they were won.
  case noOutcome(file: String)
  /// Stages in words that nobody knows, of deals whose closing day is over, or that have none at all.
  case unknownStages(file: String, column: String, words: String, areOver: Bool)
  /// Deals that somebody entered after they had closed: when they were opened nobody knows.
  case enteredLate(file: String, count: Int)
  /// Deals that are lost, and no column says when.
  case lostWithoutDay(file: String, count: Int)
  /// Ids that a spreadsheet program has made into `9.00100E+11`.
  case spoiltIDs(file: String, column: String, example: String)
  /// Deals joined to the newest lead of their account that came from the source they name themselves.
  case joinedBySource(file: String, column: String, source: String, count: Int)
  /// Deals none of which, or hardly one, is of a lead in these files.
  case dealsMeetNobody(file: String, met: Int, of: Int)
  /// A list of people without a column for where they came from.
  case noSource(file: String)
  /// Rows of an advertising platform that another file has already, by another grain or again.
  case sameFigures(file: String, platform: String, rows: Int)
  /// Money of so many channels that another file has, too, by finer periods or by more of what it was spent on.
  case sameMoney(file: String, other: String, channels: Int, differing: Int)
  /// Deals without an id that share name and account with another of the same file.
  case sameNames(file: String, count: Int)
  /// Amounts in another currency than most: no rate is known, so they are not added.
  case otherCurrencies(file: String, count: Int, main: String)
  /// The column that is called as amounts are holds none that can be read.
  case unreadAmounts(file: String, column: String, example: String)
  /// Cells of a workbook that are formulas without values.
  case formulasWithoutValues(file: String, count: Int)
  /// Deals that no column links to a person, joined where one name stands for one lead only.
  case joinedByName(file: String, column: String, count: Int, isAccount: Bool)
  /// One total a month: it cannot be told by week.
  case monthTotals(file: String, from: Day, to: Day)
}
