import Cells
import Records
import Translation

/// Whether both are on course: the goals of both sides as the home screen says them, one a line.
struct Together: Sendable {
  /// Of a goal: as long as it can be said, and shorter.
  private var goals: [(long: [Span], short: [Span])] = []

  /// Goals that run today first, then those that begin later; what is over is no course any more.
  init(_ answer: AlignAnswer) {
    let wording = AlignWording(answer)
    let today = answer.outlook.cutoff
    let pairs = zip(answer.alignment.aims, answer.alignment.standings).filter { $0.0.to > today }
    for (aim, standing) in pairs.filter({ $0.0.from <= today }) + pairs.filter({ $0.0.from > today }) {
      let what =
        "\(aim.isFloor ? "" : "at most ")\(wording.value(aim.value, aim.measure)) \(AlignWording.inSentence(aim.measure))"
      let name: [Span] = [.text("\(what) by \(wording.date(aim.to)): "), AlignWording.verdict(standing, aim: aim)]
      let range = standing.expected.map { e in [Span.muted(", expect \(wording.range(e, aim.measure))")] } ?? []
      goals.append((name + range, name))
    }
  }

  /// As many of them as there are rows for; what is left is said.
  func paint(on frame: inout Frame, _ columns: Range<Int>, rows: Range<Int>) {
    guard !rows.isEmpty, let first = goals.first else { return }
    let title: [Span] = [Span("█", .jointMark), " ", .joint("Together"), "  "]
    let isTitled = (title + first.short).columns <= columns.count
    let x = columns.lowerBound + (isTitled ? title.columns : 2)
    frame.put(isTitled ? title : [Span("█", .jointMark)], x: columns.lowerBound, y: rows.lowerBound)
    let room = columns.upperBound - x
    for (y, goal) in zip(rows, goals) {
      let hidden = y == rows.upperBound - 1 ? goals.count - rows.count : 0
      let more: [Span] = hidden > 0 ? [.muted("  ↓ \(hidden)")] : []
      frame.put((goal.long + more).columns <= room ? goal.long + more : goal.short + more, x: x, y: y, limit: room)
    }
  }
}
