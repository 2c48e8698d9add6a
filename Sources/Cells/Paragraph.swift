/// `line` broken at blanks into lines of at most `columns`; roles stay with their words. A word longer than a line is broken
/// inside. Lines after the first begin with `hanging` blanks. An empty line gives no lines.
package func wrap(_ line: [Span], to columns: Int, hanging: Int = 0) -> [[Span]] {
  let columns = max(1, columns)
  let hanging = max(0, min(hanging, columns - 1))
  var lines: [[Span]] = []
  var current: [Span] = []
  var used = 0
  var room = columns

  func finish() {
    lines.append(lines.isEmpty || hanging == 0 ? current : [Span(String(repeating: " ", count: hanging))] + current)
    current = []
    used = 0
    room = columns - hanging
  }
  for word in words(of: line) {
    let length = word.columns
    if used > 0 && used + 1 + length > room { finish() }
    if used > 0 {
      append(" ", role: current.last?.role, to: &current)
      used += 1
    }
    if length <= room - used {
      for span in word { append(span.text, role: span.role, to: &current) }
      used += length
    } else {
      for span in word {
        for character in span.text {
          let own = Cells.columns(of: String(character))
          if used > 0 && used + own > room { finish() }
          append(String(character), role: span.role, to: &current)
          used += own
        }
      }
    }
  }
  if used > 0 { finish() }
  return lines
}

/// Words between blanks; a word may change its role in the middle.
private func words(of line: [Span]) -> [[Span]] {
  var all: [[Span]] = []
  var word: [Span] = []
  for span in line {
    // Blanks are bytes of their own in UTF-8, so a word is found without asking where its characters end.
    let text = span.text.utf8
    var start = text.startIndex
    for at in text.indices where text[at] == 0x20 || (0x09...0x0D).contains(text[at]) {
      if start < at { append(String(span.text[start..<at]), role: span.role, to: &word) }
      if !word.isEmpty { all.append(word) }
      word = []
      start = text.index(after: at)
    }
    if start < text.endIndex { append(String(span.text[start...]), role: span.role, to: &word) }
  }
  if !word.isEmpty { all.append(word) }
  return all
}

private func append(_ text: String, role: Role?, to line: inout [Span]) {
  if let last = line.indices.last, line[last].role == role {
    line[last].text += text
  } else {
    line.append(Span(text, role))
  }
}

extension Frame {
  /// Writes `line` as a paragraph of `columns` from (x, y), at most `rows` of them, and returns the row after it.
  /// `beside` stands two columns to the left of every row: the mark of a voice. What does not fit ends in `…`.
  @discardableResult
  package mutating func paragraph(
    _ line: [Span], x: Int, y: Int, columns: Int, rows: Int = .max, role: Role = .text, beside: Span? = nil, hanging: Int = 0
  ) -> Int {
    let all = wrap(line, to: columns, hanging: hanging)
    let shown = min(all.count, max(0, rows))
    for (index, line) in all.prefix(shown).enumerated() {
      if let beside { put([beside], x: x - 2, y: y + index) }
      put(line, x: x, y: y + index, role: role, limit: columns)
      if index == shown - 1 && all.count > shown {
        put("…", x: x + min(line.columns, columns - 1), y: y + index, role: line.last?.role ?? role)
      }
    }
    return y + shown
  }
}
