import Records

/// Contracts as decisions: those seen in the record, and the next one of everybody who is there.
struct Contracts {
  struct Seen {
    var number: Int
    var part: Customers.Part
    var isLost: Bool
    var months: Int
  }
  struct Active {
    var row: Int
    /// Of the next renewal, from 1, and its day.
    var number: Int
    var next: Day
    /// From it to the one after it.
    var months: Int
    /// Whole years of renewals so far.
    var years: Int { (number - 1) * months / 12 }
  }

  static let latest = 30
  static let usualMonths = 12

  private(set) var seen: [Seen] = []
  private(set) var active: [Active] = []
  let lengths: Lengths

  init(_ all: Customers, from: Day, cutoff: Day) {
    let lengths = Lengths(all)
    self.lengths = lengths
    for row in 0..<all.count {
      let walk = Walk(all, row, months: lengths.months(of: row), cutoff: cutoff)
      for one in walk.decisions where one.day >= from {
        seen.append(Seen(number: one.number, part: all.part(row, on: one.day), isLost: one.isLost, months: one.months))
      }
      if let next = walk.next {
        active.append(Active(row: row, number: next.number, next: next.day, months: next.months))
      }
    }
  }

  /// Decisions of one length of term.
  func decisions(months: Int) -> RenewalModel.Decisions {
    var found = RenewalModel.Decisions()
    let most = 60 * max(1, Self.usualMonths / months)
    for one in seen where one.months == months { found.add(number: min(one.number, most), isLost: one.isLost) }
    return found
  }

  /// Contracts that came up and stayed: day and revenue until the next renewal of each, of a year at most.
  static func kept(_ all: Customers, until cutoff: Day) -> [(day: Day, amount: Double)] {
    var facts: [(day: Day, amount: Double)] = []
    let lengths = Lengths(all)
    for row in 0..<all.count where !all.yearlyNow[row].isNaN {
      for one in Walk(all, row, months: lengths.months(of: row), cutoff: cutoff).decisions where !one.isLost {
        facts.append((one.day, all.yearlyNow[row] * min(1, Double(one.months) / 12)))
      }
    }
    return facts
  }

  static func anniversary(of start: Day, _ number: Int, months: Int = usualMonths) -> Day {
    let (year, month, day) = start.parts
    let all = month - 1 + number * months
    let (years, at) = (year + all / 12, all % 12 + 1)
    return Day(year: years, month: at, day: min(day, at == 2 ? 28 : 30)) ?? start + months * number * 365 / 12
  }

  /// How many days after an anniversary an end still belongs to it.
  static func late(months: Int) -> Int { min(latest, months * 30 / 4) }
}

extension Contracts {
  /// One customer's renewals in order, and the next.
  struct Walk {
    struct Decision {
      var day: Day
      var number: Int
      var months: Int
      var isLost: Bool
    }
    private(set) var decisions: [Decision] = []
    private(set) var next: (day: Day, number: Int, months: Int)?

    init(_ all: Customers, _ row: Int, months usual: Int, cutoff: Day) {
      let own = all.terms.indices.contains(row) ? all.terms[row] : []
      let terms = own.isEmpty ? [Customers.Term(start: all.start[row], months: 0)] : own
      var number = 1
      for (at, term) in terms.enumerated() {
        let months = term.months > 0 ? Int(term.months) : usual
        // What begins anew decides; until then only whole terms that passed in between do.
        let renewed = at + 1 < terms.count ? terms[at + 1].start : nil
        let end = at + 1 < terms.count ? nil : all.ended[row]
        let late = Contracts.late(months: months)
        var step = 1
        while true {
          let day = Contracts.anniversary(of: term.start, step, months: months)
          if let renewed, renewed <= day + max(late, min(60, 15 * months)) {
            decisions.append(Decision(day: renewed, number: number, months: months, isLost: false))
            number += 1
            break
          }
          // An end within the term before is the decision of that anniversary, and one that was written down a little late, too.
          if let end, end <= day + late {
            decisions.append(Decision(day: end, number: number, months: months, isLost: true))
            return
          }
          // Where each term has a row, a renewal that is usually some days late is still to come.
          if day > (own.isEmpty ? cutoff : min(cutoff, all.facts.decidedUntil ?? cutoff)) {
            next = (max(day, cutoff + 1), number, months)
            return
          }
          decisions.append(Decision(day: day, number: number, months: months, isLost: false))
          number += 1
          step += 1
        }
      }
    }
  }

  /// Months from one renewal to the next: as a column or the rows say, else as the ends show, else a year.
  struct Lengths {
    enum Source: Hashable {
      /// The column of that heading.
      case column(String)
      /// One row a term.
      case rows
      /// Ends fall on anniversaries of that many months.
      case ends
      /// So do they, where a column says something shorter: what is paid by the month may run for a year.
      case endsAgainst(String)
      case assumed
    }
    private(set) var source: Source
    private let said: [Int16]
    /// In place of what is not said, and of all where the ends speak against the column.
    private let unsaid: Int
    private let isOverruled: Bool

    static let fewestEnds = 10

    init(_ all: Customers) {
      said = all.months
      var ofSaid: [(start: Day, end: Day)] = []
      var ofUnsaid: [(start: Day, end: Day)] = []
      for row in 0..<all.count where !(all.terms.indices.contains(row) && !all.terms[row].isEmpty) {
        guard let end = all.ended[row] else { continue }
        let months = said.indices.contains(row) ? said[row] : 0
        if months == 0 { ofUnsaid.append((all.start[row], end)) } else if months < 12 { ofSaid.append((all.start[row], end)) }
      }
      let seen = Self.seen(ofUnsaid)
      unsaid = seen ?? Contracts.usualMonths
      let isOverruled = Self.seen(ofSaid) == Contracts.usualMonths
      self.isOverruled = isOverruled
      let column = said.contains { $0 > 0 } ? all.facts.termColumn : nil
      source =
        all.facts.usualDelay != nil && column == nil
        ? .rows : column.map { isOverruled ? .endsAgainst($0) : .column($0) } ?? (seen == nil ? .assumed : .ends)
    }

    func months(of row: Int) -> Int {
      let own = said.indices.contains(row) ? Int(said[row]) : 0
      if own == 0 { return unsaid }
      return isOverruled && own < Contracts.usualMonths ? Contracts.usualMonths : own
    }

    /// The longest length on whose anniversaries three quarters of the ends fall, within three days.
    private static func seen(_ contracts: [(start: Day, end: Day)]) -> Int? {
      guard contracts.count >= fewestEnds else { return nil }
      return [12, 6, 3, 1].first { months in
        let hits = contracts.count { start, end in
          let near = max(1, Int((Double(end - start) / 30.4375 / Double(months)).rounded()))
          return abs(end - Contracts.anniversary(of: start, near, months: months)) <= 3
        }
        return hits * 4 >= contracts.count * 3
      }
    }
  }
}
