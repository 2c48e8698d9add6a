import Records

/// The record's years, and customers by what they took part in.
extension Retention {
  static func years(_ all: Customers, from: Day, cutoff: Day, _ stream: inout Draws) -> [Year] {
    var years: [Year] = []
    var end = cutoff
    while years.count < 5 {
      let start = end - 364
      // A year that began before the record of ends did by more than a month would look better than it was.
      guard start >= from - 31 else { break }
      var (here, left) = (0, 0)
      for row in 0..<all.count where all.start[row] < start && (all.ended[row].map { $0 >= start } ?? true) {
        here += 1
        if let day = all.ended[row], day <= end { left += 1 }
      }
      guard here > 0 else { break }
      let draws = (0..<400).map { _ in stream.beta(Double(left) + 0.5, Double(here - left) + 0.5) }
      years.insert(Year(from: start, to: end, here: here, left: left, churn: share(left, of: here, draws)), at: 0)
      end = start - 1
    }
    return years
  }

  private static func share(_ count: Int, of all: Int, _ draws: [Double]) -> Estimate {
    var estimate = Estimate(draws: draws)
    estimate.value = Double(count) / Double(max(1, all))
    return estimate
  }

  static func compare(
    _ contracts: Contracts, months main: Int, _ stream: inout Draws
  ) -> (parts: [Part], selection: Selection?) {
    // A month's renewal and a year's do not add up: the length that came up most speaks.
    let all = contracts.seen.filter { $0.months == main }
    let overall = Double(all.count { $0.isLost }) / Double(max(1, all.count))
    func part(
      _ kinds: [Customers.Part], as name: Customers.Part, leaning: Bool, _ stream: inout Draws
    ) -> (Part, [Double]) {
      let own = all.filter { kinds.contains($0.part) }
      let lost = own.count { $0.isLost }
      let draws = (0..<600).map { _ in stream.beta(Double(own.count - lost) + 0.5, Double(lost) + 0.5) }
      var one = Part(
        part: name, cameUp: own.count, renewed: own.count - lost, rate: share(own.count - lost, of: own.count, draws))
      // Gamma–Poisson around the loss of all: a group counts as five lost ones that lost as all do.
      if leaning, own.count >= fewest {
        let expected = Double(own.count) * overall
        one.multiplier = Estimate(draws: (0..<600).map { _ in stream.gamma(5 + Double(lost)) / (5 + expected) })
      }
      return (one, draws)
    }
    let kinds: [Customers.Part] = [.attended, .invited, .none]
    guard all.contains(where: { $0.part != .unknown }) else { return ([], nil) }
    let found = kinds.map { part([$0], as: $0, leaning: true, &stream) }
    let parts = found.map(\.0)
    let others = part([.invited, .none], as: .none, leaning: false, &stream)
    guard parts[0].cameUp >= fewest, parts[1].cameUp >= fewest else { return (parts, nil) }
    func gap(_ one: (Part, [Double]), _ other: (Part, [Double])) -> Estimate {
      var gap = Estimate(draws: zip(one.1, other.1).map(-))
      gap.value = one.0.rate.value - other.0.rate.value
      return gap
    }
    var own = Draws(name: "retention/asked", chain: 0)
    let asked = part([.attended, .invited], as: .invited, leaning: false, &own)
    let better = zip(found[0].1, found[1].1).count { $0 > $1 }
    return (
      parts,
      Selection(
        attended: parts[0], invited: parts[1], others: others.0, naive: gap(found[0], others), honest: gap(found[0], found[1]),
        probability: Double(better) / 600, asked: asked.0, notAsked: parts[2],
        offered: parts[2].cameUp >= fewest ? gap(asked, found[2]) : nil)
    )
  }
}
