import Glibc
import Records

/// The state of one chain of the hidden-winner sampler, and its sweep.
struct HiddenWinnerChain {
  /// A cell with its places on the lag axis worked out once.
  struct Slot {
    var group: Int
    var block: Int
    var notWon: Int
    var open: Int
    var openShare: Double
    var watched: LagBins.Place
    /// Where the record begins for the cell; `nil` when it was there from the start.
    var entry: LagBins.Place?
    var later: (LagBins.Place, LagBins.Place, LagBins.Place)
  }

  let tables: HiddenWinnerTables
  let bins: Int
  let groups: Int
  let blocks: Int
  let pooled: Int
  let withDrift: Bool
  var draws: Draws
  private let slots: [Slot]
  private let prior: PoolGrid
  private let spread: CohortSpread

  private(set) var rate: [Double]
  private var logRate: [Double]
  private var logNotRate: [Double]
  /// By group × block.
  private(set) var cohort: [Double]
  private var expected: [Double]
  private(set) var lag: LagModel
  private(set) var drift: Drift
  private(set) var spreadIndex = 2
  /// By group × bin: S at the edge, ln(1 − h).
  private var edge: [Double]
  private var logRest: [Double]
  private var strength = 2.8
  private var centre = 0.05
  // What the last sweep imputed.
  private var ends: [Int]
  private var events: [Int]
  private var atRisk: [Int]
  private var winners: [Int]
  private(set) var toCome: [Int]
  private(set) var before: [Int]

  init(_ model: HiddenWinner, draws: Draws) {
    let tables = model.tables
    self.tables = tables
    self.draws = draws
    bins = tables.bins.count
    groups = tables.groups
    blocks = tables.blockCount
    pooled = tables.pooled
    withDrift = tables.tellsDrift
    slots = zip(tables.cells, model.openShares).map { cell, share in
      Slot(
        group: cell.source, block: cell.source * tables.blockCount + cell.block, notWon: cell.notWon, open: cell.open,
        openShare: share, watched: tables.bins.place(cell.watched), entry: cell.entry > 0 ? tables.bins.place(cell.entry) : nil,
        later: (
          tables.bins.place(cell.watched + Double(InHand.horizons[0])),
          tables.bins.place(cell.watched + Double(InHand.horizons[1])),
          tables.bins.place(cell.watched + Double(InHand.horizons[2]))
        ))
    }
    prior = PoolGrid()
    spread = CohortSpread(tables, rates: model.referenceRates)
    rate = model.referenceRates
    logRate = rate.map { log($0) }
    logNotRate = rate.map { log1p(-$0) }
    cohort = (0..<(groups * blocks)).map { model.referenceRates[$0 / tables.blockCount] }
    expected = cohort
    lag = LagModel(bins: bins - 1, hazards: model.startingHazards)
    drift = Drift(blocks: blocks)
    edge = Array(repeating: 1, count: groups * bins)
    logRest = Array(repeating: 0, count: groups * bins)
    for g in 0..<groups {
      for k in 0..<(bins - 1) { logRest[g * bins + k] = log1p(-model.startingHazards[k]) }
    }
    ends = tables.winsByBin
    events = ends
    atRisk = ends
    winners = Array(repeating: 0, count: groups * blocks)
    toCome = Array(repeating: 0, count: groups)
    before = toCome
    layEdges()
  }

  /// `withShared`: also what all sources share and what costs most to draw, the spread of cohorts and the centres of the lag.
  mutating func sweep(withShared: Bool) {
    imputeWinners()
    (strength, centre) = prior.draw(logRate, logNotRate, pooled: pooled, &draws)
    if withDrift { drawDrift() }
    if withShared { spreadIndex = spread.draw(winners: winners, expected: expected, pooled: pooled, &draws) }
    drawRates()
    drawHazards(withCentres: withShared)
  }

  /// The share of the lag of `group` still to come.
  @inline(__always)
  func survival(_ group: Int, _ place: LagBins.Place) -> Double {
    let i = group * bins + place.bin
    if place.bin == bins - 1 { return edge[i] * (1 - place.share) }
    return place.share > 0 ? edge[i] * exp(place.share * logRest[i]) : edge[i]
  }

  /// Chance that the winners among a cell's open units are who they are: p·S/w, at most 1.
  @inline(__always)
  private func openChance(_ slot: Slot, _ survival: Double) -> Double {
    InHand.chance(rate: cohort[slot.block], survival: survival, openShare: slot.openShare)
  }

  // MARK: Steps

  private mutating func imputeWinners() {
    for i in ends.indices {
      ends[i] = tables.winsByBin[i]
      events[i] = tables.winsByBin[i]
    }
    for i in winners.indices { winners[i] = tables.blocks[i].won }
    for g in 0..<groups {
      toCome[g] = 0
      before[g] = 0
    }
    for slot in slots where slot.notWon > 0 {
      let p = cohort[slot.block]
      let left = survival(slot.group, slot.watched)
      var hidden: Int
      if let entry = slot.entry {
        let chances = HiddenWinnerChance.classes(rate: p, survivalAtEntry: survival(slot.group, entry), survival: left)
        let won = draws.binomial(slot.notWon, chances.before)
        hidden = draws.binomial(slot.notWon - won, chances.toCome / (chances.toCome + chances.never))
        if won > 0 { placeBefore(won, slot.group, entry) }
        winners[slot.block] += won
        before[slot.group] += won
      } else {
        hidden = draws.binomial(slot.notWon, HiddenWinnerChance.toCome(rate: p, survival: left))
      }
      guard hidden > 0 else { continue }
      winners[slot.block] += hidden
      toCome[slot.group] += hidden
      let i = slot.group * bins + slot.watched.bin
      ends[i] += hidden
      // Some win in the rest of the bin they are in; the others are censored at its end.
      let last = slot.watched.bin == bins - 1
      events[i] += last ? hidden : draws.binomial(hidden, -expm1((1 - slot.watched.share) * logRest[i]))
    }
  }

  /// Lags of winners whom the record missed, bin by bin up to where it begins.
  private mutating func placeBefore(_ count: Int, _ group: Int, _ entry: LagBins.Place) {
    var left = count
    let end = survival(group, entry)
    for k in 0...entry.bin where left > 0 {
      let i = group * bins + k
      let from = edge[i]
      let to = k == entry.bin ? end : edge[i + 1]
      let here = k == entry.bin ? left : draws.binomial(left, min(1, (from - to) / max(1e-300, from - end)))
      ends[i] += here
      events[i] += here
      left -= here
    }
  }

  private mutating func drawDrift() {
    var gradient = Array(repeating: 0.0, count: blocks)
    var information = gradient
    for g in 0..<pooled {
      for b in 0..<blocks where tables.blocks[g * blocks + b].units > 0 {
        let i = g * blocks + b
        let n = Double(tables.blocks[i].units)
        let k = spread.deflator(spreadIndex, i)
        let m = expected[i]
        gradient[b] += (Double(winners[i]) - n * m) * k
        information[b] += n * m * (1 - m) * k
      }
    }
    drift.draw(gradient: gradient, information: information, &draws)
    for g in 0..<groups { expectCohorts(g) }
  }

  /// What each block's chance is expected to be: the source's rate, moved by drift.
  private mutating func expectCohorts(_ g: Int) {
    let odds = rate[g] / (1 - rate[g])
    for b in 0..<blocks {
      guard withDrift else {
        expected[g * blocks + b] = rate[g]
        continue
      }
      let shifted = odds * exp(drift.g[b])
      expected[g * blocks + b] = shifted / (1 + shifted)
    }
  }

  private mutating func drawRates() {
    for g in 0..<groups {
      var won = 0.0
      var not = 0.0
      for b in 0..<blocks where tables.blocks[g * blocks + b].units > 0 {
        let i = g * blocks + b
        let k = spread.deflator(spreadIndex, i)
        let y = Double(winners[i])
        // A block whose chance drift has raised is worth more units of the source's own rate.
        let n = Double(tables.blocks[i].units) * expected[i] / rate[g]
        won += y * k
        not += max(0, n - y) * k
      }
      let drawn = draws.logBeta(strength + won, strength * (1 - centre) / centre + not)
      logRate[g] = drawn.x
      logNotRate[g] = drawn.rest
      rate[g] = min(1 - 1e-9, max(1e-12, exp(drawn.x)))
      expectCohorts(g)
      for b in 0..<blocks where tables.blocks[g * blocks + b].units > 0 {
        let i = g * blocks + b
        let f = spread.tightness(spreadIndex, i)
        let y = Double(winners[i])
        let n = Double(tables.blocks[i].units)
        cohort[i] = min(1 - 1e-9, draws.beta(f * expected[i] + y, f * (1 - expected[i]) + n - y))
      }
    }
  }

  private mutating func drawHazards(withCentres: Bool) {
    for g in 0..<groups {
      var left = ends[g * bins + bins - 1]
      for k in stride(from: bins - 2, through: 0, by: -1) {
        left += ends[g * bins + k]
        atRisk[g * bins + k] = left
      }
    }
    if withCentres { lag.draw(LagModel.Seen(events: events, atRisk: atRisk, stride: bins, sources: pooled), &draws) }
    let kappa = lag.kappa
    for g in 0..<groups {
      for k in stride(from: bins - 2, through: 0, by: -1) {
        let i = g * bins + k
        let x = lag.hazard(k)
        let shapes = (kappa * x + Double(events[i]), kappa * (1 - x) + Double(atRisk[i] - events[i]))
        logRest[i] = draws.logBeta(shapes.0, shapes.1).rest
      }
    }
    layEdges()
  }

  private mutating func layEdges() {
    for g in 0..<groups {
      var sum = 0.0
      for k in 0..<bins {
        edge[g * bins + k] = exp(sum)
        sum += logRest[g * bins + k]
      }
    }
  }

  // MARK: Read-out

  mutating func record(into kept: inout HiddenWinnerDraws) {
    kept.count += 1
    kept.spread.append(UInt8(spreadIndex))
    kept.driftStep.append(UInt8(drift.step))
    let sinceBlock = withDrift ? Drift.untilToday * Drift.steps[drift.step] * draws.normal() : 0
    for g in 0..<groups {
      let odds = rate[g] / (1 - rate[g]) * (withDrift ? exp(drift.g[0] + sinceBlock) : 1)
      kept.now.append(odds / (1 + odds))
      kept.soFar.append(rate[g])
      kept.toCome.append(Int32(toCome[g]))
      kept.before.append(Int32(before[g]))
      for place in HiddenWinnerDraws.places { kept.survival.append(survival(g, place)) }
      for k in 0..<bins { kept.edgeSum[g * bins + k] += edge[g * bins + k] }
    }
    for i in cohort.indices { kept.cohortSum[i] += cohort[i] }
    let base = kept.inHand.count
    kept.inHand += Array(repeating: 0, count: groups * InHand.horizons.count)
    for slot in slots where slot.open > 0 {
      let now = survival(slot.group, slot.watched)
      let winners = draws.binomial(slot.open, openChance(slot, now))
      guard winners > 0 else { continue }
      let at = base + slot.group * InHand.horizons.count
      let (soon, between, late) = slot.later
      let first = takeUntil(soon, of: (winners, now), slot.group, &kept.inHand[at])
      let second = takeUntil(between, of: first, slot.group, &kept.inHand[at + 1])
      _ = takeUntil(late, of: second, slot.group, &kept.inHand[at + 2])
    }
  }

  /// How many of the winners left win by `place`; who is left then, and the survival there.
  private mutating func takeUntil(
    _ place: LagBins.Place, of left: (count: Int, survival: Double), _ group: Int, _ won: inout Int32
  ) -> (count: Int, survival: Double) {
    guard left.count > 0 else { return left }
    let to = survival(group, place)
    let here = draws.binomial(left.count, left.survival > 0 ? max(0, 1 - to / left.survival) : 1)
    won += Int32(here)
    return (left.count - here, to)
  }
}
