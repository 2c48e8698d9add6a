import Cells

/// Keys while a search is typed, or while something lies on top.
extension State {
  mutating func type(_ key: Key) -> [Effect] {
    guard var text = typing else { return [] }
    switch key {
    case .character(let scalar): text.unicodeScalars.append(scalar)
    case .paste(let pasted): text += printable(pasted)
    case .backspace: if !text.isEmpty { text.removeLast() }
    case .enter, .tab:
      typing = nil
      return []
    case .escape:
      typing = nil
      views.shown.search = ""
      return []
    case .up, .down:
      return views.shown.perform(key == .up ? .up : .down, facts, Chrome.body(frameArea))
    default: return []
    }
    typing = text
    views.shown.search = text
    return []
  }

  mutating func pressOnOverlay(_ key: Key) -> [Effect] {
    switch overlay {
    case .help(let scrolled):
      switch Keymap.command(for: key) {
      case .up: overlay = .help(scrolled: max(0, scrolled - 1))
      case .down: overlay = .help(scrolled: scroll(scrolled + 1))
      case .pageUp: overlay = .help(scrolled: max(0, scrolled - 10))
      case .pageDown: overlay = .help(scrolled: scroll(scrolled + 10))
      case .back, .help, .quit, .why: overlay = nil
      default:
        if case .wheel(let up, _, _) = key { overlay = .help(scrolled: up ? max(0, scrolled - 1) : scroll(scrolled + 1)) }
      }
    case .palette(var search, let selected):
      let commands = paletteCommands(search, views.shown)
      switch key {
      case .up: overlay = .palette(search: search, selected: max(0, selected - 1))
      case .down: overlay = .palette(search: search, selected: min(max(0, commands.count - 1), selected + 1))
      case .escape: overlay = nil
      case .enter:
        overlay = nil
        guard commands.indices.contains(selected) else { return [] }
        return perform(commands[selected])
      case .backspace:
        if search.isEmpty {
          overlay = nil
        } else {
          search.removeLast()
          overlay = .palette(search: search, selected: 0)
        }
      case .character(let scalar):
        search.unicodeScalars.append(scalar)
        overlay = .palette(search: search, selected: 0)
      default: break
      }
    case .themes(let selected):
      switch Keymap.command(for: key) {
      case .up: return preview(max(0, selected - 1))
      case .down: return preview(min(themes.count - 1, selected + 1))
      case .why, .back, .theme, .quit: overlay = nil
      default: break
      }
    case .form(let form): return press(key, on: form)
    case nil: break
    }
    return []
  }

  /// A theme is worn as soon as it is chosen in the list: seeing it is how one chooses.
  private mutating func preview(_ index: Int) -> [Effect] {
    overlay = .themes(selected: index)
    theme = themes[index]
    return [.useTheme(theme)]
  }

  private func scroll(_ wanted: Int) -> Int {
    let room = Overlay.helpRoom(frameArea)
    return max(0, min(wanted, Overlay.helpLines(views.shown, columns: room.columns).count - room.rows))
  }
}
