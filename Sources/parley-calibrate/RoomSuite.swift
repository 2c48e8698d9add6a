import Glibc
import Records
import Translation

/// Room, waiting and a hundred more leads, against companies whose truth is known.
enum RoomSuite {
  static let sentence =
    "room, waiting and a hundred more leads in companies of two families whose truth is known; --sets N a scenario"

  struct One {
    var scenario: String
    var isMeasured = false
    var isDated = false
    var roomError = Double.nan
    var roomHeld = false
    var lowerBoundHolds = true
    /// For an event source and a steady one.
    var answers: [(truth: Double, error: Double, said: MoreLeads)] = []
    var waitTruth = Double.nan
    var waitSaid: Estimate?
    var waitProbability = Double.nan
    var peak: WinsByVolume.Peak = .cannotBeTold
    var peakIsRight: Bool?
    var seconds = 0.0
    var note = ""
  }

  @Sendable static func run(_ flags: Flags) async {
    let sets = flags.number("sets", or: 6)
    let seed = UInt64(flags.number("seed", or: 1))
    let from = flags.number("from", or: 0)
    let only = flags.text("scenario", or: "")
    let families = RoomWorld.Family.allCases.filter { flags.text("family", or: $0.rawValue) == $0.rawValue }
    let scenarios = RoomWorld.Scenario.allCases.filter { only.isEmpty || $0.rawValue == only }
    var all: [One] = []
    for family in families {
      for scenario in scenarios {
        for set in from..<from + sets {
          all.append(
            one(
              family, scenario, set: set, seed: seed, runs: flags.number("runs", or: 10),
              peaks: flags.number("peaks", or: 1) > 0))
        }
      }
    }
    if flags.number("each", or: 0) > 0 { for one in all { each(one) } }
    report(all)
  }

  /// Every company in a line, to look into.
  private static func each(_ one: One) {
    var line = "\(one.scenario) room \(three(one.roomError)) wait \(three(one.waitTruth))"
    if let said = one.waitSaid { line += " [\(three(said.low)) \(three(said.value)) \(three(said.high))]" }
    for answer in one.answers {
      let total = answer.said.total
      line +=
        " | \(three(answer.truth)) ± \(three(answer.error)): \(three(total.value)) [\(three(total.low)) \(three(total.high))]"
      line += " \(three(answer.said.own.value)) \(three(answer.said.delay.value)) \(three(answer.said.openDeals.value))"
    }
    print(line + one.note)
  }

  static func one(
    _ family: RoomWorld.Family, _ scenario: RoomWorld.Scenario, set: Int, seed: UInt64, runs: Int, peaks: Bool
  ) -> One {
    var one = One(scenario: "\(family.rawValue) \(scenario.rawValue)")
    let world = RoomWorld(family, scenario, set: set, seed: seed)
    let record = world.record()
    let campaigns = world.batches.keys.sorted().filter { $0 >= RoomWorld.recordDays }.map {
      Inflow.Campaign(source: RoomWorld.event, week: ($0 - RoomWorld.recordDays) / 7)
    }
    let began = clock()
    guard let load = try? Workload(record.handovers, campaigns: campaigns) else { return one }
    let said = [RoomWorld.event, 0].map { load.more(100, of: $0) }
    one.seconds = Double(clock() - began) / Double(CLOCKS_PER_SEC)
    let room = world.weeklyRoom(record.handovers)
    one.note = " pq " + (0..<5).map { three(100 * world.chance[$0] * world.winning[$0]) }.joined(separator: " ")
    one.note += " d \(three(world.loadEffect)) e"
    for s in 0..<5 {
      one.note += " \(three(world.effort[s] * load.room.effort[0] / world.effort[0]))/\(three(load.room.effort[s]))"
    }
    one.note += " \(load.room.status)"
    one.note +=
      " leads a week \(three(load.room.arrivingLately)) changed \(RoomWorld.recordDays - world.changeDay) colleagues \(world.colleagues)"
    one.note += " true \(three(room)) over 13 weeks \(three(world.weeklyRoom(record.handovers, sinceChange: false)))"
    one.note += " held \(load.room.perWeek.map { "\(three($0.low)) \(three($0.high))" } ?? "-")"
    if case .success(let deals) = load.openDeals { one.note += " P(d) \(three(deals.probability)) \(deals.now)/\(deals.usual)" }
    switch load.room.status {
    case .measured:
      one.isMeasured = true
      if let estimate = load.room.perWeek {
        one.roomError = estimate.value / room - 1
        one.roomHeld = estimate.low <= room && room <= estimate.high
      }
    case .dated: one.isDated = true
    case .neverFull: one.lowerBoundHolds = load.room.perWeek == nil && Double(load.room.mostWithoutQueue) <= room * 1.02
    }
    for (k, source) in [RoomWorld.event, 0].enumerated() {
      let truth = world.more(100, of: source, after: record, runs: runs)
      one.answers.append((truth.mean, truth.error, said[k]))
    }
    if case .success(let waiting) = load.waiting {
      one.waitSaid = waiting.steps.first { $0.days == 5 }?.kept
      one.waitProbability = waiting.probability
      let base = 0.12
      let odds = base / (1 - base) * exp(-world.harm)
      one.waitTruth = odds / (1 + odds) / base
    }
    if peaks {
      let curve = load.winsByVolume()
      one.peak = curve.peak
      if case .at(let leads, _, _) = curve.peak {
        let points = curve.points.filter { !$0.isBeyondTried }
        let truths = points.map { world.held($0.leads, runs: 6) }
        let best = truths.indices.max { truths[$0] < truths[$1] } ?? 0
        let stated = points.indices.min { abs(points[$0].leads - leads) < abs(points[$1].leads - leads) } ?? 0
        one.peakIsRight =
          abs(best - stated) <= 1 || truths[stated] > 0.97 * truths[best] && truths[truths.count - 1] < truths[stated]
      }
    }
    return one
  }

  static func report(_ all: [One]) {
    var names: [String] = []
    for one in all where !names.contains(one.scenario) { names.append(one.scenario) }
    table(
      [
        "companies", "room: median error, worst of ten, within 8%, 90% held", "measured/dated/never", "wait 5 d: 90% held",
        "+100: sign (clear)", "90% / 50% held", "median error", "fewer, wrongly / found", "sure and wrong", "s",
      ], (names + ["all"]).map { name in row(name, all.filter { name == "all" || $0.scenario == name }) })
    let calm = all.filter { $0.scenario.hasSuffix(" calm") }
    let never = all.filter { !$0.isMeasured && !$0.isDated }
    print("never full in calm teams: \(calm.count { !$0.isMeasured && !$0.isDated }) of \(calm.count)")
    print("lower bound below the truth: \(never.count { $0.lowerBoundHolds }) of \(never.count)")
    print("peaks stated: \(all.count { $0.peakIsRight != nil }), right: \(all.count { $0.peakIsRight == true })")
    let harmless = all.filter { $0.scenario.hasSuffix("armless") }
    print("waiting harmless: said to harm (P > .95) in \(harmless.count { $0.waitProbability > 0.95 }) of \(harmless.count)")
  }

  private static func row(_ name: String, _ own: [One]) -> [String] {
    let measured = own.filter(\.isMeasured)
    let errors = measured.map { abs($0.roomError) }.sorted()
    func at(_ share: Double, _ values: [Double]) -> String {
      values.isEmpty ? "-" : three(values[min(values.count - 1, Int(share * Double(values.count)))])
    }
    let answers = own.flatMap(\.answers)
    let clear = answers.filter { abs($0.truth) > max(0.15, 3 * $0.error) }
    let right = clear.count { ($0.said.total.value < 0) == ($0.truth < 0) }
    func held(_ estimate: (MoreLeads) -> Estimate) -> String {
      let inside = answers.count {
        estimate($0.said).low - 1.64 * $0.error <= $0.truth && $0.truth <= estimate($0.said).high + 1.64 * $0.error
      }
      let strictly = answers.count { estimate($0.said).low <= $0.truth && $0.truth <= estimate($0.said).high }
      return
        "\(three(Double(strictly) / Double(max(1, answers.count)))) (\(three(Double(inside) / Double(max(1, answers.count)))))"
    }
    let off = answers.map { abs($0.said.total.value - $0.truth) }.sorted()
    let fewer = answers.filter { $0.said.verdict == .fewerDeals }
    let waits = own.filter { $0.waitSaid != nil }
    let waitHeld = waits.count { one in
      one.waitSaid.map { $0.low <= one.waitTruth && one.waitTruth <= $0.high + 0.005 } ?? false
    }
    let wrong = answers.count {
      ($0.said.probabilityOfFewer > 0.9 && $0.truth > 0.1) || ($0.said.probabilityOfFewer < 0.1 && $0.truth < -0.1)
    }
    return [
      name,
      "\(at(0.5, errors)), \(at(0.9, errors)), \(errors.count { $0 <= 0.08 }), \(measured.count { $0.roomHeld })/\(measured.count)",
      "\(measured.count)/\(own.count { $0.isDated })/\(own.count { !$0.isMeasured && !$0.isDated })",
      "\(waitHeld)/\(waits.count)", "\(right)/\(clear.count)", "\(held { $0.total }) / \(held { $0.half })", at(0.5, off),
      "\(fewer.count { $0.truth > 0.1 })/\(answers.count { $0.truth > 0.1 }), "
        + "\(fewer.count { $0.truth < -0.15 })/\(answers.count { $0.truth < -0.15 })",
      "\(wrong)", three(own.map(\.seconds).reduce(0, +) / Double(max(1, own.count))),
    ]
  }

  private static func three(_ value: Double) -> String {
    guard value.isFinite else { return "-" }
    let n = Int((abs(value) * 1000).rounded())
    let digits = "\(n % 1000)"
    return "\(value < 0 ? "-" : "")\(n / 1000).\(String(repeating: "0", count: 3 - digits.count))\(digits)"
  }
}
