/// A word that may name a month or a weekday in English, German, French, Spanish, Portuguese, Italian or Dutch: its first eight
/// letters in one number.
///
/// Numbers and not strings, because every cell of every text column is asked once whether it is a date.
struct CalendarWord: Equatable {
  private(set) var letters: UInt64 = 0
  private(set) var count = 0

  init() {}

  private init(_ name: StaticString) {
    for index in 0..<name.utf8CodeUnitCount { append(name.utf8Start[index]) }
  }

  @inline(__always)
  mutating func append(_ letter: UInt8) {
    if count < 8 { letters |= UInt64(letter) << UInt64(56 - count * 8) }
    count += 1
  }

  /// 1–12, when this is the name of a month or its beginning, of at least three letters.
  var month: Int? {
    guard count >= 3 else { return nil }
    for (index, names) in CalendarWord.months.enumerated() where names.contains(where: isBeginning(of:)) { return index + 1 }
    return nil
  }

  /// A weekday or its beginning, of at least two letters.
  var isWeekday: Bool { count >= 2 && CalendarWord.weekdays.contains(where: isBeginning(of:)) }

  private func isBeginning(of name: CalendarWord) -> Bool {
    guard count <= name.count else { return false }
    let shown = min(count, 8)
    return letters == (name.letters >> UInt64(64 - shown * 8)) << UInt64(64 - shown * 8)
  }

  /// The plain letter for the second byte of a Latin-1 letter in UTF-8.
  static func withoutAccent(_ second: UInt8) -> UInt8? {
    switch second | 0x20 {
    case 0xA0...0xA5: UInt8(ascii: "a")
    case 0xA7: UInt8(ascii: "c")
    case 0xA8...0xAB: UInt8(ascii: "e")
    case 0xB9...0xBC: UInt8(ascii: "u")
    default: nil
    }
  }

  private static func words(_ names: [StaticString]) -> [CalendarWord] { names.map { CalendarWord($0) } }

  private static let months: [[CalendarWord]] = [
    words(["january", "januar", "janvier", "enero", "janeiro", "januari", "gennaio"]),
    words(["february", "februar", "fevrier", "febrero", "fevereiro", "februari", "febbraio"]),
    words(["march", "marz", "mrz", "mars", "marzo", "marco", "maart", "mrt"]),
    words(["april", "avril", "abril", "aprile"]),
    words(["may", "mai", "mayo", "maio", "mei", "maggio"]),
    words(["june", "juni", "juin", "junio", "junho", "giugno"]),
    words(["july", "juli", "juillet", "julio", "julho", "luglio"]),
    words(["august", "aout", "agosto", "augustus"]),
    words(["september", "septembre", "septiembre", "setembro", "setiembre", "settembre"]),
    words(["october", "oktober", "octobre", "octubre", "outubro", "ottobre"]),
    words(["november", "novembre", "noviembre", "novembro"]),
    words(["december", "dezember", "decembre", "diciembre", "dezembro", "dicembre"]),
  ]

  private static let weekdays = words([
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "montag", "dienstag", "mittwoch",
    "donnerstag",
    "freitag", "samstag", "sonnabend", "sonntag", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    "lunes", "martes",
    "miercoles", "jueves", "viernes", "sabado", "domingo", "segunda", "terca", "quarta", "quinta", "sexta",
  ])
}
