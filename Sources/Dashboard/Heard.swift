import Cells
import Journal
import Records
import Translation

/// What is heard of one metric beside its figures: notes that people pinned, reasons that sales coded, and what a deal from it took.
struct Heard {
  /// Notes on the metric, the strongest first: the one whose words others repeat most often; of equal ones the newest.
  let notes: [Kept<FieldNote>]
  /// Words that the notes repeat.
  let words: [(word: String, count: Int)]
  let opinions: Opinions?
  let takes: Takes?
  private let isFollowed: Bool

  init(_ metric: Metric, _ journal: Journal) {
    let own = journal.notes.filter { $0.body.metric == metric.name }
    let words = FieldWords(own.map(\.body.text))
    notes = own.enumerated().map { (at: $0.offset, note: $0.element, weight: words.weight(of: $0.element.body.text)) }
      .sorted { $0.weight != $1.weight ? $0.weight > $1.weight : $0.at > $1.at }.map(\.note)
    self.words = words.repeated
    opinions = metric.opinions
    takes = metric.takes
    isFollowed = !metric.kind.isSeries
  }

  /// What the files alone say, as sentences.
  static func counted(of metric: Metric) -> [String] {
    let heard = Heard(metric, Journal())
    return heard.opinionLines.map(\.plain) + [heard.takenSentence.plain]
  }

  var isEmpty: Bool { notes.isEmpty && opinions?.lost == nil && opinions?.sentBack == nil }

  // MARK: In words

  /// `shift 2×, swaps 2×`, as many as fit.
  static func repeats(_ words: [(word: String, count: Int)], width: Int) -> String {
    var line = ""
    for word in words {
      let next = line + (line.isEmpty ? "" : ", ") + "\(word.word) \(word.count)×"
      if columns(of: next) <= width { line = next }
    }
    return line
  }

  /// `no budget 41, chose a competitor 30, no reason 12`.
  static func reasons(_ coded: Opinions.Coded, most: Int) -> String {
    let given = coded.reasons.reduce(0) { $0 + $1.count }
    let shown = coded.reasons.prefix(most)
    var parts = shown.map { "“\($0.name)” \(Numbers.count($0.count))" }
    let others = given - shown.reduce(0) { $0 + $1.count }
    if others > 0 { parts.append("other reasons \(Numbers.count(others))") }
    if given < coded.all { parts.append("no reason \(Numbers.count(coded.all - given))") }
    return parts.joined(separator: ", ")
  }

  /// The commonest of what sales coded: `“no budget” 41 of 112 lost`.
  var commonest: String? {
    if let lost = opinions?.lost, let first = lost.reasons.first {
      return "“\(first.name)” \(Numbers.count(first.count)) of \(Numbers.count(lost.all)) lost"
    }
    if let back = opinions?.sentBack, let first = back.reasons.first {
      return "“\(first.name)” \(Numbers.count(first.count)) of \(Numbers.count(back.all)) sent back"
    }
    return nil
  }

  /// One line: the strongest note and the commonest coded reason. `nil`: nothing is heard.
  func line(width: Int) -> [Span]? {
    var tail = ""
    if let commonest { tail = commonest }
    guard let note = notes.first else {
      return tail.isEmpty ? nil : [.muted("Sales coded: "), Span(cut(tail, to: width - 13), .quotation)]
    }
    let more = notes.count > 1 ? " and \(notes.count - 1) more" : ""
    let fixed = 4 + columns(of: more)
    let text = note.body.text
    let both = fixed + columns(of: text) + (tail.isEmpty ? 0 : 3 + columns(of: tail))
    if both > width { tail = "" }
    var line: [Span] = [
      note.by.side.mark, " ", Span("“" + cut(text, to: max(8, width - fixed)) + "”", .quotation), .muted(more),
    ]
    if !tail.isEmpty { line.append(.muted(" · \(tail)")) }
    return line
  }

  /// Everything, one thought a line.
  func lines(notes most: Int) -> [[Span]] {
    var lines: [[Span]] = notes.prefix(most).map { note in
      let who = note.by.name.map { "\($0), \(note.by.side.rawValue)" } ?? note.by.side.rawValue
      return [note.by.side.mark, " ", Span("“\(note.body.text)”", .quotation), .muted(" \(who)")]
    }
    if notes.count > most { lines.append([.muted("\(notes.count - most) more \(notes.count - most == 1 ? "note" : "notes")")]) }
    if !words.isEmpty { lines.append([.muted("said again: "), .text(Heard.repeats(words, width: 60))]) }
    lines += opinionLines
    return lines
  }

  /// Opinions from the data, with the file they are from.
  var opinionLines: [[Span]] {
    var lines: [[Span]] = []
    if let lost = opinions?.lost {
      lines.append([
        .muted("\(lost.file) says of \(Numbers.count(lost.all)) lost: "), .text(Heard.reasons(lost, most: 3)),
      ])
    }
    if let back = opinions?.sentBack {
      lines.append([
        .muted("\(back.file) says of \(Numbers.count(back.all)) sent back in half a year: "),
        .text(Heard.reasons(back, most: 3)),
      ])
    }
    return lines
  }

  /// Why what a deal took cannot be told; `nil` where it can.
  private var untaken: String? {
    guard let takes else { return isFollowed ? "the figures follow" : "not known, for nobody can be followed here" }
    guard takes.deals < Takes.fewest else { return nil }
    return "\(takes.deals == 0 ? "no deal" : takes.deals == 1 ? "1 deal" : "\(takes.deals) deals") from it yet: too few to say"
  }

  /// The same as a sentence of its own.
  var takenSentence: [Span] {
    if let untaken { return [.muted("What a deal took: \(untaken).")] }
    return [.muted("A deal took ")] + taken
  }

  /// `12 calls (6–20), 31 touches (12–55), 9.4 h (3.1–18) and 15 weeks (9–27)`: middle, and eight in ten.
  var taken: [Span] {
    if let untaken { return [.muted(untaken)] }
    guard let takes else { return [] }
    /// The range, where there is one: eight in ten may all be alike.
    func between(_ spread: Takes.Spread) -> String {
      let (low, high) = (Numbers.amount(spread.low), Numbers.amount(spread.high))
      return low == high ? "" : " (\(Numbers.range(low, high)))"
    }
    func part(_ spread: Takes.Spread?, _ noun: String) -> String? {
      spread.map {
        "\(Numbers.amount($0.median)) \($0.median == 1 && noun.hasSuffix("s") ? String(noun.dropLast(noun == "touches" ? 2 : 1)) : noun)\(between($0))"
      }
    }
    let parts = [
      part(takes.calls, "calls"), part(takes.touches, "touches"), part(takes.hours, "h"), part(takes.weeks, "weeks"),
    ]
    let missing = zip(["calls", "touches", "hours"], [takes.calls, takes.touches, takes.hours]).filter { $0.1 == nil }.map(\.0)
    var line: [Span] = [.text(Wording.listed(parts.compactMap(\.self), "and"))]
    line.append(.muted(": the middle of \(Numbers.count(takes.deals)) won, and eight in ten of them"))
    if !missing.isEmpty { line.append(.muted("; \(Wording.listed(missing, "and")) are not recorded")) }
    return line
  }
}

/// What is heard, where a screen has room for a panel of it.
struct HeardPanel {
  let heard: Heard
  let findings: Findings

  /// Returns the row below it; the same row where it has nothing to say.
  func paint(on frame: inout Frame, _ columns: Range<Int>, y: Int, bottom: Int, notes: Int = 3) -> Int {
    guard bottom - y >= 3 else { return y }
    frame.rule(columns, y: y, heading: [.text("What is heard, and what a deal took")], trailing: [.key("n"), .muted(" note")])
    var y = y + 1
    let all = heard.lines(notes: notes)
    let width = columns.count - 3
    if all.isEmpty {
      frame.put("No note yet, and no coded reason in the files.", x: columns.lowerBound + 2, y: y, role: .muted, limit: width)
      y += 1
    }
    for line in all + [heard.takenSentence] where y < bottom {
      y = frame.paragraph(line, x: columns.lowerBound + 2, y: y, columns: width, rows: bottom - y, hanging: 2)
    }
    return y
  }
}

/// Words that notes repeat: in at least two of them, longer than three letters, and no furniture of the language.
struct FieldWords {
  private(set) var repeated: [(word: String, count: Int)] = []
  private static let furniture: Set<String> = [
    "only", "that", "this", "with", "they", "them", "from", "have", "were", "what", "when", "again", "before", "after", "their",
    "there", "about", "asked", "wanted", "week", "weeks", "more", "than", "then", "into", "over", "would", "could", "three",
  ]

  init(_ texts: [String]) {
    var counts: [String: Int] = [:]
    for text in texts { for word in FieldWords.words(text) { counts[word, default: 0] += 1 } }
    repeated = counts.filter { $0.value > 1 }.map { (word: $0.key, count: $0.value) }
      .sorted { $0.count != $1.count ? $0.count > $1.count : $0.word < $1.word }
  }

  /// How often others say what this one says.
  func weight(of text: String) -> Int {
    let own = FieldWords.words(text)
    return repeated.reduce(0) { own.contains($1.word) ? $0 + $1.count : $0 }
  }

  private static func words(_ text: String) -> Set<String> {
    Set(
      text.lowercased().split { !$0.isLetter && $0 != "-" }.map(String.init).filter { $0.count > 3 && !furniture.contains($0) })
  }
}
