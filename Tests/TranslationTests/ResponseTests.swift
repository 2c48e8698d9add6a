import Glibc
import Records
import SampleCompany
import Testing

@testable import Translation

/// What the next units bring: curves and their inverses, the tilt of batches, money that bends, and where each refuses.
@Suite struct ResponseTests {
  private static let curves: [Response.Curve] = [
    Response.Curve(.power, height: 0.02, bend: -0.2), Response.Curve(.power, height: 0.02, bend: 0),
    Response.Curve(.exponential, base: 3, height: 40, bend: 120), Response.Curve(.hill, height: 40, bend: 90),
    Response.Curve(.logistic, base: 1, height: 25, bend: 200),
  ]

  @Test(arguments: curves) func `a slope is the growth by a little more, and the volume found for outcomes brings them`(
    curve: Response.Curve
  ) {
    for x in [20.0, 80, 150] {
      let steep = (curve.value(x + 0.01) - curve.value(x - 0.01)) / 0.02
      #expect(abs(curve.slope(x) / steep - 1) < 1e-4, "\(curve) at \(x)")
      let wanted = 0.5 * (curve.value(x + 40) - curve.value(x))
      let more = curve.volume(adding: wanted, to: x)
      #expect(abs(curve.value(x + more) - curve.value(x) - wanted) < 1e-5, "\(curve) at \(x)")
    }
  }

  @Test func `what no volume brings takes no end of units`() {
    #expect(Response.Curve(.exponential, height: 10, bend: 5).volume(adding: 11, to: 0) == .infinity)
    #expect(Response.Curve(.hill, height: 10, bend: 5).volume(adding: 9, to: 20) == .infinity)
    #expect(Response.Curve(.none, base: 4, height: 0, bend: 1).volume(adding: 1, to: 3) == .infinity)
    #expect(Response.Curve(.none, base: 4, height: 0, bend: 1).value(9) == 4)
  }

  @Test func `inside what was tried it answers, beyond it refuses with what was asked and what was tried`() throws {
    let response = Response(
      period: .fourWeeks, today: 100, tried: 0...140, withinDays: 365,
      curves: [Response.Curve(.power, height: 0.02, bend: 0), Response.Curve(.power, height: 0.03, bend: 0)])
    let found = try response.outcome(at: 140)
    #expect(abs(found.value - 3.5) < 1e-5 && found.low < found.value && found.value < found.high)
    #expect(throws: Response.Refusal.beyondTried(asked: 141, most: 140)) { try response.outcome(at: 141) }
    #expect(response.step == 20 && response.stride == 10)
    #expect(response.bend == .cannotBeTold)
    // A record month is when the next are asked about: a tenth above it is answered, and said to be beyond.
    let full = Response(period: .fourWeeks, today: 140, tried: 0...140, withinDays: 365, curves: response.curves)
    #expect(try full.next(nil, name: "full").units == 10 && full.stepsBeyond && !response.stepsBeyond)
    let few = Response(period: .fourWeeks, today: 9, tried: 0...9, withinDays: 365, curves: response.curves)
    #expect(throws: Response.Refusal.beyondTried(asked: 10, most: 9)) { try few.next(nil, name: "few") }
    let spent = Response(period: .month, today: 20, tried: 12...26, withinDays: nil, curves: response.curves)
    #expect(throws: Response.Refusal.belowTried(asked: 5, least: 12)) { try spent.outcome(at: 5) }
  }

  // MARK: Batches

  private func batches(_ draws: inout Draws, tilt: Double, rate: Double, count: Int = 24, size: Double = 800) -> [BatchTilt
    .Batch]
  {
    (0..<count).map { b in
      let own = size * exp(0.7 * draws.normal())
      let logit = log(rate / (1 - rate)) + tilt * log(own / size)
      let n = own.rounded()
      return BatchTilt.Batch(
        size: n, exposure: n, won: Double(draws.binomial(Int(n), 1 / (1 + exp(-logit)))),
        time: Double(b) / Double(count - 1) - 0.5)
    }
  }

  @Test func `without batches to compare the tilt is what was assumed`() {
    let tilt = BatchTilt([BatchTilt.Batch(size: 10, exposure: 10, won: 1, time: 0)], luck: 0.01)
    #expect(tilt.mean == BatchTilt.priorMean && tilt.spread == BatchTilt.priorSpread)
  }

  @Test func `a tilt that is there is found, and its interval holds it nine times in ten`() {
    var draws = Draws(name: "tilted batches", chain: 0, seed: 77)
    var (held, falls, wrong) = (0, 0, 0)
    for _ in 0..<200 {
      let truth = BatchTilt.priorMean + BatchTilt.priorSpread * draws.normal()
      let found = BatchTilt(batches(&draws, tilt: truth, rate: 0.12), luck: 0.01)
      if abs(found.mean - truth) <= Normal.z90 * found.spread { held += 1 }
      if found.mean + Normal.z90 * found.spread < 0 {
        falls += 1
        if truth > 0 { wrong += 1 }
      }
    }
    #expect((170...194).contains(held), "\(held) of 200")
    #expect(falls > 50 && wrong <= 4, "\(falls) said to fall, \(wrong) wrongly")
  }

  @Test func `where the batch does not matter, the interval holds zero`() {
    var draws = Draws(name: "even batches", chain: 0, seed: 78)
    var held = 0
    for _ in 0..<200 {
      let found = BatchTilt(batches(&draws, tilt: 0, rate: 0.12), luck: 0.01)
      if abs(found.mean) <= Normal.z90 * found.spread { held += 1 }
    }
    #expect(held >= 172, "\(held) of 200")
  }

  @Test func `units that always come are in blocks of 28 days, shows are batches of their own`() {
    let start = Day(number: 20_000)
    var steady = Arrivals(first: start, units: Array(repeating: 3, count: 280), wins: [])
    steady.units[100] = 53
    let timing = (0...90).map { Double($0) / 90 }
    let blocks = Batches(steady, timing: timing, horizon: 90, until: start + 279)
    #expect(blocks.period == .fourWeeks && blocks.all.count == 10 && blocks.today == 84)
    #expect(blocks.tried == 0...134)
    var shows = Arrivals(first: start, units: Array(repeating: 0, count: 400), wins: [])
    for day in [5, 6, 7, 150, 151, 333] { shows.units[day] = 40 }
    let runs = Batches(shows, timing: timing, horizon: 90, until: start + 399)
    #expect(runs.period == .batch && runs.all.map(\.size) == [120, 80, 40] && runs.today == 40)
    #expect(runs.tried == 0...120)
  }

  // MARK: Money

  private func spent(_ draws: inout Draws, bend: Double?) -> (spend: [Double], units: [Double], slope: Double) {
    let level = 150.0
    func mean(_ x: Double) -> Double { bend.map { level * -expm1(-x / $0) } ?? level * 0.7 }
    let spend = (0..<24).map { _ in 10 + 16 * draws.unit() }
    let units = spend.map { Double(draws.poisson(mean($0))) }
    return (spend, units, (mean(spend[23] + 0.01) - mean(spend[23])) / 0.01)
  }

  @Test func `what the next money brings is inside its interval nine times in ten, and money that does nothing is not praised`()
    throws
  {
    var draws = Draws(name: "spent", chain: 0, seed: 79)
    var (held, found) = (0, 0)
    for _ in 0..<100 {
      let world = spent(&draws, bend: 6 + 14 * draws.unit())
      let fit = try SpendResponse(spend: world.spend, units: world.units, period: .month, draws: 200, name: "spent")
      let slope = fit.units.slopeToday
      if slope.low <= world.slope, world.slope <= slope.high { held += 1 }
      if fit.probability >= 0.95 { found += 1 }
    }
    #expect(held >= 84, "\(held) of 100")
    #expect(found >= 70, "\(found) of 100 found")
    var praised = 0
    for _ in 0..<100 {
      let world = spent(&draws, bend: nil)
      let fit = try SpendResponse(spend: world.spend, units: world.units, period: .month, draws: 200, name: "spent")
      if fit.probability >= 0.95 { praised += 1 }
    }
    #expect(praised <= 5, "\(praised) of 100 praised")
  }

  @Test func `money that was always the same, or known for too short, teaches nothing`() {
    let units = Array(repeating: 10.0, count: 12)
    #expect(throws: SpendResponse.Refusal.tooStill(ratio: 1)) {
      try SpendResponse(spend: Array(repeating: 5, count: 12), units: units, period: .month, draws: 10, name: "still")
    }
    #expect(throws: SpendResponse.Refusal.tooFewPeriods(have: 4, need: 8)) {
      try SpendResponse(spend: [1, 2, 3, 4], units: units, period: .month, draws: 10, name: "short")
    }
    #expect(throws: SpendResponse.Refusal.noUnits) {
      try SpendResponse(
        spend: (1...12).map(Double.init), units: Array(repeating: 0, count: 12), period: .month, draws: 10, name: "none")
    }
  }
}
