import Glibc
import Records
import Translation

/// Processor time of one posterior of the size that engine.md names.
enum TrackedSpeed {
  @Sendable static func run(_ flags: Flags) async {
    var draws = Draws(name: "speed", chain: 0)
    let days = 910
    let first = Day(number: 17_000)
    let law = LagLaw(&draws)
    let arrivals = (0..<7).map { s -> Arrivals in
      var wins: [Arrivals.Win] = []
      let units = (0..<days).map { _ in draws.poisson(30_000.0 / 7 / Double(days)) }
      for (i, n) in units.enumerated() {
        for _ in 0..<draws.binomial(n, 0.02 + 0.02 * Double(s)) {
          let lag = Int(law.draw(&draws))
          if i + lag < days { wins.append(.init(index: i, lag: lag, count: 1)) }
        }
      }
      return Arrivals(first: first, units: units, wins: wins)
    }
    let window = RecordWindow(from: first, to: first + (days - 1))
    print("| run | wall, two tasks, ms | processor, ms |\n|---|---|---|")
    for run in 1...flags.number("runs", or: 5) {
      let clock = ContinuousClock()
      let start = Glibc.clock()
      let wall = await clock.measure {
        _ = await TrackedPosterior.fitConcurrently(arrivals: arrivals, pooled: 7, window: window, name: "speed")
      }
      let spent = Double(Glibc.clock() - start) / 1000
      print(
        "| \(run) | \(Int(Double(wall.components.attoseconds) / 1e15) + Int(wall.components.seconds) * 1000) | \(Int(spent)) |")
    }
  }
}
