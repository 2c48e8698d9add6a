/// Which of a sheet's columns of revenue is what the company took in: what a platform or a channel says it brought is in it already,
/// and never beside it.
struct RevenueColumns {
  private var asides: [Int: ColumnReport.Aside] = [:]
  /// Columns of which nobody knows which is the whole; none of them is counted.
  private(set) var open: [Int] = []
  /// Columns that the user left out.
  let leftOut: Set<Int>

  /// `isOfChannels`: rows say what was done in a channel or by a mail, and so do their columns of revenue.
  init(_ table: Table, _ exporter: Exporter?, isOfChannels: Bool, leftOut: Set<Int>) {
    self.leftOut = leftOut
    let found = table.columns.indices.filter { index in
      guard case .numbers(let values, let currency) = table.columns[index].cells, !leftOut.contains(index) else { return false }
      guard exporter?.meaning(of: Heading(table.columns[index].name)) == nil else { return false }
      return NumberKind(
        table.columns[index], values: values, currency: currency, isLong: false, isPerChannel: false, isDaily: false,
        isPercent: false, isSigned: currency != nil, meaning: nil, isSpent: false
      ).isRevenue
    }
    let claimed = found.filter { isOfChannels || Heading(table.columns[$0].name).containsAny(of: RevenueColumns.claimants) }
    let own = found.filter { !claimed.contains($0) }
    let totals = own.filter { Heading(table.columns[$0].name).containsAny(of: RevenueColumns.totals) }
    for index in claimed { asides[index] = .claimed }
    if own.count > 1, totals.count == 1 {
      for index in own where index != totals[0] { asides[index] = .partOfRevenue }
    } else if own.count > 1 {
      for index in own { asides[index] = .partOfRevenue }
      open = own
    } else if own.isEmpty, !isOfChannels {
      open = claimed
    }
  }

  func aside(of column: Int) -> ColumnReport.Aside? { asides[column] }

  private static let totals = ["total", "totals", "overall", "gesamt", "gesamtumsatz", "totaal", "totale", "all"]
  /// Whoever says that some revenue is theirs.
  private static let claimants = [
    "attributed", "claimed", "credited", "influenced", "sourced", "meta", "facebook", "fb", "instagram", "google", "adwords",
    "bing", "microsoft", "tiktok", "linkedin", "twitter", "pinterest", "snapchat", "youtube", "klaviyo", "mailchimp", "criteo",
    "email", "mail", "newsletter", "sms", "ads", "ad", "ppc", "sem", "seo", "social", "affiliate",
    "affiliates", "influencer", "display", "campaign", "campaigns", "kampagne", "werbung", "anzeigen",
  ]
}

extension LedgerBuilding {
  /// Columns that somebody said are nothing.
  func leftOut(of table: Int) -> Set<Int> {
    guard let mapping = settings.mappings.first(where: { $0.file == tables[table].file }) else { return [] }
    let none = mapping.fields.filter { $0.field == nil }.map(\.heading)
    return Set(tables[table].columns.indices.filter { none.contains(tables[table].columns[$0].name) })
  }

  mutating func doubtRevenues(_ table: Int, _ revenues: RevenueColumns) {
    let names = revenues.open.map { tables[table].columns[$0].name }
    doubt(.revenues, table, names.joined(separator: ", "), count: names.count, places: [])
  }
}
