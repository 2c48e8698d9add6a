/// Rows of lists of contracts → customers: what follows a term, or overlaps one, is the same customer's.
///
/// A row of the same customer that begins up to `latest` days after everything before it has ended (half a term where terms are short)
/// goes on with it. One that begins about when it ends is a renewal; one that begins in its middle is a further contract of a customer
/// who stays as long as any of them runs. Who comes back later than that has left and is new.
struct ContractTerms {
  struct Customer {
    /// Rows of the list, by their first day.
    var rows: [Int]
    var terms: [Customers.Term]
    /// The last day that anything covers; `nil`: open.
    var ended: Day?
  }

  static let latest = 60
  /// From so many renewals by rows on, and a twentieth of the customers, a list has one row a term.
  private static let fewest = 3

  private(set) var customers: [Customer] = []
  private(set) var facts = ContractFacts()
  private let rows: CustomerRows

  init(_ rows: CustomerRows, until cutoff: Day) {
    self.rows = rows
    var order = rows.start.indices.filter { rows.start[$0] <= cutoff }
    order.sort { a, b in
      let (one, other) = (rows.whose[a], rows.whose[b])
      if one != other { return one < other }
      return rows.start[a] != rows.start[b] ? rows.start[a] < rows.start[b] : a < b
    }
    var delays: [Int] = []
    for row in order {
      let whose = rows.whose[row]
      if whose != 0, let last = customers.indices.last, rows.whose[customers[last].rows[0]] == whose,
        let delay = follows(row, customers[last])
      {
        if case .renewal(let days) = delay {
          delays.append(days)
          customers[last].terms.append(Customers.Term(start: rows.start[row], months: rows.months[row]))
        }
        customers[last].rows.append(row)
        customers[last].ended = customers[last].ended.flatMap { old in rows.ended[row].map { max(old, $0) } }
      } else {
        customers.append(
          Customer(
            rows: [row], terms: [Customers.Term(start: rows.start[row], months: rows.months[row])], ended: rows.ended[row]))
      }
    }
    customers.sort { ($0.rows.min() ?? 0) < ($1.rows.min() ?? 0) }
    facts.ofSeveralRows = customers.count { $0.rows.count > 1 }
    facts.furtherRows = customers.reduce(0) { $0 + $1.rows.count - 1 }
    facts.renewalRows = delays.count
    guard delays.count >= Self.fewest, delays.count * 20 >= customers.count else {
      for at in customers.indices where customers[at].terms.count == 1 { customers[at].terms = [] }
      return
    }
    delays.sort()
    // As late as nineteen of twenty came: who ended less long ago may yet renew.
    let delay = max(0, delays[min(delays.count - 1, delays.count * 19 / 20)])
    facts.usualDelay = delay
    // A list that is older than the cutoff knows no renewals after its last.
    facts.decidedUntil = min(cutoff, order.map { rows.start[$0] }.max() ?? cutoff) - delay
    fillMonths()
  }

  private enum Following {
    case renewal(late: Int)
    case further
  }

  private func follows(_ row: Int, _ customer: Customer) -> Following? {
    guard let ended = customer.ended else { return .further }
    let last = customer.rows.last ?? row
    let length = max(20, rows.ended[last].map { $0 - rows.start[last] } ?? 365)
    let gap = rows.start[row] - ended - 1
    guard gap <= min(Self.latest, length / 2) else { return nil }
    return gap >= -min(32, length / 3) ? .renewal(late: max(0, gap)) : .further
  }

  /// A term is as long as its row, where the list has one row a term and no column says it; a row that was cut short is as long as most.
  private mutating func fillMonths() {
    var counts = [Int](repeating: 0, count: 121)
    func months(_ row: Int) -> Int? {
      guard let end = rows.ended[row] else { return nil }
      let months = Int((Double(end - rows.start[row]) / 30.4375).rounded())
      return (1...120).contains(months) ? months : nil
    }
    for customer in customers { for row in customer.rows { if let found = months(row) { counts[found] += 1 } } }
    guard let most = counts.indices.max(by: { counts[$0] < counts[$1] }), counts[most] > 0 else { return }
    for at in customers.indices {
      for term in customers[at].terms.indices where customers[at].terms[term].months == 0 {
        let start = customers[at].terms[term].start
        let own = customers[at].rows.first { rows.start[$0] == start }.flatMap(months)
        customers[at].terms[term].months = Int16(own.flatMap { counts[$0] * 20 >= counts[most] ? $0 : nil } ?? most)
      }
    }
  }

  /// What is paid a year on a day: every row that runs then; NaN where none of them says.
  func yearly(_ customer: Customer, on day: Day, _ amounts: [Double]) -> Double {
    var (sum, isKnown) = (0.0, false)
    for row in customer.rows where rows.start[row] <= day && (rows.ended[row].map { $0 >= day } ?? true) {
      guard !amounts[row].isNaN else { continue }
      sum += amounts[row]
      isKnown = true
    }
    return isKnown ? sum : .nan
  }
}
