/// Why a line of the journal was set aside. It stays in the file as it is.
package enum LineFault: Error, Hashable, Sendable {
  case cutOff
  case notJson(column: Int)
  case notText(column: Int)
  case twice(field: String)
  case missing(field: String)
  case wrong(field: String, text: String, expected: String)
  case tooLong

  /// Longer than this is no entry.
  package static let longest = 65_536

  package var sentence: String {
    switch self {
    case .cutOff:
      "the line is cut off: whoever wrote it was stopped. Nothing before or after it is touched. Remove the line when you like."
    case .notJson(let column): "this is no entry: it stops being JSON at column \(column). Put it right, or remove the line."
    case .notText(let column): "the text that begins at column \(column) is not UTF-8. Put it right, or remove the line."
    case .twice(let field): "“\(field)” is there twice. Leave one of them."
    case .missing(let field): "“\(field)” is missing. Put it in, or remove the line."
    case .wrong(let field, let text, let expected):
      "“\(field)” is \(text), which is not \(expected). Put it right, or remove the line."
    case .tooLong: "the line is longer than \(LineFault.longest) bytes, which no entry is. Remove it."
    }
  }
}

/// A line that is no entry: where, and why.
package struct SetAside: Hashable, Sendable {
  /// Counted from 1.
  package var line: Int
  package var fault: LineFault

  package init(line: Int, fault: LineFault) {
    self.line = line
    self.fault = fault
  }

  package var sentence: String { "line \(line): \(fault.sentence)" }
}
