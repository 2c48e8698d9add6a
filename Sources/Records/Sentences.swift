extension LoadFailure {
  /// *Where: what: what to do.* Names are raw: print it through `Cells.printable`.
  package var sentence: String {
    switch self {
    case .noSuchFolder(let path):
      "\(path): there is no such folder. Check the path, or run parley without one for the sample company."
    case .notAFolder(let path): "\(path): this is a file. Give the folder that holds the exports."
    case .unreadable(let path, let reason): "\(path): it cannot be read: \(reason). Check its permissions."
    case .emptyFolder(let path):
      "\(path): no export in it (CSV, JSON, Excel or SQLite). Put the exports of both teams there: leads, deals and one of marketing are enough."
    case .nothingRecognised(let path, let files, let known, let undated):
      "\(path): \(files == 1 ? "1 file" : "\(files) files") read, none recognised as leads, deals or numbers by day, week or month. "
        + (undated.isEmpty
          ? "" : "No column with a day: \(undated.prefix(3).joined(separator: ", "))\(undated.count > 3 ? " and more" : ""). ")
        + (!known.isEmpty
          ? "Known, but not to be counted: \(known.joined(separator: "; "))."
          : undated.count == files
            ? "Nothing says when any of it was: export it with the day."
            : "Say in parley.toml what a file is: [files.\"NAME.csv\"] subject = \"leads\".")
    case .emptyFile(let file): "\(file): the file is empty. Export it again."
    case .onlyAHeading(let file): "\(file): a heading and no rows. Export it again, or remove the file."
    case .notATable(let file): "\(file): this is not a table. Export it as CSV."
    case .changedWhileRead(let file): "\(file): it changed while it was read. Read again when its export has finished."
    case .unpackable(let file, let reason): "\(file): it cannot be opened: \(reason). Export it again, or save it as CSV."
    case .badSettings(let file, let line, let problem): "\(file):\(line): \(problem)"
    }
  }
}

extension Remark {
  /// *Where: what: what to do.* Text from files is in it raw (but cut): print it through `Cells.printable`.
  package var sentence: String {
    switch self {
    case .noLeads:
      "No file says who the leads were, so nothing can be followed person by person. Add an export of leads or contacts."
    case .noDeals: "No file lists deals, so nothing can be followed to one. Add an export of deals or opportunities."
    case .customersWithoutDeals:
      "No file lists deals: who became a customer is known from the leads, what was opened, lost and paid is not. Add an export of deals or opportunities."
    case .customersWithoutDay(let file, let column, let count):
      "\(file): \(Reason.cut(column)) calls \(count == 1 ? "1 lead a customer" : "\(count.grouped) leads customers") and no column says since when, so \(count == 1 ? "it is" : "they are") not counted as won. "
        + "Export the day, too (customer_date), or a list of deals."
    case .plannedClosing(let file, let column):
      "\(file): no column says when its deals were decided, so the day that was planned for it counts: \(Reason.cut(column)). Export the closing day, too."
    case .customersOwnRevenue(let file, let column):
      "\(file): \(Reason.cut(column)) says what the customer turns over itself, so it is no amount of a deal. If it is, map it to amount in parley.toml."
    case .noMarketing: "No file has a number of marketing’s. Add an export of leads, traffic, posts or spend."
    case .amountsNearlyAllZero(let file, let column, let above, let of):
      "\(file): \(Reason.cut(column)): \(above.grouped) of \(of.grouped) deals have an amount above zero, so it is not counted as revenue. "
        + "Map another column to amount in parley.toml if there is one."
    case .ambiguousDates(let file, let column, let example):
      "\(file): \(Reason.cut(column)): “\(Reason.cut(example))” may be day first or month first and no row decides. "
        + "Answer in parley.toml: dates = \"day-first\" or dates = \"month-first\"."
    case .strayDates(let file, let column, let count, let latest):
      "\(file): \(Reason.cut(column)): \(Remark.rows(count)) dated more than a year after everything else, the last on \(latest), "
        + "and refused. Correct the dates."
    case .negativeLags(let file, let count):
      "\(file): \(Remark.rows(count)) with a step before the one it follows, refused. Correct the dates."
    case .mergedPeople(let rows, let people):
      "\(rows.grouped) rows are \(people == 1 ? "1 person" : "\(people.grouped) people") under several ids, by e-mail. They are counted once."
    case .sameFigures(let file, let platform, let rows):
      "\(file): \(Remark.rows(rows)) of days and campaigns that another file of \(platform) has already, counted once."
    case .sameMoney(let file, let other, let channels, let differing):
      "\(file): the money of \(channels == 1 ? "1 channel" : "\(channels.grouped) channels") is in \(other), too, and counted once."
        + (differing == 0
          ? ""
          : " In \(differing == 1 ? "1 period" : "\(differing.grouped) periods") they differ, and \(other) is taken.")
    case .sameNames(let file, let count):
      "\(file): \(count == 1 ? "1 deal has" : "\(count.grouped) deals have") the name and account of another and no id, so they count as different deals. Export the id, too."
    case .otherCurrencies(let file, let count, let main):
      "\(file): \(count == 1 ? "1 amount is" : "\(count.grouped) amounts are") not in \(main) and no rate is known, so \(count == 1 ? "it is" : "they are") not added up. Say the rate in parley.toml: [rates] USD = 0.92."
    case .monthTotals(let file, let from, let to):
      "\(file): one total for \(from) to \(to). It counts as that month and cannot be told by week. Export it by day."
    case .unreadAmounts(let file, let column, let example):
      "\(file): \(Reason.cut(column)): “\(Reason.cut(example))” is no amount that can be read, so its deals have none. "
        + "Export it as figures, with the currency’s three letters or a column of its own."
    case .formulasWithoutValues(let file, let count):
      "\(file): \(count == 1 ? "1 cell is a formula" : "\(count) cells are formulas") whose value the file does not hold, and \(count == 1 ? "is" : "are") read as empty. "
        + "Open it in a spreadsheet program and save it."
    case .joinedByName(let file, let column, let count, let isAccount):
      "\(file): \(count == 1 ? "1 deal is" : "\(count) deals are") joined to the one lead with the same \(isAccount ? "account" : "name"), by \(Reason.cut(column)): nothing else names a lead. "
        + "Leave the column out in the Data view if that is wrong."
    case .unknownStages(let file, let column, let words, let areOver):
      "\(file): \(Reason.cut(column)): are these deals won, lost or open? \(words). \(areOver ? "Their closing day is over and they" : "They") count as open. "
        + "Say it in parley.toml: [stages] won = [\"…\"], lost = [\"…\"], open = [\"…\"]."
    case .enteredLate(let file, let count):
      "\(file): \(count.grouped) deals were entered after they had closed, so their wins and losses count and the day they were opened does not."
    case .lostWithoutDay(let file, let count):
      "\(file): \(count == 1 ? "1 lost deal has" : "\(count.grouped) lost deals have") no closing day: lost all the same, in no week. "
        + "Fill the day in where it is known."
    case .spoiltIDs(let file, let column, let example):
      "\(file): \(Reason.cut(column)): “\(Reason.cut(example))” is what a spreadsheet program made of a long number, so nobody is told by it. "
        + "Export the file again and open it as text."
    case .joinedBySource(let file, let column, let source, let count):
      "\(file): \(count == 1 ? "1 deal is" : "\(count.grouped) deals are") joined to the newest lead of the same account and source, by \(Reason.cut(column)) and \(Reason.cut(source)): "
        + "which of several leads it was, no column says."
    case .dealsMeetNobody(let file, let met, let of):
      "\(file): \(met == 0 ? "none" : "only \(met.grouped)") of its \(of.grouped) deals \(met < 2 ? "meets" : "meet") a lead, so what came of each source is unknown. "
        + "Export an id or e-mail that both files have, written alike."
    case .noSource(let file):
      "\(file): no column says where its people came from, so they are one source. Export it, too, or map a column to source in parley.toml."
    case .noOutcome(let file):
      "\(file): no column says which deals were won. Map one to stage or won in parley.toml."
    }
  }

  private static func rows(_ count: Int) -> String { count == 1 ? "1 row" : "\(count.grouped) rows" }
}

extension Int {
  /// `4,238`: as figures look everywhere else.
  var grouped: String {
    let digits = String(magnitude)
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return (self < 0 ? "−" : "") + text
  }
}

extension Subject {
  /// What a file of this subject is called on the screen.
  package var description: String {
    switch self {
    case .leads: "leads"
    case .deals: "deals"
    case .stages: "changes of stage"
    case .touches: "touches"
    case .entries: "raw entries"
    case .activities: "sales activities"
    case .customers: "customers"
    case .complaints: "complaints"
    case .spend: "spend"
    case .numbers: "numbers by day, week or month"
    case .reference: "reference"
    }
  }
}

extension ColumnReport.Aside {
  /// Why the column is no metric, in a few words for the Data view.
  package var sentence: String {
    switch self {
    case .constant: "the same in every row"
    case .flag: "only 0 and 1: an event, not a metric"
    case .counter: "counts the rows or the calendar"
    case .control: "neither side's own number"
    case .identity: "an id, not an amount"
    case .notAdditive: "cannot be added up over rows"
    case .claimed: "claimed by the platform; deals are counted from deals"
    case .overlapping: "different people; those of one row may be those of another, so it is not added up"
    case .lacksParts: "a ratio whose parts are not both in the file"
    case .setting: "a setting or a label, not something that happened"
    case .unnamedResults: "results of no stated kind; export the column that names it"
    case .partOfRevenue: "in another column’s total, or nobody says which column is the whole; not added to revenue"
    case .soldCount: "sales’ own number: a goal may be set on it; what marketing brings is counted from a list of deals"
    case .besidePeriods: "beside the periods: a total or a remark, not added to them"
    case .tooManyChannels(let count): "\(count) channels are too many to tell apart; added up"
    }
  }
}
