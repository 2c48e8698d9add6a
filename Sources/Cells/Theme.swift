/// How many colours a terminal shows.
package enum Depth: Int, CaseIterable, Comparable, Sendable {
  case none = 1
  case sixteen = 16
  case indexed = 256
  case direct = 16_777_216

  package static func < (left: Depth, right: Depth) -> Bool { left.rawValue < right.rawValue }
}

/// One colour, picked by hand for every depth; `terminal` is whatever the terminal's own is.
package enum Colour: Hashable, Sendable {
  case terminal
  /// `rgb` is 0xRRGGBB; `indexed` one of 256, `sixteen` one of 16, each `nil` for the terminal's own.
  case picked(rgb: UInt32, indexed: UInt8?, sixteen: UInt8?)

  /// The number a terminal of this depth knows this colour by; `nil` is its own.
  package func number(at depth: Depth) -> Int? {
    guard case .picked(let rgb, let indexed, let sixteen) = self else { return nil }
    switch depth {
    case .none: return nil
    case .sixteen: return sixteen.map(Int.init)
    case .indexed: return indexed.map(Int.init)
    // A direct-colour terminal reads 0 to 7 as its palette.
    case .direct: return Int(max(rgb, 8))
    }
  }
}

/// Bold, dim, italic, underline, reverse.
package struct Attributes: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let bold = Attributes(rawValue: 1)
  package static let dim = Attributes(rawValue: 2)
  package static let italic = Attributes(rawValue: 4)
  package static let underline = Attributes(rawValue: 8)
  package static let reverse = Attributes(rawValue: 16)

  /// The attribute that theme files call `name`.
  package init?(name: String) {
    switch name {
    case "bold": self = .bold
    case "dim": self = .dim
    case "italic": self = .italic
    case "underline": self = .underline
    case "reverse": self = .reverse
    default: return nil
    }
  }
}

/// How a role looks.
package struct Style: Hashable, Sendable {
  package var foreground: Colour
  /// `nil`: the theme's ground.
  package var background: Colour?
  package var attributes: Attributes

  package init(foreground: Colour = .terminal, background: Colour? = nil, attributes: Attributes = []) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}

/// A look for every role.
package struct Theme: Equatable, Sendable {
  package var name: String
  package var about: String
  /// The depths its colours were picked for.
  package var depths: [Depth]
  package var background: Colour
  private var styles: [Style]

  /// A theme that gives every role the look that `style` says.
  package init(name: String, about: String, depths: [Depth], background: Colour, style: (Role) -> Style) {
    self.name = name
    self.about = about
    self.depths = depths.sorted()
    self.background = background
    styles = Role.allCases.map(style)
  }

  package subscript(role: Role) -> Style {
    get { styles[Int(role.rawValue)] }
    set { styles[Int(role.rawValue)] = newValue }
  }

  /// The depth this theme is shown at on a terminal of depth `terminal`: the deepest of its own that fits, or `nil`.
  package func depth(on terminal: Depth) -> Depth? { depths.last { $0 <= terminal } }

  /// Attributes only. Compiled in, so that the dashboard starts whatever has happened to the theme files; what NO_COLOR shows.
  package static let mono = Theme(
    name: "mono", about: "attributes only, for NO_COLOR and one-colour terminals", depths: [.none], background: .terminal
  ) { role in
    switch role {
    case .headline, .marketing, .sales, .joint, .borderFocused, .warning, .bad, .curve, .marker, .gradeB, .key:
      Style(attributes: .bold)
    case .border, .band, .backdrop: Style(attributes: .dim)
    case .selection, .gradeX: Style(attributes: [.bold, .reverse])
    case .selectionElsewhere, .tabActive, .gradeA: Style(attributes: [.bold, .underline])
    case .cursor: Style(attributes: .reverse)
    case .quotation, .placeholder: Style(attributes: .italic)
    case .blank, .text, .muted, .marketingMark, .salesMark, .jointMark, .good, .spark, .salesSpark, .limit, .unfinished,
      .gradeC, .gradeD,
      .gradeN, .overlayBorder, .input:
      Style()
    }
  }
}
