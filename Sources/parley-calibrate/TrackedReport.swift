import Translation

/// The scores of the tracked suite as Markdown tables.
enum TrackedReport {
  private static let sizes = ["n < 80", "80–400", "400–2k", "> 2k"]
  private static let ages = ["finished < .5", ".5–.8", "> .8"]

  static func print(_ outcomes: [TrackedSuite.Outcome]) {
    let items = outcomes.flatMap(\.items)
    var names: [String] = []
    for item in items where !names.contains(item.what) { names.append(item.what) }
    names.sort { rank($0) < rank($1) }
    table(
      ["90% coverage", "claims"] + sizes + ages + ["all", "50%", "bias"],
      names.map { name in
        let own = items.filter { $0.what == name }
        let all = scores(own)
        return [name, "\(all.count)"]
          + sizes.indices.map { band in cell(scores(own.filter { $0.band == band })) }
          + ages.indices.map { age in cell(scores(own.filter { $0.maturity == age })) }
          + [percent(all.coverage(0.9)), percent(all.coverage(0.5)), percent(all.bias)]
      })
    table(
      ["CRPS", "claims", "mean", "better than rival 1, %", "better than rival 2, %"],
      names.compactMap { name in
        let own = items.filter { $0.what == name && $0.crps.count == 3 }
        guard !own.isEmpty else { return nil }
        let all = scores(own)
        return [
          name, "\(all.count)", "\(Float(all.crps[0] / Double(all.count)))", percent(all.skill(over: 1)),
          percent(all.skill(over: 2)),
        ]
      })
    Swift.print(
      "CRPS of rates in shares of the company's mean rate. Rivals of rates: Aalen–Johansen with the beta pool; won/units. Of counts: the same window before; open × won/units.\n"
    )
    let answered = outcomes.filter { !$0.refused }
    let moving = answered.count { if case .moving = $0.drift { true } else { false } }
    let steady = answered.count { $0.drift == .steady }
    let differing = answered.reduce(0) { $0 + $1.differing }
    let compared = answered.reduce(0) { $0 + $1.compared }
    Swift.print(
      "Refused: \(outcomes.count - answered.count) sets. Drift said: \(moving) of \(moving + steady) sets long enough to tell. "
        + "Sources said to differ from all together (P > .95 or < .05): \(percent(Double(differing) / Double(max(1, compared))))% of \(compared).\n"
    )
  }

  private static func rank(_ name: String) -> String {
    let order = ["within", "100", "in hand", "sum"]
    let digits = name.split(whereSeparator: { !$0.isNumber }).last.map(String.init) ?? ""
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return "\(order.firstIndex { name.hasPrefix($0) } ?? 9) \(padded)"
  }

  private static func scores(_ items: [TrackedSuite.Item]) -> Scores {
    var scores = Scores()
    for item in items {
      scores.add(
        place: item.place, crps: item.crps.map { $0 / max(1e-9, item.scale) }, mean: item.mean, truth: item.truth)
    }
    return scores
  }

  private static func cell(_ scores: Scores) -> String { scores.count < 20 ? "–" : percent(scores.coverage(0.9)) }
}
