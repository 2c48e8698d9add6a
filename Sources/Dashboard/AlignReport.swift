import Cells
import Records
import Translation

/// Align as text: what `parley align` prints and what is copied.
package struct AlignReport {
  private let answer: AlignAnswer
  private let aims: [Aim]
  private var wording: AlignWording { AlignWording(answer) }

  package init(_ answer: AlignAnswer, _ aims: [Aim]) {
    self.answer = answer
    self.aims = aims
  }

  package var text: String {
    var lines = [wording.headline.plain]
    let background = wording.background.plain
    if !background.isEmpty { lines.append(background) }
    if !aims.isEmpty { lines.append("") }
    for (aim, standing) in zip(aims, answer.alignment.standings) {
      lines.append("\(AlignWording.verdict(standing, aim: aim).text)  \(aim.side.rawValue): \(wording.sentence(aim, standing))")
    }
    lines.append("")
    lines.append(answer.rooms.first.flatMap(\.self) == nil ? "\(wording.room.plain)." : "Room: \(wording.room.plain).")
    let measured = wording.measured
    if !measured.isEmpty, !wording.room.plain.contains(measured) {
      lines.append("      \(measured.capitalisedFirst)\(measured.hasSuffix(".") ? "" : ".")")
    }
    if let speed = wording.speed { lines.append("Speed: \(speed)") }
    if let complained = wording.complained { lines.append("Load: \(complained)") }
    if let heard = wording.heard { lines.append("      \(heard)") }
    lines.append("")
    lines.append(line("week", ["expected", "planned", "room", "left waiting", "answered after"]))
    for (at, week) in answer.alignment.weeks.enumerated() {
      lines.append(
        line(
          "\(AlignPanel.weekNumber(week.monday)) (\(week.monday))",
          [
            Numbers.range(wording.leads(week.expected.low), wording.leads(week.expected.high)), wording.leads(week.arriving),
            week.room.map { wording.weekly($0) } ?? "–",
          ] + wording.playedCells(at, isWide: true)))
    }
    if let played = wording.playedNow { lines += ["", played] }
    if !answer.alignment.fixes.isEmpty {
      lines += ["", "Smallest changes that end it"]
      for fix in answer.alignment.fixes {
        lines.append("  \(wording.titled(fix)): \(wording.cost(fix))")
        if let played = wording.playedWords(fix) { lines.append("    " + played) }
      }
      lines += (answer.alignment.helpless.map { wording.helpless($0) } + wording.omitted).map { "  " + $0 }
    }
    lines += ["", "Keep or win, \(Numbers.money(answer.budget, answer.outlook.currency))"]
    lines += wording.keepLines(churnCut: AlignView.usualChurnCut, columns: 90).map { "  " + $0.plain }
    let evidence = answer.evidence
    if let margin = evidence.margin { lines.append("  " + wording.margin(margin)) }
    if case .success(let found) = answer.keep { lines += wording.testedWords(found, evidence.margin).map { "  " + $0 } }
    if let renewals = wording.renewals { lines.append("  " + renewals) }
    if let buyers = wording.buyers { lines.append("  " + buyers) }
    if let selection = wording.selection { lines.append("  " + selection) }
    lines += ["", "Promises, last full week"]
    lines += wording.promiseLines(nil, columns: 90).map { "  " + $0.plain }
    lines += ["", "Who waits"]
    lines +=
      wording.queues.isEmpty
      ? ["  nobody, as far as the files say"]
      : wording.queues.map { "  \(printable($0.source)): \($0.count), the oldest \(wording.age($0.oldest, since: $0.since))" }
    lines += ["", wording.question]
    return lines.joined(separator: "\n")
  }

  private func line(_ name: String, _ cells: [String]) -> String { AlignWhy.cells(name, 16, cells) }

  /// `room 48 · arriving 43 · goal 62 · 3 waiting > 4 h`: what is expected, and the goal where it wants more.
  package var status: String {
    let room =
      (answer.rooms.first ?? nil).map {
        $0.isFact ? "room not seen full, answered \(wording.leads($0.leads))" : "room \(wording.leads($0.leads))"
      }
      ?? "room not known"
    var arriving = wording.mean.map { "arriving \(wording.leads($0.value))" } ?? "arriving not known"
    if wording.isPlanned { arriving += " · goal \(wording.leads(wording.mostPlanned))" }
    let waiting =
      answer.outlook.promises.recordsAnswers
      ? "\(answer.overdue) waiting > \(Numbers.hours(answer.question.hours).replacingHours)" : "answers not recorded"
    return [room, arriving, waiting].joined(separator: " · ") + (answer.alignment.isConflict ? " · goals collide" : "")
  }
}

extension String {
  /// `4.0 h` is `4 h` in a line that has to be short.
  fileprivate var replacingHours: String { hasSuffix(".0 h") ? dropLast(4) + " h" : self }
}
