import Cells
import Glibc
import Records
import TOMLKit

/// Reads one theme, and the ones it inherits from.
struct ThemeReading {
  let files: ThemeFiles

  func theme(at place: ThemePlace) throws(ThemeFailure) -> Theme { try theme(at: place, below: []) }

  private func theme(at place: ThemePlace, below: [ThemePlace]) throws(ThemeFailure) -> Theme {
    let source = try ThemeSource(place)
    if below.contains(place) { throw source.broken("inherits", "this theme inherits from itself, over \(below.count) files.") }
    let table = source.table
    var parent: Theme?
    if let name = table["inherits"]?.string {
      // A theme may build on the shipped one of its own name.
      guard let first = files.places(of: name).first(where: { $0 != place }) else {
        throw source.broken("inherits", "there is no theme \"\(name)\" to inherit from.")
      }
      parent = try theme(at: first, below: below + [place])
    }

    let palette = try source.palette()
    let named = table["name"]?.string ?? String(place.path.split(separator: "/").last ?? "").replacingSuffix(".toml")
    let ground = try table["background"].map { (value) throws(ThemeFailure) in
      try source.colour(value, key: "background", palette: palette)
    }
    var theme = Theme(
      name: printable(named), about: printable(table["about"]?.string ?? parent?.about ?? ""),
      depths: try source.depths() ?? parent?.depths ?? [.direct, .indexed, .sixteen],
      background: ground ?? parent?.background ?? .terminal
    ) { role in parent?[role] ?? Style() }

    let roles = table["roles"]?.table
    var known: Set<String> = []
    for role in Role.allCases {
      known.insert(role.name)
      if let style = roles?[role.name] {
        theme[role] = try source.style(style, role: role, palette: palette)
      } else if parent == nil {
        throw source.broken(
          "[roles]", "the role \(role.name) has no look. Give it one, or write at the top: inherits = \"dark\"")
      }
    }
    for name in (roles?.keys ?? []).sorted() where !known.contains(name) {
      throw source.broken(name, "there is no role \"\(name)\". themes/README.md lists them.")
    }
    return theme
  }
}

/// The text of a theme file, to say where in it something is wrong.
private struct ThemeSource {
  let path: String
  let table: TOMLTable
  private let lines: [Substring]

  init(_ place: ThemePlace) throws(ThemeFailure) {
    path = place.path
    let text: String
    switch place {
    case .file(let path):
      guard let read = contents(of: path) else { throw .unreadable(path: path) }
      text = read
    case .shipped(let name): text = ThemeFiles.shipped[name] ?? ""
    }
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if let line = TomlHeadings.brokenLine(in: text) {
      throw .broken(path: path, line: line, what: "this heading has no name. Write it as [roles].")
    }
    do {
      table = try TOMLTable(string: text)
    } catch {
      let problem = error as? TOMLParseError
      throw .broken(
        path: path, line: problem?.source.begin.line ?? 1,
        what: "this is not TOML: \(printable(problem?.description ?? "it cannot be parsed")).")
    }
  }

  /// A failure at the first line that begins with `key`.
  func broken(_ key: String, _ what: String) -> ThemeFailure {
    let line = lines.firstIndex { $0.drop { $0 == " " || $0 == "\t" || $0 == "\"" }.hasPrefix(key) } ?? 0
    return .broken(path: path, line: line + 1, what: printable(what))
  }

  func depths() throws(ThemeFailure) -> [Depth]? {
    guard let value = table["depths"] else { return nil }
    let all = value.array.map { Array($0).map { $0.int } } ?? [nil]
    var depths: [Depth] = []
    for depth in all {
      switch depth {
      case 24: depths.append(.direct)
      case 256: depths.append(.indexed)
      case 16: depths.append(.sixteen)
      case 1: depths.append(.none)
      default: throw broken("depths", "depths are some of 24, 256, 16 and 1.")
      }
    }
    return depths
  }

  func palette() throws(ThemeFailure) -> [String: Colour] {
    guard let table = table["palette"]?.table else { return [:] }
    var all: [String: Colour] = [:]
    for name in table.keys.sorted() {
      if let value = table[name] { all[name] = try colour(value, key: name, palette: [:]) }
    }
    return all
  }

  func style(_ value: any TOMLValueConvertible, role: Role, palette: [String: Colour]) throws(ThemeFailure) -> Style {
    guard let table = value.table else {
      throw broken(role.name, "\(role.name) is a table like { fg = [\"#ffffff\", 231, 15], attrs = [\"bold\"] }.")
    }
    var style = Style()
    for key in table.keys.sorted() {
      guard let part = table[key] else { continue }
      switch key {
      case "fg": style.foreground = try colour(part, key: role.name, palette: palette)
      case "bg": style.background = try colour(part, key: role.name, palette: palette)
      case "attrs":
        for name in part.array.map(Array.init) ?? [] {
          guard let attribute = name.string.flatMap(Attributes.init(name:)) else {
            throw broken(role.name, "attrs of \(role.name) are some of bold, dim, italic, underline, reverse.")
          }
          style.attributes.insert(attribute)
        }
      default: throw broken(role.name, "\(role.name) has a \"\(key)\". It can have fg, bg and attrs.")
      }
    }
    if style.foreground == style.background, style.foreground != .terminal {
      throw broken(role.name, "\(role.name) would be invisible: fg and bg are the same.")
    }
    return style
  }

  /// `"default"`, a name from the palette, `"#rrggbb"`, or `["#rrggbb", index of 256, index of 16]`.
  func colour(_ value: any TOMLValueConvertible, key: String, palette: [String: Colour]) throws(ThemeFailure) -> Colour {
    if let name = value.string {
      if name == "default" { return .terminal }
      if let colour = palette[name] { return colour }
      if let rgb = rgb(name) {
        return .picked(rgb: rgb, indexed: nearest(rgb, among: 16...255), sixteen: nearest(rgb, among: 0...15))
      }
      throw broken(key, "\"\(name)\" is no colour. Write \"default\", \"#rrggbb\", or a name from [palette].")
    }
    let parts = value.array.map(Array.init) ?? []
    guard parts.count == 3, let rgb = parts[0].string.flatMap(rgb) else {
      throw broken(key, "a colour is [\"#rrggbb\", index of 256, index of 16].")
    }
    return .picked(
      rgb: rgb, indexed: try index(parts[1], below: 256, key: key), sixteen: try index(parts[2], below: 16, key: key))
  }

  private func index(_ value: any TOMLValueConvertible, below limit: Int, key: String) throws(ThemeFailure) -> UInt8? {
    if value.string == "default" { return nil }
    guard let number = value.int, (0..<limit).contains(number) else {
      throw broken(key, "an index of \(limit) colours is \"default\" or from 0 to \(limit - 1).")
    }
    return UInt8(number)
  }

  private func rgb(_ text: String) -> UInt32? {
    guard text.utf8.count == 7, text.hasPrefix("#") else { return nil }
    return UInt32(text.dropFirst(), radix: 16)
  }

  /// The nearest of xterm's colours, for who would not pick by hand.
  private func nearest(_ rgb: UInt32, among indices: ClosedRange<UInt8>) -> UInt8 {
    let wanted = Paint(rgb: rgb)
    func distance(_ index: UInt8) -> Int {
      let paint = Paint(indexed: index)
      let parts = [(wanted.red, paint.red, 3), (wanted.green, paint.green, 4), (wanted.blue, paint.blue, 2)]
      return parts.reduce(0) { $0 + $1.2 * (Int($1.0) - Int($1.1)) * (Int($1.0) - Int($1.1)) }
    }
    return indices.min { distance($0) < distance($1) } ?? 0
  }
}

/// A whole small file as text, or `nil`. A theme is a few kilobytes; more than a megabyte is not one.
private func contents(of path: String) -> String? {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return nil }
  defer { close(file) }
  var bytes: [UInt8] = []
  var part = [UInt8](repeating: 0, count: 16384)
  while bytes.count < 1 << 20 {
    let count = read(file, &part, part.count)
    if count < 0 { return nil }
    if count == 0 { return String(decoding: bytes, as: UTF8.self) }
    bytes += part[..<count]
  }
  return nil
}

extension String {
  fileprivate func replacingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
