import Cells
import Records
import Translation

/// What became of a file's rows, in figures: used, refused, set aside. Kept as it was before an answer, to show what the answer did.
struct FileAccount: Sendable, Equatable {
  var rows: Int
  var used: Int
  var refused: Int
  var aside: Int

  init(_ report: FileReport) {
    refused = report.rejections.refused
    rows = report.rows
    aside = report.setAside
    used = report.subject == nil ? 0 : max(0, rows - refused - aside - report.rejections.later)
  }

  /// *21,343 rows: 20,900 used, 17 refused, 426 set aside.*
  var text: String { "\(all): \(counts)." }

  private var all: String { "\(Numbers.count(rows)) \(rows == 1 ? "row" : "rows")" }

  private var counts: String {
    let parts = ["\(Numbers.count(used)) used", "\(Numbers.count(refused)) refused"]
    return (parts + (aside > 0 ? ["\(Numbers.count(aside)) set aside"] : [])).joined(separator: ", ")
  }

  /// The file's name and its account in one line; where the last answer changed it, what it was before, which is never left out. The name
  /// is cut first, then words go.
  func line(_ name: String, before: FileAccount?, columns: Int) -> [Span] {
    let changed = before.flatMap { $0 == self ? nil : $0 }
    func told(_ account: String, _ was: (FileAccount) -> String) -> [Span] {
      [.text(account)] + (changed.map { [.joint("  Before: \(was($0))")] } ?? [])
    }
    let ways = [
      told(text) { $0.text }, told(counts) { $0.counts },
      told("\(all), \(Numbers.count(used)) used") { Numbers.count($0.used) },
    ]
    let least = min(Cells.columns(of: name), 14)
    for way in ways where way.columns + 2 + least <= columns {
      return [.headline(cut(name, to: columns - way.columns - 2)), Span("  ")] + way
    }
    return ways[2]
  }
}

/// What a file says of people and of steps: events are not people, and a path is taken step by step.
struct FilePeople {
  let facts: Facts
  let report: FileReport

  var lines: [String] {
    switch report.subject {
    case .entries?: entries
    case .leads?: sources
    case .deals?, .stages?: steps
    case .touches?, .activities?, .customers?, .complaints?, .spend?, .numbers?, .reference?, nil: []
    }
  }

  /// `1,096 rows, 845 people: 157 on the list again, 57 on two lists, or in two files`.
  private var entries: [String] {
    let account = FileAccount(report)
    let left = facts.inspection.tallies.filter { $0.file == report.file }
    guard account.rows > 0, !left.isEmpty || !facts.isRefining else { return [] }
    let kinds = left.map { tally in
      "\(Numbers.count(tally.rows)) \(tally.rule == .staff ? "with " : "")\(tally.rule.sentence.prefix { $0 != ":" })"
    }
    let people =
      "\(Numbers.count(account.rows)) \(account.rows == 1 ? "row" : "rows"), \(Numbers.count(account.used)) \(account.used == 1 ? "person" : "people")"
    return [kinds.isEmpty ? people + "." : "\(people): \(kinds.joined(separator: "; "))."]
  }

  private var sources: [String] {
    guard let findings = facts.findings else { return [] }
    return findings.metrics.compactMap { metric in
      guard case .source = metric.kind else { return nil }
      return "\(metric.heading): \(Wording(findings).people(metric))."
    }
  }

  private var steps: [String] { Wording.taken(facts.findings?.stepsOfAll ?? []).map { $0 + "." } }
}
