import Glibc
import Records

/// Leads to come, by source and week: level, steps, growth, season and the turn of the year from the weeks of the record, never an old season
/// played again.
///
/// Weeks far above a source's own (a bought list, a show) are set apart as campaigns. A source that comes in batches only goes on as
/// before in size and number, at weeks nobody knows; a single campaign of a steady source comes again only where it is planned.
package struct Inflow: Sendable {
  /// One that is known to come.
  package struct Campaign: Sendable, Hashable {
    package var source: Int
    /// Weeks from the first Monday after the cutoff.
    package var week: Int
    /// `nil`: as large as the source's own were.
    package var leads: Double?
    package var weeks: Int
    package init(source: Int, week: Int, leads: Double? = nil, weeks: Int = 1) {
      self.source = source
      self.week = week
      self.leads = leads
      self.weeks = weeks
    }
  }

  package struct Batch: Sendable, Hashable {
    package var week: Int
    package var weeks: Int
    package var leads: Double
  }

  package static let weeks = 26
  static let draws = 100
  package let firstMonday: Day
  package let sources: Int
  /// By source: comes in batches only; its batches, and the campaigns of the steady ones.
  package private(set) var isBatched: [Bool]
  package private(set) var batches: [[Batch]]
  /// Weeks of the record.
  package let recordWeeks: Int
  /// Leads of source s in week w ahead in draw d, as expected: (d · sources + s) · weeks + w. Batches are not in it.
  private(set) var means: [Float]
  /// Variance over mean of a source's weeks.
  private(set) var excess: [Double]

  /// Weeks below which nothing is fitted.
  static let fewestWeeks = 8

  init(_ h: Handovers, _ days: RoomDays) {
    let monday = (7 - h.first.weekday) % 7
    let count = max(0, (days.count - monday) / 7)
    let weekly = (0..<days.sources).map { s in
      (0..<count).map { w in
        (0..<7).reduce(0.0) { $0 + days.arrivals[s * days.count + monday + w * 7 + $1] }
      }
    }
    self.init(weekly: weekly, first: h.first + monday, cutoff: h.cutoff)
  }

  /// `weekly`: by source, the leads of whole weeks from the Monday `first` on.
  init(weekly: [[Double]], first: Day, cutoff: Day) {
    firstMonday = cutoff + (7 - cutoff.weekday)
    sources = weekly.count
    let count = weekly.first?.count ?? 0
    recordWeeks = count
    isBatched = [Bool](repeating: false, count: sources)
    batches = [[Batch]](repeating: [], count: sources)
    excess = [Double](repeating: 1, count: sources)
    means = [Float](repeating: 0, count: Inflow.draws * sources * Inflow.weeks)
    guard count >= Inflow.fewestWeeks else { return }
    // Whole weeks of at most three years, newest last.
    let span = min(count, 156)
    let lately = weekly.map { Array($0.suffix(span)) }
    let starts = lately.map(Inflow.start)
    var isMasked = [[Bool]](repeating: [Bool](repeating: false, count: span), count: sources)
    let silent = span - Inflow.silence(lately)
    for s in 0..<sources {
      setApart(s, lately[s], from: starts[s], &isMasked[s])
      for w in 0..<starts[s] { isMasked[s][w] = true }
      for w in silent..<span { isMasked[s][w] = true }
    }
    fit(lately, isMasked, starts, span: span, from: first + (count - span) * 7)
  }

  /// How many of the newest weeks have no lead of any source where ten and more were to be expected: the export of leads is older than the
  /// last day of other files. Such weeks are not known; they are no weeks without leads.
  static func silence(_ weekly: [[Double]]) -> Int {
    let sums = (0..<(weekly.first?.count ?? 0)).map { w in weekly.reduce(0) { $0 + $1[w] } }
    guard let last = sums.lastIndex(where: { $0 > 0 }) else { return 0 }
    let silent = sums.count - 1 - last
    let before = sums[...last].suffix(13)
    return Double(silent) * before.reduce(0, +) / Double(before.count) >= 10 ? silent : 0
  }

  /// The first whole week of a source that has come steadily since it began: weeks before it say nothing. 0 for all others.
  private static func start(_ weeks: [Double]) -> Int {
    guard let first = weeks.firstIndex(where: { $0 > 0 }), first > 0 else { return 0 }
    let since = weeks[(first + 1)...]
    return since.count >= 4 && since.count { $0 > 0 } * 5 >= since.count * 3 ? first + 1 : 0
  }

  private mutating func setApart(_ s: Int, _ weeks: [Double], from start: Int, _ masked: inout [Bool]) {
    let lately = weeks[start...].suffix(52)
    let some = lately.filter { $0 > 0 }
    guard !some.isEmpty else { return }
    let zero = Double(lately.count - some.count) / Double(lately.count)
    let usual = middle(some)
    let isBurst = zero > 0.5 && (some.max() ?? 0) >= 8
    isBatched[s] = isBurst
    var current: Batch?
    for (w, n) in weeks.enumerated() {
      masked[w] = isBurst || n > max(3 * usual, usual + 15)
      if masked[w], n > 0 {
        current = Batch(week: current?.week ?? w, weeks: (current?.weeks ?? 0) + 1, leads: (current?.leads ?? 0) + n)
      } else if let done = current {
        batches[s].append(done)
        current = nil
      }
    }
    if let current { batches[s].append(current) }
  }

  private mutating func fit(_ weekly: [[Double]], _ masked: [[Bool]], _ starts: [Int], span: Int, from: Day) {
    let course = InflowCourse(sources: sources, span: span, from: from)
    func regression(_ excess: [Double]) -> SparseRegression {
      var model = course.regression
      for s in 0..<sources {
        let lately = weekly[s][starts[s]...].suffix(26)
        let usual = lately.reduce(0, +) / Double(min(26, max(1, lately.count)))
        model.mean[s] = log(max(usual, 0.05))
        model.precision[s] = 0.25
        for w in 0..<span where !masked[s][w] {
          // What is older says less about the level of today.
          let age = pow(0.5, Double(span - 1 - w) / 52) / excess[s]
          model.add(course.terms(s, w), trials: age, hits: weekly[s][w] * age)
        }
      }
      return model
    }
    let first = regression(excess).fit()
    for s in 0..<sources {
      var chi = 4.0
      var rows = 4.0
      for w in max(0, span - 104)..<span where !masked[s][w] {
        let eta = course.terms(s, w).reduce(0) { $0 + first.top[$1.0] * $1.1 }
        let expected = max(exp(eta), 0.05)
        chi += (weekly[s][w] - expected) * (weekly[s][w] - expected) / expected
        rows += 1
      }
      excess[s] = min(20, max(1, chi / rows))
    }
    // The week that is running is neither on record nor ahead.
    let running = max(0, min(1, (firstMonday - from) / 7 - span))
    let second = course.settled(regression(excess), from: first.top)
    var stream = Draws(name: "inflow", chain: 0)
    for d in 0..<Inflow.draws {
      let beta = second.draw(&stream)
      var together = [Double](repeating: 0, count: Inflow.weeks)
      for w in 0..<Inflow.weeks { together[w] = (w > 0 ? together[w - 1] : 0) + 0.012 * stream.normal() }
      for s in 0..<sources where !isBatched[s] {
        // The level itself wanders from the last week on.
        var wander = 0.0
        for w in 0..<Inflow.weeks {
          wander += 0.02 * stream.normal()
          let eta = course.terms(s, span + running + w).reduce(0) { $0 + beta[$1.0] * $1.1 }
          means[(d * sources + s) * Inflow.weeks + w] = Float(exp(min(eta + wander + together[w], 12)))
        }
      }
    }
  }

  /// Leads of every source and week in one draw, the campaigns and their luck included: s · weeks + w.
  func weekly(draw d: Int, campaigns: [Campaign], _ stream: inout Draws) -> [Double] {
    var result = [Double](repeating: 0, count: sources * Inflow.weeks)
    for s in 0..<sources {
      for w in 0..<Inflow.weeks {
        let mean = Double(means[(d * sources + s) * Inflow.weeks + w])
        guard mean > 0 else { continue }
        let luck = excess[s] > 1.01 ? stream.gamma(mean / (excess[s] - 1)) * (excess[s] - 1) : mean
        result[s * Inflow.weeks + w] = Double(stream.poisson(luck))
      }
      let sizes = batches[s].suffix(12)
      let planned = campaigns.filter { $0.source == s }
      for one in planned {
        var leads = one.leads ?? 0
        if one.leads == nil, !sizes.isEmpty {
          leads = sizes[sizes.startIndex + stream.stream.below(sizes.count)].leads
        }
        for w in one.week..<one.week + max(1, one.weeks) where w >= 0 && w < Inflow.weeks {
          result[s * Inflow.weeks + w] += leads / Double(max(1, one.weeks))
        }
      }
      guard isBatched[s], planned.isEmpty, !sizes.isEmpty else { continue }
      let lately = batches[s].filter { $0.week >= min(recordWeeks, 156) - 52 }
      let rate = Double(lately.count) / Double(min(recordWeeks, 52))
      for w in 0..<Inflow.weeks where stream.unit() < rate {
        let size = sizes[sizes.startIndex + stream.stream.below(sizes.count)]
        let weeks = max(1, size.weeks)
        for k in w..<min(Inflow.weeks, w + weeks) { result[s * Inflow.weeks + k] += size.leads / Double(weeks) }
      }
    }
    return result
  }
}
