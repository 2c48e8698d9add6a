import Records

extension Customers {
  /// The same customers by their first day, then by what else is known of them: what is drawn for one hangs on no row of a list.
  var inOrder: Customers {
    func price(_ value: Double) -> Double { value.isNaN ? -.infinity : value }
    func isBefore(_ x: Int, _ y: Int) -> Bool {
      if start[x] != start[y] { return start[x] < start[y] }
      if ended[x] != ended[y] { return ended[x].map { end in ended[y].map { end < $0 } ?? true } ?? false }
      if price(yearlyNow[x]) != price(yearlyNow[y]) { return price(yearlyNow[x]) < price(yearlyNow[y]) }
      if price(yearlyAtStart[x]) != price(yearlyAtStart[y]) { return price(yearlyAtStart[x]) < price(yearlyAtStart[y]) }
      if part[x] != part[y] { return part[x].rawValue < part[y].rawValue }
      if renewals[x] != renewals[y] { return renewals[x] < renewals[y] }
      if !months.isEmpty, months[x] != months[y] { return months[x] < months[y] }
      for days in [askedFrom, thereFrom] where !days.isEmpty && days[x] != days[y] {
        return days[x].map { day in days[y].map { day < $0 } ?? true } ?? false
      }
      if !terms.isEmpty, terms[x] != terms[y] {
        return terms[x].lexicographicallyPrecedes(terms[y]) { ($0.start, $0.months) < ($1.start, $1.months) }
      }
      return x < y
    }
    let order = (0..<count).sorted(by: isBefore)
    func placed<Value>(_ column: [Value]) -> [Value] { column.isEmpty ? [] : order.map { column[$0] } }
    func placed(_ days: OptionalDays) -> OptionalDays {
      var found: OptionalDays = []
      if !days.isEmpty { for row in order { found.append(days[row]) } }
      return found
    }
    var to = Customers()
    (to.start, to.ended) = (placed(start), placed(ended))
    (to.yearlyAtStart, to.yearlyNow) = (placed(yearlyAtStart), placed(yearlyNow))
    (to.renewals, to.part, to.months, to.terms) = (placed(renewals), placed(part), placed(months), placed(terms))
    (to.askedFrom, to.thereFrom, to.facts) = (placed(askedFrom), placed(thereFrom), facts)
    return to
  }
}
