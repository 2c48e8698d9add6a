/// A colour as it is on glass: three parts of 0 to 255.
package struct Paint: Hashable, Sendable {
  package var red: UInt8
  package var green: UInt8
  package var blue: UInt8

  package init(rgb: UInt32) {
    red = UInt8(truncatingIfNeeded: rgb >> 16)
    green = UInt8(truncatingIfNeeded: rgb >> 8)
    blue = UInt8(truncatingIfNeeded: rgb)
  }

  /// One of xterm's 256; the first sixteen are its defaults, which users do change.
  package init(indexed index: UInt8) {
    let first: [UInt32] = [
      0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5, 0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00,
      0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    ]
    switch index {
    case 0..<16: self.init(rgb: first[Int(index)])
    case 16..<232:
      let cube = UInt32(index - 16)
      let part: (UInt32) -> UInt32 = { $0 == 0 ? 0 : 55 + 40 * $0 }
      self.init(rgb: part(cube / 36) << 16 | part(cube / 6 % 6) << 8 | part(cube % 6))
    default: self.init(rgb: (8 + 10 * UInt32(index - 232)) * 0x010101)
    }
  }

  package static let black = Paint(rgb: 0)
  package static let white = Paint(rgb: 0xFFFFFF)

  /// Relative luminance, 0 to 1 (WCAG 2.1: sRGB linearised, weighted 0.2126, 0.7152, 0.0722).
  package var luminance: Double { 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) }

  /// Contrast ratio, 1 to 21 (WCAG 2.1): (lighter + 0.05) / (darker + 0.05).
  package func contrast(against other: Paint) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// Two thirds of the way from `ground`: what "dim" is taken to do; terminals differ.
  package func dimmed(on ground: Paint) -> Paint {
    func mix(_ a: UInt8, _ b: UInt8) -> UInt32 { (UInt32(a) * 2 + UInt32(b)) / 3 }
    return Paint(rgb: mix(red, ground.red) << 16 | mix(green, ground.green) << 8 | mix(blue, ground.blue))
  }

  private func linear(_ part: UInt8) -> Double {
    let value = Double(part) / 255
    if value <= 0.04045 { return value / 12.92 }
    // t to the power 2.4 is t² times the fifth root of t², by Newton's method: this room imports no C library.
    let square = (value + 0.055) / 1.055 * ((value + 0.055) / 1.055)
    var root = 1.0
    for _ in 0..<40 { root -= (root - square / (root * root * root * root)) / 5 }
    return square * root
  }
}

/// A role that cannot be told from its ground.
package struct Faint: Equatable, Sendable {
  package var role: Role
  package var contrast: Double
  package var needed: Double
}

extension Theme {
  /// What `role` looks like at `depth` on a terminal whose own colours are `ink` on `ground`, reverse already applied.
  package func painted(_ role: Role, at depth: Depth, ink: Paint, ground: Paint) -> (foreground: Paint, background: Paint) {
    let style = self[role]
    let base = paint(background, at: depth, terminal: ground)
    var foreground = paint(style.foreground, at: depth, terminal: ink)
    var back = style.background.map { paint($0, at: depth, terminal: ground) } ?? base
    if style.attributes.contains(.dim) { foreground = foreground.dimmed(on: back) }
    if style.attributes.contains(.reverse) { swap(&foreground, &back) }
    return (foreground, back)
  }

  /// The roles that do not stand out enough at `depth` (words 4.5, marks 3), on that terminal.
  package func faint(at depth: Depth, ink: Paint, ground: Paint) -> [Faint] {
    Role.allCases.compactMap { role in
      let needed = role.reading == .words ? 4.5 : role.reading == .marks ? 3.0 : 0
      let (foreground, background) = painted(role, at: depth, ink: ink, ground: ground)
      let contrast = foreground.contrast(against: background)
      return contrast < needed ? Faint(role: role, contrast: contrast, needed: needed) : nil
    }
  }

  private func paint(_ colour: Colour, at depth: Depth, terminal: Paint) -> Paint {
    guard case .picked(let rgb, let indexed, let sixteen) = colour else { return terminal }
    switch depth {
    case .none: return terminal
    case .sixteen: return sixteen.map(Paint.init(indexed:)) ?? terminal
    case .indexed: return indexed.map(Paint.init(indexed:)) ?? terminal
    case .direct: return Paint(rgb: rgb)
    }
  }
}
