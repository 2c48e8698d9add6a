import Cells
import Records
import Translation

/// What is said of customers, once: the sentences of Align and `parley align --json` are both written from this.
package struct CustomerFacts: Sendable {
  /// A figure with all that may be asked of it.
  package struct Figure: Sendable {
    package var estimate: Estimate
    /// Of how many it speaks, or was counted from.
    package var n: Int
    package var grade: Grade
    package init(estimate: Estimate, n: Int, grade: Grade) {
      (self.estimate, self.n, self.grade) = (estimate, n, grade)
    }
  }

  /// Contracts of the coming thirteen weeks: how many, who goes, and in money where that is known.
  package struct Coming: Sendable {
    package var contracts: Int
    package var leaving: Figure
    package var yearly: Double?
    package var lost: Figure?
  }

  /// Who took part in something beside those they may be compared with.
  package struct TakingPart: Sendable {
    package enum Verdict: Sendable {
      /// Being invited at all changed nothing that could be seen.
      case invitationsChangedNothing
      case mayBeNothing
      /// Both comparisons are above nothing.
      case maybeSome
    }
    package var selection: Retention.Selection
    package var naive: Figure
    package var honest: Figure
    package var offered: Figure?
    package var verdict: Verdict
    /// Renewals that are counted come up so many months apart.
    package var months: Int
  }

  package let retention: Retention
  package var leaving: Figure
  package var churn: Figure
  /// Of 1 of today's revenue, what is left next year; `nil` where no revenue is known. Where growth is not known it is at unchanged prices.
  package var kept: Figure?
  package var growth: Figure?
  package var seldom: Coming?
  package var often: Coming?
  package var takingPart: TakingPart?

  package init?(_ outlook: Outlook) {
    guard case .success(let found) = outlook.retention else { return nil }
    retention = found
    let grade = found.grade
    func figure(_ estimate: Estimate, of n: Int) -> Figure { Figure(estimate: estimate, n: n, grade: grade) }
    leaving = figure(found.leaving.estimate, of: found.customers)
    churn = figure(found.churnNextYear, of: found.customers)
    kept = found.knowsMoney ? figure(found.netRetention, of: found.pricedCustomers) : nil
    growth = found.knowsMoney && found.knowsGrowth ? figure(found.growth, of: found.pricedCustomers) : nil
    func coming(_ count: Int, _ leaving: CountRange, _ yearly: Double, _ lost: Estimate) -> Coming? {
      guard count > 0 else { return nil }
      return Coming(
        contracts: count, leaving: figure(leaving.estimate, of: count), yearly: found.knowsMoney ? yearly : nil,
        lost: found.knowsMoney ? figure(lost, of: count) : nil)
    }
    seldom = coming(found.dueCount, found.dueLeaving, found.dueYearly, found.dueLost)
    often = coming(found.oftenCount, found.oftenLeaving, found.oftenYearly, found.oftenLost)
    takingPart = found.selection.map { selection in
      // Who takes part chose to: a hint at most.
      func gap(_ estimate: Estimate, _ one: Retention.Part, _ other: Retention.Part) -> Figure {
        Figure(estimate: estimate, n: one.cameUp + other.cameUp, grade: estimate.low > 0 || estimate.high < 0 ? .c : .d)
      }
      let offered = selection.offered.map { gap($0, selection.asked, selection.notAsked) }
      let verdict: TakingPart.Verdict =
        if let offered, offered.estimate.low <= 0 { .invitationsChangedNothing } else if selection.honest.low <= 0 {
          .mayBeNothing
        } else {
          .maybeSome
        }
      return TakingPart(
        selection: selection, naive: gap(selection.naive, selection.attended, selection.others),
        honest: gap(selection.honest, selection.attended, selection.invited), offered: offered, verdict: verdict,
        months: found.months)
    }
  }

  // MARK: Why something is left out

  /// Why no money is said; `nil` where it is.
  package var withoutMoney: String? {
    guard !retention.knowsMoney else { return nil }
    guard let heading = retention.facts.untoldMoney.first else {
      return "What they pay a year is in no column, so nothing is said of revenue."
    }
    return
      "What they pay a year is not known: “\(printable(heading))” may be for any time. Where it is a year’s, map it to yearly in parley.toml; a month’s is read under MRR or Monthly fee."
  }

  /// Why growth is left out of what is kept; `nil` where it is in, or where there is no money at all.
  package var withoutGrowth: String? {
    retention.knowsMoney && !retention.knowsGrowth
      ? "What those who stay will pay more or less is not in it: no column has what they paid at the start." : nil
  }

  // MARK: How it was read

  /// How long terms are, how that is known, and which rows are one customer's; empty where all is a year and a row a customer.
  package var reading: [String] {
    var lines: [String] = []
    let here = retention.lengths.filter { $0.customers > 0 }.sorted { $0.customers > $1.customers }
    let isUsual = here.allSatisfy { $0.months == 12 }
    let each = here.map { "\(Numbers.count($0.customers)) \(CustomerFacts.by($0.months))" }
    let list = each.count > 1 ? each.dropLast().joined(separator: ", ") + " and " + (each.last ?? "") : each.first ?? ""
    switch retention.lengthSource {
    case .column(let heading):
      if !isUsual { lines.append("Contracts run \(list), as “\(printable(heading))” says.") }
    case .ends(let against):
      if let against {
        lines.append(
          "“\(printable(against))” is read as how it is paid: the ends fall on whole years, so contracts run \(list).")
      } else if !isUsual {
        lines.append("Contracts run \(list), as their ends show.")
      }
    case .rows, .assumed: if !isUsual { lines.append("Contracts run \(list).") }
    }
    let facts = retention.facts
    if facts.furtherRows > 0 {
      let own = facts.furtherRows == 1 ? "1 row goes" : "\(Numbers.count(facts.furtherRows)) rows go"
      lines.append(
        "\(own) on with another of the same customer (\(Numbers.count(facts.ofSeveralRows)) customers have several) and \(facts.renewalRows == facts.furtherRows ? "are" : "\(Numbers.count(facts.renewalRows)) of them are") renewals."
      )
    }
    if let heading = facts.monthlyColumn { lines.append("“\(printable(heading))” is a month’s and counts twelve times.") }
    switch facts.lookedBack {
    case .betweenStartAndNow:
      lines.append("Looked back: what each paid on that day is taken to lie between its price at the start and the newest.")
    case .ofToday: lines.append("Looked back at today’s prices: the list has no older ones.")
    case nil: break
    }
    let without = retention.customers - retention.pricedCustomers
    if retention.knowsMoney, without > 0 {
      lines.append("\(Numbers.count(without)) of them \(without == 1 ? "has" : "have") no revenue in the files.")
    }
    return lines
  }

  /// `by the month`, `for two years`.
  static func by(_ months: Int) -> String {
    switch months {
    case 1: "by the month"
    case 3: "by the quarter"
    case 6: "by the half-year"
    case 12: "by the year"
    case 24, 36, 48, 60: "for \(["two", "three", "four", "five"][months / 12 - 2]) years"
    default: "for \(months) months"
    }
  }
}

/// What is said of those who buy without a contract.
package struct BuyerFacts: Sendable {
  package let found: RepeatBuyers
  package var buying: CustomerFacts.Figure
  package var orders: CustomerFacts.Figure
  package var ordering: CustomerFacts.Figure

  package init?(_ outlook: Outlook) {
    guard case .success(let found)? = outlook.buyers else { return nil }
    self.found = found
    func figure(_ estimate: Estimate) -> CustomerFacts.Figure {
      CustomerFacts.Figure(estimate: estimate, n: found.customers, grade: .c)
    }
    (buying, orders, ordering) = (figure(found.buying), figure(found.orders), figure(found.ordering))
  }
}
