/// Names for columns: every one different, none empty.
enum HeadingNames {
  static func unique(_ texts: [String], hasHeader: Bool) -> [String] {
    var seen: [String: Int] = [:]
    return texts.enumerated().map { index, text in
      var name = hasHeader ? cleaned(text) : ""
      if name.isEmpty { name = "column \(index + 1)" }
      let before = seen[name, default: 0]
      seen[name] = before + 1
      guard before > 0 else { return name }
      var number = before + 1
      while seen["\(name) (\(number))"] != nil { number += 1 }
      seen["\(name) (\(number))"] = 1
      return "\(name) (\(number))"
    }
  }

  /// `CREATEDDATE`: names of fields that a program writes without anything between the words.
  static func apart(_ text: String) -> String {
    if text.contains("oAS") || text.contains("CoS") { return abbreviated(text) }
    guard text.utf8.count > 4, text.utf8.allSatisfy({ (65...90).contains($0 & 0xDF) }) else { return text }
    return glued[text] ?? periods[text.lowercased()] ?? text
  }

  private static let periods = [
    "yearweek": "Year Week", "yearmonth": "Year Month", "isoweek": "ISO Week", "isoyearweek": "ISO Year Week",
    "weekyear": "Week Year", "monthyear": "Month Year",
  ]

  /// `RoAS` and `ACoS` are one word each.
  private static func abbreviated(_ text: String) -> String {
    var words = text
    for (written, meant) in [("RoAS", "ROAS"), ("TACoS", "TACOS"), ("ACoS", "ACOS")] {
      words = words.replacing(written, with: meant)
    }
    return words
  }

  private static let glued: [String: String] = Dictionary(
    [
      "Account Id", "Account Name", "Activity Date", "Annual Revenue", "Call Duration In Seconds", "Campaign Id", "Close Date",
      "Contact Id", "Converted Account Id", "Converted Contact Id", "Converted Date", "Converted Opportunity Id",
      "Created Date",
      "Currency Iso Code", "Duration In Minutes", "Email Address", "Expected Revenue", "Field History", "First Name",
      "First Responded Date", "Fiscal Quarter", "Fiscal Year", "Forecast Category", "Forecast Category Name", "Has Responded",
      "Is Closed", "Is Converted", "Is Deleted", "Is Won", "Last Activity Date", "Last Modified Date", "Last Name", "Lead Id",
      "Lead Source", "Lead Status", "New Value", "Next Step", "Number Of Employees", "Old Value", "Opportunity Id", "Owner Id",
      "Stage Name", "System Modstamp", "Task Subtype", "What Id", "Who Id",
    ].map { ($0.filter { $0 != " " }.uppercased(), $0) }, uniquingKeysWith: { a, _ in a })

  /// `Stage ↑`: the report is grouped by it and leaves out what repeats. Saved in an encoding without arrows it ends in `  ?`.
  static func isGrouped(_ text: String) -> Bool {
    if text.hasSuffix("  ?") { return true }
    return text.unicodeScalars.reversed().first { $0 != " " && $0 != "\u{A0}" && $0 != "\"" }.map {
      $0 == "\u{2191}" || $0 == "\u{2193}"
    } ?? false
  }

  /// Without byte order marks, odd spaces, a sort arrow, or quotation marks around the whole.
  static func cleaned(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars)
    if text.hasSuffix("  ?") { scalars.removeLast() }
    func isEdge(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar {
      case " ", "\t", "\n", "\r", "\u{A0}", "\u{FEFF}", "\u{200B}", "\u{202F}", "\u{2191}", "\u{2193}": true
      default: false
      }
    }
    func trim() {
      while let first = scalars.first, isEdge(first) { scalars.removeFirst() }
      while let last = scalars.last, isEdge(last) { scalars.removeLast() }
    }
    trim()
    let pairs: [(Unicode.Scalar, Unicode.Scalar)] = [
      ("\u{201C}", "\u{201D}"), ("\u{201E}", "\u{201C}"), ("\u{201E}", "\u{201D}"), ("\u{2018}", "\u{2019}"),
      ("\u{AB}", "\u{BB}"), ("'", "'"),
    ]
    if scalars.count > 2, let first = scalars.first, let last = scalars.last,
      pairs.contains(where: { $0 == first && $1 == last })
    {
      scalars.removeFirst()
      scalars.removeLast()
      trim()
    }
    var name = ""
    for scalar in scalars { name.unicodeScalars.append(scalar == "\n" || scalar == "\r" || scalar == "\t" ? " " : scalar) }
    return name
  }
}
