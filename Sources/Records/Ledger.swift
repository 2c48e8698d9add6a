/// All records of one business, typed, joined and cut at one day: what the statistics count from.
///
/// Nothing in it is dated later than `cutoff`. A person is one row of `leads`, however many rows of however many
/// files speak of them.
package struct Ledger: Sendable {
  package var company: String
  /// ISO code (`EUR`), `nil` when no file says.
  package var currency: String?
  /// What an hour of sales costs, in that currency; `nil` when parley.toml does not say.
  package var hourCost: Double?
  package var cutoff: Day
  /// The first day of a lead or a deal, where all of them are later than the cutoff.
  package var begins: Day?
  /// Where leads came from; `leads.source` indexes it.
  package var sources: [Source]
  package var leads: Leads
  package var deals: Deals
  package var touches: Touches
  /// Numbers by day, week or month that carry no ids.
  package var series: [Series]
  /// Columns by day, week or month that are neither side's number: competitors, holidays, flags. For models to hold still.
  package var controls: [Series]
  /// Numbers that look ahead by nature: heads, room, budgets, targets. They are not cut at the cutoff.
  package var plans: [Series]
  /// Lists of people that cut across the sources: MQL lists, registrations of many origins.
  package var overlays: [Overlay]
  package var customers: Customers
  package var complaints: Complaints
  /// What customers answered in figures.
  package var scores = SurveyScores()
  /// Who waits, and what came back.
  package var queues = Queues()
  /// Hours that sales recorded against leads, by the day of the work.
  package var salesHoursByDay = DailyHours()
  package var recorded: Recorded
  package var files: [FileReport]
  /// Names in the folder that are no exports and were left alone.
  package var leftAlone: [String]
  /// What the reader wants to say about the whole: missing sides, ambiguous columns, amounts that are no revenue.
  package var remarks: [Remark]

  package init(company: String, cutoff: Day) {
    self.company = company
    self.cutoff = cutoff
    sources = []
    leads = Leads()
    deals = Deals()
    touches = Touches()
    recorded = []
    series = []
    controls = []
    plans = []
    overlays = []
    customers = Customers()
    complaints = Complaints()
    files = []
    leftAlone = []
    remarks = []
  }
}

/// One origin of leads (a value of the source column), with what its raw files say about repeats.
package struct Source: Sendable {
  /// The name of those whose source cell is empty; a value of the file is never called so.
  package static let noneGiven = "(none given)"
  package var name: String
  /// Rows that raw entry files (scans, registrations) hold for it, and how many of them are no new person.
  package var rawRows = 0
  package var repeats = 0
  package var staff = 0
  package var caseVariants = 0
  package var entryFiles: [String] = []
  /// Rows of the leads' files that were counted with another of its people.
  package var merged = 0
  package init(name: String) { self.name = name }
}

/// A raw list of people of several sources, as one export has it: an MQL list, a webinar's registrations.
package struct Overlay: Sendable {
  package var name: String
  package var file: String
  /// The people of the list that are leads, each once, and the day each first appears in it.
  package var leads: [Int32] = []
  package var days: [Day] = []
  /// Rows of the list; different people in them; rows that bring no new person.
  package var rows = 0
  package var people = 0
  package var repeats = 0
  package var staff = 0
  package var caseVariants = 0
  package init(name: String, file: String) {
    self.name = name
    self.file = file
  }
}

/// One entry a person in every array: columns, because the statistics only ever walk one or two of them.
package struct Leads: Sendable {
  package var created: [Day] = []
  package var source: [UInt16] = []
  /// Handed to sales, accepted, sent back, first answered, opened as a deal, won, lost. `nil`: not (yet), as known at the cutoff.
  package var handedOver: OptionalDays = []
  package var accepted: OptionalDays = []
  package var rejected: OptionalDays = []
  package var answered: OptionalDays = []
  /// Found to be worth more by talking to them, where a column says.
  package var qualified: OptionalDays = []
  /// Hours from handover (or creation) to the first answer; `.nan` when not answered or not recorded.
  package var firstResponseHours: [Float] = []
  /// The same counted from Monday to Friday, 9 to 17; where no times of day are recorded, that of the days.
  package var firstResponseWorkingHours: [Float] = []
  /// Working hours until somebody was reached; empty where the files do not tell it from being tried.
  package var reachedWorkingHours: [Float] = []
  /// What is promised: attempted is not reached, where the files can tell them apart.
  package var promisedWorkingHours: [Float] { reachedWorkingHours.isEmpty ? firstResponseWorkingHours : reachedWorkingHours }
  package var opened: OptionalDays = []
  package var won: OptionalDays = []
  package var lost: OptionalDays = []
  /// Sum of the amounts of the deals won from this person, `.nan` when none is recorded.
  package var wonAmount: [Float] = []
  /// Sales hours recorded against this person, `.nan` when none is recorded.
  package var salesHours: [Float] = []
  /// Calls with this person until the deal was won, or so far; only where a file says which activity is a call.
  package var calls: [UInt16] = []
  /// Whether somebody noted a need, where a column says; `nil` where none does.
  package var noted: [Bool?] = []
  package init() {}
  package var count: Int { created.count }
}

/// What the files record, so that "none" can be told from "not recorded".
package struct Recorded: OptionSet, Sendable {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }
  package static let leads = Recorded(rawValue: 1 << 0)
  package static let deals = Recorded(rawValue: 1 << 1)
  package static let accepted = Recorded(rawValue: 1 << 2)
  package static let opened = Recorded(rawValue: 1 << 3)
  package static let won = Recorded(rawValue: 1 << 4)
  package static let lost = Recorded(rawValue: 1 << 5)
  package static let amounts = Recorded(rawValue: 1 << 6)
  package static let firstResponse = Recorded(rawValue: 1 << 7)
  package static let salesHours = Recorded(rawValue: 1 << 8)
  package static let customers = Recorded(rawValue: 1 << 9)
  package static let complaints = Recorded(rawValue: 1 << 10)
  package static let noted = Recorded(rawValue: 1 << 11)
  package static let touches = Recorded(rawValue: 1 << 12)
  package static let calls = Recorded(rawValue: 1 << 13)
}

/// One entry a deal in every array.
package struct Deals: Sendable {
  package enum Kind: UInt8, Sendable { case new, expansion, renewal }
  package var opened: OptionalDays = []
  package var won: OptionalDays = []
  package var lost: OptionalDays = []
  /// `.nan` where no amount is recorded.
  package var amount: [Double] = []
  package var kind: [Kind] = []
  /// Index into `leads`, -1 where no lead is known.
  package var lead: [Int32] = []
  /// Index into `lossReasons`, `UInt16.max` where none is given.
  package var lossReason: [UInt16] = []
  package var lossReasons: [String] = []
  /// The dated stages of each, where a file records them.
  package var paths = StagePaths()
  /// Those that are lost, on a day that nobody wrote down: no open deals. In their order.
  package var lostUndated: [Int32] = []
  package init() {}
  package var count: Int { opened.count }
}

/// Contacts between the company and a person, one entry a touch: for the rulers.
package struct Touches: Sendable {
  package var lead: [Int32] = []
  package var day: [Day] = []
  package var channel: [UInt16] = []
  package var channels: [String] = []
  package init() {}
  package var count: Int { lead.count }
}

/// A number by day, week or month that carries no ids: sessions, posts, spend, revenue booked.
package struct Series: Sendable {
  package enum Grain: Sendable { case day, week, month }
  package enum Unit: Sendable {
    case count
    case money(currency: String?)
    case ratio
  }
  /// Whose number it is. An `outcome` is one of sales' numbers that came without ids (revenue by week).
  package enum Side: Sendable { case marketing, sales }
  package var name: String
  package var file: String
  package var grain: Grain
  package var unit: Unit
  package var side: Side
  /// First day of each period, ascending, with the value of the period; periods without a row are absent.
  package var starts: [Day]
  package var values: [Double]
  /// Days of the last period that had passed at the cutoff, where it was not over: 3 of 7. `nil`: it was over.
  package var coveredDays: Int?
  /// The channel whose number it is, where the file has one row a channel, and the source of leads of that name.
  package var channel: String?
  package var source: Int?
  /// Money that went out: not planned, earned or claimed by anybody.
  package var isSpend = false
  /// Of a ratio what each period's is made of: over several periods it is the sum of these. Empty: no file has them.
  package var parts: [Part] = []
  package var hasParts: Bool { !values.isEmpty && parts.count == values.count }
  /// Clicks of impressions, cost of clicks.
  package struct Part: Sendable, Hashable {
    package var of: Double
    package var by: Double
    package init(of: Double, by: Double) {
      self.of = of
      self.by = by
    }
  }
  /// Of rows that reach over several days the last day on which one began: those after it may be planned.
  package var lastBegun: Day?
  package init(
    name: String, file: String, grain: Grain, unit: Unit = .count, side: Side = .marketing, starts: [Day], values: [Double]
  ) {
    self.name = name
    self.file = file
    self.grain = grain
    self.unit = unit
    self.side = side
    self.starts = starts
    self.values = values
  }
}

/// One entry a customer in every array: terms that follow one another, and contracts that overlap, are one customer's.
package struct Customers: Sendable {
  package var start: [Day] = []
  /// `nil` while the customer stays.
  package var ended: OptionalDays = []
  /// Yearly revenue at the start and now (or at the end); NaN where it is not said.
  package var yearlyAtStart: [Double] = []
  package var yearlyNow: [Double] = []
  package var renewals: [Int32] = []
  /// What each had to do with what is done for customers: webinars, training, onboarding.
  package var part: [Part] = []
  /// The first day on which each had been asked to one of them, and been there, as lists of their own have it. Empty where none does.
  package var askedFrom: OptionalDays = []
  package var thereFrom: OptionalDays = []
  /// Where a list has one row a term: each term from the first. Empty where it has one row a customer, or for all.
  package var terms: [[Term]] = []
  /// Months from one renewal to the next as a column says; 0 where none does. Empty for all.
  package var months: [Int16] = []
  package var facts = ContractFacts()
  package init() {}
  package var count: Int { start.count }

  package enum Part: UInt8, Sendable, Hashable { case unknown, none, invited, attended }

  /// What a customer had to do with it when a renewal was decided.
  package func part(_ row: Int, on day: Day) -> Part {
    guard askedFrom.count == count else { return part[row] }
    if let own = thereFrom[row], own <= day { return .attended }
    if let own = askedFrom[row], own <= day { return part[row].rawValue > Part.invited.rawValue ? part[row] : .invited }
    return part[row] == .unknown ? .none : part[row]
  }

  package struct Term: Sendable, Hashable {
    package var start: Day
    package var months: Int16
    package init(start: Day, months: Int16) {
      self.start = start
      self.months = months
    }
  }
}

/// How the lists of contracts were read, for whoever is told a figure of them.
package struct ContractFacts: Sendable, Hashable {
  /// Rows that go on with another of the same customer; of them, those that renew it; and customers who have such rows.
  package var furtherRows = 0
  package var renewalRows = 0
  package var ofSeveralRows = 0
  /// Days within which nineteen of twenty renewals came; `nil` where a list does not have one row a term.
  package var usualDelay: Int?
  /// There, the day up to which whoever ended has left: later ones may yet renew, or the list has not heard of it.
  package var decidedUntil: Day?
  /// The column that says how long a term is.
  package var termColumn: String?
  /// The column of money by the month, which counts twelve times.
  package var monthlyColumn: String?
  /// Looked back: the list has today's prices, and what was paid then lies between those and the ones at the start, where it has these.
  package var lookedBack: PricesThen?
  package enum PricesThen: Sendable, Hashable { case betweenStartAndNow, ofToday }
  /// Columns of money that may be for any time, where none is by the year or the month.
  package var untoldMoney: [String] = []
  package init() {}
}

/// One entry a complaint (a negative ticket) in every array.
package struct Complaints: Sendable {
  package var day: [Day] = []
  /// Index into `customers`, -1 where it is not known whose it is.
  package var customer: [Int32] = []
  package init() {}
  package var count: Int { day.count }
}

/// One entry an answer to a survey: out of 10 as would they recommend it, out of 5 as how content they are.
package struct SurveyScores: Sendable {
  package var day: [Day] = []
  /// Index into `customers`, -1 where it is not known whose it is.
  package var customer: [Int32] = []
  package var value: [Float] = []
  package var top: [Float] = []
  package init() {}
  package var count: Int { day.count }
}
