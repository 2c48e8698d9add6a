import Records

/// Names, companies and addresses of people by their number: invented, and no address twice in any number of copies.
struct Identity {
  private let firstNames = Words.firstNames.map { (written: Array($0.0.utf8), plain: Array($0.1.utf8)) }
  private let lastNames = Words.lastNames.map { (written: Array($0.0.utf8), plain: Array($0.1.utf8)) }
  private let places = Words.places.map { (written: Array($0.utf8), plain: Array($0.lowercased().utf8)) }
  private let trades = Words.trades.map { (written: Array($0.utf8), plain: Array($0.lowercased().utf8)) }
  private let endings: [StaticString] = ["", "-group", "-inc", "-gmbh"]

  /// Number of a person's pair of names, and of the company.
  private func parts(of person: Int) -> (first: Int, last: Int, company: Int) {
    let pair = person % Words.people
    // 1181 and 2741 are odd, so both walks visit every place before one comes twice.
    let mixed = (pair &* 1181 &+ 77) % Words.people
    let company = (pair &* 2741 &+ (person / Words.people) &* 1667) % Words.companies
    return (mixed % Words.firstNames.count, mixed / Words.firstNames.count, company)
  }

  func name(of person: Int, to lines: inout Lines) {
    let (first, last, _) = parts(of: person)
    lines.text(firstNames[first].written)
    lines.byte(UInt8(ascii: " "))
    lines.text(lastNames[last].written)
  }

  func address(of person: Int, to lines: inout Lines, isShouted: Bool = false, isPrivate: Bool = false) {
    let (first, last, company) = parts(of: person)
    let from = lines.bytes.count
    lines.text(firstNames[first].plain)
    lines.byte(UInt8(ascii: "."))
    lines.text(lastNames[last].plain)
    if isPrivate {
      lines.number(person)
      lines.text("@mailbox.example")
    } else {
      lines.byte(UInt8(ascii: "@"))
      let (place, trade, ending) = Identity.company(company)
      lines.text(places[place].plain)
      lines.text(trades[trade].plain)
      lines.text(endings[ending])
      lines.text(".example")
    }
    if isShouted { lines.uppercase(from: from) }
  }

  /// Quoted where a comma, a semicolon or a quotation mark is in it.
  func company(of person: Int, to lines: inout Lines) {
    let (_, _, company) = parts(of: person)
    let (place, trade, ending) = Identity.company(company)
    let isNicknamed = ending == 0 && (place &+ trade) % 16 == 3
    let isQuoted = ending == 2 || isNicknamed
    if isQuoted { lines.byte(UInt8(ascii: "\"")) }
    lines.text(places[place].written)
    lines.byte(UInt8(ascii: " "))
    if isNicknamed { lines.text("\"\"24/7\"\" ") }
    lines.text(trades[trade].written)
    switch ending {
    case 1: lines.text(" Group")
    case 2: lines.text(", Inc.")
    case 3: lines.text(" GmbH")
    default: break
    }
    if isQuoted { lines.byte(UInt8(ascii: "\"")) }
  }

  private static func company(_ number: Int) -> (place: Int, trade: Int, ending: Int) {
    let pairs = Words.places.count * Words.trades.count
    let pair = number % pairs
    return (pair % Words.places.count, pair / Words.places.count, number / pairs)
  }
}

extension Lines {
  mutating func uppercase(from: Int) {
    mutate(from: from) { (97...122).contains($0) ? $0 - 32 : $0 }
  }
}
