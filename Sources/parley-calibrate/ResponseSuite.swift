import Glibc
import Records
import Translation

/// Scores what is said of the next unit: is its interval right nine times in ten, and does it stay silent where nothing bends?
enum ResponseSuite {
  @Sendable static func run(_ flags: Flags) async {
    let sets = flags.number("sets", or: 150)
    let seed = UInt64(flags.number("seed", or: 1))
    print("### Response: \(sets) sets, seed \(seed)\n")
    table(
      ["claim", "claims", "90%", "50%", "said to fall", "said to rise"],
      [followed(sets, seed, isNull: false, "tilt"), followed(sets, seed, isNull: true, "no tilt")].flatMap { $0 }
        + [spent(sets, seed, isNull: false), spent(sets, seed, isNull: true)].flatMap { $0 })
  }

  private static func row(_ name: String, _ scores: Scores, _ falls: Int, _ rises: Int, _ said: String? = nil) -> [String] {
    [
      name, "\(scores.count)", percent(scores.coverage(0.9)), percent(scores.coverage(0.5)),
      said ?? percent(Double(falls) / Double(max(1, scores.count))),
      said == nil ? percent(Double(rises) / Double(max(1, scores.count))) : "–",
    ]
  }

  private static func followed(_ sets: Int, _ seed: UInt64, isNull: Bool, _ name: String) -> [[String]] {
    var (tilts, nexts) = (Scores(), Scores())
    var (falls, rises) = (0, 0)
    var stream = Draws(name: "places", chain: isNull ? 1 : 0, seed: seed)
    for set in 0..<sets {
      let world = ResponseWorld.Followed(set: set, seed: seed, isNull: isNull)
      guard
        let found = TrackedPosterior.fit(
          arrivals: world.arrivals, pooled: world.arrivals.count, window: world.window, name: "response \(set)"),
        let coarse = RateFit(world.arrivals, window: world.window, pooled: world.arrivals.count)
      else { continue }
      for g in world.arrivals.indices {
        let followed = FollowedResponse(
          found, coarse, group: g, horizon: ResponseWorld.Followed.horizon, name: "response \(set)/\(g)")
        let tilt = followed.tilt
        tilts.add(place: 0.5 * (1 + erf((world.tilts[g] - tilt.mean) / tilt.spread / 2.0.squareRoot())))
        if tilt.mean + Normal.z90 * tilt.spread < 0 { falls += 1 }
        if tilt.mean - Normal.z90 * tilt.spread > 0 { rises += 1 }
        let slopes = followed.response.curves.map { $0.slope(followed.response.today) }
        nexts.add(place: place(world.next[g], in: slopes, &stream))
      }
    }
    return [
      row("\(name): change of the chance with the batch", tilts, falls, rises),
      row("\(name): one more unit, 180 d", nexts, 0, 0, "–"),
    ]
  }

  private static func spent(_ sets: Int, _ seed: UInt64, isNull: Bool) -> [[String]] {
    var (slopes, values) = (Scores(), Scores())
    var said = 0
    var stream = Draws(name: "places of money", chain: isNull ? 1 : 0, seed: seed)
    for set in 0..<sets * 4 {
      let world = ResponseWorld.Spent(set: set, seed: seed, isNull: isNull)
      let fit: SpendResponse
      do throws(SpendResponse.Refusal) {
        fit = try SpendResponse(
          spend: world.spend, units: world.units, period: .month, draws: RateDraws.most, name: "spent \(set)")
      } catch { continue }
      if fit.probability >= 0.95 { said += 1 }
      let today = fit.units.today
      slopes.add(place: place(world.slope, in: fit.units.curves.map { $0.slope(today) }, &stream))
      values.add(place: place(world.value, in: fit.units.curves.map { $0.value(today) }, &stream))
    }
    let share = "\(percent(Double(said) / Double(max(1, slopes.count)))) say more comes with more"
    return [
      row(isNull ? "money that does nothing: the next" : "money: the next", slopes, 0, 0, share),
      row(isNull ? "money that does nothing: today" : "money: today", values, 0, 0, "–"),
    ]
  }
}
