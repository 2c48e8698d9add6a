import Cells
import Journal
import Records
import Translation

/// A meeting on one page of Markdown, fit to paste into a mail.
package struct Minutes {
  private let agenda: Agenda
  private let findings: Findings
  private let facts: Facts
  private let answer: AlignAnswer?

  /// Of the meeting that goes on, or of the last one.
  init(_ facts: Facts, _ findings: Findings, _ answer: AlignAnswer?) {
    self.init(facts, findings, answer, facts.journal.meetings.last)
  }

  init(_ facts: Facts, _ findings: Findings, _ answer: AlignAnswer?, _ meeting: MeetingStory?) {
    self.facts = facts
    self.findings = findings
    self.answer = answer
    agenda = Agenda(facts, findings, meeting: meeting)
  }

  /// For the command line. `nil`: the journal has no such meeting up to the day of the findings.
  package init?(_ findings: Findings, _ journal: Journal, of id: EntryId) {
    var facts = Facts(company: findings.company)
    facts.findings = findings
    facts.journal = journal
    guard let meeting = journal.meetings.first(where: { $0.id == id }) else { return nil }
    self.init(facts, findings, AlignAnswer.of(findings, journal)?.answer, meeting)
  }

  package var day: Day { agenda.meeting?.on ?? findings.cutoff }
  package var decisions: [DecisionStory] { agenda.decisions }
  package var seen: [SeenNumber] { agenda.meeting?.seen ?? [] }

  /// Of a meeting that is over, as they were when it ended, and what the files say otherwise since.
  package var markdown: String {
    guard let kept = agenda.meeting?.minutes, !kept.isEmpty else { return lines.joined(separator: "\n") + "\n" }
    let restated = agenda.restatedLines.map { "- " + $0.plain }
    let since = restated.isEmpty ? [] : ["", "## What the files say otherwise since", ""] + restated
    return (kept + since).joined(separator: "\n") + "\n"
  }

  /// By what is known now.
  var lines: [String] {
    let today = findings.cutoff
    var lines = ["# \(printable(findings.company)): meeting of \(Numbers.fullDate(day))", ""]
    if let before = agenda.before?.on {
      lines += ["Last met \(Numbers.fullDate(before)). Data to \(Numbers.fullDate(today)).", ""]
    }
    lines += ["## Since last time", "", "| a week | expected | now | |", "|---|--:|--:|---|"]
    for one in agenda.moved {
      lines.append("| \(one.name) | \(one.expected) | \(one.now) | \(one.verdict) |")
    }
    let restated = agenda.restatedLines.map(\.plain)
    if !restated.isEmpty { lines += [""] + restated.map { "- " + $0 } }
    let exceptions = agenda.exceptions(answer)
    if !exceptions.isEmpty {
      lines += ["", "## Exceptions", ""]
      for one in exceptions {
        lines.append("- **\(printable(one.title)).** " + one.lines.map(Minutes.sentence).joined(separator: " "))
      }
    }
    if let answer {
      lines += ["", "## Promises, last full week", ""]
      for line in AlignWording(answer).promiseLines(facts.promisedLeads, columns: 80) {
        lines.append("- " + line.plain.split(separator: " ").joined(separator: " "))
      }
    }
    let old = agenda.lastDecisions.prefix(6)
    if !old.isEmpty {
      lines += ["", "## What came of earlier decisions", ""]
      for story in old { lines.append("- \(printable(story.decision.body.sentence)): \(agenda.came(story).words.plain)") }
    }
    lines += ["", "## Decisions", ""]
    if agenda.decisions.isEmpty { lines.append("None was written down.") }
    for (i, story) in agenda.decisions.enumerated() {
      let body = story.decision.body
      let expected = body.predicted.map { ", expected \(CardText.range($0, findings))" } ?? ""
      lines.append(
        "\(i + 1). \(printable(body.sentence)) (owner: \(body.owner.rawValue), look again \(Numbers.fullDate(body.due))\(expected))"
      )
    }
    let notes = facts.journal.notes.filter { note in note.on.map { $0 > agenda.since && $0 <= day } ?? false }
    if !notes.isEmpty {
      lines += ["", "## Heard since", ""]
      for note in notes.suffix(6) {
        let name = findings.metrics.first { $0.name == note.body.metric }?.heading ?? note.body.metric
        lines.append("- \(printable(name)): “\(printable(note.body.text))” (\(note.by.side.rawValue))")
      }
    }
    return lines
  }

  /// A line of an exception without the mark it begins with, ended as a sentence.
  private static func sentence(_ line: [Span]) -> String {
    let words = line.plain.drop { !$0.isLetter && !$0.isNumber && !"€$£“+−".contains($0) }
    return words.last.map { ".?!".contains($0) } ?? true ? String(words) : words + "."
  }
}
