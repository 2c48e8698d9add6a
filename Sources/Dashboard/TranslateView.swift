import Cells
import Records
import Translation

/// The home screen: what marketing counts, what sales lives on, and what the chosen pair means for both.
package struct TranslateView: View, Sendable {
  enum Side: Sendable { case marketing, sales }
  /// How the metrics are ordered; `s` walks through them.
  enum Order: String, CaseIterable, Sendable {
    case forOneDeal = "for 1 deal"
    case volume = "most in 4 weeks"
    case change = "largest change"
    case name = "name"
  }

  var side = Side.marketing
  var order = Order.forOneDeal
  /// Narrows the list that had the focus when it was typed.
  var search = "" { didSet { searched = side } }
  private var searched = Side.marketing
  /// By name, so that the choice outlives another reading.
  private var metricName: String?
  private var outcomeKind: OutcomeKind?

  /// Whether both are on course, for as long as findings and journal are the same.
  private var together: (version: Int, lines: Together?)?

  package init() {}

  mutating func prepare(_ facts: Facts, _ area: Area) {
    guard together?.version != facts.version else { return }
    together = (facts.version, nil)
    guard !facts.aims.isEmpty, let outlook = facts.findings?.outlook, let question = AlignView().question(facts) else { return }
    together?.lines = Together(AlignAnswer(outlook, question, plays: false))
  }

  let hints: [(keys: [Command], word: String)] = [
    ([.up, .down], "row"), ([.left, .right], "side"), ([.why], "why"), ([.more, .less], "what if"), ([.backwards], "back"),
    ([.find], "find"), ([.help], "help"), ([.quit], "quit"), ([.dataView], "data"), ([.sort], "sort"), ([.palette], "all"),
    ([.theme], "theme"),
  ]
  let purpose =
    "What one marketing number means for sales. Pick a number on the left and an outcome on the right; the joint meaning below is about that pair."
  /// While the chosen metric is planned.
  static let planHints: [(keys: [Command], word: String)] = [
    ([.up, .down], "row"), ([.left, .right], "side"), ([.more, .less], "more, less"), ([.reset], "reset"), ([.why], "why"),
    ([.backwards], "back"), ([.help], "help"), ([.quit], "quit"),
  ]
  let commands: [Command] = [
    .up, .down, .left, .right, .otherSide, .pageUp, .pageDown, .first, .last, .why, .explain, .more, .less, .reset, .backwards,
    .find, .sort, .copy,
  ]

  // MARK: What is shown and chosen

  /// Indices into `findings.metrics`, searched and sorted.
  func metrics(_ findings: Findings) -> [Int] {
    let all = findings.metrics.indices.filter {
      search.isEmpty || searched == .sales || matches(findings.metrics[$0].heading, search)
    }
    func key(_ m: Int) -> Double {
      switch order {
      case .forOneDeal: return forOne(findings, m)
      case .volume: return -(findings.metrics[m].unit == .people ? findings.metrics[m].lastFourWeeks ?? 0 : 0)
      case .change:
        guard let now = findings.metrics[m].lastFourWeeks, let before = findings.metrics[m].fourWeeksBefore, before > 0
        else { return .infinity }
        return -abs(now / before - 1)
      case .name: return 0
      }
    }
    let keys = Dictionary(uniqueKeysWithValues: all.map { ($0, key($0)) })
    return all.sorted { a, b in
      let (x, y) = (keys[a] ?? 0, keys[b] ?? 0)
      if order == .name || x == y {
        return order == .name
          ? findings.metrics[a].heading.lowercased() < findings.metrics[b].heading.lowercased() : a < b
      }
      return x < y
    }
  }

  /// Units for one deal; figures first, then "too few", then "no effect", then numbers without ids.
  private func forOne(_ findings: Findings, _ m: Int) -> Double {
    guard let t = findings.translation(metric: m, outcome: Self.column(findings)) else { return .infinity }
    switch t.grade {
    case .a, .b, .c, .x: return t.perUnit.map { 1 / max($0.value, 1e-12) } ?? 1e19
    case .d: return t.evidence == .tracked ? 1e16 : 1e18
    case .n: return 1e17
    }
  }

  /// The outcome of the column "for 1 deal": deals, or the nearest thing to them that is recorded.
  package static func column(_ findings: Findings) -> Int {
    for kind in [OutcomeKind.dealsWon, .opportunities, .acceptedLeads, .revenueWon] {
      if let o = findings.outcomes.firstIndex(where: { $0.kind == kind && $0.isRecorded }) { return o }
    }
    return findings.outcomes.firstIndex { $0.kind == .dealsWon } ?? 0
  }

  /// Indices into `findings.outcomes`: recorded ones first.
  func outcomes(_ findings: Findings) -> [Int] {
    let all = findings.outcomes.indices.filter {
      search.isEmpty || searched == .marketing || matches(findings.outcomes[$0].kind.heading, search)
    }
    return all.filter { findings.outcomes[$0].isRecorded } + all.filter { !findings.outcomes[$0].isRecorded }
  }

  func metric(_ findings: Findings) -> Int? {
    let shown = metrics(findings)
    return shown.first { findings.metrics[$0].name == metricName } ?? shown.first
  }

  func outcome(_ findings: Findings) -> Int? {
    let shown = outcomes(findings)
    return shown.first { findings.outcomes[$0].kind == outcomeKind }
      ?? shown.first { findings.outcomes[$0].kind == .dealsWon && findings.outcomes[$0].isRecorded } ?? shown.first
  }

  func translation(_ findings: Findings) -> Translation? {
    guard let m = metric(findings), let o = outcome(findings) else { return nil }
    return findings.translation(metric: m, outcome: o)
  }

  func found(_ facts: Facts) -> (shown: Int, of: Int) {
    guard let findings = facts.findings else { return (0, 0) }
    switch search.isEmpty ? side : searched {
    case .marketing: return (metrics(findings).count, findings.metrics.count)
    case .sales: return (outcomes(findings).count, findings.outcomes.count)
    }
  }

  package mutating func choose(metric: String?, outcome: OutcomeKind?) {
    if let metric { metricName = metric }
    if let outcome { outcomeKind = outcome }
  }

  // MARK: Moving

  mutating func perform(_ command: Command, _ facts: Facts, _ area: Area) -> [Effect] {
    guard let findings = facts.findings else { return [] }
    let page = max(1, ListLayout(area, findings).rows - 1)
    switch command {
    case .up, .down, .pageUp, .pageDown, .first, .last: move(command.steps(page: page) ?? 0, findings)
    case .left: side = .marketing
    case .right: side = .sales
    case .otherSide: side = side == .marketing ? .sales : .marketing
    case .sort:
      let next = (Order.allCases.firstIndex(of: order) ?? 0) + 1
      order = Order.allCases[next % Order.allCases.count]
    case .copy: return translation(findings).map { [.copy(Wording(findings).text($0))] } ?? []
    default: break
    }
    return []
  }

  private mutating func move(_ step: Int, _ findings: Findings) {
    switch side {
    case .marketing:
      let shown = metrics(findings)
      guard let now = metric(findings), let at = shown.firstIndex(of: now) else { return }
      metricName = findings.metrics[shown[max(0, min(shown.count - 1, at + step))]].name
    case .sales:
      let shown = outcomes(findings)
      guard let now = outcome(findings), let at = shown.firstIndex(of: now) else { return }
      outcomeKind = findings.outcomes[shown[max(0, min(shown.count - 1, at + step))]].kind
    }
  }

  mutating func point(at x: Int, _ y: Int, wheel: Int?, _ facts: Facts, _ area: Area) -> Bool {
    guard let findings = facts.findings else { return false }
    let layout = ListLayout(area, findings)
    guard !layout.isMini, y >= layout.y, y <= layout.y + layout.rows else {
      if let wheel { move(wheel, findings) }
      return wheel != nil
    }
    side = x < layout.right.lowerBound - 1 ? .marketing : .sales
    if let wheel {
      move(wheel, findings)
      return true
    }
    let row = y - layout.y - 1
    guard row >= 0 else { return true }
    switch side {
    case .marketing:
      let shown = metrics(findings)
      let at = metric(findings).flatMap { shown.firstIndex(of: $0) } ?? 0
      let visible = visibleRows(selected: at, count: shown.count, room: layout.rows)
      if row < visible.count { metricName = findings.metrics[shown[visible.lowerBound + row]].name }
    case .sales:
      let shown = outcomes(findings)
      let at = outcome(findings).flatMap { shown.firstIndex(of: $0) } ?? 0
      let visible = visibleRows(selected: at, count: shown.count, room: layout.rows)
      if row < visible.count { outcomeKind = findings.outcomes[shown[visible.lowerBound + row]].kind }
    }
    return true
  }

  // MARK: Painting

  func paint(on frame: inout Frame, _ area: Area, _ facts: Facts) {
    guard let findings = facts.findings else {
      Waiting.paint(on: &frame, area, facts)
      return
    }
    let layout = ListLayout(area, findings)
    if layout.isMini {
      MiniTranslate(
        view: self, findings: findings, plan: facts.plan, isRefining: facts.isRefining,
        heard: metric(findings).map { Heard(findings.metrics[$0], facts.journal) }
      ).paint(on: &frame, area)
      return
    }
    MetricList(view: self, findings: findings, plan: facts.plan).paint(on: &frame, layout)
    OutcomeList(view: self, findings: findings).paint(on: &frame, layout)
    let below = layout.y + 2 + outcomes(findings).count
    if below <= layout.y + layout.rows {
      together?.lines?.paint(on: &frame, layout.right, rows: below..<layout.y + layout.rows + 1)
    }
    let top = layout.y + layout.rows + 2
    let panel = Area(columns: area.columns, rows: min(top, area.rows.upperBound)..<area.rows.upperBound)
    if let t = translation(findings), let volume = facts.plan.volume(of: findings.metrics[t.metric].name) {
      WhatIfPanel(findings: findings, translation: t, volume: volume, isRefining: facts.isRefining).paint(on: &frame, panel)
    } else {
      JointPanel(
        findings: findings, translation: translation(findings), metrics: metrics(findings),
        heard: metric(findings).map { Heard(findings.metrics[$0], facts.journal) }
      ).paint(on: &frame, panel)
    }
  }
}

/// Where the two lists lie: half the width each, at most a third of the height.
struct ListLayout {
  let isMini: Bool
  let left: Range<Int>
  let right: Range<Int>
  let y: Int
  let rows: Int

  init(_ area: Area, _ findings: Findings) {
    isMini = area.height < 19 || area.width < 72
    let margin = Chrome.margin(area.width)
    let gutter = area.width >= 100 ? 3 : 2
    let usable = area.width - 2 * margin - gutter
    let half = (usable + 3) / 2
    left = area.x + margin..<area.x + margin + half
    right = left.upperBound + gutter..<area.x + area.width - margin
    y = area.y + (area.height >= 45 ? 1 : 0)
    let wanted = max(6, max(findings.metrics.count, findings.outcomes.count))
    let most = max(4, min(14, area.height * 3 / 8 - (area.height < 26 ? 2 : 0)))
    rows = min(wanted, most)
  }
}
