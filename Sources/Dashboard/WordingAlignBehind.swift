import Cells
import Records
import Translation

/// What stands behind the sentence of Align: whole sentences, as many as there is room for.
extension AlignWording {

  /// What stands behind the sentence: what marketing can reach, what sales can serve, what happened above room.
  package var background: [Span] { Self.joined(backgrounds) }

  /// Of those sentences the ones that fit whole.
  func background(columns: Int, rows: Int) -> [Span] {
    var kept: [[Span]] = []
    for one in backgrounds where wrap(Self.joined(kept + [one]), to: columns).count <= rows { kept.append(one) }
    return Self.joined(kept)
  }

  private static func joined(_ sentences: [[Span]]) -> [Span] {
    sentences.enumerated().flatMap { $0 == 0 ? $1 : [.text(" ")] + $1 }
  }

  private var backgrounds: [[Span]] {
    if let fix = answer.question.trying, let played = playedTried(fix) { return [played] }
    var words: [[Span]] = []
    if isPlanned, let expected = mean {
      words.append([
        .text("As things go about "), .marketing("\(leads(expected.value)) a week"),
        .text(" arrive (\(leads(expected.low))–\(leads(expected.high)))."),
      ])
      let most = outlook.mostTogether
      if most > 0, mostPlanned > most { words.append([.text("More than \(leads(most)) a week never came in four weeks.")]) }
    }
    if let load = answer.shown.overfull, load.share > 1.02 {
      words.append([
        .text("\(isPlanned ? "The goal" : "Week \(AlignPanel.weekNumber(load.monday))") fills "),
        .sales("\(Numbers.percent(load.share)) of the room"),
        .text("."),
      ])
    }
    if let past = outlook.overload, past.probability > 0.9 || past.probability < 0.1 {
      func range(_ e: Estimate) -> String { Numbers.range(Numbers.percent(e.low), Numbers.percent(e.high)) }
      words.append([
        .text("In the \(past.over.weeks) weeks above room "),
        .sales("\(Numbers.percent(past.over.wonOfOpened.value)) of opened were won"),
        .text(
          " (\(range(past.over.wonOfOpened))), else \(Numbers.percent(past.under.wonOfOpened.value)) (\(range(past.under.wonOfOpened)))."
        ),
      ])
    } else if case .success(let load) = outlook.workload, case .success(let wait) = load.waiting,
      let step = wait.steps.first(where: { $0.days == 5 }), wait.probability > 0.9
    {
      words.append([
        .text(
          "An answer after 5 days has gone with \(Numbers.percent(step.kept.value)) of the deals of one at once (\(Numbers.percent(step.kept.low))–\(Numbers.percent(step.kept.high)))."
        )
      ])
    }
    if let complained = complainedShort { words.append([.text(complained)]) }
    return words
  }

  var mostPlanned: Double { answer.shown.weeks.map(\.arriving).max() ?? 0 }
  /// A goal wants more than is expected: the weeks are drawn as planned.
  var isPlanned: Bool { answer.shown.weeks.contains { $0.arriving > $0.expected.value + 0.5 } }

  /// What is expected of one of the coming weeks, on average.
  var mean: Estimate? { outlook.sources.isEmpty ? nil : outlook.expectedMean }
}
