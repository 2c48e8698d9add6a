/// How one scalar stands in a grid of cells: always something that a terminal shows and never something that it obeys.
package enum Glyph: Equatable, Sendable {
  case narrow(Unicode.Scalar)
  /// Two columns.
  case wide(Unicode.Scalar)
  /// Stands on the character before it.
  case mark(Unicode.Scalar)

  /// The harmless glyph for any scalar at all: what is invisible, unassigned or an order to the terminal gets a visible
  /// substitute (␛ for escape and its like, `·` for what has no shape, `�` for what has no meaning); a line end or tab, a space.
  package init(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    switch value {
    case 0x20...0x7E, 0xA1...0xAC, 0xAE...0x2FF, 0x2500...0x25FC, 0x2800...0x28FF:
      self = .narrow(scalar)
      return
    case 0x09, 0x0A, 0x0D:
      self = .narrow(" ")
      return
    case 0..<0x20:
      self = .narrow(Unicode.Scalar(0x2400 + value) ?? "·")
      return
    case 0x7F:
      self = .narrow("␡")
      return
    case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000:
      self = value == 0x3000 ? .wide(scalar) : .narrow(" ")
      return
    // Soft hyphen, grapheme joiner, letter mark, fillers, variation selectors and whatever else is drawn as nothing.
    case 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x3164, 0xFE00...0xFE0F, 0xFFA0,
      0xE0000...0xE0FFF:
      self = .narrow("·")
      return
    // Vowels and finals of Hangul syllables written in pieces, and one Ahom sign that the C library counts so.
    case 0x1161...0x11FF, 0x1171E, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB:
      self = .mark(scalar)
      return
    default:
      break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator:
      self = .narrow("·")
    case .surrogate, .privateUse, .unassigned:
      self = .narrow("\u{FFFD}")
    case .nonspacingMark, .enclosingMark:
      self = .mark(scalar)
    default:
      self = isWide(value) ? .wide(scalar) : .narrow(scalar)
    }
  }

  /// Columns this glyph takes of its own.
  package var columns: Int {
    switch self {
    case .narrow: 1
    case .wide: 2
    case .mark: 0
    }
  }
}

/// Makes any text harmless to print outside a frame: one line, nothing a terminal obeys, at most two marks on a character.
/// Cell by cell, `Frame.put` does the same.
package func printable(_ text: String) -> String {
  var out = String.UnicodeScalarView()
  var marks = 2  // as if full: a mark with nothing before it has nothing to stand on
  for scalar in text.unicodeScalars {
    switch Glyph(scalar) {
    case .narrow(let shown), .wide(let shown):
      out.append(shown)
      marks = 0
    case .mark(let shown):
      guard !out.isEmpty else {
        out.append("·")
        continue
      }
      guard marks < 2 else { continue }
      out.append(shown)
      marks += 1
    }
  }
  return String(out)
}

/// Columns that `text` takes on a screen, as `Frame.put` would write it.
package func columns(of text: String) -> Int {
  var total = 0
  for scalar in text.unicodeScalars {
    let own = Glyph(scalar).columns
    total += own == 0 && total == 0 ? 1 : own
  }
  return total
}

private func isWide(_ value: UInt32) -> Bool {
  guard value >= 0x1100 else { return false }
  var low = 0
  var high = wideRanges.count
  while low < high {
    let middle = (low + high) / 2
    if wideRanges[middle].upperBound < value { low = middle + 1 } else { high = middle }
  }
  return low < wideRanges.count && wideRanges[low].contains(value)
}

/// Characters two columns wide as the C library of Debian 12 counts them (Unicode 15), gaps of unassigned ones closed: ncurses
/// asks that library, so agreeing with it matters more than being newer. CellsTests holds this table against it.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0...0x23F0, 0x23F3...0x23F3, 0x25FD...0x25FE,
  0x2614...0x2615, 0x2648...0x2653, 0x267F...0x267F, 0x2693...0x2693, 0x26A1...0x26A1, 0x26AA...0x26AB, 0x26BD...0x26BE,
  0x26C4...0x26C5, 0x26CE...0x26CE, 0x26D4...0x26D4, 0x26EA...0x26EA, 0x26F2...0x26F3, 0x26F5...0x26F5, 0x26FA...0x26FA,
  0x26FD...0x26FD, 0x2705...0x2705, 0x270A...0x270B, 0x2728...0x2728, 0x274C...0x274C, 0x274E...0x274E, 0x2753...0x2755,
  0x2757...0x2757, 0x2795...0x2797, 0x27B0...0x27B0, 0x27BF...0x27BF, 0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2B55...0x2B55,
  0x2E80...0x3029, 0x302E...0x303E, 0x3041...0x3096, 0x309B...0xA4C6, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAD9,
  0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x16FE3, 0x16FF0...0x1B2FB,
  0x1F004...0x1F004, 0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F320, 0x1F32D...0x1F335,
  0x1F337...0x1F37C, 0x1F37E...0x1F393, 0x1F3A0...0x1F3CA, 0x1F3CF...0x1F3D3, 0x1F3E0...0x1F3F0, 0x1F3F4...0x1F3F4,
  0x1F3F8...0x1F43E, 0x1F440...0x1F440, 0x1F442...0x1F4FC, 0x1F4FF...0x1F53D, 0x1F54B...0x1F54E, 0x1F550...0x1F567,
  0x1F57A...0x1F57A, 0x1F595...0x1F596, 0x1F5A4...0x1F5A4, 0x1F5FB...0x1F64F, 0x1F680...0x1F6C5, 0x1F6CC...0x1F6CC,
  0x1F6D0...0x1F6D2, 0x1F6D5...0x1F6DF, 0x1F6EB...0x1F6EC, 0x1F6F4...0x1F6FC, 0x1F7E0...0x1F7F0, 0x1F90C...0x1F93A,
  0x1F93C...0x1F945, 0x1F947...0x1F9FF, 0x1FA70...0x1FAF6, 0x20000...0x3134A,
]
