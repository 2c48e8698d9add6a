import Cells

/// As many whole sentences of `line` as fit into `rows` of `columns`, from the first: half a sentence may say the opposite. The first alone
/// is kept whatever it takes, and then ends in `…`.
func whole(_ line: [Span], to columns: Int, rows: Int) -> [Span] {
  var shown = line
  while wrap(shown, to: columns).count > rows {
    guard let shorter = withoutLast(shown) else { return shown }
    shown = shorter
  }
  return shown
}

/// Without its last sentence; `nil` where there is only one.
private func withoutLast(_ line: [Span]) -> [Span]? {
  var kept = line
  var isLast = true
  while let span = kept.popLast() {
    var text = span.text[...]
    while let last = text.last, last == " " || isLast && ".?!".contains(last) { text = text.dropLast() }
    guard !text.isEmpty else { continue }
    isLast = false
    // A full stop before a blank ends a sentence; one inside a figure or a name does not.
    if let end = text.indices.last(where: { at in
      ".?!".contains(text[at]) && text.index(after: at) < text.endIndex && text[text.index(after: at)] == " "
    }) {
      return kept + [Span(String(text[...end]), span.role)]
    }
    // The sentence may have begun where this span did.
    if let before = kept.last?.text.trimmedEnd.last, ".?!".contains(before),
      span.text.first == " " || kept.last?.text.last == " "
    {
      return kept
    }
  }
  return nil
}

extension String {
  fileprivate var trimmedEnd: Substring {
    var text = self[...]
    while text.last == " " { text = text.dropLast() }
    return text
  }
}
