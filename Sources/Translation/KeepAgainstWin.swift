import Glibc
import Records

/// The next euro and the next hour of this company: on winning, from its leads, hours and spend; on keeping, from its renewals.
package struct KeepAgainstWin: Sendable {
  /// Why one side cannot be put beside the other.
  package enum Refusal: Error, Sendable, Hashable {
    case noRetention(Retention.Refusal)
    case noWins
    /// What customers pay a year is not known: keeping has no worth.
    case noYearly
  }

  /// Over five years, of a new customer and of one that is kept at a renewal of the coming weeks.
  package var valueNew: Estimate
  package var valueKept: Estimate
  /// Money for one deal: what was spent for the leads of the last year, and sales' hours where it is known what one costs; `nil` where no
  /// spend is known by source.
  package var costPerDeal: Estimate?
  /// Recorded sales hours for one deal; `nil` where no hours are recorded.
  package var hoursPerDeal: Estimate?
  /// Leads for one deal: the calls that winning takes.
  package var leadsPerDeal: Estimate
  /// Hours of sales are in the cost of a deal, at what parley.toml says an hour costs.
  package var countsHours: Bool
  package var customers: Int
  package var margin: Double
  package var discount: Double
  /// What the customers that come up pay a year, on average; what an hour of sales costs, where it is known.
  let yearlyKept: Double
  let hourCost: Double?
  let draws: [Draw]

  struct Draw: Sendable {
    var new: Double
    var kept: Double
    /// Deals from one lead, and what leads cost.
    var perLead: Double
    var cost: Double?
    var hours: Double?
  }

  package init(_ outlook: Outlook, margin: Double = 0.8, discount: Double = 0.1) throws(Refusal) {
    let retention: Retention
    switch outlook.retention {
    case .success(let found): retention = found
    case .failure(let refusal): throw .noRetention(refusal)
    }
    let leads = outlook.sources.reduce(0) { $0 + $1.usual }
    guard leads > 0, outlook.sources.contains(where: { $0.wins > 0 }), !outlook.amounts.isEmpty else { throw .noWins }
    guard retention.knowsMoney else { throw .noYearly }
    self.margin = margin
    self.discount = discount
    customers = retention.customers
    let deal = outlook.amounts.reduce(0, +) / Double(outlook.amounts.count)
    let soon = retention.upcoming.filter { $0.day < outlook.monday + 7 * Outlook.weeksAhead }
    let near = soon.isEmpty ? retention.upcoming : soon
    let months = retention.months
    let yearly = near.reduce(0) { $0 + $1.yearly } / Double(max(1, near.count))
    // Kept customers come at every number of renewals: one of the middle stands for them.
    let number = near.map(\.number).sorted()[near.count / 2]
    let knowsCost = outlook.sources.contains { $0.cost != nil }
    let knowsHours = outlook.sources.contains { $0.hours != nil }
    let paid = outlook.sources.reduce(0) { $0 + $1.usual * ($1.cost ?? 0) } / leads
    let worked = outlook.sources.reduce(0) { $0 + $1.usual * ($1.hours ?? 0) } / leads
    (yearlyKept, hourCost) = (yearly, outlook.hourCost)
    countsHours = knowsCost && knowsHours && outlook.hourCost != nil
    draws = (0..<Outlook.draws).map { d in
      let one = retention.draws[d * retention.draws.count / Outlook.draws]
      let perLead = outlook.sources.reduce(0) { $0 + $1.usual * $1.won[d] } / leads
      return Draw(
        new: KeepOrWin.Worth(yearly: deal, margin: margin, growth: one.growth, discount: discount, months: months)
          .ofNew(a: one.a, b: one.b),
        kept: KeepOrWin.Worth(yearly: yearly, margin: margin, growth: one.growth, discount: discount, months: months)
          .ofKept(a: one.a, b: one.b, at: number),
        perLead: perLead, cost: knowsCost ? paid + (outlook.hourCost ?? 0) * (knowsHours ? worked : 0) : nil,
        hours: knowsHours ? worked : nil)
    }
    valueNew = Estimate(draws: draws.map(\.new))
    valueKept = Estimate(draws: draws.map(\.kept))
    leadsPerDeal = Estimate(draws: draws.map { 1 / $0.perLead })
    costPerDeal = knowsCost ? Estimate(draws: draws.map { ($0.cost ?? 0) / $0.perLead }) : nil
    hoursPerDeal = knowsHours ? Estimate(draws: draws.map { ($0.hours ?? 0) / $0.perLead }) : nil
  }

  /// A budget put into winning: deals, what they are worth, and the leads whose calls it takes.
  package struct Winning: Sendable, Hashable {
    package var deals: Estimate
    package var worth: Estimate
    package var leads: Estimate
    package var perEuro: Estimate
  }

  package func winning(_ budget: Double) -> Winning? {
    guard costPerDeal != nil, budget > 0 else { return nil }
    let deals = draws.map { budget * $0.perLead / max(1e-9, $0.cost ?? 0) }
    return Winning(
      deals: Estimate(draws: deals), worth: Estimate(draws: zip(deals, draws).map { $0 * $1.new }),
      leads: Estimate(draws: zip(deals, draws).map { $0 / $1.perLead }),
      perEuro: Estimate(draws: zip(deals, draws).map { $0 * $1.new / budget }))
  }

  /// Customers that a budget would have to keep for it to be worth what winning brings, and in points of churn.
  package func breakEven(_ budget: Double) -> (customers: Estimate, churn: Estimate)? {
    guard costPerDeal != nil, budget > 0 else { return nil }
    let needed = draws.map { budget * $0.perLead / max(1e-9, $0.cost ?? 0) * $0.new / max(1e-9, $0.kept) }
    let all = Double(max(1, customers))
    return (Estimate(draws: needed), Estimate(draws: needed.map { $0 / all }))
  }

  /// What a cut of churn would be worth: kept customers, their worth, the chance that it beats winning. The cut is an assumption until a
  /// decision on it was checked.
  package struct Keeping: Sendable, Hashable {
    package var customers: Double
    package var worth: Estimate
    package var perEuro: Estimate
    package var probability: Double
  }

  package func keeping(_ budget: Double, churnCut: Double) -> Keeping? {
    // Without a cost of winning nothing can be better than it.
    guard costPerDeal != nil, budget > 0 else { return nil }
    let kept = churnCut * Double(customers)
    let better = draws.count { kept * $0.kept > budget * $0.perLead / max(1e-9, $0.cost ?? .infinity) * $0.new }
    return Keeping(
      customers: kept, worth: Estimate(draws: draws.map { kept * $0.kept }),
      perEuro: Estimate(draws: draws.map { kept * $0.kept / budget }), probability: Double(better) / Double(draws.count))
  }

  /// An hour of winning, at today's room; and the customers an hour of keeping would have to keep to be worth as much.
  package var hour: (win: Estimate, keptToEqual: Estimate)? {
    guard hoursPerDeal != nil else { return nil }
    let wins = draws.map { $0.perLead / max(1e-9, $0.hours ?? 0) * $0.new }
    return (Estimate(draws: wins), Estimate(draws: zip(wins, draws).map { $0 / max(1e-9, $1.kept) }))
  }
}
