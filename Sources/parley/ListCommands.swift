import ArgumentParser
import Cells
import Dashboard
import Glibc

/// `parley keys`
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "keys", abstract: "The keys and what they do.")

  @Flag(help: "For programs.") var json = false

  func run() {
    if json {
      emit(
        Json.array(
          Keymap.bindings.map {
            .object([
              ("command", .string($0.command.rawValue)), ("keys", .array($0.keys.map { .string($0.label) })),
              ("does", .string($0.command.sentence)),
            ])
          }
        ).text + "\n")
      return
    }
    for binding in Keymap.bindings {
      let keys = binding.keys.map(\.label).joined(separator: " ")
      say(keys + String(repeating: " ", count: max(1, 16 - columns(of: keys))) + binding.command.sentence)
    }
  }
}

/// `parley themes`
struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes", abstract: "The themes, where they lie and how they look.")

  @Argument(help: "A theme to preview.") var name: String?

  func run() throws {
    let files = ThemeFiles(environment: { name in getenv(name).map { String(cString: $0) } })
    let names = name.map { [$0] } ?? files.names
    for name in names {
      let theme: Theme
      do throws(ThemeFailure) { theme = try files.read(name) } catch { throw refuse(error.sentence) }
      say("\(theme.name)  \(theme.about)")
      switch files.places(of: name).first {
      case .file(let path): say("  \(path)")
      case .shipped: say("  comes with the program")
      case nil: break
      }
      // Colours only where somebody sees them: a pipe gets names.
      if isatty(1) == 1, getenv("NO_COLOR") == nil { emit("  " + ThemesCommand.preview(theme) + "\n") }
    }
  }

  /// One word in each of the roles that tell the sides apart.
  private static func preview(_ theme: Theme) -> String {
    let shown: [(String, Role)] = [
      ("headline", .headline), ("▌ marketing", .marketing), ("▐ sales", .sales), ("█ joint", .joint), ("good", .good),
      ("warning", .warning), ("bad", .bad), ("muted", .muted),
    ]
    return shown.map { "\(escape(theme, $0.1))\($0.0)\u{1B}[0m" }.joined(separator: "  ")
  }

  private static func escape(_ theme: Theme, _ role: Role) -> String {
    let style = theme[role]
    var codes: [String] = []
    if style.attributes.contains(.bold) { codes.append("1") }
    if style.attributes.contains(.underline) { codes.append("4") }
    if style.attributes.contains(.reverse) { codes.append("7") }
    if let index = style.foreground.number(at: .indexed) { codes.append("38;5;\(index)") }
    return "\u{1B}[" + codes.joined(separator: ";") + "m"
  }
}
