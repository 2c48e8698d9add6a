import Records

/// Everybody's touches in the order they happened, cut where they stop leading anywhere: what journeys and the regression count from.
struct Timelines {
  var channels: [String]
  let people: Int
  /// Touches of person p are `starts[p]..<starts[p + 1]`, by day and then as the file has them.
  private var starts: [Int]
  /// The first `kept[p]` of them are not later than the opening.
  private var kept: [Int32]
  var day: [Int32] = []
  var channel: [UInt16] = []
  /// A new customer, and the day that decided it: the opening of the deal that was won, or the win where no opening is recorded.
  var isWon: [Bool]
  /// Customers before marketing met them: only extensions or renewals were won from them. No path of theirs is counted.
  var isOldCustomer: [Bool]
  /// The last day on which a touch can lead to a deal.
  var end: [Int32]
  var leaked = 0
  var extensions = 0

  init(_ ledger: Ledger) {
    let leads = ledger.leads
    let touches = ledger.touches
    channels = touches.channels
    people = leads.count
    let isOld = Timelines.oldCustomers(ledger)
    isOldCustomer = isOld
    isWon = (0..<leads.count).map { leads.won[$0] != nil && !isOld[$0] }
    extensions = (0..<leads.count).count { leads.won[$0] != nil && isOld[$0] }
    end = (0..<leads.count).map { lead in
      var last = ledger.cutoff
      for limit in [leads.opened[lead], leads.won[lead]] { if let limit { last = min(last, limit) } }
      return last.number
    }

    // Counting sort by person; a person has a handful of touches, so insertion by day does the rest.
    starts = Array(repeating: 0, count: people + 1)
    for lead in touches.lead { starts[Int(lead) + 1] += 1 }
    for p in 0..<people { starts[p + 1] += starts[p] }
    var next = starts
    day = Array(repeating: 0, count: touches.count)
    channel = Array(repeating: 0, count: touches.count)
    for i in 0..<touches.count {
      let p = Int(touches.lead[i])
      var at = next[p]
      next[p] += 1
      let (itsDay, itsChannel) = (touches.day[i].number, touches.channel[i])
      while at > starts[p], day[at - 1] > itsDay {
        day[at] = day[at - 1]
        channel[at] = channel[at - 1]
        at -= 1
      }
      day[at] = itsDay
      channel[at] = itsChannel
    }
    kept = Array(repeating: 0, count: people)
    for p in 0..<people {
      var upTo = starts[p + 1]
      while upTo > starts[p], day[upTo - 1] > end[p] { upTo -= 1 }
      kept[p] = Int32(upTo - starts[p])
      leaked += starts[p + 1] - upTo
    }
  }

  /// Indices into `day` and `channel` of the touches that may have led to a deal.
  func touches(of person: Int) -> Range<Int> { starts[person]..<starts[person] + Int(kept[person]) }

  /// The same with those after the opening.
  func allTouches(of person: Int) -> Range<Int> { starts[person]..<starts[person + 1] }

  /// Whether somebody's won deals are all extensions or renewals.
  private static func oldCustomers(_ ledger: Ledger) -> [Bool] {
    var isNew = Array(repeating: false, count: ledger.leads.count)
    var isOther = isNew
    for (deal, lead) in ledger.deals.lead.enumerated() where lead >= 0 && ledger.deals.won[deal] != nil {
      switch ledger.deals.kind[deal] {
      case .new: isNew[Int(lead)] = true
      case .expansion, .renewal: isOther[Int(lead)] = true
      }
    }
    return isNew.indices.map { isOther[$0] && !isNew[$0] }
  }
}
