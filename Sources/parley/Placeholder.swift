import Cells
import Dashboard

/// Stands where the dashboard will: a screen with every kind of drawing on it, until there is another.
func showPlaceholder(on terminal: Terminal, notice: String?) -> LoopEnd {
  var size = (columns: 0, rows: 0)
  var chosen = 0
  var last = notice ?? ""
  let mailbox = Mailbox<Int>()
  return runLoop(on: terminal, mailbox: mailbox) { happening in
    switch happening {
    case .resized(let columns, let rows): size = (columns, rows)
    case .key(.character("q")): return .quit
    case .key(.down): chosen = min(chosen + 1, 9)
    case .key(.up): chosen = max(chosen - 1, 0)
    case .key(.character("y")): last = terminal.copy("copied from parley").sentence
    case .key(let key): last = "\(key)"
    case .message, .readable: break
    }
    return .goOn
  } painted: {
    var frame = Frame(width: size.columns, height: size.rows)
    frame.put([.headline("Parley"), .muted("  placeholder")], x: 1, y: 0)
    frame.rule(1..<max(1, frame.width - 1), y: 2, heading: [.marketing("▌ Marketing")], trailing: ["for 1 deal"], focused: true)
    for row in 0..<10 {
      frame.put("Metric \(row)", x: 3, y: 3 + row, role: .text)
      frame.put(sparkline([1, 2, 3, 4, Double(row)], unfinished: true), x: 20, y: 3 + row)
      frame.put("\(row * 17)", endingAt: frame.width - 3, y: 3 + row, role: .text)
      if row == chosen { frame.select(1..<max(1, frame.width - 1), y: 3 + row, focused: true) }
    }
    frame.put([.joint("█ Joint meaning "), .text("of metric \(chosen): "), .good("✓ likely")], x: 1, y: 14)
    var plot = Plot(columns: 40, rows: 6, x: 0...100, y: 0...100)
    plot.band(over: 0...100, low: { $0 * 0.6 }, high: { $0 * 1.2 })
    plot.curve(over: 0...100) { $0 * (1 - $0 / 250) + Double(chosen) }
    frame.put(plot, x: 3, y: 16)
    frame.axis(of: plot, x: 3, y: 22, ticks: [Tick(0, "0"), Tick(100, "100")], tried: 0...60)
    frame.put(last, x: 1, y: frame.height - 2, role: .quotation)
    frame.put([.key("q"), .muted(" quit")], x: 1, y: frame.height - 1)
    frame.cursor = Frame.Place(x: 1, y: 3 + chosen)
    return frame
  }
}
