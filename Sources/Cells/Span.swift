/// A stretch of text with one meaning. Lines of views are arrays of these: `["1,000 ", .marketing("booth scans"), " are followed by"]`.
package struct Span: Sendable, Equatable, ExpressibleByStringInterpolation {
  package var text: String
  /// `nil`: the role of the line it stands in.
  package var role: Role?

  package init(_ text: String, _ role: Role? = nil) {
    self.text = text
    self.role = role
  }

  package init(stringLiteral text: String) { self.init(text) }

  package static func text(_ text: String) -> Span { Span(text, .text) }
  package static func headline(_ text: String) -> Span { Span(text, .headline) }
  package static func muted(_ text: String) -> Span { Span(text, .muted) }
  package static func marketing(_ text: String) -> Span { Span(text, .marketing) }
  package static func sales(_ text: String) -> Span { Span(text, .sales) }
  package static func joint(_ text: String) -> Span { Span(text, .joint) }
  package static func good(_ text: String) -> Span { Span(text, .good) }
  package static func warning(_ text: String) -> Span { Span(text, .warning) }
  package static func bad(_ text: String) -> Span { Span(text, .bad) }
  package static func key(_ text: String) -> Span { Span(text, .key) }
}

extension [Span] {
  /// Columns the whole line takes.
  package var columns: Int { reduce(0) { $0 + Cells.columns(of: $1.text) } }

  /// The words without their roles.
  package var plain: String { map(\.text).joined() }
}

extension Frame {
  /// Writes a line of spans from (x, y); spans without a role get `role`. Returns the columns used.
  @discardableResult
  package mutating func put(_ line: [Span], x: Int, y: Int, role: Role = .text, limit: Int = .max) -> Int {
    var used = 0
    for span in line where used < limit {
      used += put(span.text, x: x + used, y: y, role: span.role ?? role, limit: limit - used)
    }
    return used
  }

  /// Writes `text` so that its last column is `x`; returns the column where it begins.
  @discardableResult
  package mutating func put(_ text: String, endingAt x: Int, y: Int, role: Role) -> Int {
    put([Span(text, role)], endingAt: x, y: y)
  }

  /// Writes a line of spans so that its last column is `x`; returns the column where it begins.
  @discardableResult
  package mutating func put(_ line: [Span], endingAt x: Int, y: Int, role: Role = .text) -> Int {
    let start = x + 1 - line.columns
    put(line, x: start, y: y, role: role)
    return start
  }

  /// Writes a number so that the last digit before its point is at column `x`: `12.3` under `19`. Returns where it begins.
  @discardableResult
  package mutating func put(_ number: String, pointAfter x: Int, y: Int, role: Role) -> Int {
    var whole = 0
    for character in number {
      if character == "." { break }
      whole += Cells.columns(of: String(character))
    }
    put(number, x: x + 1 - whole, y: y, role: role)
    return x + 1 - whole
  }

  /// Writes `text` in the middle of `columns`.
  package mutating func put(_ line: [Span], centredIn columns: Range<Int>, y: Int, role: Role = .text) {
    put(line, x: columns.lowerBound + max(0, (columns.count - line.columns) / 2), y: y, role: role, limit: columns.count)
  }
}

/// `text` in at most `limit` columns: whole, or cut with `…`. For names; a number or a verdict is never cut.
package func cut(_ text: String, to limit: Int) -> String {
  guard columns(of: text) > limit else { return text }
  guard limit > 1 else { return limit == 1 ? "…" : "" }
  var used = 0
  var kept = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    let own = Glyph(scalar).columns
    if used + own > limit - 1 { break }
    kept.append(scalar)
    used += own
  }
  while kept.last == " " { kept.removeLast() }
  return String(kept) + "…"
}
