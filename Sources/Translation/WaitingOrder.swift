import Glibc

/// Who is answered first where not everybody can be, and what of a day's leads comes too late for the day.
struct WaitingOrder: Sendable {
  /// Share of the room that follows age; the rest is taken from anybody waiting alike.
  var strictness = 1.0
  var isOldestFirst = true
  /// How well age and source tell, within a day, who is answered: .5 is not at all.
  var predictability = 0.75
  /// By source: 1 ordinary, more where it is taken before others.
  var priority: [Double]
  /// Share of the leads of a day that only the next can answer.
  var overnight = 0.0
  var daysSeen = 0

  init(_ h: Handovers, _ days: RoomDays) {
    priority = [Double](repeating: 1, count: days.sources)
    findOvernight(h, days)
    let full = (0..<days.count - 1).filter { days.kinds[$0] == .full && $0 >= days.count - 546 }
    let seen = full.suffix(400)
    // At most sixty of them, evenly.
    let every = max(1, seen.count / 60)
    let chosen = seen.enumerated().filter { $0.offset % every == 0 }.map(\.element)
    guard chosen.count >= 5 else { return }
    daysSeen = chosen.count
    var begins = [Int](repeating: h.count, count: days.count + 1)
    for i in stride(from: h.count - 1, through: 0, by: -1) { begins[Int(h.came[i])] = i }
    for day in stride(from: days.count - 1, through: 0, by: -1) { begins[day] = min(begins[day], begins[day + 1]) }
    var model = SparseRegression(.binomial, width: 4, size: chosen.count + 2 + days.sources)
    for i in 0..<model.size { model.precision[i] = i < chosen.count + 2 ? 1.0 / 9 : 1 / 2.25 }
    var cells: [Cell] = []
    for (k, day) in chosen.enumerated() { cells += WaitingOrder.cells(h, days, day: day, place: k, begins: begins) }
    for cell in cells {
      model.add(cell.terms(days: chosen.count), trials: cell.waiting, hits: cell.taken)
    }
    let fit = model.fit()
    let byAge = WaitingOrder.separation(cells) { $0.age }
    isOldestFirst = byAge >= 0.5
    strictness = min(1, abs(2 * byAge - 1))
    predictability = max(
      max(byAge, 1 - byAge),
      WaitingOrder.separation(cells) { cell in
        cell.terms(days: chosen.count).dropFirst().reduce(0) { $0 + fit.top[$1.0] * $1.1 }
      })
    let own = (0..<days.sources).map { fit.top[chosen.count + 2 + $0] }
    let middleOne = middle(own)
    for s in 0..<days.sources where abs(own[s] - middleOne) > 0.7 { priority[s] = exp(min(3, max(-3, own[s] - middleOne))) }
  }

  private mutating func findOvernight(_ h: Handovers, _ days: RoomDays) {
    var came = 0.0
    var later = 0.0
    for i in 0..<h.count where h.answered[i] >= 0 && days.kinds[Int(h.came[i])] == .atLeast {
      came += 1
      if h.answered[i] > h.came[i] { later += 1 }
    }
    if came >= 50 { overnight = min(0.9, later / came) }
  }

  /// Leads of one source and age that waited on one day.
  private struct Cell {
    var place: Int
    var source: Int
    var age: Double
    var standard: Double
    var waiting: Double
    var taken: Double

    func terms(days: Int) -> [(Int, Double)] {
      [(place, 1), (days, standard), (days + 1, age <= 1 ? 1 : 0), (days + 2 + source, 1)]
    }
  }

  private static func cells(_ h: Handovers, _ days: RoomDays, day: Int, place: Int, begins: [Int]) -> [Cell] {
    let oldest = days.giveUp
    var waiting = [Double](repeating: 0, count: days.sources * (oldest + 1))
    var taken = waiting
    var (sum, mean, square) = (0.0, 0.0, 0.0)
    for i in begins[max(0, day - oldest)]..<begins[day + 1] {
      let weight = h.answered[i] < 0 ? Double(days.weight[i]) : Int(h.answered[i]) >= day ? 1 : 0
      guard weight > 0 else { continue }
      let age = day - Int(h.came[i])
      // Who came this day may have come too late for it.
      if age == 0, Int(h.answered[i]) != day, !h.wasEarly[i] { continue }
      let at = Int(h.source[i]) * (oldest + 1) + age
      waiting[at] += weight
      if Int(h.answered[i]) == day { taken[at] += 1 }
      sum += weight
      mean += weight * Double(age)
      square += weight * Double(age) * Double(age)
    }
    guard sum > 2 else { return [] }
    mean /= sum
    let spread = max(0.5, (square / sum - mean * mean).squareRoot())
    return waiting.indices.compactMap { at in
      guard waiting[at] > 0 else { return nil }
      let age = Double(at % (oldest + 1))
      return Cell(
        place: place, source: at / (oldest + 1), age: age, standard: (age - mean) / spread, waiting: waiting[at],
        taken: min(waiting[at], taken[at]))
    }
  }

  /// Within days: chance that of one taken and one left the taken one has the higher score.
  private static func separation(_ cells: [Cell], _ score: (Cell) -> Double) -> Double {
    var (won, pairs) = (0.0, 0.0)
    var from = 0
    while from < cells.count {
      var to = from
      while to < cells.count, cells[to].place == cells[from].place { to += 1 }
      let scored = cells[from..<to].map { (score: score($0), taken: $0.taken, left: $0.waiting - $0.taken) }
        .sorted { $0.score < $1.score }
      var below = 0.0
      var at = 0
      while at < scored.count {
        var end = at
        var (taken, left) = (0.0, 0.0)
        while end < scored.count, scored[end].score == scored[at].score {
          taken += scored[end].taken
          left += scored[end].left
          end += 1
        }
        won += taken * (below + 0.5 * left)
        below += left
        at = end
      }
      pairs += scored.reduce(0) { $0 + $1.taken } * below
      from = to
    }
    return pairs > 0 ? won / pairs : 0.5
  }
}
