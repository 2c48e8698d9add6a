import Records

/// Goals that contradict each other whatever comes: at least so much, and at most less, of one thing on the same days.
extension Alignment {
  /// Its days are to come, and it can be judged.
  static func isOpen(_ standing: Standing) -> Bool {
    switch standing.verdict {
    case .likely, .tossUp, .unlikely: true
    case .met, .missed, .cannotBeTold: false
    }
  }

  /// The first such pair. `besidesLeads`: of leads a week the programme finds it, with more ways out.
  static func contradiction(_ aims: [Aim], _ standings: [Standing], besidesLeads: Bool) -> (floor: Int, ceiling: Int)? {
    for floor in aims.indices where aims[floor].isFloor && isOpen(standings[floor]) {
      for ceiling in aims.indices where !aims[ceiling].isFloor && isOpen(standings[ceiling]) {
        let (low, high) = (aims[floor], aims[ceiling])
        guard low.measure == high.measure, low.value > high.value else { continue }
        if besidesLeads, low.measure == .leadsAWeek { continue }
        let collide =
          switch low.measure {
          // What adds up over days: all days of the floor count for the ceiling, too.
          case .total(.firstResponse): low.from <= high.to && high.from <= low.to
          case .total, .metric: high.from <= low.from && low.to <= high.to
          case .leadsAWeek, .spendAMonth, .share, .answered, .customersKept: low.from <= high.to && high.from <= low.to
          }
        if collide { return (floor, ceiling) }
      }
    }
    return nil
  }

  /// Either of the two, as far as the other.
  static func reconciling(_ aims: [Aim], _ pair: (floor: Int, ceiling: Int)) -> [Fix] {
    [(pair.floor, pair.ceiling), (pair.ceiling, pair.floor)].map { moved, other in
      let (from, to) = (aims[moved].value, aims[other].value)
      return Fix(
        kind: .move(aim: moved, from: from, to: to), until: nil, relative: from != 0 ? abs(to - from) / abs(from) : nil,
        leads: 0, hours: nil, deals: 0)
    }
    .sorted { ($0.relative ?? 1e9) < ($1.relative ?? 1e9) }
  }
}
