import CTerm
import Dashboard
import Glibc
import Testing

@testable import parley

@Suite struct KeyReadingTests {
  /// What is read when these bytes have come and nothing more is waiting.
  func keys(_ text: String, in reading: inout KeyReading) -> [Key] {
    for byte in text.utf8 { reading.take(CInt(byte)) }
    return reading.drain()
  }

  func keys(_ text: String) -> [Key] {
    var reading = KeyReading()
    return keys(text, in: &reading)
  }

  @Test func `plain keys are themselves`() {
    #expect(keys("aé日 ") == [.character("a"), .character("é"), .character("日"), .character(" ")])
    #expect(keys("\t\r\n\u{8}\u{7F}") == [.tab, .enter, .enter, .backspace, .backspace])
    #expect(keys("\u{3}\u{1A}") == [.control("c"), .control("z")])
    #expect(keys("\u{0}\u{1C}").isEmpty && keys("\u{1F}") == [.control("_")])
  }

  @Test func `an escape alone is a key, with something right behind it it is nothing`() {
    #expect(keys("\u{1B}") == [.escape])
    #expect(keys("\u{1B}q").isEmpty)
    #expect(keys("\u{1B}[99;7~q") == [.character("q")])
    #expect(keys("\u{1B}Oxq") == [.character("q")])
    #expect(keys("\u{1B}\u{1B}") == [.escape, .escape])
    var reading = KeyReading()
    #expect(keys("\u{1B}", in: &reading) == [.escape])
    #expect(keys("q", in: &reading) == [.character("q")])
  }

  @Test func `a character may come in pieces, and broken ones are dropped`() {
    var reading = KeyReading()
    for byte in [0xE6, 0x97] { reading.take(CInt(byte)) }
    #expect(reading.drain().isEmpty)
    reading.take(0xA5)
    #expect(reading.drain() == [.character("日")])
    for byte in [0xFF, 0xC3, 0x41] { reading.take(CInt(byte)) }
    #expect(reading.drain() == [.character("A")])
  }

  @Test func `codes of ncurses become keys`() {
    var reading = KeyReading()
    for code in [KEY_UP, KEY_BTAB, KEY_PPAGE, ct_key_f(5), KEY_RESIZE, KEY_MOUSE] { reading.take(code) }
    #expect(reading.drain() == [.up, .backTab, .pageUp, .function(5)])
  }

  @Test func `clicks and wheels count from 0, releases and moves are nothing`() {
    var reading = KeyReading()
    for text in ["0;211;3M", "0;211;3m", "64;1;1M", "65;2;2M", "35;9;9M", "0;0;1M", "x;yM"] {
      reading.take(KeyReading.Own.mouse)
      for byte in text.utf8 { reading.take(CInt(byte)) }
    }
    #expect(reading.drain() == [.click(x: 210, y: 2), .wheel(up: true, x: 0, y: 0), .wheel(up: false, x: 1, y: 1)])
  }

  @Test func `a paste is one key, whatever is in it and in however many pieces it comes`() {
    var reading = KeyReading()
    reading.take(KeyReading.Own.pasteBegins)
    #expect(keys("q\u{1B}[31m\r", in: &reading).isEmpty)
    #expect(reading.isOpen)
    #expect(keys("é\u{7}", in: &reading).isEmpty)
    reading.take(KeyReading.Own.pasteEnds)
    #expect(reading.drain() == [.paste("q[31m\né")])
    #expect(!reading.isOpen)
  }

  @Test func `a paste that never ends does not swallow what follows`() {
    var reading = KeyReading()
    reading.take(KeyReading.Own.pasteBegins)
    _ = keys("lost", in: &reading)
    reading.giveUp()
    #expect(reading.drain() == [.paste("lost")])
    #expect(keys("q", in: &reading) == [.character("q")])
  }
}

@Suite struct MailboxTests {
  @Test func `whatever many workers post arrives once, each worker's in order`() async {
    let box = Mailbox<Int>()
    await withTaskGroup(of: Void.self) { group in
      for worker in 0..<4 {
        group.addTask { for number in 0..<100 { box.post(worker * 1000 + number) } }
      }
    }
    var waiting = pollfd(fd: box.descriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&waiting, 1, 0) == 1)
    let all = box.drain()
    #expect(all.count == 400)
    for worker in 0..<4 {
      #expect(all.filter { $0 / 1000 == worker } == (0..<100).map { worker * 1000 + $0 })
    }
    #expect(poll(&waiting, 1, 0) == 0)
    #expect(box.drain().isEmpty)
  }
}

@Suite struct TerminalSurroundingsTests {
  func surroundings(_ environment: [String: String]) -> TerminalSurroundings {
    TerminalSurroundings { environment[$0] }
  }

  @Test func `depth follows what the terminal promises, and NO_COLOR comes first`() {
    let plain = surroundings(["TERM": "tmux-256color"])
    #expect(
      [0, 8, 16, 88, 256, 1 << 24].map { plain.depth(colours: $0) } == [.none, .sixteen, .sixteen, .sixteen, .indexed, .direct])
    #expect(surroundings(["TERM": "x", "NO_COLOR": "1"]).depth(colours: 256) == .none)
    #expect(surroundings(["TERM": "x", "NO_COLOR": ""]).depth(colours: 256) == .indexed)
  }

  @Test func `for 24-bit colour the direct description of the same terminal is tried first`() {
    #expect(surroundings(["TERM": "tmux-256color"]).descriptions == ["tmux-256color"])
    #expect(
      surroundings(["TERM": "tmux-256color", "COLORTERM": "truecolor"]).descriptions == ["tmux-direct", "tmux-256color"])
    #expect(surroundings(["TERM": "xterm-kitty", "COLORTERM": "truecolor"]).descriptions == ["xterm-kitty"])
    #expect(
      surroundings(["TERM": "tmux-256color", "COLORTERM": "24bit", "NO_COLOR": "1"]).descriptions == ["tmux-256color"])
  }

  @Test func `base64 is RFC 4648`() {
    let known = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]
    for (count, wanted) in known.enumerated() { #expect(base64(Array("foobar".utf8.prefix(count))) == wanted) }
  }
}
