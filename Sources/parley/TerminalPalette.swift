import CTerm
import Cells

/// How a character looks in a terminal: numbers of colours, −1 for the terminal's own, and attributes.
struct Appearance: Hashable, Sendable {
  var ink: CInt = -1
  var ground: CInt = -1
  var attributes: Attributes = []

  /// Would a blank show more than its ground?
  var paintsBlanks: Bool { attributes.contains(.reverse) || attributes.contains(.underline) }
}

/// How each role looks in this terminal, and how it is told to go from one look to another; worked out once a theme.
struct TerminalPalette: Sendable {
  /// The looks there are, each once; roles that look alike share one.
  let looks: [Appearance]
  private let index: [UInt8]
  /// What goes from one look (row) to another (column); the last row begins at an unknown look.
  private let changes: [[UInt8]]

  /// `colours` is how many the description promises; with a depth of none none is ever used. `colour` is the order for one, as ink
  /// or as ground.
  init(
    _ theme: Theme, depth terminal: Depth, colours: Int, orders: TerminalOrders,
    colour: (CInt, Bool) -> [UInt8] = { TerminalOrders.colour($0, isGround: $1) }
  ) {
    // A theme that has no picks this poor is shown as the one that needs no colours at all.
    let depth = theme.depth(on: terminal)
    let theme = depth == nil ? Theme.mono : theme
    var looks: [Appearance] = []
    var index: [UInt8] = []
    for role in Role.allCases {
      let style = theme[role]
      var look = Appearance(attributes: style.attributes)
      if let depth, depth != .none {
        look.ground = CInt((style.background ?? theme.background).number(at: depth) ?? -1)
        look.ink = CInt(style.foreground.number(at: depth) ?? -1)
        if colours < 16 { TerminalPalette.squeeze(&look) }
        if look.ink >= 0 || look.ground >= 0 { look.attributes.subtract(orders.notWithColour) }
      }
      if let known = looks.firstIndex(of: look) {
        index.append(UInt8(known))
      } else {
        index.append(UInt8(looks.count))
        looks.append(look)
      }
    }
    self.looks = looks
    self.index = index
    let colours = ColourOrders(looks, orders, colour)
    changes = (looks.map { Optional($0) } + [nil]).flatMap { from in looks.map { colours.change(from: from, to: $0) } }
  }

  /// Which look a role has.
  func look(of role: Role) -> Int { Int(index[Int(role.rawValue)]) }

  /// The bytes that go from one look to another; `nil` is one that nobody knows.
  func change(from look: Int?, to wanted: Int) -> [UInt8] { changes[(look ?? looks.count) * looks.count + wanted] }

  /// Sixteen colours on a terminal of eight: the bright ones are bold, a ground is never bright, and nothing vanishes in it.
  private static func squeeze(_ look: inout Appearance) {
    if look.ground > 7 { look.ground -= 8 }
    if look.ink > 7 {
      look.ink -= 8
      look.attributes.insert(.bold)
    }
    if look.ink == look.ground && look.ink >= 0 { look.ink = look.ground == 7 ? 0 : 7 }
  }
}

/// The orders that change a look.
private struct ColourOrders {
  private let orders: TerminalOrders
  private var inks: [CInt: [UInt8]] = [:]
  private var grounds: [CInt: [UInt8]] = [:]

  init(_ looks: [Appearance], _ orders: TerminalOrders, _ colour: (CInt, Bool) -> [UInt8]) {
    self.orders = orders
    for look in looks {
      if look.ink >= 0 { inks[look.ink] = colour(look.ink, false) }
      if look.ground >= 0 { grounds[look.ground] = colour(look.ground, true) }
    }
  }

  func change(from: Appearance?, to: Appearance) -> [UInt8] {
    if let from, from == to { return [] }
    guard orders.isECMA, let from else { return afresh(to) }
    var parts: [[UInt8]] = []
    let off = from.attributes.subtracting(to.attributes)
    var on = to.attributes.subtracting(from.attributes)
    if off.contains(.bold) || off.contains(.dim) {
      parts.append(Array("22".utf8))
      on.formUnion(to.attributes.intersection([.bold, .dim]))
    }
    for (attribute, number) in [(Attributes.italic, "23"), (.underline, "24"), (.reverse, "27")] where off.contains(attribute) {
      parts.append(Array(number.utf8))
    }
    for (attribute, number) in [(Attributes.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.reverse, "7")]
    where on.contains(attribute) {
      parts.append(Array(number.utf8))
    }
    for (old, new, known, own) in [(from.ink, to.ink, inks, "39"), (from.ground, to.ground, grounds, "49")] where old != new {
      if new < 0 {
        parts.append(Array(own.utf8))
      } else if let order = known[new], let part = TerminalOrders.parameters(order) {
        parts.append(part)
      } else {
        return afresh(to)
      }
    }
    return Array("\u{1B}[".utf8) + Array(parts.joined(separator: ";".utf8)) + Array("m".utf8)
  }

  /// Everything off, then what is wanted: for a terminal that knows no other way, and when nobody knows how it stands.
  private func afresh(_ look: Appearance) -> [UInt8] {
    var bytes = orders.plain
    if look.ink >= 0 { bytes += inks[look.ink] ?? [] }
    if look.ground >= 0 { bytes += grounds[look.ground] ?? [] }
    if look.attributes.contains(.bold) { bytes += orders.bold }
    if look.attributes.contains(.dim) { bytes += orders.dim }
    if look.attributes.contains(.italic) { bytes += orders.italic }
    if look.attributes.contains(.underline) { bytes += orders.underline }
    if look.attributes.contains(.reverse) { bytes += orders.reverse }
    return bytes
  }
}
