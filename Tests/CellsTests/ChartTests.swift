import Cells
import Glibc
import Testing

@Suite struct ChartTests {
  @Test func `a spark line is zero to its maximum, its last week hatched`() {
    #expect(sparkline([0, 31, 0, 0, 0, 40, 0, 38], unfinished: true).plain == "·▅···▆·▆░")
    #expect(sparkline([.nan, 0, -1]).plain == "···")
    #expect(sparkline([], unfinished: false).plain == "")
  }

  @Test func `a bar has half cells and never more than its room`() {
    #expect(bar(3, of: 4, columns: 2) == "━╸")
    #expect(bar(9, of: 4, columns: 2) == "━━")
    #expect(bar(.infinity, of: 4, columns: 2) == "")
    #expect(bar(-3, of: 4, columns: 2) == "")
  }

  @Test func `a bullet shows what happened, what is expected and the goal`() {
    var frame = Frame(width: 11, height: 1)
    frame.put(Bullet(soFar: 9, expected: 24...33, goal: 30, full: 36), columns: 0..<11, y: 0)
    #expect(frame.text == ["━━━    ┄┄┃┄"])
    #expect(frame.roles == ["eee....ddnd"])
  }

  @Test func `ticks and scales are round and fall on rows`() {
    #expect(evenTicks(upTo: 2500, most: 6) == [0, 500, 1000, 1500, 2000, 2500])
    #expect(evenTicks(upTo: 0.4, most: 5) == [0, 0.1, 0.2, 0.30000000000000004, 0.4])
    #expect(evenScale(upTo: 5.6, rows: 7).top == 6)
    #expect(evenScale(upTo: 0, rows: 7).top == 1)
  }

  @Test func `no number makes a chart trap`() {
    let odd: [Double] = [.nan, .infinity, -.infinity, 1e308, -1e308, 0]
    for low in odd {
      for high in odd where low <= high {
        var plot = Plot(columns: 5, rows: 3, x: low...high, y: low...high)
        plot.curve(xs: [low, high], ys: [high, low])
        plot.band(xs: [low, high], lows: [low, low], highs: [high, high])
        var frame = Frame(width: 9, height: 6)
        frame.put(plot, x: 1, y: 1)
        frame.axis(of: plot, x: 1, y: 4, ticks: [Tick(low, "a"), Tick(high, "b")], tried: low...high)
        frame.upright(in: plot, x: 1, y: 1, at: high, role: .limit)
        frame.put(Bullet(soFar: low, expected: low...high, goal: high, full: high), columns: 0..<9, y: 0)
        #expect(frame.text.allSatisfy { columns(of: $0) == 9 })
      }
    }
  }

  /// The response curve of the documented screens, drawn with this vocabulary.
  @Test func `the response curve is the one in the documented screen`() throws {
    guard let wanted = sketch("translate-118x32") else {
      print("skipped: the documented screens are not beside this package")
      return
    }
    let top: (Double) -> Double = { 3.55 * (1 - exp(-$0 / 620)) - pow(max(0, $0 - 1250), 1.35) / 11500 }
    var plot = Plot(columns: 46, rows: 7, x: 0...2500, y: 0...6)
    plot.band(over: 0...2500) {
      max(0, top($0) * 0.56 - 0.02 - max(0, $0 - 1000) / 1500)
    } high: {
      top($0) * 1.45 + 0.12 + max(0, $0 - 1400) / 1500
    }
    plot.curve(over: 0...1420, top)
    plot.curve(over: 1420...2500, role: .unfinished, every: 4, top)
    var frame = Frame(width: 118, height: 32)
    frame.put(plot, x: 7, y: 21)
    frame.scale(of: plot, x: 7, y: 21, ticks: [0, 2, 4, 6].map { Tick(Double($0), "\($0)") })
    frame.axis(
      of: plot, x: 7, y: 28,
      ticks: [
        Tick(0, "0"), Tick(500, "500"), Tick(1000, "1,000"), Tick(1500, "1,500"), Tick(2000, "2,000"), Tick(2500, "2,500"),
      ],
      tried: 0...1420)
    frame.upright(in: plot, x: 7, y: 21, at: 610, role: .marker)
    frame.upright(in: plot, x: 7, y: 21, at: 1000, role: .limit)
    for y in 21..<30 {
      #expect(String(frame.text[y].prefix(54)) == String(wanted.text[y].prefix(54)), "row \(y)")
      #expect(String(frame.roles[y].prefix(54)) == String(wanted.roles[y].prefix(54)), "row \(y)")
    }
  }

  @Test func `arriving against room is the chart of the documented screen`() {
    guard let wanted = sketch("align-118x32") else {
      print("skipped: the documented screens are not beside this package")
      return
    }
    let arriving: [Double] = [62, 62, 62, 62, 62, 62, 62, 40, 30, 62, 62, 62, 62]
    let room: [Double] = [48, 48, 48, 48, 48, 48, 48, 24, 24, 48, 64, 64, 64]
    let weeks = ["45", "46", "47", "48", "49", "50", "51", "52", "53", "1", "2", "3", "4"]
    var frame = Frame(width: 118, height: 32)
    frame.roomChart(
      zip(arriving, zip(room, weeks)).map { ArrivingWeek($0, room: $1.0, label: $1.1) }, x: 8, y: 12, rows: 8, step: 8)
    for y in 12..<21 {
      #expect(String(frame.text[y].prefix(75).dropFirst(8)) == String(wanted.text[y].prefix(75).dropFirst(8)), "row \(y)")
      #expect(String(frame.roles[y].prefix(75).dropFirst(8)) == String(wanted.roles[y].prefix(75).dropFirst(8)), "row \(y)")
    }
  }

  @Test func `large figures are those of the documented presentation`() {
    guard let wanted = sketch("present-118x32") else {
      print("skipped: the documented screens are not beside this package")
      return
    }
    var frame = Frame(width: 118, height: 32)
    var x = frame.figures("1,000", x: 6, y: 4, role: .marketing)
    #expect(x - 8 == Frame.columnsOfFigures("1,000"))
    x = frame.figures("→", x: x + 4, y: 4, role: .muted)
    frame.figures("4", x: x + 5, y: 4, role: .sales)
    for y in 4..<9 {
      #expect(frame.text[y] == wanted.text[y])
      #expect(frame.roles[y] == wanted.roles[y])
    }
  }

  @Test func `an overlay dims what is beneath and keeps it in place`() {
    var frame = Frame(width: 20, height: 5)
    for y in 0..<5 { frame.put("abcdefghijklmnopqrst", x: 0, y: y, role: .text) }
    let inside = frame.overlay(width: 14, height: 3, title: ["Help"], footer: [.key("esc")])
    frame.put("hello", x: inside.x, y: inside.y, role: .text)
    #expect(
      frame.text == [
        "abcdefghijklmnopqrst", "abc╭─ Help ─────╮rst", "abc│hello       │rst", "abc╰────── esc ─╯rst", "abcdefghijklmnopqrst",
      ])
    #expect(frame.roles[0] == "zzzzzzzzzzzzzzzzzzzz")
  }

  @Test func `in ASCII every cell is ASCII and stands where it stood`() throws {
    var frame = Frame(width: 30, height: 3)
    frame.put([.marketing("▌ é"), " ━─│ ▸ ⣿", Span("⠁", .band), " · 日"], x: 0, y: 0)
    frame.put([.key("⏎"), " why  ", .key("?"), " help"], x: 0, y: 1)
    frame.put([.key("⏎"), "        why   │"], x: 0, y: 2)
    let plain = frame.ascii()
    #expect(plain.text[0] == "M e =-| > *. - ?              ")
    #expect(plain.text[1] == "enter why  ? help             ")
    #expect(plain.text[2] == "enter    why   |              ")
    guard let screen = sketch("translate-118x32") else { return }
    var all = Frame(width: 118, height: 32)
    for (y, line) in screen.text.enumerated() { all.put(line, x: 0, y: y, role: .text) }
    let unknown = all.ascii().text.joined().unicodeScalars.filter { !$0.isASCII }
    #expect(unknown.isEmpty)
  }
}

/// A documented screen from beside the package, if it is there.
func sketch(_ name: String) -> (text: [String], roles: [String])? {
  func lines(_ ending: String) -> [String]? {
    let here = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    guard let file = fopen("/\(here)/../shared/screens/\(name).\(ending)", "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 17)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
  }
  guard let text = lines("txt"), let roles = lines("roles") else { return nil }
  return (text, roles)
}
