/// What the next units bring at today's volume, as against the average one.
package struct Next: Sendable {
  /// How many more than today's volume: a hundred, or as many as were ever tried on top of it.
  package var units: Int
  /// `nil`: in the period itself.
  package var withinDays: Int?
  /// Outcomes for one of them, as expected, with the luck that a batch has of its own.
  package var perUnit: Estimate
  package var bend: Response.Bend
  /// What really comes of all of them, luck of every single one included; `nil` where outcomes are no whole things.
  package var count: CountRange?
  /// The same in money, every deal drawn for itself; only for revenue.
  package var amount: AmountRange?
  /// Expected of all of them, by month of 30 days after they come; empty where timing is not known.
  package var byMonth: [Double] = []
}

extension Response {
  /// Draws of what `step` more than today's volume bring: each one's chance with the batch's own luck, and how many win.
  struct More {
    var step: Int
    var chances: [Double] = []
    var counts: [Int] = []
    var byMonth: [Double] = []
  }

  /// Throws where today's volume is the most that was ever tried.
  func more(_ draws: RateDraws, name: String) throws(Refusal) -> More {
    guard let step else { throw .beyondTried(asked: today + 1, most: tried.upperBound) }
    var more = More(step: step)
    var stream = Draws(name: name + "/next", chain: 0)
    let months = (draws.horizon + 29) / 30
    more.byMonth = Array(repeating: 0, count: months)
    for d in 0..<min(draws.count, curves.count) {
      let mean = (curves[d].value(today + Double(step)) - curves[d].value(today)) / Double(step)
      // A tilt steep enough takes outcomes away: as many, with the sign turned.
      let chance = draws.batch(d, mean: min(1, abs(mean)), &stream)
      let came = stream.binomial(step, chance)
      more.chances.append(mean < 0 ? -chance : chance)
      more.counts.append(mean < 0 ? -came : came)
      var before = 0.0
      for m in 0..<months {
        let here = draws.share(d, by: min(30 * (m + 1), draws.horizon))
        more.byMonth[m] += Double(step) * mean * (here - before) / Double(draws.count)
        before = here
      }
    }
    return more
  }

  /// Throws where today's volume is the most that was ever tried.
  ///
  /// `draws`: the pair's own, which know how much batches differ; without them outcomes are not counted one by one.
  package func next(_ draws: RateDraws?, name: String) throws(Refusal) -> Next {
    guard let draws, draws.count == curves.count else {
      guard let step else { throw .beyondTried(asked: today + 1, most: tried.upperBound) }
      let each = change(from: today, to: today + Double(step)).map { $0 / Double(step) }
      return Next(units: step, withinDays: withinDays, perUnit: Estimate(draws: each), bend: bend)
    }
    let more = try more(draws, name: name)
    return Next(
      units: more.step, withinDays: withinDays, perUnit: Estimate(draws: more.chances), bend: bend,
      count: CountRange(more.counts), byMonth: more.byMonth)
  }
}
