import Cells
import Records
import Translation

/// Who waits already, where they go on waiting: said before anything that is still to come.
extension AlignWording {
  /// As played, in each of the coming weeks as likely as not somebody waits for longer than a week, and the queue is not gone at their end.
  var queueStays: Bool {
    guard let course = answer.playing?.course, course.waitingNow >= 1, case .doesNotClear = course.clearing else {
      return false
    }
    return course.weeks.allSatisfy { $0.lateProbability >= 0.5 }
  }

  /// Those of the last four weeks are counted by name beside it: where more wait, how many of them those are.
  private func already(_ count: Double) -> String {
    let late = outlook.queues.waiting.count
    let part = count.rounded() > Double(late) ? " (\(leads(Double(late))) of the last four weeks)" : ""
    return "\(leads(count)) wait already\(part)"
  }

  /// `391 wait already` and what becomes of them; without it `nil`.
  private var staying: (now: Span, rest: String)? {
    guard queueStays, let course = answer.playing?.course else { return nil }
    return (
      .sales(already(course.waitingNow)),
      ", and more than a week’s answers wait in all \(course.weeks.count) weeks"
    )
  }

  /// The headline where goals do not fit beside those who wait.
  func besideQueue(_ shown: Alignment, _ causes: [Alignment.Cause]) -> [Span] {
    let goals = causes.compactMap { cause -> Span? in
      guard case .aim(let at) = cause else { return nil }
      return Span(named(cause, shown), role(shown.aims[at]))
    }
    let what: [Span] =
      goals.isEmpty ? [.text("those who come")] : Array(goals.map { [$0] }.joined(separator: [.text(" and ")]))
    let gone = answer.tried == nil ? 0 : answer.question.trying?.lettingGo ?? 0
    let now = gone > 0 ? "\(leads(max(0, outlook.waitingNow - gone))) still wait" : already(outlook.waitingNow)
    return [.sales(now), .text(": beside them ")] + what + [
      .text(" do not fit, and that queue is gone in none of the \(shown.weeks.count) weeks.")
    ]
  }

  /// The same where nothing collides, or where that cannot be told: the sentence that stands before.
  var queueFirst: [Span] {
    guard let (now, rest) = staying else { return [] }
    return [now, .text(rest + ". ")]
  }

  /// The same behind a sentence.
  var queueLast: [Span] {
    guard let (now, rest) = staying else { return [] }
    return [.text(" "), now, .text(rest + ".")]
  }

  /// What cannot hold together, one by one; empty where all of it can.
  package var colliding: [String] {
    switch answer.alignment.verdict {
    case .collide(let causes), .cannotBeTold(let causes): causes.map { named($0, answer.alignment) }
    case .noGoals, .fits, .fitsByAnotherMix: []
    }
  }
}
