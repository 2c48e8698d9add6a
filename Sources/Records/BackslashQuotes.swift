/// Quotes that are escaped with a backslash, as databases write them (`\"`), as the ones that are written twice: `""`. Both take two
/// bytes, so every place in the text stays what it was.
enum BackslashQuotes {
  /// How much of a text decides how it is written.
  private static let sample = 1 << 20

  /// The same text with its quotes written twice, where it can only be meant so; else the bytes as they are.
  static func plain(_ bytes: FileBytes) -> FileBytes {
    guard walk(bytes, min(bytes.count, sample), { _ in }) == .escaped else { return bytes }
    return FileBytes(count: bytes.count, grewWhileRead: bytes.grewWhileRead) { target in
      target.update(from: bytes.start, count: bytes.count)
      _ = walk(bytes, bytes.count) { target[$0] = quote }
    }
  }

  private enum Found { case escaped, plain }
  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")

  /// Reads the text as if a backslash took the meaning from what follows it. It is meant so where some quote can be nothing else,
  /// because no cell ends there, and everything else is in order; one quote written twice inside a cell says the opposite.
  private static func walk(_ bytes: FileBytes, _ count: Int, _ escaped: (Int) -> Void) -> Found {
    let start = bytes.start
    var at = count >= 3 && start[0] == 0xEF && start[1] == 0xBB && start[2] == 0xBF ? 3 : 0
    var isSure = false
    var beginsCell = true
    func endsCell(_ at: Int) -> Bool {
      at >= count || [0x0A, 0x0D, 0x2C, 0x3B, 0x09, 0x7C].contains(start[at])
    }
    while at < count {
      guard beginsCell, start[at] == quote else {
        beginsCell = endsCell(at)
        at += 1
        continue
      }
      at += 1
      while at < count, start[at] != quote {
        guard start[at] == backslash, at + 1 < count else {
          at += 1
          continue
        }
        if start[at + 1] == quote {
          if !endsCell(at + 2) { isSure = true }
          escaped(at)
        }
        at += 2
      }
      guard at < count else { break }
      // What closes a cell has its end behind it.
      guard endsCell(at + 1) else { return .plain }
      at += 1
      beginsCell = false
    }
    return isSure ? .escaped : .plain
  }
}
