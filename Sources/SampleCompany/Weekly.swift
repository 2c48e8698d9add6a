import Glibc
import Records

/// Numbers by week that carry no ids. Sessions and posts follow their own course: nothing in the company depends on them.
struct Weekly {
  struct Row {
    var sessions = 0
    var engaged = 0
    var posts = 0
    var impressions = 0
    var sends = 0
    var opens = 0
    var clicks = 0
    var demoPageViews = 0
  }
  private(set) var rows: [Row]

  /// `requests`: demo requests by week, the only thing here that is tied to people.
  init(seed: UInt64, scale: Int, requests: [Int]) {
    var chance = Xoshiro256(seed: seed &+ 0x5EED)
    rows = [Row](repeating: Row(), count: Plan.fullWeeks + 1)
    setSessions(&chance, scale: scale)
    setPosts(&chance, scale: scale)
    setMails(&chance, scale: scale)
    for week in rows.indices {
      let noise = 1 + 0.06 * chance.normal()
      rows[week].demoPageViews = Int((Double(requests[week]) * 11 + 120 * Double(scale) * share(week)) * noise)
    }
  }

  /// The last row is not a week yet.
  private func share(_ week: Int) -> Double { week == Plan.fullWeeks ? Double(Truths.daysOfLastWeek) / 7 : 1 }

  private static let redesign = Plan.bounds[Plan.redesign] / 7

  /// Levels of scenario 3, held exactly as means over the weeks before, during and after September - December 2025.
  private mutating func setSessions(_ chance: inout Xoshiro256, scale: Int) {
    let weeksPerMonth = 365.25 / 12 / 7
    let blocks = [(0..<Weekly.redesign, 38_000.0), (Weekly.redesign..<62, 61_600), (62..<rows.count, 59_500)]
    var drift = 0.0
    for (weeks, monthly) in blocks {
      var levels: [Double] = []
      for _ in weeks {
        drift = 0.6 * drift + 0.045 * chance.normal()
        levels.append(exp(drift))
      }
      let mean = levels.reduce(0, +) / Double(levels.count)
      for (week, level) in zip(weeks, levels) {
        let sessions = monthly / weeksPerMonth * Double(scale) * level / mean * share(week)
        rows[week].sessions = Int(sessions.rounded())
        rows[week].engaged = Int(sessions * (0.52 + 0.02 * chance.normal()))
      }
    }
  }

  private mutating func setPosts(_ chance: inout Xoshiro256, scale: Int) {
    let last = [7, 8, 7, 9]
    let before = [5, 6, 4, 5]
    for week in rows.indices {
      let expected = 2.5 + 3 * Double(week) / Double(Plan.fullWeeks)
      var posts = max(0, Int((expected + 1.4 * chance.normal()).rounded()))
      if week == Plan.fullWeeks { posts = 3 }
      if (Plan.fullWeeks - 4..<Plan.fullWeeks).contains(week) { posts = last[week - Plan.fullWeeks + 4] }
      if (Plan.fullWeeks - 8..<Plan.fullWeeks - 4).contains(week) { posts = before[week - Plan.fullWeeks + 8] }
      rows[week].posts = posts * scale
      // One post of the second week of September 2025 went round the world.
      let viral = week == Weekly.redesign + 1 ? 12.0 : week == Weekly.redesign + 2 ? 4.0 : 1.0
      rows[week].impressions = Int((Double(posts) * 870 + 1_500) * viral * exp(0.2 * chance.normal())) * scale
    }
  }

  /// Machines began to open mails in October 2025; clicks, which take a person, did not move: scenario 12.
  private mutating func setMails(_ chance: inout Xoshiro256, scale: Int) {
    let truth = Truths.opens
    let change = (Day(iso: truth.firstWeek).map { $0 - Plan.firstDay } ?? 0) / 7
    for week in rows.indices {
      let sends = Double(scale) * 12_000 * share(week) * (1 + 0.08 * chance.normal())
      let opens = week < change ? truth.opensBefore : truth.opensAfter
      let clicks = week < change ? truth.clicksBefore : truth.clicksAfter
      rows[week].sends = Int(sends)
      rows[week].opens = Int(sends * opens * (1 + 0.012 * chance.normal()))
      rows[week].clicks = Int(sends * clicks * (1 + 0.03 * chance.normal()))
    }
  }
}

extension Plan {
  /// Spend by month (rows) and channel (columns, as `Origin.allCases`), whole euros, each channel's total exact.
  static func spendByMonth() -> [[Int]] {
    var table = [[Int]](repeating: [Int](repeating: 0, count: spend.count), count: 24)
    for origin in Origin.allCases where origin != .outbound {
      let column = origin.rawValue
      var weights = [Double](repeating: 1, count: 24)
      switch origin {
      case .search: weights = searchSpend.map(Double.init)
      case .booth: weights = showWeights()
      case .webinar:
        weights = weights.map { _ in 0 }
        for day in webinars { weights[month(of: day)] += 1 }
      case .syndication:
        for (month, factor) in [(15, 5.2), (16, 7.8), (17, 5.6)] { weights[month] = factor }
      case .nurture: weights[21] = 2
      case .linkedIn: weights = weights.indices.map { 1 + 0.15 * Double($0 % 5 - 2) / 2 }
      case .demo, .referral, .outbound: break
      }
      let total = weights.reduce(0, +)
      var weight = 0.0
      var spent = 0
      for month in weights.indices {
        weight += weights[month]
        let due = month == 23 ? spend[column] : Int((Double(spend[column]) * weight / total).rounded())
        table[month][column] = due - spent
        spent = due
      }
    }
    return table
  }

  /// A show is paid for in its month, three tenths of it the month before.
  private static func showWeights() -> [Double] {
    var weights = [Double](repeating: 0, count: 24)
    for show in shows {
      let month = month(of: show.day + 2)
      weights[month] += 0.7 * Double(show.people)
      weights[max(0, month - 1)] += 0.3 * Double(show.people)
    }
    return weights
  }
}
