import Cells
import Records
import Translation

/// What must be heard beside a headline: counts, doubts, what was left out.
extension Wording {
  func beside(_ t: Translation, _ noun: String) -> [Span] {
    guard let test = t.test, let told = tested(t) else { return counted(t, noun) }
    let role: Role =
      switch test.finding {
      case .held: .good
      case .open: .muted
      case .missed: .warning
      case .against: .bad
      }
    return [Span(told, role), " "] + counted(t, noun)
  }

  /// What counting alone has to say beside it.
  private func counted(_ t: Translation, _ noun: String) -> [Span] {
    switch t.ground {
    case .countMisleads(let rows, let people, let repeats, let staff, let variants):
      let wrong = rows - people
      var line: [Span] = [
        .bad("The count misleads:"),
        Span(" \(Numbers.count(wrong)) of \(Numbers.count(rows)) rows are \(kinds(repeats, staff, variants))."),
      ]
      if let units = t.units, let won = t.outcomes, t.outcome != .salesHours {
        line.append(Span(" Of \(Numbers.count(units)) people \(Numbers.count(won)) \(t.outcome.became(won))."))
      }
      return line
    case .consistent:
      if t.outcome == .salesHours { return [.muted("Measured over \(t.units.map { Numbers.count($0) } ?? "all") of them.")] }
      return [Span(soFar(t))] + leftOut(t) + repeated(t)
    case .notPredictedBack, .notCheckedBack:
      return [.warning(ground(t)), Span(" " + soFar(t))] + leftOut(t) + repeated(t)
    case .noneYet where passes(t) != nil: return [.warning(ground(t))]
    case .noneYet, .tooFew, .unfinished:
      return [.warning(reason(t))] + maybeRange(t)
    case .recordTooShort, .nothingWonYet, .noIds, .nothingMeets, .notRecorded, .nothingDatedYet, .amountsNotRecorded,
      .cannotBeSplit,
      .noEffect, .modelled, .modelDoubts, .notModelled, .leftOutOfModel, .spend, .spendNotTold:
      return [t.grade == .c ? .warning(reason(t)) : .text(reason(t))]
    case .machineOpens:
      return [.bad("The count misleads:"), .text(" " + reason(t).lowercasedFirst)]
    }
  }

  /// "168 of 813 so far; October is 41% through its usual time."
  func soFar(_ t: Translation) -> String {
    guard let won = t.outcomes, let units = t.units else { return "" }
    var line = "\(Numbers.count(won)) of \(Numbers.count(units)) so far"
    if let finished = t.finished, finished < 0.95 { line += ", \(Numbers.percent(finished)) through their usual time" }
    line += unfinishedMonth(t) + "."
    if t.grade != .d { line += nextUnits(t) }
    return line
  }

  func leftOut(_ t: Translation) -> [Span] { t.notes.isEmpty ? [] : [.muted(" " + t.notes.map(note).joined(separator: " "))] }

  /// Where rows are not people, though too few of them to mislead.
  func repeated(_ t: Translation) -> [Span] {
    let metric = findings.metrics[t.metric]
    guard let counted = metric.counted, counted.events != counted.people else { return [] }
    return [.muted(" \(people(metric)).")]
  }

  func maybeRange(_ t: Translation) -> [Span] {
    guard let worth = t.perUnit, t.outcomes ?? 0 > 0, t.outcome != .revenueWon else { return [] }
    let base = Self.base(worth.value)
    return [
      .muted(" Nine times in ten it lies between \(Numbers.count(worth.low * Double(base))) and "),
      .muted("\(Numbers.count(worth.high * Double(base))) in \(Numbers.count(base))\(within(t))."),
    ]
  }

  func unfinishedMonth(_ t: Translation) -> String {
    guard let newest = t.tracked?.newest, newest.finished < 0.9 else { return "" }
    let month = Numbers.monthName(newest.month, today: today)
    return newest.finished < 0.01
      ? "; \(month) has only begun" : "; \(month) is \(Numbers.percent(newest.finished)) through its usual time"
  }

  func kinds(_ repeats: Int, _ staff: Int, _ variants: Int) -> String {
    var parts: [String] = []
    if repeats > 0 { parts.append("repeats") }
    if staff > 0 { parts.append("staff") }
    // Badges written two ways are repeats too; why says how many.
    if variants > 0, repeats == 0 { parts.append("repeats") }
    return Self.listed(parts)
  }

  static func listed(_ parts: [String], _ word: String = "or") -> String {
    guard let last = parts.last else { return "" }
    return parts.count == 1 ? last : parts.dropLast().joined(separator: ", ") + " \(word) " + last
  }
}
