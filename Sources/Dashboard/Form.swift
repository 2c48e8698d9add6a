import Cells
import Journal
import Records

/// A few fields that are filled in and kept, over whatever view was open.
struct Form: Sendable {
  /// What becomes of it.
  enum Purpose: Sendable, Equatable {
    case note
    case idea(EntryId?)
    case vote(EntryId)
    case trial(EntryId)
    case drop(EntryId)
    case decision(EntryId?)
    case verdict(EntryId)
  }

  enum Body: Sendable {
    case text(TextField)
    case choice([String], Int)
  }

  struct Field: Sendable {
    var label: String
    var body: Body
    var placeholder = ""

    var text: String {
      switch body {
      case .text(let field): field.text
      case .choice(let options, let index): options.indices.contains(index) ? options[index] : ""
      }
    }
  }

  var purpose: Purpose
  var title: [Span]
  var fields: [Field]
  var focus = 0
  /// What is wrong with what was typed.
  var complaint: String?

  enum Answer { case goOn, close, keep }

  mutating func take(_ key: Key) -> Answer {
    complaint = nil
    switch key {
    case .escape: return .close
    case .enter:
      guard focus == fields.count - 1 else {
        focus += 1
        return .goOn
      }
      return .keep
    case .control("s"): return .keep
    case .tab, .down: focus = (focus + 1) % fields.count
    case .backTab, .up: focus = (focus + fields.count - 1) % fields.count
    default: edit(key)
    }
    return .goOn
  }

  private mutating func edit(_ key: Key) {
    guard fields.indices.contains(focus) else { return }
    switch fields[focus].body {
    case .text(var field):
      guard field.take(key) else { return }
      fields[focus].body = .text(field)
    case .choice(let options, let index):
      switch key {
      case .right, .character(" "), .character("l"): fields[focus].body = .choice(options, (index + 1) % options.count)
      case .left, .character("h"): fields[focus].body = .choice(options, (index + options.count - 1) % options.count)
      case .character(let scalar):
        // The first letter or figure of a choice chooses it, and the next that begins so.
        let found = (1...options.count).map { (index + $0) % options.count }.first {
          options[$0].lowercased().unicodeScalars.first == Unicode.Scalar(String(Character(scalar)).lowercased())
        }
        if let found { fields[focus].body = .choice(options, found) }
      default: break
      }
    }
  }

  /// A click at a row of the form puts the focus there.
  mutating func point(at y: Int, in frame: Area, preview: [[Span]]) {
    let area = area(in: frame, preview)
    let row = (y - area.y) / spacing(in: frame, preview)
    if y >= area.y, fields.indices.contains(row) { focus = row }
  }

  // MARK: Painting

  private static let widest = 92

  private func width(in frame: Area) -> Int { min(frame.width - (frame.width < 60 ? 0 : 6), Form.widest) }

  private func lines(_ preview: [[Span]], in frame: Area) -> [[Span]] {
    let said = complaint.map { [[Span($0, .bad)]] } ?? preview
    return said.flatMap { wrap($0, to: width(in: frame) - 5) }
  }

  private func spacing(in frame: Area, _ preview: [[Span]]) -> Int {
    fields.count * 2 + lines(preview, in: frame).count + 3 <= frame.height - 4 ? 2 : 1
  }

  private func area(in frame: Area, _ preview: [[Span]]) -> Area {
    let said = lines(preview, in: frame).count
    let wanted = fields.count * spacing(in: frame, preview) + (said > 0 ? said + 1 : 0) + 2
    let height = min(wanted, frame.height)
    let top = (frame.height - height) / 2
    let left = (frame.width - width(in: frame)) / 2
    return Area(columns: left + 1..<left + width(in: frame) - 1, rows: top + 1..<top + height - 1)
  }

  /// `preview` is what Parley has to say to what was typed so far.
  func paint(on frame: inout Frame, preview: [[Span]]) {
    let whole = frame.area
    let place = area(in: whole, preview)
    let last = focus == fields.count - 1
    let area = frame.overlay(
      width: width(in: whole), height: place.height + 2, y: place.y - 1, title: title,
      footer: (whole.width < 60 ? [] : [.key("tab"), " next  "]) + [.key("⏎"), last ? " keep  " : " next  "]
        + (last ? [] : [.key("ctrl-s"), " keep  "]) + [.key("esc"), " leave"])
    let label = min(fields.map { columns(of: $0.label) }.max() ?? 0, area.width / 2)
    let step = spacing(in: whole, preview)
    for (i, field) in fields.enumerated() {
      let y = area.y + i * step
      guard y < area.rows.upperBound else { return }
      let isFocused = i == focus
      frame.put(isFocused ? "▸" : " ", x: area.x, y: y, role: .key)
      frame.put(cut(field.label, to: label), x: area.x + 2, y: y, role: isFocused ? .text : .muted)
      let x = area.x + label + 4
      let width = area.columns.upperBound - x - 1
      switch field.body {
      case .text(let text):
        text.paint(on: &frame, x: x, y: y, width: width, isFocused: isFocused, placeholder: field.placeholder)
      case .choice(let options, let index):
        Form.choice(options, index, on: &frame, x: x, y: y, width: width, isFocused: isFocused)
      }
    }
    var y = area.y + fields.count * step + (step == 1 ? 1 : 0)
    for line in lines(preview, in: whole) where y < area.rows.upperBound {
      frame.put(line, x: area.x + 2, y: y, limit: area.width - 3)
      y += 1
    }
  }

  private static func choice(
    _ options: [String], _ index: Int, on frame: inout Frame, x: Int, y: Int, width: Int, isFocused: Bool
  ) {
    let all = options.reduce(0) { $0 + columns(of: $1) + 2 }
    guard all <= width else {
      frame.put(
        [.key("‹ "), Span(cut(options[index], to: max(1, width - 4)), isFocused ? .input : .text), .key(" ›")], x: x, y: y)
      if isFocused { frame.cursor = Frame.Place(x: x + 2, y: y) }
      return
    }
    var at = x
    for (i, option) in options.enumerated() {
      if i == index, isFocused { frame.cursor = Frame.Place(x: at, y: y) }
      frame.put(i == index ? "▸" : " ", x: at, y: y, role: .key)
      at += 1 + frame.put(option, x: at + 1, y: y, role: i == index ? (isFocused ? .input : .headline) : .muted) + 1
    }
  }
}
