/// How long a contract's term is, in the words of lists of contracts.
enum TermWords {
  static let byTheMonth = [
    "mrr", "month", "monthly", "monatlich", "monatliche", "monatlicher", "mensuel", "mensual", "maandelijks",
  ]
  static let money = [
    "amount", "price", "value", "fee", "revenue", "paid", "total", "tcv", "contract", "betrag", "preis", "montant", "prix",
    "importe",
    "precio", "bedrag",
  ]

  /// Headings of how often a subscription is paid.
  static let intervals = [
    "interval", "frequency", "billing", "period", "cycle", "recurrence", "turnus", "zahlweise", "intervall",
    "abrechnungszeitraum",
  ]

  /// What is paid each time.
  static func perInterval(_ heading: Heading) -> Bool {
    let plain = heading.namesCurrency ? heading.words.dropLast().joined(separator: " ") : heading.joined
    return [
      "amount", "price", "fee", "plan amount", "plan price", "unit amount", "unit price", "subscription amount", "betrag",
      "preis",
      "montant", "prix", "importe", "precio", "bedrag", "prijs",
    ].contains(plain)
  }

  private static let lengths: [(months: Int, words: [String])] = [
    (1, ["monthly", "monat", "mois", "mes", "maand", "mtm", "monatlich", "mensuel", "mensual", "maandelijks", "p1m"]),
    (3, ["quarterly", "quarter", "vierteljährlich", "quartalsweise", "trimestriel", "trimestral", "p3m"]),
    (6, ["semiannual", "semiannually", "biannual", "halbjährlich", "semestriel", "semestral", "p6m"]),
    (12, ["annual", "annually", "yearly", "jährlich", "annuel", "anual", "jaarlijks", "p1y", "p12m"]),
    (24, ["biennial", "p2y", "p24m"]), (36, ["triennial", "p3y", "p36m"]),
  ]

  /// `monthly`, `Pro (annual)`, `24 months`, `3 years`, `month to month`; `nil` where nothing of the kind is said.
  static func months(_ text: String) -> Int? {
    let heading = Heading(text)
    for (at, word) in heading.words.enumerated() {
      var word = word
      var next = at + 1 < heading.words.count ? heading.words[at + 1] : ""
      // `12m`, `2y` are one word.
      if let end = word.lastIndex(where: \.isFigure), word.index(after: end) != word.endIndex {
        next = String(word[word.index(after: end)...])
        word = String(word[...end])
      }
      guard let count = Int(word), (1...120).contains(count) else { continue }
      if ["month", "months", "mo", "m", "monate", "monat", "mois", "meses", "mes", "maand", "maanden"].contains(next) {
        return count
      }
      if ["year", "years", "yr", "yrs", "y", "jahr", "jahre", "ans", "an", "años"].contains(next), count <= 10 {
        return 12 * count
      }
    }
    if heading.containsAny(of: ["semi", "half"]), heading.containsAny(of: ["annual", "yearly", "year"]) { return 6 }
    // The longest first: a year that is billed monthly is a year.
    for (months, words) in lengths.reversed() where heading.containsAny(of: words) { return months }
    if heading.containsAny(of: ["month"]) { return 1 }
    return heading.containsAny(of: ["year"]) ? 12 : nil
  }

  /// Months of one of a column of figures; `nil` where 1 may be a month or a year.
  static func monthsOfOne(_ heading: String, most: Double) -> Double? {
    let heading = Heading(heading)
    // What is due in days, or may be given notice in months, is no length of a contract.
    if heading.containsAny(of: ["day", "days", "week", "weeks", "payment", "notice", "trial"]) { return nil }
    if heading.containsAny(of: ["month", "months", "monate", "mois", "meses"]) { return 1 }
    if heading.containsAny(of: ["year", "years", "jahre", "ans", "años"]) { return 12 }
    return most >= 6 && most <= 120 ? 1 : nil
  }
}

extension ContractFacts {
  /// What the columns said, beside what the rows did.
  func adding(_ columns: ContractFacts) -> ContractFacts {
    var all = self
    (all.termColumn, all.monthlyColumn, all.untoldMoney) = (columns.termColumn, columns.monthlyColumn, columns.untoldMoney)
    return all
  }
}
