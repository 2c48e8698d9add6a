import Cells

/// A JSON value whose objects keep the order they were written in: `--json` is a contract, and its order is part of it.
indirect enum Json {
  case object([(String, Json)])
  case array([Json])
  case string(String)
  case number(Double)
  case truth(Bool)
  case null

  static func number(_ value: Int?) -> Json { value.map { .number(Double($0)) } ?? .null }
  static func string(_ value: String?) -> Json { value.map { .string($0) } ?? .null }

  /// One line, no spaces except after separators; no byte in it that a terminal would obey.
  var text: String {
    var out = ""
    write(to: &out)
    return out
  }

  private func write(to out: inout String) {
    switch self {
    case .null: out += "null"
    case .number(let value): out += Json.figure(value)
    case .truth(let value): out += value ? "true" : "false"
    case .string(let value): Json.quote(value, to: &out)
    case .array(let items):
      out += "["
      for (i, item) in items.enumerated() {
        if i > 0 { out += ", " }
        item.write(to: &out)
      }
      out += "]"
    case .object(let members):
      out += "{"
      for (i, member) in members.enumerated() {
        if i > 0 { out += ", " }
        Json.quote(member.0, to: &out)
        out += ": "
        member.1.write(to: &out)
      }
      out += "}"
    }
  }

  /// Six significant digits, of larger figures hundredths: more would be noise, and would change with the machine.
  private static func figure(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    // The lower end of a chance may be as small as a Double can be; no power of ten lifts that, and nobody means it.
    if abs(value) < 1e-12 { return "0" }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
    var scale = 1.0
    while abs(value) * scale < 100_000 { scale *= 10 }
    if abs(value) < 1e13 { scale = max(scale, 100) }
    let figure = (value * scale).rounded() / scale
    return figure == figure.rounded() && abs(figure) < 1e15 ? String(Int(figure)) : "\(figure)"
  }

  private static func quote(_ text: String, to out: inout String) {
    out += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      default:
        switch Glyph(scalar) {
        case .narrow(scalar), .wide(scalar), .mark(scalar): out.unicodeScalars.append(scalar)
        default:
          for unit in String(Character(scalar)).utf16 {
            let digits = String(unit, radix: 16)
            out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          }
        }
      }
    }
    out += "\""
  }
}
