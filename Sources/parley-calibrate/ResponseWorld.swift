import Glibc
import Records
import Translation

/// Sources whose next unit is not the average one, with the truth known: conversion that falls with the batch, money that saturates.
enum ResponseWorld {
  /// One source followed unit by unit for two years: a chance that changes with how many come in the same 28 days.
  struct Followed {
    var arrivals: [Arrivals]
    var window: RecordWindow
    var tilts: [Double]
    /// Outcomes within 180 days for one more unit, at the volume of the last whole block.
    var next: [Double]
    static let horizon = 180

    init(set: Int, seed: UInt64, isNull: Bool) {
      var draws = Draws(name: "response world", chain: set, seed: seed)
      let days = 28 * (20 + Int(draws.unit() * 12))
      let start = Day(number: 19_000)
      window = RecordWindow(from: start, to: start + days - 1)
      arrivals = []
      tilts = []
      next = []
      let median = 20 + 60 * draws.unit()
      for _ in 0..<4 {
        let tilt = isNull ? 0 : BatchTilt.priorMean + BatchTilt.priorSpread * draws.normal()
        let level = log(0.01) + (log(0.3) - log(0.01)) * draws.unit()
        let usual = exp(log(30) + (log(1_000) - log(30)) * draws.unit())
        let spread = 0.15 + 0.85 * draws.unit()
        let luck = 0.3 * draws.unit()
        var units = [Int](repeating: 0, count: days)
        var wins: [Arrivals.Win] = []
        var last = 0.0
        let growth = 0.6 * (draws.unit() - 0.5)
        for block in stride(from: 0, to: days, by: 28) {
          let time = Double(block) / Double(days) - 0.5
          let size = Double(draws.poisson(usual * exp(spread * draws.normal() - spread * spread / 2 + growth * time)))
          last = size
          let logit = level + tilt * log(max(size, 1) / usual) + luck * draws.normal()
          let chance = 1 / (1 + exp(-logit))
          for _ in 0..<Int(size) {
            let day = block + Int(draws.unit() * 28)
            units[day] += 1
            guard draws.unit() < chance else { continue }
            let lag = Int(median * exp(0.6 * draws.normal()))
            if day + lag < days { wins.append(Arrivals.Win(index: day, lag: lag, count: 1)) }
          }
        }
        wins.sort { ($0.index, $0.lag) < ($1.index, $1.lag) }
        arrivals.append(Arrivals(first: start, units: units, wins: wins))
        tilts.append(tilt)
        let inTime = 0.5 * (1 + erf(log(Double(Self.horizon) / median) / 0.6 / 2.0.squareRoot()))
        func expected(_ size: Double) -> Double {
          size / (1 + exp(-(level + tilt * log(max(size, 1) / usual)))) * inTime
        }
        next.append((expected(last * 1.01 + 0.01) - expected(last)) / (last * 0.01 + 0.01))
      }
    }
  }

  /// Money by month and the people who came, under a shape that the method has or has not.
  struct Spent {
    enum Shape: CaseIterable { case exponential, hill, straight, root }
    var spend: [Double] = []
    var units: [Double] = []
    var isNull: Bool
    var slope = 0.0
    var value = 0.0

    init(set: Int, seed: UInt64, isNull: Bool) {
      self.isNull = isNull
      var draws = Draws(name: "spent world", chain: set, seed: seed)
      let months = 10 + Int(draws.unit() * 27)
      let ratio = 1.4 + 3 * draws.unit()
      let shape = Shape.allCases[Int(draws.unit() * 4)]
      let bend = 0.2 + 2 * draws.unit()
      let share = draws.unit() < 0.5 ? 0 : 0.4 * draws.unit()
      let level = exp(log(40) + log(15) * draws.unit())
      let trend = 0.15 * draws.normal()
      let scatter = 1 + 2 * draws.unit()
      func form(_ x: Double) -> Double {
        switch shape {
        case .exponential: return -expm1(-x / bend)
        case .hill: return x / (x + bend)
        case .straight: return x / (1 + bend)
        case .root: return x.squareRoot() / (1 + bend)
        }
      }
      func mean(_ x: Double, _ time: Double) -> Double {
        level * (isNull ? 0.6 : share + (1 - share) * form(x)) * exp(trend * time)
      }
      for i in 0..<months {
        let x = exp(-log(ratio) * draws.unit())
        let m = mean(x, Double(i) / Double(months - 1) - 0.5)
        spend.append(20_000 * x)
        units.append(Double(draws.poisson(draws.gamma(m / (scatter - 1 + 1e-6)) * (scatter - 1 + 1e-6))))
      }
      let now = spend[months - 1] / 20_000
      slope = (mean(now * 1.001, 0.5) - mean(now, 0.5)) / (now * 0.001 * 20_000)
      value = mean(now, 0.5)
    }
  }
}
