import Cells
import Records
import Translation

/// Backwards in words: the sentence, the three voices, and what is behind one row.
package struct BackWording: Sendable {
  package let findings: Findings
  package let answer: Backwards

  package init(_ findings: Findings, _ answer: Backwards) {
    self.findings = findings
    self.answer = answer
  }

  private var today: Day { findings.cutoff }
  private var question: Backwards.Question { answer.question }
  private var fitting: [Backwards.Row] { answer.rows.filter { $0.fit == .fits } }
  /// The row that speaks for all: the best that fits, else the nearest miss with a figure.
  private var first: Backwards.Row? { fitting.first ?? answer.rows.first { $0.units != nil && !$0.isTooLate } }

  /// Where everything with a figure comes too late: what is soonest, and the day by which half of it would have come.
  private var soonest: (row: Backwards.Row, by: Day)? {
    guard first == nil else { return nil }
    let days = answer.rows.compactMap { row -> (row: Backwards.Row, by: Day)? in
      guard case .tooLate(let last) = row.fit else { return nil }
      return (row, today + (question.by - last))
    }
    return days.min { $0.by < $1.by }
  }

  /// `5 more deals`, `€100k more of revenue`.
  package var wanted: String {
    question.outcome == .revenueWon
      ? "\(Numbers.money(question.more, findings.currency)) more of revenue"
      : "\(Numbers.count(question.more)) more \(question.more == 1 ? question.outcome.singular : question.outcome.noun)"
  }

  /// One deal takes; a sum of money does, too.
  private var isOne: Bool { question.more == 1 || question.outcome == .revenueWon }

  private var day: String { Numbers.date(question.by, today: today) }

  private func name(_ row: Backwards.Row) -> String { findings.metrics[row.metric].noun }

  /// `33 customer webinar leads (24–47)`.
  private func taken(_ row: Backwards.Row, ranged: Bool = true) -> String {
    guard let units = row.units else { return name(row) }
    let range =
      units.high.isFinite
      ? Numbers.range(figure(units.low, row), figure(units.high, row)) : "\(figure(units.low, row)) or many more"
    let amount = ranged ? "\(figure(units.value, row)) (\(range))" : figure(units.value, row)
    return findings.metrics[row.metric].unit == .money ? "\(amount) more of \(name(row))" : "\(amount) more \(name(row))"
  }

  private func figure(_ value: Double, _ row: Backwards.Row) -> String {
    findings.metrics[row.metric].unit == .money
      ? Numbers.money(value, findings.currency) : value.isFinite ? Numbers.count(value.rounded(.up)) : "more than can be said"
  }

  private func deadline(_ row: Backwards.Row) -> String {
    row.lastDay.map { $0 > today ? " by \(Numbers.date($0, today: today))" : " at once" } ?? ""
  }

  // MARK: Sentences

  package var headline: [Span] { ask + [Span(verdict)] }

  /// What the best way takes; without how many others fit, for a pane of 40 columns.
  var ask: [Span] {
    if let soonest {
      return [
        .sales(wanted.capitalisedFirst), " by \(day): too soon for anything that begins now. Soonest are ",
        .marketing(name(soonest.row)), ": half of what they bring has come by \(Numbers.date(soonest.by, today: today)).",
      ]
    }
    guard let first else { return [.sales(wanted.capitalisedFirst), " by \(day): nothing here says yet what that takes."] }
    return [
      .sales(wanted), " by \(day) \(isOne ? "takes" : "take") about ", .marketing(taken(first)), "\(deadline(first)).",
    ]
  }

  private var verdict: String {
    guard first != nil else { return "" }
    let all = first?.inAll(question).map { ": \(inAll($0))" } ?? ""
    switch fitting.count {
    case 0 where first?.fit == .fewerInAll:
      return " So many more go with fewer \(counted) in all, for others wait longer\(all)."
    case 0 where first?.fit == .openInAll:
      return
        " So many were tried, but others would wait longer for them, so more or fewer \(counted) in all cannot be told\(all)."
    case 0: return " No way to it was ever tried on that scale in such a time.\(withOthers)"
    case 1: return " Only \(name(fitting[0])) fit what was ever tried.\(withOthers)"
    default:
      return " \(Self.word(fitting.count)) of \(answer.rows.count) fit what was ever tried, each by itself.\(withOthers)"
    }
  }

  /// Ways that go with fewer of it in all.
  private var fewer: [Backwards.Row] { answer.rows.filter { $0.inAll(question)?.verdict == .fewerDeals } }
  private var counted: String { question.outcome == .opportunities ? "opportunities" : "deals" }

  /// `−2.6 deals (−9.1 to −0.25)`.
  private func inAll(_ all: InAll) -> String {
    let range = Numbers.range(Numbers.amount(all.total.low), Numbers.amount(all.total.high))
    return "\(Numbers.amount(all.total.value)) \(counted) (\(range))"
  }

  /// What is left of the best way once those are counted that wait longer for it, where that is not all of it.
  private var withOthers: String {
    guard let all = first?.inAll(question), all.tells else { return "" }
    let left = " In all that is \(inAll(all)), for others wait longer"
    switch all.verdict {
    case .cannotBeTold: return left + ": more or fewer cannot be told."
    case .moreDeals: return left + "."
    case .fewerDeals: return left + ": fewer."
    }
  }

  private static func word(_ n: Int) -> String {
    ["None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"].indices.contains(n)
      ? ["None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"][n] : "\(n)"
  }

  package var forMarketing: [Span] {
    let told = answer.rows.filter { row in
      if case .tooLate = row.fit { return false }
      return row.units != nil && row.inAll(question)?.verdict != .fewerDeals
    }
    if told.isEmpty, let first = fewer.first {
      return [Span("More of \(name(first)) at today’s room go with fewer \(counted), not more: the others wait longer.")]
    }
    guard !told.isEmpty else {
      if soonest != nil { return [Span("Whatever comes from now on, half of it would come after \(day).")] }
      return [Span("No number of yours can be turned round yet: none has a figure for \(question.outcome.noun).")]
    }
    let parts = told.prefix(3).map { taken($0, ranged: false).replacing(" more ", with: " ") + deadline($0) }
    return [Span("That is \(Wording.listed(parts)), on top of what comes anyway.")]
  }

  package var forSales: [Span] {
    if soonest != nil { return [Span("What can still come by \(day) is on its way already.")] }
    guard let first, first.units != nil else { return [Span("Nothing here to plan a calendar on yet.")] }
    var line =
      "\(wanted.capitalisedFirst) by \(day) \(isOne ? "needs" : "need") about \(taken(first, ranged: false).replacing(" more ", with: " "))\(deadline(first))"
    if let hours = first.hours {
      line +=
        ": about \(Numbers.count(hours.value)) hours (\(Numbers.range(Numbers.count(hours.low), Numbers.count(hours.high))))"
    }
    let delays = first.crowding.flatMap { Wording(findings).delays($0, of: "They") }.map { " " + $0 } ?? ""
    return [Span(line + ".\(delays) Later ones mostly come too late.")]
  }

  package var forBoth: [Span] {
    guard let best = fitting.first else {
      if first?.inAll(question)?.verdict == .fewerDeals {
        return [Span("Make room first, or hold it at today’s level: which of the two?")]
      }
      if first?.fit == .openInAll {
        return [Span("Whether that adds any \(counted) at today’s room cannot be told: make room first?")]
      }
      guard
        let near = answer.rows.compactMap({ row -> (Backwards.Row, Double)? in
          if case .neverTried(_, let brought) = row.fit, brought > 0 { return (row, brought) }
          return nil
        }).max(by: { $0.1 < $1.1 })
      else {
        return [Span("Fewer, a later day, or better ones: which of the three?")]
      }
      let brought = question.outcome == .revenueWon ? Numbers.money(near.1, findings.currency) : Numbers.amount(near.1)
      return [
        Span(
          "As much as was ever tried of \(name(near.0)) would bring about \(brought) of them. Fewer, a later day, or a test of more than ever?"
        )
      ]
    }
    let doubt =
      best.grade == .x ? " Count people, not rows." : best.grade == .c ? " That is a hint, not more." : ""
    let isMoney = findings.metrics[best.metric].unit == .money
    let money = isMoney ? "" : best.money.map { ", \(Numbers.money($0.value, findings.currency))" } ?? ""
    return [
      Span(
        "Nearest to what is usual: \(taken(best, ranged: false))\(money).\(doubt) Is there room in sales for \(fitting.count == 1 ? "it" : "one of them")?"
      )
    ]
  }

  /// What is behind one row.
  package func detail(_ row: Backwards.Row) -> [Span] {
    let metric = findings.metrics[row.metric]
    let o = findings.outcomes.firstIndex { $0.kind == question.outcome } ?? 0
    let t = findings.translation(metric: row.metric, outcome: o)
    let time = row.lastDay.map { Numbers.span(days: max(1, min($0, question.by) - today)) } ?? ""
    func volume(_ value: Double?) -> String { value.map { figure($0, row) } ?? "–" }
    switch row.fit {
    case .fits:
      return [
        .marketing(metric.heading),
        Span(
          ": \(volume(row.usual)) come in \(time) anyway and up to \(volume(row.most)) ever did; with these it is \(volume(together(row)))."
        ),
      ] + delays(row) + timing(row) + doubt(row, t)
    case .fewerInAll, .openInAll:
      return [
        .marketing(metric.heading),
        Span(": up to \(volume(row.most)) ever came in \(time), so it was tried on that scale."),
      ] + delays(row) + timing(row) + doubt(row, t)
    case .neverTried(let most, let brought):
      let figure = question.outcome == .revenueWon ? Numbers.money(brought, findings.currency) : Numbers.amount(brought)
      return [
        .marketing(metric.heading),
        Span(
          ": \(volume(row.usual)) come in \(time) anyway and never more than \(volume(most)) did. Up to there they would bring about \(figure) of the \(wanted.replacing(" more", with: "")) wanted."
        ),
      ] + (row.crowding == nil ? [] : delays(row)) + timing(row) + doubt(row, t)
    case .tooLate(let last):
      return [
        .marketing(metric.heading),
        Span(
          ": half of what they bring takes \(Numbers.span(days: question.by - last)), so half of it would come after \(day). They would have had to be there by \(Numbers.date(last, today: today))."
        ),
      ]
    case .ended(let since):
      return [
        .marketing(metric.heading),
        Span(": none has come since \(Numbers.date(since, today: today)), so it seems to be over. Is there a new one?"),
      ]
    case .cannotBeTold:
      return [.marketing(metric.heading), Span(": "), .text((t.map { Wording(findings).ground($0) } ?? "").lowercasedFirst)]
    case .noEffect:
      return [
        .marketing(metric.heading),
        Span(": nothing in \(question.outcome.noun) has moved with them, so more of them promise nothing."),
      ]
    case .misleads: return [.marketing(metric.heading), Span(": the count misleads, so it is no target.")]
    }
  }

  /// What is usual and what comes on top: the sum of the figures that stand there, so that it can be added up by eye.
  private func together(_ row: Backwards.Row) -> Double {
    let parts = [row.usual ?? 0, row.units?.value ?? 0]
    return findings.metrics[row.metric].unit == .money ? parts[0] + parts[1] : parts[0].rounded(.up) + parts[1].rounded(.up)
  }

  private func delays(_ row: Backwards.Row) -> [Span] {
    guard let crowding = row.crowding else {
      guard case .success? = findings.workload, case .source = findings.metrics[row.metric].kind else { return [] }
      return [Span(" They have never been handed over, so no other lead waits for them.")]
    }
    let all = row.inAll(question).flatMap { $0.tells ? $0 : nil }
    let total = all.map { [Span(" In all that is "), .sales(inAll($0)), Span(".")] } ?? []
    // Nobody has tried as many: how many wait for them is no more than the sum says.
    if case .neverTried = row.fit { return total }
    return total + [Span(" " + (Wording(findings).delays(crowding, of: "They") ?? "Others hardly wait longer for them."))]
  }

  /// A weekly number has no arrival curve of its own to look at: until when it must begin is said, and why.
  private func timing(_ row: Backwards.Row) -> [Span] {
    begins(row).map { [Span(" \($0)")] } ?? []
  }

  private func begins(_ row: Backwards.Row) -> String? {
    guard let carried = row.carried, let last = row.lastDay, last > today else { return nil }
    let weeks = carried.untilLeads.map {
      ", \(Numbers.span(days: max(1, Int((7 * $0.value).rounded())))) of it until it shows in leads"
    }
    return
      "To show by \(day) it must begin by \(Numbers.date(last, today: today)): half of it takes \(Numbers.span(days: carried.half))\(weeks ?? "")."
  }

  private func doubt(_ row: Backwards.Row, _ t: Translation?) -> [Span] {
    guard row.grade == .x else { return [] }
    return [Span(" "), .bad("The count misleads: people are meant, not rows.")]
  }

  /// Everything as text, for `parley back` and `y`.
  package var text: String {
    var lines = [headline.plain, ""]
    for row in answer.rows {
      var line = "\(row.grade.rawValue)  \(findings.metrics[row.metric].heading)"
      if let units = row.told {
        line +=
          ": \(figure(units.value, row)) (\(units.high.isFinite ? Numbers.range(figure(units.low, row), figure(units.high, row)) : "\(figure(units.low, row)) or many more"))\(deadline(row))"
      }
      var verdict = row.fit.verdict.text
      while verdict.first == " " { verdict.removeFirst() }
      if let all = row.inAll(question), all.tells {
        line += ", in all \(inAll(all))"
      }
      lines.append(line + "  \(verdict)")
      if let begins = begins(row) { lines.append("   \(begins)") }
    }
    return (lines + ["", "For marketing: " + forMarketing.plain, "For sales: " + forSales.plain, "For both: " + forBoth.plain])
      .joined(separator: "\n")
  }
}

extension Backwards.Row {
  var isTooLate: Bool { if case .tooLate = fit { true } else { false } }

  /// What it takes, where that is a figure anybody could mean: of what comes too late it may be forty times all that ever came.
  var told: Estimate? {
    guard isTooLate, let units, let most, units.value > 20 * max(1, most) else { return units }
    return nil
  }
}

extension Backwards.Refusal {
  /// Why the question cannot be asked, and what could be asked instead.
  package func sentence(_ findings: Findings) -> String {
    switch self {
    case .nothingMore: "Ask for at least one more."
    case .past(let by, let cutoff):
      "\(Numbers.fullDate(by)) is not ahead: the files end on \(Numbers.fullDate(cutoff)). Choose a later day."
    case .beyondRecord(let by, let last):
      "The record says how outcomes come until \(Numbers.fullDate(last)), not until \(Numbers.fullDate(by)). Choose a day up to then."
    case .notRecorded(let outcome): "No file here records \(outcome == .dealsWon ? "deals won" : outcome.noun)."
    case .noFigure(let outcome):
      switch outcome {
      case .acceptedLeads, .opportunities, .dealsWon, .revenueWon:
        "Nothing can be told of \(outcome.noun) from any metric yet, so it cannot be turned round. parley translate says why."
      case .revenueKept, .salesHours, .firstResponse, .complaints:
        "\(outcome.heading) cannot be laid to single leads here, so they cannot be turned round. Deals won, opportunities and accepted leads can, where they are recorded."
      }
    }
  }
}

extension String {
  func replacing(_ part: String, with other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }

  func parts(by separator: String) -> [String] {
    var rest = self[...]
    var parts: [String] = []
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
