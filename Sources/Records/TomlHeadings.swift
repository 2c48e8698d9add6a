/// Headings of tables that the TOML library ends the program over instead of refusing: `[` and then nothing that begins a name.
package enum TomlHeadings {
  /// The first line (from 1) that begins with `[` or `[[` and goes on with neither a name nor `]`.
  package static func brokenLine(in text: String) -> Int? {
    for (number, line) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      var rest = line.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      guard rest.first == UInt8(ascii: "[") else { continue }
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "[") { rest = rest.dropFirst() }
      switch rest.first(where: { $0 != 0x20 && $0 != 0x09 }) ?? 0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "]"):
        continue
      default: return number + 1
      }
    }
    return nil
  }
}
