import Glibc
import Records

/// Room, waiting, open deals and what is coming, estimated once; every question about a dial is answered from it at once.
///
/// Articles/room.md says how, and how often it was right where the truth was known.
package struct Workload: Sendable {
  package let room: Room
  package let waiting: Result<Waiting, Waiting.Refusal>
  package let openDeals: Result<OpenDeals, OpenDeals.Refusal>
  package let inflow: Inflow
  package let sources: [String]
  package let cutoff: Day
  /// Leads that wait today, the ignored ones left out.
  package let waitingNow: Double
  /// The same by days since they came.
  package var waitingByAge: [Double] {
    (0...start.giveUp).map { age in (0..<start.sources).reduce(0) { $0 + start.waiting[$1 * (start.giveUp + 1) + age] } }
  }
  /// Fewest and most leads a week of eight weeks running, the second a tenth above: what was tried.
  package let tried: ClosedRange<Double>

  let start: ReplayStart
  let worlds: [ReplayWorld]
  /// Draws of a dial that moves under somebody's fingers.
  static let quick = 30

  package init(_ h: Handovers, campaigns: [Inflow.Campaign] = []) throws(Room.Refusal) {
    let fit = try RoomFit(h)
    var isFull = false
    if case .measured = fit.room.status { isFull = true }
    room = fit.room
    sources = h.sources
    cutoff = h.cutoff
    let order = WaitingOrder(h, fit.days)
    let cells = WaitingCells(h, sources: fit.days.sources)
    let isKnown = h.dealsFrom != nil && cells.opened >= Double(Waiting.fewestDeals)
    let waits = isKnown ? WaitingFit(cells, h, fit.days, order: order) : nil
    let loads = OpenDealFit(h, sources: fit.days.sources, scale: Workload.scale(fit), isFull: isFull)
    inflow = Inflow(h, fit.days)
    start = ReplayStart(h, fit, order, loads)
    worlds = Workload.draw(h, fit, cells, waits, loads, start, inflow, campaigns)
    waitingNow = start.waitingSum
    waiting = Workload.said(cells, waits, h, order, isFull: isFull)
    do throws(OpenDeals.Refusal) { openDeals = .success(try OpenDeals(loads)) } catch { openDeals = .failure(error) }
    tried = Workload.tried(fit.days)
  }

  private static func said(
    _ cells: WaitingCells, _ waits: WaitingFit?, _ h: Handovers, _ order: WaitingOrder, isFull: Bool
  ) -> Result<Waiting, Waiting.Refusal> {
    guard h.dealsFrom != nil else { return .failure(.dealsNotRecorded) }
    guard let waits else { return .failure(.tooFewDeals(Int(cells.opened))) }
    let late = cells.cells.reduce(0) { $0 + ($1.wait >= 0.8 ? $1.leads : 0) }
    guard late >= max(20, 0.005 * cells.leads) else { return .failure(.neverVaried) }
    return .success(Waiting(waits, cells, h, order: order, isFull: isFull))
  }

  /// By day: room of today over room of then, where both are known well.
  private static func scale(_ fit: RoomFit) -> [Double] {
    guard fit.room.status != .neverFull else { return [] }
    let now = fit.filter.quantile(0.5)
    let weekly = (0..<fit.filter.weeks).map { w -> Double in
      let (low, high) = (fit.filter.quantile(0.05, week: w), fit.filter.quantile(0.95, week: w))
      return high < 1.6 * low ? min(2, max(0.5, now / fit.filter.quantile(0.5, week: w))) : .nan
    }
    // Where it was not seen, the nearest week in which it was.
    var filled = weekly
    for w in filled.indices where filled[w].isNaN {
      let near = weekly.indices.filter { !weekly[$0].isNaN }.min { abs($0 - w) < abs($1 - w) }
      filled[w] = near.map { weekly[$0] } ?? 1
    }
    return (0..<fit.days.count).map { filled[min(filled.count - 1, $0 / 7)] }
  }

  private static func tried(_ days: RoomDays) -> ClosedRange<Double> {
    let weeks = days.count / 7
    var sums: [Double] = []
    for w in 0..<max(0, weeks - 7) {
      sums.append((w * 7..<(w + 8) * 7).reduce(0) { $0 + days.arrived[$1] } / 8)
    }
    let low = sums.min() ?? 0
    return low...max(low, (sums.max() ?? 0) * 1.1)
  }
}
