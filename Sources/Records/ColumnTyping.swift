/// How one column is going to be read.
enum ColumnPlan: Equatable, Sendable {
  /// `isWide`: some need eight bytes each, or wait for the order of day and month.
  case moments(epoch: MomentPart.EpochUnit, isWide: Bool)
  case numbers(decimalComma: Bool)
  case categories
  case keys
  case empty
  case skipped
}

/// What the cells of one column look like, from a sample.
struct ColumnEvidence {
  var filled = 0
  private var moments = 0
  /// Some of them do not fit into four bytes.
  private var isWide = false
  private var epochs = (seconds: 0, milliseconds: 0, days: 0)
  private var withPoint = 0
  private var withComma = 0
  private(set) var signs = SignCounts()
  /// Cells that may be thousands grouped by a point, by a comma.
  private var grouped = (point: 0, comma: 0)
  private var distinct = KeyTable(capacity: 16)

  mutating func append(_ batch: RowBatch, _ column: Int) {
    for row in 0..<batch.count {
      let cell = batch.cell(row, column).bare
      switch cell.emptiness {
      case .empty: continue
      case .emptyIfTyped, .filled: filled += 1
      }
      _ = distinct.insert(max(1, KeyHash.exact(cell.start, cell.count)), 0)
      if cell.emptiness == .emptyIfTyped {
        moments += 1
        withPoint += 1
        withComma += 1
        continue
      }
      if cell.isZeroDate {
        moments += 1
        continue
      }
      if let moment = MomentText.read(cell) {
        moments += 1
        if moment.order == .open || Moments.narrow(Moment(seconds: moment.seconds)) == nil { isWide = true }
      }
      if MomentPart.epochSeconds(cell, .seconds) != nil { epochs.seconds += 1 }
      if MomentPart.epochSeconds(cell, .milliseconds) != nil { epochs.milliseconds += 1 }
      if MomentPart.epochSeconds(cell, .days) != nil { epochs.days += 1 }
      var found: NumberText.Signs = []
      let byPoint = NumberText.value(cell, decimalComma: false, signs: &found)
      let byComma = NumberText.value(cell, decimalComma: true, signs: &found)
      if byPoint != nil { withPoint += 1 }
      if byComma != nil { withComma += 1 }
      if found.contains(.either), let byPoint, let byComma {
        if abs(byPoint) < abs(byComma) { grouped.point += 1 } else { grouped.comma += 1 }
      }
      signs.count(found)
    }
  }

  /// `decimalComma` is what the rest of the file says; `nil` when it says nothing.
  func plan(heading: String, decimalComma: Bool?) -> ColumnPlan {
    guard filled > 0 else { return .empty }
    if HeadingWords.meansKey(heading), !HeadingWords.meansAddress(heading) || !isOfNumbers { return .keys }
    // 2026030519 is an hour of 2026 rather than a second of 2034.
    if HeadingWords.meansTime(heading), !ColumnEvidence.isEnough(moments, of: filled) {
      if ColumnEvidence.isEnough(epochs.seconds, of: filled) { return .moments(epoch: .seconds, isWide: false) }
      if ColumnEvidence.isEnough(epochs.milliseconds, of: filled) { return .moments(epoch: .milliseconds, isWide: false) }
      if HeadingWords.meansDate(heading), ColumnEvidence.isEnough(epochs.days, of: filled) {
        return .moments(epoch: .days, isWide: false)
      }
    }
    if ColumnEvidence.isEnough(moments, of: filled) { return .moments(epoch: .none, isWide: isWide) }
    if ColumnEvidence.isEnough(max(withPoint, withComma), of: filled), signs.identifiers == 0 || signs.amounts > 0 {
      let ownComma = signs.comma > signs.point ? true : signs.point > signs.comma ? false : groupsThousands(heading)
      return .numbers(decimalComma: ownComma ?? decimalComma ?? false)
    }
    return isFew ? .categories : .keys
  }

  /// `Email revenue`, `Emails sent`: no address is a number.
  private var isOfNumbers: Bool {
    ColumnEvidence.isEnough(max(withPoint, withComma), of: filled) && (signs.identifiers == 0 || signs.amounts > 0)
  }

  /// `75.300` in every cell of an amount: no money has three decimals, so the sign groups thousands and the other one is decimal.
  private func groupsThousands(_ heading: String) -> Bool? {
    guard signs.either > 1, signs.point + signs.comma == 0, grouped.point == 0 || grouped.comma == 0,
      NumberKind.namesMoney(Heading(heading)) || signs.amounts > 0
    else { return nil }
    return grouped.point > 0
  }

  /// Nearly all of them may be a spreadsheet's days.
  var areSerials: Bool { filled > 0 && ColumnEvidence.isEnough(epochs.days, of: filled) }

  /// Few different texts, for as much as was seen.
  var isFew: Bool { ColumnEvidence.isFew(distinct.count, of: filled) }

  static func isFew(_ distinct: Int, of filled: Int) -> Bool {
    distinct <= CategoryNames.limit && (filled <= 50 || distinct * 2 < filled)
  }

  /// Nine in ten; of fewer than twenty, three in four.
  static func isEnough(_ count: Int, of filled: Int) -> Bool {
    filled >= 20 ? count * 10 >= filled * 9 : count * 4 >= filled * 3
  }
}

/// What a heading says about the type of its column, by whole words.
enum HeadingWords {
  /// `Record ID`, `mql_id`, `Associated Company IDs`, `Order #`, `userId`, `Email`: names to join on, never amounts.
  static func meansKey(_ heading: String) -> Bool {
    if heading.hasSuffix("#") { return true }
    let words = Heading(heading).words
    guard let last = words.last else { return false }
    if ["id", "ids", "uuid", "guid", "gclid"].contains(last) { return true }
    // `レコードID`, `ID do registro`, `ID de registro`.
    if last.hasSuffix("id"), let first = last.utf8.first, first >= 0x80 { return true }
    if words[0] == "id", words.count > 1, ["de", "del", "do", "da", "di"].contains(words[1]) { return true }
    return namesAddress(words)
  }

  /// A key because it is an e-mail address, if it is one.
  static func meansAddress(_ heading: String) -> Bool {
    let words = Heading(heading).words
    return namesAddress(words) && !["id", "ids", "uuid", "guid"].contains(words.last) && !heading.hasSuffix("#")
  }

  private static func namesAddress(_ words: [String]) -> Bool {
    words.contains("email") || (words.contains("e") && words.contains("mail"))
  }

  static func meansTime(_ heading: String) -> Bool {
    let times: Set<String> = ["date", "time", "timestamp", "datetime", "at", "created", "updated", "day"]
    return Heading(heading).words.contains { times.contains($0) || $0.hasSuffix("date") || $0.hasSuffix("time") }
  }

  /// Surely a date, not a time of day or a time spent: what spreadsheets save as a bare number of days.
  static func meansDate(_ heading: String) -> Bool {
    let words = Heading(heading).words
    if words.contains(where: { ["to", "minutes", "hours", "spent", "count", "number", "days"].contains($0) }) { return false }
    return words.contains { ["date", "day", "created", "datum"].contains($0) || $0.hasSuffix("date") || $0.hasSuffix("datum") }
  }

  /// Something that happens on a day, without the word for it.
  static func meansEvent(_ heading: String) -> Bool {
    let events: Set<String> = [
      "opened", "closed", "won", "lost", "started", "start", "ended", "end", "signed", "accepted", "rejected", "handed", "am",
      "on",
      "le", "el", "op", "since", "until",
    ]
    return Heading(heading).words.contains { events.contains($0) }
  }

  /// Whose advertisement a row is of, rather than which.
  static func namesPlatform(_ heading: Heading) -> Bool {
    let words: Set<String> = [
      "channel", "channel group", "marketing channel", "platform", "ad platform", "network", "ad network", "source",
      "media source",
      "utm source", "publisher", "kanal", "plattform", "netzwerk", "canal", "plataforma", "plateforme", "réseau", "red", "rede",
      "piattaforma", "canale", "kanaal", "媒体", "チャネル",
    ]
    return words.contains(heading.joined)
  }

  /// What the cells are to be multiplied by: `Amount (k€)`, `Umsatz in TEUR`, `Revenue ($000s)`, `Budget in thousands`.
  static func factor(_ heading: String) -> Double {
    let text = heading.lowercased()
    let words = text.split { !$0.isLetter && !$0.isNumber && !"€$£'".contains($0) }.map(String.init)
    let thousands = [
      "k€", "€k", "k$", "$k", "k£", "£k", "t€", "teur", "keur", "tusd", "kusd", "tchf", "kchf", "kgbp", "tsd", "tsd€", "$000",
      "€000", "£000", "$000s", "€000s", "£000s", "'000", "000s", "thousands", "tausend", "milliers",
    ]
    if words.contains(where: { thousands.contains($0) }) { return 1e3 }
    // `amount_cents`, `Betrag in Cent`, `amount_micros`, `Amount (USD k)`, `金額（千円）`.
    if words.contains(where: { ["cents", "cent", "centimes", "céntimos", "pence", "minor"].contains($0) }) { return 0.01 }
    if words.contains(where: { ["micros", "micro"].contains($0) }) { return 1e-6 }
    if currency(heading) != nil, words.contains("k") { return 1e3 }
    for (word, factor) in [("百万円", 1e6), ("万円", 1e4), ("千円", 1e3)] where text.contains(word) { return factor }
    return words.contains { ["m€", "€m", "$m", "£m", "mio", "meur", "musd", "millions", "millionen"].contains($0) } ? 1e6 : 1
  }

  /// `spend_usd`, `importe_eur`: names of columns in small letters have their currency last.
  private static func smallCurrency(_ text: String) -> String? {
    let heading = Heading(text)
    guard heading.namesCurrency, let last = heading.words.last else { return nil }
    let before = Heading(heading.words.dropLast().joined(separator: " "))
    // A pen is no Peruvian sol, and to try is no lira.
    let isWord = ["try", "cop", "ron", "php", "pen", "sar", "ars"].contains(last)
    guard NumberKind.namesMoney(before) || !isWord && text.utf8.contains(UInt8(ascii: "_")) else { return nil }
    return last.uppercased()
  }

  /// `Amount spent (EUR)`, `Kosten in €`: the currency a heading names.
  static func currency(_ heading: String) -> String? {
    for scalar in heading.unicodeScalars {
      switch scalar {
      case "€": return "EUR"
      case "$": return "USD"
      case "£": return "GBP"
      case "¥": return "JPY"
      case "₹": return "INR"
      default: continue
      }
    }
    let words = heading.split { !$0.isLetter }
    for word in words where word.utf8.count == 4 && "KT".contains(word.prefix(1)) {
      if NumberText.currencies.contains(String(word.dropFirst())) { return String(word.dropFirst()) }
    }
    for word in words where word.utf8.count == 3 && NumberText.currencies.contains(String(word)) { return String(word) }
    return smallCurrency(heading)
  }
}
