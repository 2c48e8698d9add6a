import Cells
import Records
import Translation

/// Who stays, what comes up, and what taking part may be worth, in words.
extension AlignWording {
  private func whole(_ e: Estimate) -> String {
    Numbers.range(Numbers.count(e.low.rounded()), Numbers.count(e.high.rounded()))
  }

  package var renewals: String? { CustomerFacts(outlook).map { renewalWords($0).joined(separator: " ") } }

  /// The same where there is little room: without the year before and how the lists were read.
  var renewalsShort: String? {
    CustomerFacts(outlook).map { renewalWords($0, isShort: true).joined(separator: " ") }
  }

  private func renewalWords(_ facts: CustomerFacts, isShort: Bool = false) -> [String] {
    let found = facts.retention
    var lines: [String] = []
    let years = found.years.map { "\(Numbers.percent($0.churn.value)) (\($0.left) of \($0.here))" }
    if !years.isEmpty { lines.append("Left by year of the record: \(years.joined(separator: ", then ")).") }
    let churn = Numbers.range(Numbers.percent(facts.churn.estimate.low), Numbers.percent(facts.churn.estimate.high))
    lines.append(
      "Of \(Numbers.count(found.customers)) customers \(whole(facts.leaving.estimate)) are expected to leave within a year (\(churn)), grade \(facts.leaving.grade.rawValue)."
    )
    if !isShort, let before = found.before {
      lines.append(
        "A year ago the same way said \(Numbers.range(Numbers.count(before.said.p05), Numbers.count(before.said.p95))) of \(Numbers.count(before.customers)); \(Numbers.count(before.left)) left."
      )
    }
    if let coming = facts.seldom { lines.append(due(coming)) }
    if let coming = facts.often { lines.append(often(coming, alone: facts.seldom == nil)) }
    if let kept = facts.kept {
      let range = whole(kept.estimate.scaled(by: 100))
      lines.append(
        facts.withoutGrowth == nil
          ? "Of 100 a year today, \(range) are left next year from the same customers."
          : "At today’s prices \(range) of 100 a year are left next year.")
    }
    lines += [facts.withoutGrowth, facts.withoutMoney].compactMap(\.self)
    return isShort ? lines : lines + facts.reading
  }

  private func due(_ coming: CustomerFacts.Coming) -> String {
    let contracts = coming.contracts == 1 ? "1 contract" : "\(Numbers.count(coming.contracts)) contracts"
    let verb = coming.contracts == 1 ? "comes" : "come"
    guard let yearly = coming.yearly, let lost = coming.lost else {
      return
        "In the coming 13 weeks \(contracts) \(verb) up; \(whole(coming.leaving.estimate)) of them \(coming.leaving.estimate.high == 1 ? "is" : "are") expected to go."
    }
    return
      "In the coming 13 weeks \(contracts) over \(money(yearly)) a year \(verb) up; \(money(lost.estimate)) of it is expected to go."
  }

  /// Those who may go at the end of any month.
  private func often(_ coming: CustomerFacts.Coming, alone: Bool) -> String {
    let of = alone ? "" : " of the \(Numbers.count(coming.contracts)) by the month or quarter"
    guard let yearly = coming.yearly, let lost = coming.lost else {
      return
        "In the coming 13 weeks all of them come up at least once, and \(whole(coming.leaving.estimate))\(of) are expected to go."
    }
    return
      "In the coming 13 weeks all of them come up at least once; \(whole(coming.leaving.estimate))\(of) are expected to go, with \(money(lost.estimate)) of \(money(yearly)) a year."
  }

  /// What taking part seems to do, and what is left of it.
  package var selection: String? { selectionWords(isShort: false) }

  func selectionWords(isShort: Bool) -> String? {
    guard let facts = CustomerFacts(outlook)?.takingPart else { return nil }
    let found = facts.selection
    func signed(_ x: Double) -> String {
      let points = (x * 100).rounded()
      return points == 0 ? "0" : (points < 0 ? "−" : "+") + Numbers.fixed(abs(points), 0)
    }
    func gap(_ figure: CustomerFacts.Figure) -> String {
      let e = figure.estimate
      return "\(signed(e.value)) points (\(signed(e.low)) to \(signed(e.high)))"
    }
    func share(_ part: Retention.Part) -> String {
      "\(Numbers.percent(part.rate.value)) (\(part.renewed) of \(part.cameUp))"
    }
    let often = facts.months == 12 ? "" : " each time"
    var lines = [
      "Customers who attended renewed \(share(found.attended))\(often), others \(Numbers.percent(found.others.rate.value)): \(gap(facts.naive)). Who attends chose to.",
      "Invited and not there: \(share(found.invited)), \(gap(facts.honest)) beside them.",
    ]
    if !isShort, let offered = facts.offered {
      lines.append(
        "All who were invited, there or not: \(share(found.asked)), not invited \(share(found.notAsked)), \(gap(offered)).")
    }
    switch facts.verdict {
    case .invitationsChangedNothing:
      lines.append(
        "Between invited and not invited nothing is seen, so no effect of the webinars is: who comes is who would stay.")
    case .mayBeNothing:
      lines.append(
        "Beside the invited who stayed away it may be nothing: better in \(AlignWording.tenths(found.probability)) of 10 draws."
      )
    case .maybeSome:
      lines.append("Part of it may be who they are; inviting some by lot and some not would tell.")
    }
    return lines.joined(separator: " ") + " Grade \(facts.honest.grade.rawValue)."
  }

  private func said(_ figure: CustomerFacts.Figure) -> String { Numbers.told(figure.estimate) { Numbers.count($0.rounded()) } }

  /// The same in a panel.
  func buyerLines(_ columns: Int) -> [[Span]]? {
    guard let facts = BuyerFacts(outlook) else { return nil }
    let grade = facts.orders.grade
    return [
      [.text("No contracts; by orders:")],
      [.text("\(Numbers.count(facts.found.again)) of \(Numbers.count(facts.found.customers)) bought again")],
      [.sales(said(facts.buying)), .text(" still buy")], [.text("\(said(facts.orders)) orders in a year")],
      [.muted(columns < 34 ? "some stop · " : "some of them stop meanwhile · "), Span(grade.rawValue, grade.role)],
    ]
  }

  /// Who buys again without a contract: `nil` where there are contracts, or no orders.
  package var buyers: String? {
    if let facts = BuyerFacts(outlook) {
      let found = facts.found
      let worth =
        found.order.map {
          ", \(money($0)) each on average\(found.isDoubtful ? ", though who buys more often buys at another price" : "")"
        } ?? ""
      return
        "Without contracts, by orders: of \(Numbers.count(found.customers)) who bought \(Numbers.count(found.again)) bought again, and about \(said(facts.buying)) still buy. With those counted who stop, the coming year brings \(said(facts.orders)) orders from \(said(facts.ordering)) of them\(worth); new customers come on top. Grade \(facts.orders.grade.rawValue)."
    }
    switch outlook.buyers {
    case nil, .failure(.noOrders), .success: return nil
    case .failure(.tooFewAgain(let count)):
      return
        "Without contracts: \(Numbers.count(count)) bought more than once; from \(RepeatBuyers.fewestAgain) on it can be told who still buys."
    case .failure(.nobodyStops):
      return "Without contracts: nobody who bought again seems to stop, so who still buys cannot be told."
    }
  }
}
