import Glibc
import Records

/// A number that people set goals on as they set them on leads and deals: sessions, scans, posts, tickets, a score.
package struct Flow: Sendable {
  package enum Kind: Sendable, Hashable {
    /// Adds up over days.
    case sum
    /// A level: its mean over days is what counts (a rate, a score).
    case mean
    /// People of one source, by the day they came.
    case source(Int)
  }

  /// As the journal has it: `booth_scans`.
  package var name: String
  package var kind: Kind
  package var isMoney: Bool
  var daily: Outlook.Daily
  /// Of a mean, what each day's is made of; empty where nothing says it.
  var parts: [Series.Part] = []

  /// Words of names whose numbers do not add up.
  private static let levels: Set<String> = [
    "nps", "csat", "ces", "score", "scores", "rating", "ratings", "rate", "satisfaction", "share", "position", "rank",
    "average",
    "avg", "mean", "median", "percent", "percentage", "followers", "subscribers", "per",
  ]

  static func all(_ ledger: Ledger, byCreation days: [[Day]]) -> [Flow] {
    var found: [Flow] = []
    func add(_ flow: Flow) {
      guard !flow.daily.days.isEmpty else { return }
      // One number in several channels is one number, where it adds up.
      guard let at = found.firstIndex(where: { $0.name == flow.name }) else { return found.append(flow) }
      guard found[at].kind == .sum, flow.kind == .sum else { return }
      found[at].daily.days += flow.daily.days
      found[at].daily.amounts += flow.daily.amounts
    }
    for series in ledger.series where !series.starts.isEmpty {
      let name = snakeCase(series.name)
      var (isRatio, isMoney) = (false, false)
      switch series.unit {
      case .ratio: isRatio = true
      case .money: isMoney = series.isMoney(in: ledger.currency)
      case .count: isRatio = name.split(separator: "_").contains { levels.contains(String($0)) }
      }
      add(
        Flow(
          name: name, kind: isRatio ? .mean : .sum, isMoney: isMoney,
          daily: Outlook.Daily(days: series.starts, amounts: series.values), parts: series.hasParts ? series.parts : []))
    }
    for (at, source) in ledger.sources.enumerated() where days.indices.contains(at) {
      let own = days[at].sorted()
      add(
        Flow(
          name: snakeCase(source.name), kind: .source(at), isMoney: false,
          daily: Outlook.Daily(days: own, amounts: own.map { _ in 1 })))
    }
    for overlay in ledger.overlays {
      let own = overlay.days.filter { $0 <= ledger.cutoff }.sorted()
      add(
        Flow(
          name: snakeCase(overlay.name), kind: .sum, isMoney: false,
          daily: Outlook.Daily(days: own, amounts: own.map { _ in 1 })))
    }
    return found
  }

  /// Its mean over the days from one to another, made of the parts of all; `nil` where no day has a value.
  func mean(_ from: Day, _ to: Day) -> Double? {
    var (sum, whole) = (0.0, 0.0)
    for at in daily.days.indices where daily.days[at] >= from && daily.days[at] <= to {
      sum += parts.isEmpty ? daily.amounts[at] : parts[at].of
      whole += parts.isEmpty ? 1 : parts[at].by
    }
    return whole > 0 ? sum / whole : nil
  }

  /// Draws of the mean over so many days to come: as in the last quarter, as far off as quarters before were. `nil`: too few weeks.
  func level(over days: Int, cutoff: Day, _ stream: inout Draws) -> [Double]? {
    let weeks = (0..<156).map { mean(cutoff - 7 * $0 - 6, cutoff - 7 * $0) }
    let known = weeks.compactMap { $0 }
    guard known.count >= 20, weeks.prefix(5).contains(where: { $0 != nil }) else { return nil }
    let ahead = max(1, min(13, days / 7))
    // Newest first: what lies before a week stands behind it.
    let misses = stride(from: ahead, through: known.count - 8, by: 2).prefix(30).map { at in
      let after = known[at - ahead..<at].reduce(0, +) / Double(ahead)
      let before = known[at..<min(known.count, at + 13)]
      return after - before.reduce(0, +) / Double(before.count)
    }
    guard misses.count >= FlowForecast.fewestMisses else { return nil }
    let error = (misses.reduce(0) { $0 + $1 * $1 } / Double(misses.count)).squareRoot()
    let freedom = max(3, Double(known.count) / Double(ahead) - 1)
    let lately = known.prefix(13).reduce(0, +) / Double(min(13, known.count))
    return (0..<Outlook.draws).map { _ in
      lately + error * stream.normal() / (stream.gamma(freedom / 2) / (freedom / 2)).squareRoot()
    }
  }
}

extension Flow {
  /// A part of something, from 0 to 1.
  package var isPart: Bool { kind == .mean && daily.amounts.allSatisfy { $0 >= 0 && $0 <= 1 } }
}

extension Outlook {
  /// One goal by itself, without the others and the room.
  package func standing(_ aim: Aim) -> Standing { Standings(self).standing(aim) }

  /// Whether what is measured lies between none and all.
  package func isPart(_ measure: Aim.Measure) -> Bool {
    if case .metric(let name) = measure { flow(named: name)?.isPart ?? false } else { measure.isShare }
  }

  /// Whether it is a score that may lie below zero.
  package func isScore(_ measure: Aim.Measure) -> Bool {
    if case .metric(let name) = measure, let flow = flow(named: name) { flow.kind == .mean && !flow.isPart } else { false }
  }

  package func flow(named name: String) -> Flow? {
    let own = snakeCase(name)
    return flows.first { $0.name == own }
  }
}

extension Standings {
  /// A goal on a number that carries no ids.
  func metric(_ aim: Aim, _ name: String) -> Standing {
    guard let flow = outlook.flow(named: name) else { return .untold(.unknownMeasure) }
    let cutoff = outlook.cutoff
    let isBegun = aim.from <= cutoff
    let soFar = isBegun ? flow.daily.sum(aim.from, cutoff) : 0
    let before = flow.daily.sum(cutoff - (aim.to - aim.from), cutoff)
    var stream = Draws(name: "flow/" + flow.name, chain: 0)
    switch flow.kind {
    case .source(let source):
      let later = outlook.created.bySource(aim.from - cutoff, aim.to - cutoff)
      let draws = (0..<Outlook.draws).map { soFar + Double(later[$0 * outlook.created.sources + source]).rounded() }
      return Standing(now: isBegun ? soFar : before, draws: draws, aim: aim, soFar: isBegun ? soFar : nil)
    case .sum:
      let now = isBegun ? soFar : before
      return flowing(aim, flow.daily, now, &stream)
    case .mean:
      let now = flow.mean(cutoff - 90, cutoff)
      let left = aim.to - max(cutoff, aim.from - 1)
      guard let draws = flow.level(over: left, cutoff: cutoff, &stream) else { return .untold(.recordTooShort, now: now) }
      // The days that are over have their share.
      let (past, share) = (isBegun ? flow.mean(aim.from, cutoff) : nil, Double(left) / Double(aim.to - aim.from + 1))
      return Standing(now: now, draws: draws.map { d in past.map { $0 * (1 - share) + d * share } ?? d }, aim: aim)
    }
  }

  /// What flows in, carried on as it has: for numbers without ids, and for outcomes where no leads say what becomes of them.
  func flowing(_ aim: Aim, _ daily: Outlook.Daily, _ now: Double, _ stream: inout Draws) -> Standing {
    guard let forecast = FlowForecast(daily, cutoff: outlook.cutoff) else { return .untold(.recordTooShort, now: now) }
    let known = daily.sum(aim.from, min(aim.to, forecast.through))
    let rest = forecast.draws(max(0, aim.to - max(forecast.through, aim.from - 1)), Outlook.draws, &stream)
    return Standing(
      now: now, draws: rest.map { (known + $0).rounded() }, aim: aim, soFar: aim.from <= outlook.cutoff ? known : nil)
  }
}
