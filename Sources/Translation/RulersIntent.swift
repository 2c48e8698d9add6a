import Records

/// Whether a channel's touches follow interest: how much oftener than usual they come just after somebody was handed over or opened a deal.
///
/// What comes after cannot have caused what came before, so an excess there shows that the channel goes where interest is:
/// retargeting, searches for the company's own name (a negative control in time). Usual is the channel's rate among everybody known
/// for as long, since all touches thin out with time. Touches before the opening are no sign: good channels crowd there, too.
struct IntentTrail {
  static let daysAfter: Int32 = 28
  static let touchesNeeded = 10
  /// An excess from which the channel is said to follow interest.
  static let excess = 2.0
  /// Bounds of the classes of days known; the first day belongs to the touch that made the contact and is left out.
  private static let ages: [Int32] = [1, 8, 29, 85, 365, .max]

  /// Touches found after handovers and after openings, and those usual, one entry a channel.
  private(set) var found: [[Double]]
  private(set) var usual: [[Double]]

  init(_ ledger: Ledger, _ timelines: Timelines) {
    let classes = IntentTrail.ages.count - 1
    let channels = timelines.channels.count
    var days = Array(repeating: 0.0, count: classes)
    var touches = Array(repeating: Array(repeating: 0.0, count: classes), count: channels)
    var after = Array(repeating: Array(repeating: 0.0, count: classes), count: 2)
    var found = Array(repeating: Array(repeating: 0.0, count: channels), count: 2)
    for p in 0..<timelines.people {
      let created = ledger.leads.created[p].number
      let cutoff = ledger.cutoff.number
      func count(_ from: Int32, _ to: Int32, into days: inout [Double]) {
        for k in 0..<classes {
          let low = max(from, created + IntentTrail.ages[k])
          let high = IntentTrail.ages[k + 1] == .max ? to : min(to, created + IntentTrail.ages[k + 1] - 1)
          if high >= low { days[k] += Double(high - low + 1) }
        }
      }
      count(created, cutoff, into: &days)
      // A deal that opens soon after the handover ends its window: what comes then belongs to the opening.
      let opened = ledger.leads.opened[p]?.number
      let windows: [(from: Int32, to: Int32)?] = [
        ledger.leads.handedOver[p].map { ($0.number + 1, min($0.number + IntentTrail.daysAfter, opened ?? cutoff, cutoff)) },
        opened.map { ($0 + 1, min($0 + IntentTrail.daysAfter, cutoff)) },
      ]
      for (w, window) in windows.enumerated() {
        if let window { count(window.from, window.to, into: &after[w]) }
      }
      for touch in timelines.allTouches(of: p) {
        let (day, channel) = (timelines.day[touch], Int(timelines.channel[touch]))
        guard let k = IntentTrail.ages.lastIndex(where: { created + min($0, 100_000) <= day }), k < classes else { continue }
        touches[channel][k] += 1
        for (w, window) in windows.enumerated() {
          if let window, window.from <= day, day <= window.to { found[w][channel] += 1 }
        }
      }
    }
    self.found = found
    usual = after.map { after in
      (0..<channels).map { c in
        (0..<classes).reduce(0) { $0 + (days[$1] > 0 ? touches[c][$1] / days[$1] * after[$1] : 0) }
      }
    }
  }

  func follows(_ channel: Int) -> Bool {
    found.indices.contains { w in
      found[w][channel] >= Double(IntentTrail.touchesNeeded)
        && found[w][channel] >= IntentTrail.excess * usual[w][channel]
    }
  }
}
