import Glibc
import Records

/// The counts that the hidden-winner sampler reads, once: cells of source × age, blocks of 28 days, wins by lag bin. A cell is a day
/// of age in the newest block, where a day more may be all of the lag, and a week before it.
///
/// Time is counted back from the end of the window: a unit of age `a` whole days has been watched for the slots 0…a, so for a + 1
/// days. Units that came before the record begins enter at e = D − created: what they won before D is not seen.
package struct HiddenWinnerTables: Sendable {
  package struct Cell: Sendable, Hashable {
    package var source: Int
    /// Whole days of age of its newest units, and how many days of arrivals it holds.
    package var age: Int
    package var days: Int
    package var units = 0
    package var notWon = 0
    package var open = 0
    /// Mean days watched of the not-won, and mean days before the record begins.
    package var watched = 0.0
    package var entry = 0.0

    package var block: Int { age / 28 }
    /// Days that all of its units were watched, as far as whole days of the cell tell.
    package var middle: Double { Double(age) + Double(days + 1) / 2 }

    static func index(ofAge age: Int) -> Int { age < 28 ? age : age / 7 + 24 }
    init(source: Int, index: Int) {
      self.source = source
      (age, days) = index < 28 ? (index, 1) : (7 * (index - 24), 7)
    }
  }

  package struct Block: Sendable {
    package var units = 0
    package var won = 0
    package var open = 0
    package var rootConcentration = 1.0
  }

  package let bins: LagBins
  package let window: RecordWindow
  package let first: Day
  /// Groups: sources first, then lists of people who are among them.
  package let groups: Int
  /// How many of the groups are everybody once; only these teach the shared parts of the model.
  package let pooled: Int
  package let blockCount: Int
  /// Cells with units, ordered by group, then age.
  package private(set) var cells: [Cell] = []
  /// Group × block, block 0 the newest.
  package private(set) var blocks: [Block]
  /// Group × lag bin.
  package private(set) var winsByBin: [Int]
  package private(set) var units: [Int]
  package private(set) var won: [Int]
  /// Outcomes of the pooled groups in periods of 30 days back from the end.
  package private(set) var wonByPeriod: [Int]
  /// Units of the pooled groups by whole days watched since the record began, for the rules on horizons.
  private var watchedDays: [Int]

  /// All arrivals share one calendar; the first `pooled` are everybody once. `window.from` is the first day from which outcomes are
  /// recorded, units may have come before.
  package init(_ arrivals: [Arrivals], pooled: Int, window: RecordWindow, bins: LagBins = .standard) {
    self.bins = bins
    self.window = window
    self.pooled = pooled
    groups = arrivals.count
    let first = arrivals.first?.first ?? window.from
    self.first = first
    let days = max(1, window.to - first + 1)
    blockCount = (days - 1) / 28 + 1
    blocks = Array(repeating: Block(), count: groups * blockCount)
    winsByBin = Array(repeating: 0, count: groups * bins.count)
    units = Array(repeating: 0, count: groups)
    won = units
    wonByPeriod = Array(repeating: 0, count: days / 30 + 1)
    watchedDays = Array(repeating: 0, count: days + 1)

    for (g, one) in arrivals.enumerated() {
      precondition(one.first == first, "arrivals of one calendar")
      var cells = (0...Cell.index(ofAge: days - 1)).map { Cell(source: g, index: $0) }
      var weeks = [Double](repeating: 0, count: 4 * blockCount)
      var notWon = one.units
      for win in one.wins {
        let age = window.to - (first + win.index)
        guard win.lag <= age else { continue }
        notWon[win.index] -= win.count
        winsByBin[g * bins.count + bins.bin(ofLag: win.lag)] += win.count
        blocks[g * blockCount + age / 28].won += win.count
        won[g] += win.count
        if g < pooled { wonByPeriod[(age - win.lag) / 30] += win.count }
      }
      let open = one.open(at: window.to)
      for (i, n) in one.units.enumerated() where n > 0 {
        let age = window.to - (first + i)
        guard age >= 0 else { break }
        let left = max(0, notWon[i])
        let entry = max(0, window.from - (first + i))
        let at = Cell.index(ofAge: age)
        cells[at].units += n
        cells[at].notWon += left
        cells[at].open += min(open[i], left)
        cells[at].watched += Double(left * (age + 1))
        cells[at].entry += Double(left * entry)
        weeks[age / 7] += Double(n)
        units[g] += n
        blocks[g * blockCount + age / 28].units += n
        blocks[g * blockCount + age / 28].open += min(open[i], left)
        if g < pooled, entry == 0 { watchedDays[age + 1] += n }
      }
      for b in 0..<blockCount {
        blocks[g * blockCount + b].rootConcentration = Cohort.rootConcentration(weeks: Array(weeks[(4 * b)..<(4 * b + 4)]))
      }
      self.cells += cells.filter { $0.units > 0 }.map { cell in
        var mean = cell
        if cell.notWon > 0 {
          mean.watched /= Double(cell.notWon)
          mean.entry /= Double(cell.notWon)
        }
        return mean
      }
    }
  }

  /// Days of record that hold units at all.
  package var recordDays: Int { window.to - max(window.from, first) + 1 }

  package func watched(for days: Int) -> Int {
    days < watchedDays.count ? watchedDays[days...].reduce(0, +) : 0
  }

  /// Blocks of 28 days from which on drift is looked for. A month that was good and leads that got better look alike in records as short
  /// as Olist's of May 2018, five blocks; from six on, leaving drift out makes today's rate far too sure where rates move.
  package static let blocksForDrift = 6
  package var tellsDrift: Bool { recordDays / 28 >= Self.blocksForDrift }

  /// Pooled share won, and each group's steady rate of reference.
  package var referenceRates: [Double] {
    let n = Double(units.prefix(pooled).reduce(0, +))
    let w = Double(won.prefix(pooled).reduce(0, +))
    let overall = n > 0 ? max(w, 0.5) / n : 0.01
    return (0..<groups).map {
      Pool.referenceRate(won: Double(won[$0]), exposure: Double(units[$0]), overall: overall)
    }
  }

  /// Hazards by bin to start from: the pooled curve of units that came within the record, a little slowed because it ends too soon.
  package func startingHazards(_ arrivals: [Arrivals]) -> [Double] {
    let all = Arrivals.sum(arrivals.prefix(pooled).map { $0.seen(in: window) })
    guard let all, !all.wins.isEmpty else { return bins.edges.map { _ in 0.1 } }
    let curve = ArrivalCurve(all.spells(cutoff: window.to))
    let whole = 1.1 * curve.value(within: window.days)
    return bins.edges.indices.map { k in
      guard k + 1 < bins.count, whole > 0 else { return 0.5 }
      let before = curve.value(within: Int(bins.edges[k]))
      let after = curve.value(within: Int(bins.edges[k + 1]))
      return min(0.9, max(0.01, (after - before) / max(1e-9, whole - before)))
    }
  }
}
