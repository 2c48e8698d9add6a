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
      return renewals[x] != renewals[y] ? renewals[x] < renewals[y] : x < y
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
