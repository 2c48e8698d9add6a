import Glibc

/// Answered leads gathered by source, day (or week), what was noted, and how long they waited: what the effect of waiting is read from.
struct WaitingCells {
  struct Cell {
    var source: Int
    var came: Int
    var noted: Int
    var wait: Double
    var leads: Double
    var opened: Double
  }

  /// Days after the answer within which nine tenths of the deals of the slowest source open.
  let horizon: Int
  /// By source: share of its deals that open within the horizon.
  let share: [Double]
  private(set) var cells: [Cell] = []
  private(set) var opened = 0.0
  private(set) var leads = 0.0

  static let bounds: [Double] = [0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 2.5, 4, 6, 9, 14, 21, 30, 45]
  /// Answered leads above which days are gathered to weeks.
  static let many = 150_000

  init(_ h: Handovers, sources: Int) {
    var lags = [[Double]](repeating: [], count: sources)
    for i in 0..<h.count where h.answered[i] >= 0 && h.opened[i] >= 0 {
      lags[Int(h.source[i])].append(Double(max(0, h.opened[i] - h.answered[i])))
    }
    let longest = lags.filter { $0.count >= 10 }.map { quantile($0, 0.9) }.max() ?? quantile(lags.flatMap { $0 }, 0.9)
    horizon = min(max(5, Int(longest.rounded(.up))), 150, max(5, h.days / 3))
    let pooled = lags.flatMap { $0 }
    let within = Double(horizon)
    let all = pooled.isEmpty ? 1 : Double(pooled.count { $0 <= within }) / Double(pooled.count)
    share = lags.map { own in
      (Double(own.count { $0 <= within }) + 10 * all) / (Double(own.count) + 10)
    }
    gather(h)
  }

  private mutating func gather(_ h: Handovers) {
    let last = h.days - 1 - horizon
    let from = max(Int(h.dealsFrom ?? 0) - horizon / 2, h.days - 1096, 0)
    let coarse = h.count > WaitingCells.many ? 7 : 1
    var keyed: [(key: UInt64, lead: Int32)] = []
    keyed.reserveCapacity(h.count)
    for i in 0..<h.count where h.answered[i] >= 0 && Int(h.answered[i]) <= last && Int(h.came[i]) >= from {
      let wait = Double(h.wait[i])
      let bin = WaitingCells.bounds.firstIndex { wait < $0 } ?? WaitingCells.bounds.count
      let day = Int(h.came[i]) / coarse
      keyed.append(
        (UInt64(day) << 32 | UInt64(h.source[i]) << 16 | UInt64(h.noted[i]) << 8 | UInt64(bin), Int32(i)))
    }
    keyed.sort { ($0.key, $0.lead) < ($1.key, $1.lead) }
    var at = 0
    while at < keyed.count {
      var end = at
      let first = Int(keyed[at].lead)
      var cell = Cell(
        source: Int(h.source[first]), came: Int(h.came[first]), noted: Int(h.noted[first]), wait: 0, leads: 0, opened: 0)
      while end < keyed.count, keyed[end].key == keyed[at].key {
        let lead = Int(keyed[end].lead)
        cell.leads += 1
        cell.wait += Double(h.wait[lead])
        if h.opened[lead] >= 0, Int(h.opened[lead] - h.answered[lead]) <= horizon { cell.opened += 1 }
        end += 1
      }
      cell.wait /= cell.leads
      opened += cell.opened
      leads += cell.leads
      cells.append(cell)
      at = end
    }
  }
}

/// How the chance of a deal falls with the wait, up to its size: each shape is 0 after two hours and 1 after five days.
enum WaitingShape: Int, CaseIterable, Sendable {
  case days, hours, half, oneAndHalf, four, straight

  private func raw(_ wait: Double) -> Double {
    switch self {
    case .days: log1p(wait)
    case .hours: log1p(10 * wait)
    case .half: -expm1(-wait / 0.5)
    case .oneAndHalf: -expm1(-wait / 1.5)
    case .four: -expm1(-wait / 4)
    case .straight: min(wait, 25) / 10
    }
  }

  func value(_ wait: Double) -> Double {
    let (short, long) = (raw(1.0 / 12), raw(5))
    return (raw(wait) - short) / (long - short)
  }
}
