import Cells
import Dashboard
import Records
import Translation

/// `parley translate`: the translations as JSON, version 1 of the contract, and as text.
struct Report {
  let findings: Findings
  let files: [FileReport]
  let folder: String

  /// Only these metrics and outcomes; empty means all.
  var metrics: [Int]
  var outcomes: [Int]

  private var wanted: [Translation] {
    metrics.flatMap { m in outcomes.compactMap { findings.translation(metric: m, outcome: $0) } }
  }

  // MARK: JSON

  var json: Json {
    .object(
      [
        ("parley", .number(1)),
        ("folder", .string(folder)),
        ("cutoff", .string(findings.cutoff.description)),
        ("translations", .array(wanted.map(json))),
        ("rejections", Report.rejections(files) { [("rule", .string($0.rule))] }),
        ("remarks", .array(findings.remarks.map { .string($0.sentence) })),
      ] + wholeEvidence)
  }

  private func json(_ t: Translation) -> Json {
    let words = Wording(findings).words(t)
    let perUnit: Json =
      t.perUnit.map { worth in
        .object(members(worth) + [("within_days", .number(t.withinDays))])
      } ?? .null
    let lag: Json =
      t.lag.map {
        .object([("median", .number($0.median)), ("p10", .number($0.p10)), ("p90", .number($0.p90))])
      } ?? .null
    let keys: [(String, Json)] = [
      ("metric", .string(findings.metrics[t.metric].name)),
      ("outcome", .string(t.outcome.rawValue)),
      ("evidence", .string(t.evidence.rawValue)),
      ("grade", .string(t.grade.rawValue)),
      ("reason", .string(Wording(findings).reason(t))),
      ("units", .number(t.units)),
      ("outcomes", .number(t.outcomes)),
      ("finished", t.finished.map { .number($0) } ?? .null),
      ("per_unit", perUnit),
      ("next", next(t)),
      ("lag_days", lag),
      ("hours_per_unit", t.hoursPerUnit.map { .object(members($0)) } ?? .null),
      ("cost_per_outcome", t.costPerOutcome.map { .object(members($0)) } ?? .null),
      ("rulers", t.rulers.map { rulers($0.credit) } ?? .null),
      ("in_hand", inHand(t)),
      (
        "voices",
        .object([
          ("marketing", .string(words.forMarketing.plain)), ("sales", .string(words.forSales.plain)),
          ("both", .string([words.headline.plain, words.forBoth.plain].joined(separator: " "))),
        ])
      ),
    ]
    return .object(keys + evidence(t) + [("test", test(t)), ("coded", coded(t)), ("deal_took", took(t))])
  }

  /// Outcomes per unit of the next ones at today's volume and today's room: with all counted where that can be told, the three lines
  /// of it beside; else of the units alone, and `counts` and `reason` say so. By month only their own are known, all units together.
  private func next(_ t: Translation) -> Json {
    guard let next = t.next else { return .null }
    let all = t.inAll
    func each(_ estimate: Estimate?) -> Json {
      estimate.map { .object(members($0.scaled(by: 1 / Double(max(1, next.units))))) } ?? .null
    }
    let value = all.map { $0.total.scaled(by: 1 / Double(max(1, next.units))) } ?? next.perUnit
    return .object(
      members(value) + [
        ("units", .number(next.units)),
        ("counts", .string(all == nil ? "own" : "all")),
        (
          "own",
          .object(
            members(all.map { $0.own.scaled(by: 1 / Double(max(1, next.units))) } ?? next.perUnit) + [
              ("by_month", .array(next.byMonth.map { .number($0) }))
            ])
        ), ("delayed", each(all?.delayed)),
        ("open_deals", each(all?.openDeals)), ("verdict", .string(all.map(Report.verdict))),
        ("fewer_probability", all.map { .number($0.probabilityOfFewer) } ?? .null),
        ("reason", .string(Wording(findings).ownOnly(t))),
      ])
  }

  private static func verdict(_ all: InAll) -> String {
    switch all.verdict {
    case .moreDeals: "more"
    case .fewerDeals: "fewer"
    case .cannotBeTold: "cannot_be_told"
    }
  }

  private func inHand(_ t: Translation) -> Json {
    if !t.inHandRevenue.isEmpty {
      return .object(t.inHandRevenue.map { one in ("\(one.days)", one.amount.map { .object(members($0.ninety)) } ?? .null) })
    }
    if t.inHand.isEmpty { return .null }
    return .object(t.inHand.map { one in ("\(one.days)", one.count.map { .object(members($0.estimate)) } ?? .null) })
  }

  /// Why deals of the metric were lost and leads came back, as sales coded it; `null` where no file says.
  private func coded(_ t: Translation) -> Json {
    func list(_ coded: Opinions.Coded?) -> Json {
      coded.map {
        .object([
          ("file", .string($0.file)), ("all", .number($0.all)),
          ("reasons", .array($0.reasons.map { .object([("reason", .string($0.name)), ("count", .number($0.count))]) })),
        ])
      } ?? .null
    }
    guard let opinions = findings.metrics[t.metric].opinions else { return .null }
    return .object([("lost", list(opinions.lost)), ("sent_back_in_182_days", list(opinions.sentBack))])
  }

  /// The middle of what deals won from the metric took, and what eight in ten lie between; `null` where it is not recorded.
  private func took(_ t: Translation) -> Json {
    func spread(_ spread: Takes.Spread?) -> Json {
      spread.map { .object([("median", .number($0.median)), ("p10", .number($0.low)), ("p90", .number($0.high))]) } ?? .null
    }
    guard let takes = findings.metrics[t.metric].takes else { return .null }
    return .object([
      ("deals", .number(takes.deals)), ("calls", spread(takes.calls)), ("touches", spread(takes.touches)),
      ("sales_hours", spread(takes.hours)), ("weeks", spread(takes.weeks)),
    ])
  }

  /// What people tried of the pair beside something that was left as it was; `null` where nothing was.
  private func test(_ t: Translation) -> Json {
    guard let test = t.test else { return .null }
    let finding =
      switch test.finding {
      case .held: "held"
      case .open: "open"
      case .missed: "missed"
      case .against: "against"
      }
    return .object([
      ("from", .string(test.from.description)), ("to", .string(test.to.description)), ("against", .string(test.against)),
      ("expected", .object(members(test.expected))), ("saw", .object(members(test.saw))), ("finding", .string(finding)),
      ("grade_before", .string(t.untested?.rawValue)),
    ])
  }

  private func rulers(_ credit: Rulers.Credit) -> Json {
    .object(Ruler.allCases.map { ($0.rawValue, .number(credit.under($0))) })
  }

  func members(_ estimate: Estimate) -> [(String, Json)] {
    [
      ("value", .number(estimate.value)), ("low", .number(estimate.low)), ("high", .number(estimate.high)),
      ("level", .number(estimate.level)),
    ]
  }

  /// Per file: how many rows were refused, and the first of them with their lines. A translation says only the `rule` of each,
  /// so that the same truth is the same bytes in every vendor's layout; `parley check` quotes the file.
  static func rejections(_ files: [FileReport], said: (Reason) -> [(String, Json)]) -> Json {
    .array(
      files.filter { $0.rejections.refused > 0 || $0.failure != nil }.map { file in
        .object([
          ("file", .string(file.file)),
          ("rows", .number(file.rows)),
          ("refused", .number(file.rejections.refused)),
          ("failure", .string(file.failure?.sentence)),
          (
            "examples",
            .array(
              file.refusedExamples.prefix(20).map {
                .object([("line", .number($0.line))] + said($0.reason))
              })
          ),
        ])
      })
  }

  // MARK: Text

  /// A heading, one table an outcome, then a sentence a pair; with one pair, everything behind it.
  var text: String {
    var lines = ["\(findings.company), \(Numbers.to(findings.cutoff))", ""]
    for remark in findings.remarks { lines += [remark.sentence] }
    if !findings.remarks.isEmpty { lines.append("") }
    if metrics.isEmpty { lines.append("No metric here: nothing to translate. parley check says what is missing.") }
    for o in outcomes {
      let pairs = metrics.compactMap { findings.translation(metric: $0, outcome: o) }
      guard !pairs.isEmpty else { continue }
      lines += table(pairs, findings.outcomes[o].kind) + [""]
      for t in pairs { lines += sentences(t, whole: metrics.count == 1 && outcomes.count == 1) }
      lines.append("")
    }
    if !metrics.isEmpty, metrics.count > 1 || outcomes.count > 1 { lines.append(Wording(findings).looks()) }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  private func table(_ pairs: [Translation], _ outcome: OutcomeKind) -> [String] {
    let words = Wording(findings)
    let counts = pairs.contains { $0.inAll != nil }
    let heading =
      ["→ \(outcome.heading)", "units", outcome.noun, "per 1,000", "nine in ten times", "half by", "finished", ""]
      + (counts ? ["the next, in all"] : [])
    func cells(_ t: Translation) -> [String] {
      let metric = findings.metrics[t.metric]
      let isMoney = t.outcome == .revenueWon
      func figure(_ value: Double) -> String {
        isMoney ? Numbers.money(value * 1000, findings.currency) : Numbers.amount(value * 1000)
      }
      let told = t.grade != .d && t.grade != .n
      let range = t.perUnit.map { Numbers.range(figure($0.low), figure($0.high)) } ?? "–"
      return [
        metric.heading, t.units.map { Numbers.count($0) } ?? "–", t.outcomes.map { Numbers.count($0) } ?? "–",
        told ? t.perUnit.map { figure($0.value) } ?? "–" : t.units == nil ? "–" : "too few", range,
        t.lag.map { "day \($0.median)" } ?? "–",
        t.finished.map { Numbers.percent($0) } ?? "–", t.grade.rawValue,
      ]
    }
    let rows = pairs.map { t in cells(t) + (counts ? [t.grade == .d ? "–" : words.inAllCell(t)] : []) }
    return columnsAligned([heading] + rows)
  }

  /// First column to the left, the rest to the right, two blanks between.
  private func columnsAligned(_ rows: [[String]]) -> [String] {
    let widths = (0..<(rows.first?.count ?? 0)).map { i in rows.map { columns(of: printable($0[i])) }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { i, cell -> String in
        let blanks = String(repeating: " ", count: max(0, widths[i] - columns(of: printable(cell))))
        return i == 0 ? cell + blanks : blanks + cell
      }
      var line = cells.joined(separator: "  ")[...]
      while line.last == " " { line = line.dropLast() }
      return String(line)
    }
  }

  private func sentences(_ t: Translation, whole: Bool) -> [String] {
    let words = Wording(findings).words(t)
    guard whole else { return ["\(t.grade.rawValue)  \(words.headline.plain) \(words.beside.plain)"] }
    let working = Working(findings, files, t)
    return [
      words.headline.plain, words.beside.plain, "", "For marketing: \(words.forMarketing.plain)",
      "For sales: \(words.forSales.plain)", "For both: \(words.forBoth.plain)", "",
    ] + working.lines.map(\.plain)
  }
}
