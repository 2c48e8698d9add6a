import Records

/// What the next units of a metric do to everybody else's leads: how many are answered later for it, and what that costs in deals.
///
/// `next` by itself speaks of the units' own outcomes; this is what has to be set against it at the room that there is.
package struct Crowding: Sendable {
  /// How many units, as `Next.units`, and the leads that they are when sales gets them.
  package var units: Int
  package var leads: Int
  package var more: MoreLeads

  /// Deals for one unit with everything counted: its own, less what it takes from others.
  package var perUnit: Estimate { more.total.scaled(by: 1 / Double(max(1, units))) }
}

extension Findings {
  /// The same at the room that sales set in the journal, else the planned one, else the estimate.
  package mutating func crowd(roomsSet: [Outlook.RoomSet], quick: Bool = false, workers: Int = 1) {
    guard let outlook else { return }
    crowd(outlook.dial(set: roomsSet), quick: quick, workers: workers)
  }

  /// Works out again what the next units do to others, at the room that sales sets; only pairs with deals won carry it.
  ///
  /// The same for one dial whoever asks, and quick enough to be asked at every key: `quick` takes fewer draws.
  package mutating func crowd(_ dial: RoomDial, quick: Bool = false, workers: Int = 1) {
    roomDial = dial
    guard case .success(let workload)? = workload else { return }
    var (pairs, asks): ([Int], [Workload.Ask]) = ([], [])
    for i in translations.indices where translations[i].outcome == .dealsWon {
      translations[i].crowding = nil
      guard case .source(let source) = metrics[translations[i].metric].kind, let next = translations[i].next,
        let share = handedShare(of: translations[i])
      else { continue }
      pairs.append(i)
      asks.append(Workload.Ask(max(1, Int((share * Double(next.units)).rounded())), of: source))
    }
    guard !asks.isEmpty else { return }
    let found = workload.more(asks, dial, quick: quick, workers: workers)
    for (at, pair) in pairs.enumerated() {
      translations[pair].crowding = Crowding(
        units: translations[pair].next?.units ?? 0, leads: asks[at].units, more: found[at])
    }
  }

  /// What the units of each way that fits do to others, sent evenly until their last day, at the same room.
  package func crowded(_ answer: Backwards) -> Backwards {
    guard case .success(let workload)? = workload else { return answer }
    var answer = answer
    var (rows, asks): ([Int], [Workload.Ask]) = ([], [])
    for (at, row) in answer.rows.enumerated() where row.fit == .fits {
      guard case .source(let source) = metrics[row.metric].kind, let units = row.units, let last = row.lastDay,
        let o = outcomes.firstIndex(where: { $0.kind == .dealsWon }), let t = translation(metric: row.metric, outcome: o),
        let share = handedShare(of: t)
      else { continue }
      rows.append(at)
      let days: Int = last - cutoff
      let weeks = max(1, min(Inflow.weeks, days / 7))
      asks.append(Workload.Ask(max(1, Int((min(1e6, share * units.value)).rounded())), of: source, weeks: 0..<weeks))
    }
    guard !asks.isEmpty else { return answer }
    for (at, more) in zip(rows, workload.more(asks, roomDial, quick: true)) {
      answer.rows[at].crowding = Crowding(
        units: Int(min(1e9, answer.rows[at].units?.value ?? 0).rounded(.up)), leads: more.units, more: more)
    }
    return answer
  }

  /// Of the people of a pair, the share that reached sales; all of them where no handover is recorded, `nil` where sales found them itself.
  private func handedShare(of t: Translation) -> Double? {
    guard let path = t.tracked?.path, let people = path.first(where: { $0.stage == .people })?.count, people > 0 else {
      return nil
    }
    guard let handed = path.first(where: { $0.stage == .handedOver })?.count, handed > 0 else {
      return outlook?.countsHandover == true ? nil : 1
    }
    return min(1, Double(handed) / Double(people))
  }
}

extension Outlook {
  /// Week by week what the room is where sales or a plan says it; else as estimated.
  package func dial(set: [RoomSet]) -> RoomDial {
    RoomDial(
      rooms(set: set).map { room in
        switch room?.source {
        case .sales, .plan: .perWeek(room?.leads ?? 0)
        case .measured, .lowerBound, .dated, nil: .asEstimated
        }
      })
  }
}
