import Glibc
import Records

/// How soon leads were first answered, and how many of them got further, by source: as they came, and among leads of one weekday.
///
/// Whom somebody calls within the hour is not chance: requests of a Monday morning meet a team at its desks, those of a Friday wait for
/// Monday, and fewer of them get further whoever calls. So leads of one source and weekday are compared with each other and the comparisons
/// put together (Mantel & Haenszel 1959; interval by Greenland & Robins 1985). What made somebody call *this* lead first on a day stays
/// unseen: a ratio is a hint, never more. Articles/room.md.
package struct AnswerSpeed: Sendable, Hashable {
  /// How far a lead got.
  package enum Reached: Sendable, Hashable { case qualified, opened }

  /// When the first answer came.
  package enum Speed: Int, CaseIterable, Sendable { case withinHour, sameDay, later }

  package enum Refusal: Error, Sendable, Hashable {
    /// Only days of answers are recorded.
    case noTimes
    /// No column says who qualified, and no file who opened a deal.
    case nothingReached
    case tooFew(leads: Int)
  }

  package struct Cell: Sendable, Hashable {
    package var leads = 0
    package var reached = 0
    package init(leads: Int = 0, reached: Int = 0) { (self.leads, self.reached) = (leads, reached) }
    package var share: Double { leads > 0 ? Double(reached) / Double(leads) : 0 }
  }

  /// Leads of one source and weekday, one cell a speed.
  package typealias Stratum = [Cell]

  package struct One: Sendable, Hashable {
    package var source: String
    /// All weekdays together, one cell a speed.
    package var cells: [Cell]
    /// How many times as many got there of those answered within the hour as of those answered on a later day: as they came.
    package var plain: Double
    /// The same among leads of one weekday.
    package var within: Estimate
    package var grade: Grade
  }

  package var reached: Reached
  /// What could be compared, the source with the most that got there first.
  package var sources: [One]

  /// Leads answered within the hour, and on a later day, that a source must have; and how many of both must have got there.
  package static let fewestLeads = 20
  package static let fewestReached = 15
  /// A ratio this close to one would change nobody's day.
  static let alike = 1.25

  /// `strata`: by source, then by weekday. Throws where no source has enough of both. Of two that tell as much the first stands first.
  package init(_ reached: Reached, sources names: [String], strata: [[Stratum]]) throws(Refusal) {
    self.reached = reached
    sources = zip(names, strata).compactMap { One(source: $0, strata: $1) }.enumerated()
      .sorted { ($0.element.told, $1.offset) > ($1.element.told, $0.offset) }.map(\.element)
    guard !sources.isEmpty else {
      throw .tooFew(leads: strata.reduce(0) { $0 + $1.reduce(0) { $0 + $1.reduce(0) { $0 + $1.leads } } })
    }
  }
}

extension AnswerSpeed.One {
  /// How many of those compared got there: what there is to tell from.
  var told: Int { cells[0].reached + cells[2].reached }

  /// `nil` where too few of one of both were answered, or got there.
  init?(source: String, strata: [AnswerSpeed.Stratum]) {
    let cells = AnswerSpeed.Speed.allCases.map { speed in
      strata.reduce(into: AnswerSpeed.Cell()) { sum, stratum in
        sum.leads += stratum[speed.rawValue].leads
        sum.reached += stratum[speed.rawValue].reached
      }
    }
    let (fast, slow) = (cells[0], cells[2])
    guard min(fast.leads, slow.leads) >= AnswerSpeed.fewestLeads, fast.reached + slow.reached >= AnswerSpeed.fewestReached,
      slow.reached > 0, let within = Self.ratio(strata)
    else { return nil }
    self.source = source
    self.cells = cells
    plain = fast.share / slow.share
    self.within = within
    let tells = within.low > 1 || within.high < 1
    let alike = within.low > 1 / AnswerSpeed.alike && within.high < AnswerSpeed.alike
    grade = alike ? .n : tells ? .c : .d
  }

  /// Σ a·n₀/N over Σ b·n₁/N, with the variance of its logarithm.
  private static func ratio(_ strata: [AnswerSpeed.Stratum]) -> Estimate? {
    var (top, bottom, spread) = (0.0, 0.0, 0.0)
    for stratum in strata {
      let (fast, slow) = (stratum[0], stratum[2])
      guard fast.leads > 0, slow.leads > 0 else { continue }
      let (a, b, n1, n0) = (Double(fast.reached), Double(slow.reached), Double(fast.leads), Double(slow.leads))
      let n = n1 + n0
      top += a * n0 / n
      bottom += b * n1 / n
      spread += ((a + b) * n1 * n0 - a * b * n) / (n * n)
    }
    guard top > 0, bottom > 0 else { return nil }
    let deviation = (spread / (top * bottom)).squareRoot()
    let ratio = top / bottom
    return Estimate(value: ratio, low: ratio * exp(-Normal.z90 * deviation), high: ratio * exp(Normal.z90 * deviation))
  }
}

extension AnswerSpeed {
  package init(_ ledger: Ledger) throws(Refusal) {
    let leads = ledger.leads
    let hours = leads.firstResponseHours
    guard hours.contains(where: { !$0.isNaN && $0.truncatingRemainder(dividingBy: 24) != 0 }) else { throw .noTimes }
    let reached: Reached = leads.qualified.contains { $0 != nil } ? .qualified : .opened
    let got = reached == .qualified ? leads.qualified : leads.opened
    guard got.contains(where: { $0 != nil }) else { throw .nothingReached }
    // Who was answered lately has not had the time: nine tenths of a source's own who got there took no longer than this.
    var waits = [[Int]](repeating: [], count: ledger.sources.count)
    for lead in 0..<leads.count {
      if let answer = leads.answered[lead], let day = got[lead] { waits[Int(leads.source[lead])].append(max(0, day - answer)) }
    }
    let ripe = waits.map { own in ledger.cutoff - (own.isEmpty ? 0 : own.sorted()[own.count * 9 / 10]) }
    let isHanded = leads.handedOver.contains { $0 != nil }
    var strata = [[Stratum]](
      repeating: [Stratum](repeating: Stratum(repeating: Cell(), count: Speed.allCases.count), count: 7),
      count: ledger.sources.count)
    for lead in 0..<leads.count where !hours[lead].isNaN {
      guard let answer = leads.answered[lead], answer <= ripe[Int(leads.source[lead])],
        let came = isHanded ? leads.handedOver[lead] : leads.created[lead]
      else { continue }
      let speed: Speed = hours[lead] < 1 ? .withinHour : answer <= came ? .sameDay : .later
      strata[Int(leads.source[lead])][came.weekday][speed.rawValue].leads += 1
      if got[lead] != nil { strata[Int(leads.source[lead])][came.weekday][speed.rawValue].reached += 1 }
    }
    try self.init(reached, sources: ledger.sources.map(\.name), strata: strata)
  }
}
