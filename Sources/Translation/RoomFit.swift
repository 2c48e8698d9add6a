import Glibc
import Records

/// Everything about room that the other parts lean on: days, effort, the filter, and what is said of it.
struct RoomFit {
  let days: RoomDays
  let effort: RoomEffort
  let filter: RoomFilter
  let room: Room

  /// Answers below which nothing is said, and the shortest record.
  static let fewestAnswers = 60
  static let shortest = 56

  init(_ h: Handovers) throws(Room.Refusal) {
    guard h.count > 0 else { throw .noLeads }
    let answers = h.answered.count { $0 >= 0 }
    guard answers > 0 else { throw .answersNotRecorded }
    guard answers >= RoomFit.fewestAnswers else { throw .tooFewAnswers(answers) }
    guard h.days >= RoomFit.shortest else { throw .recordTooShort(days: h.days) }
    let days = RoomDays(h)
    let effort = RoomEffort(days)
    var load = [Double](repeating: 0, count: days.count)
    for s in 0..<days.sources {
      for day in 0..<days.count { load[day] += effort.effort[s] * days.answers[s * days.count + day] }
    }
    let filter = RoomFilter(days, load: load)
    self.days = days
    self.effort = effort
    self.filter = filter
    room = RoomFit.said(h, days, effort, filter, load)
  }

  private static func said(
    _ h: Handovers, _ days: RoomDays, _ effort: RoomEffort, _ filter: RoomFilter, _ load: [Double]
  ) -> Room {
    let workdays = max(1, days.isWorking.count { $0 })
    let lately = days.fullDays(last: 91)
    let inYear = days.fullDays(last: 364)
    let status: Room.Status
    if lately >= 8, days.fullWeeks(last: 91) >= 4 {
      status = .measured(fullDays: lately)
    } else if inYear >= 8, let last = days.lastFull {
      status = .dated(fullDays: inYear, last: h.first + last)
    } else {
      status = .neverFull
    }
    let aWeek = Double(workdays)
    func estimate(_ at: (Double) -> Double) -> Estimate {
      Estimate(value: at(0.5) * aWeek, low: at(0.05) * aWeek, high: at(0.95) * aWeek)
    }
    // The best whole week, Monday to Sunday, in which at most one day was full.
    var most = 0.0
    var weekOfMost: Day?
    let monday = (7 - h.first.weekday) % 7
    for start in stride(from: monday, through: days.count - 7, by: 7) {
      let week = start..<start + 7
      guard week.count(where: { days.kinds[$0] == .full }) == 0 else { continue }
      let sum = week.reduce(0) { $0 + load[$1] }
      if sum > most {
        most = sum
        weekOfMost = h.first + start
      }
    }
    var perWeek: Estimate?
    var history: [Estimate] = []
    if status != .neverFull {
      perWeek = estimate { filter.quantile($0) }
      history = (0..<filter.weeks).map { week in estimate { filter.quantile($0, week: week) } }
    }
    let lastMonday = h.cutoff.startOfWeek + (h.cutoff.weekday == 6 ? 7 : 0) - h.first
    let four = max(0, lastMonday - 28)..<max(0, lastMonday)
    return Room(
      status: status, perWeek: perWeek, mostWithoutQueue: Int(most), weekOfMost: weekOfMost, history: history,
      historyFrom: h.first, workdaysAWeek: workdays, openShare: days.openShare,
      arrivingLately: four.reduce(0) { $0 + days.arrived[$1] } / 4, ignored: days.ignoredOfAll, effort: effort.effort)
  }
}
