import Glibc
import Records
import Translation

/// A company lived through day by day: its record, and what a hundred leads more would have changed.
struct RoomLife {
  var waiting: [RoomWorld.Lead] = []
  /// By day: deals that open (source, closing lag, whether won is drawn below), change of the number open.
  var opening: [[(source: Int, closing: Int, wins: Double, isExtra: Bool)]]
  var change: [Int]
  var open = 0
  /// Deals won as expected, of ordinary and of extra leads that came from `countFrom` on.
  var wins = 0.0

  init() {
    opening = Array(repeating: [], count: 1_500)
    change = Array(repeating: 0, count: 1_900)
  }
}

extension RoomWorld {
  struct Record {
    var handovers: Handovers
    var life: RoomLife
  }

  /// The record of two years.
  func record() -> Record {
    var life = RoomLife()
    var h = Handovers(
      first: first, cutoff: first + RoomWorld.recordDays - 1, sources: (0..<RoomWorld.sources).map { "source \($0)" })
    var places: [(lead: Lead, answered: Int, wait: Double, opened: Int)] = []
    for day in 0..<RoomWorld.recordDays {
      step(day, leads(day, run: 63), able(day, run: 63), &life) { lead, wait, opened in
        places.append((lead, day, wait, opened))
      } deal: { source, closing, isWon in
        h.deals.opened.append(Int32(day))
        h.deals.closed.append(day + closing < RoomWorld.recordDays ? Int32(day + closing) : -1)
        h.deals.isWon.append(isWon && day + closing < RoomWorld.recordDays)
        h.deals.source.append(UInt16(source))
      } gone: { lead in
        places.append((lead, -1, .nan, -1))
      }
    }
    for lead in life.waiting { places.append((lead, -1, .nan, -1)) }
    places.sort { ($0.lead.day, $0.lead.source, $0.lead.order) < ($1.lead.day, $1.lead.source, $1.lead.order) }
    for one in places {
      h.came.append(Int32(one.lead.day))
      h.source.append(UInt16(one.lead.source))
      h.answered.append(Int32(one.answered))
      h.wait.append(Float(one.wait))
      h.wasEarly.append(one.lead.time < 0.25)
      h.opened.append(one.opened >= 0 && one.opened < RoomWorld.recordDays ? Int32(one.opened) : -1)
      h.noted.append(0)
    }
    h.dealsFrom = 0
    return Record(handovers: h, life: life)
  }

  /// One day: who comes, who is answered, what opens and is counted.
  func step(
    _ day: Int, _ came: [Lead], _ able: Double, _ life: inout RoomLife, counts: Bool = false,
    answered: (Lead, Double, Int) -> Void = { _, _, _ in }, deal: (Int, Int, Bool) -> Void = { _, _, _ in },
    gone: (Lead) -> Void = { _ in }
  ) {
    life.open += life.change[day]
    for one in life.opening[day] {
      let rate = wins(one.source, load: Double(life.open))
      deal(one.source, one.closing, one.wins < rate)
      life.open += 1
      life.change[min(life.change.count - 1, day + max(1, one.closing))] -= 1
    }
    for lead in came {
      if lead.isIgnored {
        gone(lead)
        if counts { life.wins += RoomWorld.unanswered * opens(lead, wait: 10) * wins(lead.source, load: Double(life.open)) }
      } else {
        life.waiting.append(lead)
      }
    }
    guard able > 0 else { return }
    let can = life.waiting.indices.filter { life.waiting[$0].day < day || life.waiting[$0].time < 0.8 }
    let needed = can.reduce(0) { $0 + effort[life.waiting[$1].source] }
    var order = can
    if needed > able {
      let claims = life.waiting.map { claim($0, day: day) }
      order.sort { claims[$0] < claims[$1] }
    }
    var left = able
    var taken = Set<Int>()
    for at in order {
      let lead = life.waiting[at]
      guard left > effort[lead.source] / 2 else { break }
      left -= effort[lead.source]
      taken.insert(at)
      let at = lead.day == day ? 0.05 + 0.2 * lead.order : Double(day - lead.day) + (lead.order - lead.time) / 3
      let wait = max(0.02, at)
      let rate = opens(lead, wait: wait)
      let opens = lead.chance.opens < rate
      let when = day + lead.lags.opening
      answered(lead, wait, opens ? when : -1)
      if opens, when < life.opening.count {
        life.opening[max(day + 1, when)].append((lead.source, lead.lags.closing, lead.chance.wins, lead.isExtra))
      }
      if counts { life.wins += rate * wins(lead.source, load: Double(life.open)) }
    }
    life.waiting = life.waiting.enumerated().filter { at, lead in
      if taken.contains(at) { return false }
      guard day - lead.day < 45 else {
        gone(lead)
        if counts { life.wins += RoomWorld.unanswered * opens(lead, wait: 10) * wins(lead.source, load: Double(life.open)) }
        return false
      }
      return true
    }.map(\.element)
  }

  /// Deals that `units` more leads of `source` bring, as expected, with its standard error.
  func more(_ units: Int, of source: Int, after record: Record, runs: Int) -> (mean: Double, error: Double) {
    // Whoever comes within half a year; then the queue is worked off.
    let (weeks, drain) = (26, 20)
    var differences: [Double] = []
    for run in 0..<runs {
      var (with, without) = (record.life, record.life)
      var draws = Draws(name: "extra", chain: run, seed: seed)
      var extra: [Int: [Lead]] = [:]
      for k in 0..<units {
        var day = RoomWorld.recordDays + 7 + k * 49 / units
        if (first.weekday + day) % 7 >= 5 { day += 2 }
        var one = lead(source, day, batch: source == RoomWorld.event ? 100 : 1, &draws)
        one.isExtra = true
        extra[day, default: []].append(one)
      }
      for day in RoomWorld.recordDays..<RoomWorld.recordDays + (weeks + drain) * 7 {
        let came = day < RoomWorld.recordDays + weeks * 7 ? leads(day, run: run) : []
        let room = able(day, run: run)
        step(day, came, room, &without, counts: true)
        step(day, came + (extra[day] ?? []), room, &with, counts: true)
      }
      differences.append(with.wins - without.wins)
    }
    let mean = differences.reduce(0, +) / Double(runs)
    let square = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, runs - 1))
    return (mean, (square / Double(runs)).squareRoot())
  }

  /// Leads of today's mix that a full week had room for, as the last 13 weeks were, or those since the team last changed.
  func weeklyRoom(_ h: Handovers, sinceChange: Bool = true) -> Double {
    var (sum, count) = (0.0, 0.0)
    for i in 0..<h.count where Int(h.came[i]) >= h.days - 182 {
      sum += effort[Int(h.source[i])]
      count += 1
    }
    let from = sinceChange ? max(h.days - 91, changeDay) : h.days - 91
    let days = (from..<h.days).map { able($0, run: 63) }.filter { $0 > 0 }
    return 5 * days.reduce(0, +) / Double(days.count) / (sum / count)
  }

  /// Deals won a week if the volume were held at so many leads a week for half a year, from an empty start.
  func held(_ leadsAWeek: Double, runs: Int) -> Double {
    var sum = 0.0
    for run in 0..<runs {
      var life = RoomLife()
      var usual = 0.0
      for day in RoomWorld.recordDays..<RoomWorld.recordDays + 182 { usual += Double(leads(day, run: run + 20).count) }
      let factor = leadsAWeek / max(1, usual / 26)
      for day in RoomWorld.recordDays..<RoomWorld.recordDays + 182 {
        step(day, leads(day, run: run + 20, volume: factor), able(day, run: run + 20), &life, counts: true)
      }
      sum += life.wins / 26
    }
    return sum / Double(runs)
  }
}
