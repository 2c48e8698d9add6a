import Records

/// What the next units of a metric do to everybody else's leads: how many are answered later for it, and what that costs in deals.
///
/// `next` by itself speaks of the units' own outcomes; this is what has to be set against it at the room that there is.
package struct Crowding: Sendable {
  /// How many units, as `Next.units`, and the leads that they are when sales gets them.
  package var units: Int
  package var leads: Int
  package var more: MoreLeads

  /// With everything counted, in opportunities where those are asked for, else in deals.
  package func inAll(_ outcome: OutcomeKind) -> InAll {
    var all = InAll(
      units: units, leads: leads, own: more.own, delayed: more.delay, openDeals: more.openDeals, total: more.total,
      probabilityOfFewer: more.probabilityOfFewer, verdict: more.verdict)
    guard outcome == .opportunities else { return all }
    let opened = more.opened
    (all.own, all.delayed, all.openDeals, all.total) = (opened.own, opened.delay, nil, opened.total)
    (all.probabilityOfFewer, all.verdict) = (opened.probabilityOfFewer, opened.verdict)
    return all
  }
}

/// What the next units bring at the room there is with everything counted; every figure is of all of them together.
package struct InAll: Sendable, Hashable {
  package var units: Int
  package var leads: Int
  /// Their own outcomes at the waits they meet; what others lose that wait longer; what is lost where open deals pile up.
  package var own: Estimate
  package var delayed: Estimate
  package var openDeals: Estimate?
  package var total: Estimate
  package var probabilityOfFewer: Double
  package var verdict: MoreLeads.Verdict

  /// Whoever hears of their own outcomes has to hear this, too: it is fewer, it is open, or a good part of them is lost elsewhere.
  package var tells: Bool { verdict != .moreDeals || total.value < 0.75 * own.value }
}

extension Findings {
  /// The same at the room that sales set in the journal, else the planned one, else the estimate; whether that is another one than before.
  /// What a room that is over would change stays as it was worked out.
  @discardableResult
  package mutating func crowd(roomsSet: [Outlook.RoomSet], quick: Bool = false, workers: Int = 1) -> Bool {
    guard let dial = outlook?.dial(set: roomsSet), dial != playedAt else { return false }
    crowd(dial, quick: quick, workers: workers)
    return true
  }

  /// Works out again what the next units do to others, at the room that sales sets; only pairs with deals and opportunities carry it.
  ///
  /// The same for one dial whoever asks, and quick enough to be asked at every key: `quick` takes fewer draws.
  package mutating func crowd(_ dial: RoomDial, quick: Bool = false, workers: Int = 1) {
    playedAt = dial
    guard case .success(let workload)? = workload else { return }
    var (pairs, asks): ([(at: Int, ask: Int)], [Workload.Ask]) = ([], [])
    for i in translations.indices where [.dealsWon, .opportunities].contains(translations[i].outcome) {
      (translations[i].crowding, translations[i].inAll) = (nil, nil)
      guard case .source(let source) = metrics[translations[i].metric].kind, let next = translations[i].next,
        let share = handedShare(of: translations[i])
      else { continue }
      // Deals and opportunities of one source mostly ask the same.
      let ask = Workload.Ask(max(1, Int((share * Double(next.units)).rounded())), of: source)
      if !asks.contains(ask) { asks.append(ask) }
      pairs.append((i, asks.firstIndex(of: ask) ?? 0))
    }
    guard !asks.isEmpty else { return }
    let found = workload.more(asks, dial, quick: quick, workers: workers)
    for (at, ask) in pairs {
      let crowding = Crowding(units: translations[at].next?.units ?? 0, leads: asks[ask].units, more: found[ask])
      translations[at].inAll = crowding.inAll(translations[at].outcome)
      if translations[at].outcome == .dealsWon { translations[at].crowding = crowding }
    }
  }

  /// What the units of each way that fits, and of the nearest misses, do to others, sent evenly until their last day, at the same room.
  package func crowded(_ answer: Backwards) -> Backwards {
    guard case .success(let workload)? = workload else { return answer }
    var answer = answer
    var (rows, asks): ([Int], [Workload.Ask]) = ([], [])
    var misses = 0
    for (at, row) in answer.rows.enumerated() {
      switch row.fit {
      case .fits: break
      case .neverTried where misses < Backwards.missesPlayed: misses += 1
      case .fewerInAll, .openInAll, .neverTried, .tooLate, .ended, .cannotBeTold, .noEffect, .misleads: continue
      }
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
      guard answer.rows[at].fit == .fits, let all = answer.rows[at].inAll(answer.question) else { continue }
      switch all.verdict {
      case .moreDeals: break
      case .fewerDeals: answer.rows[at].fit = .fewerInAll
      case .cannotBeTold: answer.rows[at].fit = .openInAll
      }
    }
    return sorted(answer)
  }

  /// What a planned volume does to others over the weeks that it is held, played quickly; `nil` where nobody's leads are planned or
  /// fewer of them are.
  func crowding(_ t: Translation, units: Double, days: Int) -> Crowding? {
    guard case .success(let workload)? = workload, units >= 1, case .source(let source) = metrics[t.metric].kind,
      let share = handedShare(of: t)
    else { return nil }
    let weeks = max(1, min(Inflow.weeks, days / 7))
    let ask = Workload.Ask(max(1, Int((min(1e6, share * units)).rounded())), of: source, weeks: 0..<weeks)
    return workload.more([ask], roomDial, quick: true).first.map {
      Crowding(units: Int(min(1e9, units).rounded()), leads: ask.units, more: $0)
    }
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
