/// What a cell or a column calls a currency: `EUR`, `Euro`, `€`, `US Dollar`, `EUR (€)`.
enum CurrencyWords {
  /// The ISO code, `nil` where no one currency is named.
  static func code(_ text: String) -> String? {
    let upper = text.uppercased()
    if NumberText.currencies.contains(upper) { return upper }
    let words = Heading(text).words
    if let code = words.first(where: { NumberText.smallCurrencies.contains($0) }) { return code.uppercased() }
    let joined = words.joined(separator: " ")
    if let named = names.first(where: { $0.words.contains(joined) }) { return named.code }
    // `$` alone is the dollar of most files; a sign beside other words is read as headings are.
    return HeadingWords.currency(text)
  }

  private static let names: [(code: String, words: [String])] = [
    ("EUR", ["euro", "euros"]),
    ("USD", ["us dollar", "us dollars", "u s dollar", "usd dollar", "american dollar", "dollar us", "united states dollar"]),
    ("GBP", ["pound", "pounds", "pound sterling", "british pound", "pounds sterling", "gb pound", "uk pound"]),
    ("CHF", ["swiss franc", "swiss francs", "franken", "schweizer franken", "franc suisse", "sfr"]),
    ("CAD", ["canadian dollar", "canadian dollars"]), ("AUD", ["australian dollar", "australian dollars"]),
    ("NZD", ["new zealand dollar"]), ("SGD", ["singapore dollar"]), ("HKD", ["hong kong dollar"]),
    ("JPY", ["yen", "japanese yen", "円", "日本円"]), ("CNY", ["yuan", "renminbi", "chinese yuan"]),
    ("INR", ["indian rupee", "indian rupees"]), ("SEK", ["swedish krona", "svensk krona", "svenska kronor"]),
    ("NOK", ["norwegian krone", "norske kroner"]), ("DKK", ["danish krone", "danske kroner"]),
    ("PLN", ["zloty", "złoty", "polish zloty"]), ("BRL", ["real", "brazilian real", "reais"]),
    ("MXN", ["mexican peso"]), ("ZAR", ["rand", "south african rand"]), ("CZK", ["czech koruna"]),
    ("HUF", ["forint", "hungarian forint"]), ("TRY", ["turkish lira", "lira"]),
  ]
}
