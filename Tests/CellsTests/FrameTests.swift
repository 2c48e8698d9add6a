import Cells
import Glibc
import Testing

@Suite struct FrameTests {
  /// All of Unicode but the planes in which nothing is assigned and the inner parts of the private ones.
  static let planesInUse = [0...0x323AF, 0xE0000...0xE0FFF, 0xFFFF0...0x10000F, 0x10FFF0...0x10FFFF].flatMap {
    Array($0 as ClosedRange<UInt32>)
  }

  @Test func `what a terminal would obey is shown, not passed on`() {
    var frame = Frame(width: 24, height: 1)
    frame.put("a\u{1B}[31m\u{7}\u{9B}\u{202E}b\u{200D}\u{FE0F}\u{E0041}\u{7F}c\td\ne", x: 0, y: 0, role: .text)
    #expect(frame.text == ["a␛[31m␇··b···␡c d e     "])
    #expect(printable("a\u{1B}[31m\u{7}\u{9B}\u{202E}b\u{200D}\u{FE0F}\u{E0041}\u{7F}c\td\ne") == "a␛[31m␇··b···␡c d e")
  }

  @Test func `no scalar at all reaches a cell as a control, a direction mark or nothing`() {
    for value in FrameTests.planesInUse {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let shown: Unicode.Scalar
      switch Glyph(scalar) {
      case .narrow(let it), .wide(let it): shown = it
      case .mark(let it): shown = it
      }
      let category = shown.properties.generalCategory
      if category == .control || category == .format || category == .lineSeparator || category == .paragraphSeparator
        || category == .privateUse || category == .unassigned
      {
        Issue.record("U+\(String(value, radix: 16)) is shown as U+\(String(shown.value, radix: 16))")
      }
    }
  }

  @Test func `widths agree with the C library wherever it knows the character`() throws {
    let locale = newlocale(1 << LC_CTYPE, "C.UTF-8", nil)
    guard let locale, let found = dlsym(nil, "wcwidth") else {
      print("skipped: this machine has no C.UTF-8")
      return
    }
    let wcwidth = unsafeBitCast(found, to: (@convention(c) (wchar_t) -> CInt).self)
    let before = uselocale(locale)
    defer { uselocale(before) }
    var wrong: [String] = []
    for value in FrameTests.planesInUse where value >= 0x20 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let counted = wcwidth(wchar_t(value))
      guard counted >= 0 else { continue }
      switch Glyph(scalar) {
      case .narrow(let shown) where shown != scalar: continue
      case let glyph where glyph.columns != Int(counted):
        wrong.append("U+\(String(value, radix: 16)): \(glyph.columns), the C library says \(counted)")
      default: continue
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(12))")
  }

  @Test func `a wide character takes two columns and is never cut in half`() {
    var frame = Frame(width: 5, height: 1)
    #expect(frame.put("日本語", x: 0, y: 0, role: .text) == 4)
    #expect(frame.text == ["日本 "])
    frame.put("x", x: 1, y: 0, role: .text)
    #expect(frame.text == [" x本 "])
    frame.put("y", x: 2, y: 0, role: .text)
    #expect(frame.text == [" xy  "])
  }

  @Test func `a combining mark stands on the character before it, and only one does`() {
    var frame = Frame(width: 4, height: 1)
    #expect(frame.put("e\u{301}\u{302}x", x: 0, y: 0, role: .text) == 2)
    #expect(frame.text == ["e\u{301}x  "])
    #expect(frame.put("\u{301}", x: 3, y: 0, role: .text) == 1)
    #expect(frame.text == ["e\u{301}x ·"])
  }

  @Test func `nothing is written outside the frame`() {
    var frame = Frame(width: 3, height: 1)
    frame.put("abcdef", x: -2, y: 0, role: .text)
    #expect(frame.text == ["cde"])
    frame.put("zzz", x: 0, y: 1, role: .text)
    frame.put("zzz", x: 0, y: -1, role: .text)
    frame[7, 7] = Cell(scalar: "z", role: .text)
    #expect(frame.text == ["cde"])
    var none = Frame(width: 0, height: 0)
    none.put("z", x: 0, y: 0, role: .text)
    none.overlay(width: 20, height: 5)
    #expect(none.text == [])
  }

  @Test func `whatever is drawn wherever, every row stays as wide as the frame`() {
    var state: UInt64 = 7
    func draw(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, limit)
    }
    let texts = ["日本語", "a日b", "e\u{301}", "\u{301}", "plain words here", "\u{1B}[2J", "가각힣", "😀x", ""]
    for _ in 0..<400 {
      var frame = Frame(width: draw(12), height: draw(5))
      for _ in 0..<12 {
        let (x, y) = (draw(16) - 3, draw(7) - 1)
        switch draw(7) {
        case 0: frame.put(texts[draw(texts.count)], x: x, y: y, role: .text, limit: draw(9))
        case 1: frame.put([.marketing(texts[draw(texts.count)])], endingAt: x, y: y)
        case 2: frame.paragraph([.text(texts[draw(texts.count)]), " and more"], x: x, y: y, columns: draw(9), rows: draw(3))
        case 3: frame.overlay(width: draw(14), height: draw(7), title: ["T"], footer: ["f"])
        case 4: frame.rule(x..<x + draw(14), y: y, heading: ["▌ 日"], trailing: ["x"], focused: draw(2) == 0)
        case 5:
          let width = UInt8(draw(3))
          frame[x, y] = Cell(scalar: width == 1 ? "z" : "日", role: .text, width: width)
        default:
          var other = Frame(width: 4, height: 2)
          other.put("日本", x: 0, y: 0, role: .good)
          frame.put(other, x: x, y: y)
        }
      }
      for shown in [frame, frame.ascii()] {
        #expect(shown.text.allSatisfy { columns(of: $0) == frame.width || $0.isEmpty }, "\(shown.text)")
        for y in 0..<frame.height {
          for x in 0..<frame.width {
            let (own, next) = (shown[x, y].width, x + 1 < frame.width ? shown[x + 1, y].width : 1)
            #expect((own == 2) == (next == 0), "half a character at \(x), \(y) of \(shown.text)")
          }
        }
      }
    }
  }

  @Test func `roles are one letter a cell and blanks mean nothing unless they are painted`() {
    var frame = Frame(width: 9, height: 1)
    frame.put([.headline("1 "), .marketing("▌ scan")], x: 0, y: 0)
    #expect(frame.roles == ["h.a.MMMM."])
    frame.recolour(1..<4, y: 0, role: .selection)
    #expect(frame.roles == ["hfffMMMM."])
  }

  @Test func `every role has its own letter and its own name`() {
    #expect(Set(Role.allCases.map(\.letter)).count == Role.allCases.count)
    #expect(Set(Role.allCases.map(\.name)).count == Role.allCases.count)
    #expect(Role.allCases.allSatisfy { Role(letter: $0.letter) == $0 })
  }
}
