import Testing

@testable import Records

/// What whoever wrote a folder knows of it, beside what is read: people, deals, money and the days of each series, to the cent.
@Suite("Sums of folders that are known")
struct FolderSumTests {
  struct Sums: Sendable, CustomTestStringConvertible {
    var folder: String
    var leads, deals, linked, won, lost: Int?
    var wonFor, all: Double?

    init(
      _ folder: String, leads: Int?, deals: Int?, linked: Int?, won: Int?, lost: Int?, wonFor: Double?, all: Double?
    ) {
      self.folder = folder
      (self.leads, self.deals, self.linked, self.won, self.lost) = (leads, deals, linked, won, lost)
      (self.wonFor, self.all) = (wonFor, all)
    }

    var testDescription: String { folder }
  }

  static let sums: [Sums] = [
    Sums("amounts-lakh", leads: 8, deals: 6, linked: nil, won: 3, lost: nil, wonFor: 3698032.5, all: 21087982.5),
    Sums("amounts-lira", leads: 8, deals: 6, linked: nil, won: 3, lost: nil, wonFor: 43551, all: 73451.49),
    Sums("amounts-swiss", leads: 8, deals: 6, linked: nil, won: 3, lost: nil, wonFor: 43551, all: nil),
    Sums("amounts-unread", leads: 8, deals: 6, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("database-dump", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("dates-in-words", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("dates-mixed", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("dates-open", leads: 0, deals: 6, linked: nil, won: nil, lost: nil, wonFor: 43551, all: nil),
    Sums("deals-in-two-programs", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("german-by-hand", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("google-ads-account-and-campaigns", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("google-ads-japanese", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("google-ads-months", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("google-ads-portuguese", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("hubspot-contacts-name-deals", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("hubspot-dutch", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("hubspot-interface", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("hubspot-italian", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("hubspot-japanese", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("hubspot-portuguese", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("marketo", leads: 8, deals: 0, linked: 0, won: 0, lost: 0, wonFor: 0, all: 0),
    Sums("meta-breakdown", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("meta-summary-row", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("months-across", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("mql-lists", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("names-twice", leads: 9, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("one-content-twice", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("overlapping-sheets", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("pages", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("people-twice", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("pipedrive-german", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("pipedrive-names", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("pipedrive-thousands", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("quarters", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("salesforce-account-names", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("salesforce-data-loader", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("salesforce-formatted", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("salesforce-french", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("salesforce-german", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("salesforce-ids", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("salesforce-shared-account", leads: 9, deals: 6, linked: 5, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("spend-by-hand", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("spreadsheet-days", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("sqlite-views", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("thousands", leads: 8, deals: 6, linked: nil, won: 3, lost: nil, wonFor: 43551, all: nil),
    Sums("two-currencies", leads: 8, deals: 6, linked: nil, won: 3, lost: nil, wonFor: 36250.25, all: nil),
    Sums("weeks-by-number", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("words-for-nothing", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 43551),
    Sums("workbook", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("workbook-1904", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("workbook-currencies", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("workbook-formulas", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 0, all: 0),
    Sums("workbook-hidden-sheet", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("workbook-texts", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("zoho-days", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("zoom-report", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
  ]

  static let series: [(folder: String, name: String, sum: Double, first: String?, last: String?)] = [
    ("ga4-exploration", "GA4 Organic Search Sessions", 16039, "2026-08-03", "2026-08-16"),
    ("ga4-exploration", "GA4 Direct Sessions", 20048, "2026-08-03", "2026-08-16"),
    ("ga4-exploration", "GA4 Paid Search Sessions", 18157, "2026-08-03", "2026-08-16"),
    ("ga4-exploration", "GA4 Email Sessions", 18655, "2026-08-03", "2026-08-16"),
    ("ga4-month", "GA4 Organic Search Sessions", 4120, "2026-09-01", "2026-09-01"),
    ("ga4-month", "GA4 Direct Sessions", 3011, "2026-09-01", "2026-09-01"),
    ("ga4-month", "GA4 Paid Search Sessions", 1877, "2026-09-01", "2026-09-01"),
    ("google-ads-german-utf16", "Google Ads Cost", 39977.97, "2026-09-07", "2026-09-20"),
    ("google-ads-german-utf16", "Google Ads Clicks", 29181, "2026-09-07", "2026-09-20"),
    ("google-ads-japanese", "Google Ads Cost", 14851.2, "2026-09-01", "2026-09-14"),
    ("google-ads-japanese", "Google Ads Clicks", 11424, "2026-09-01", "2026-09-14"),
    ("google-ads-months", "Google Ads Cost", 7407, "2026-06-01", "2026-08-01"),
    ("google-ads-months", "Google Ads Clicks", 6000, "2026-06-01", "2026-08-01"),
    ("google-ads-portuguese", "Google Ads Cost", 14851.2, "2026-09-01", "2026-09-14"),
    ("google-ads-portuguese", "Google Ads Clicks", 11424, "2026-09-01", "2026-09-14"),
    ("google-ads-two-currencies", "Google Ads Clicks", 100, "2026-09-01", "2026-09-05"),
    ("google-ads-two-currencies", "Google Ads Cost", 5502.5, "2026-09-01", "2026-09-05"),
    ("linkedin-two-grains", "LinkedIn Ads Total Spent", 20099.35, "2026-09-01", "2026-09-10"),
    ("linkedin-two-grains", "LinkedIn Ads Impressions", 204843, "2026-09-01", "2026-09-10"),
    ("meta-breakdown", "Meta Ads Amount spent", 1683.99, "2026-09-01", "2026-09-07"),
    ("meta-breakdown", "Meta Ads Impressions", 14000, nil, nil),
    ("meta-day-and-week", "Meta Ads Amount spent", 4460.1, nil, nil),
    ("meta-day-and-week", "Meta Ads Impressions", 324369, nil, nil),
    ("meta-summary-row", "Meta Ads Amount spent", 1000.75, "2026-09-01", "2026-09-01"),
    ("meta-summary-row", "Meta Ads Impressions", 12000, nil, nil),
    ("microsoft-ads", "Microsoft Ads Spend", 72010.98, "2026-09-01", "2026-09-30"),
    ("microsoft-ads", "Microsoft Ads Clicks", 71298, "2026-09-01", "2026-09-30"),
    ("overlapping-sheets", "Visits", 32989, "2026-01-05", "2026-07-27"),
    ("weeks-by-number", "Visits", 10095, "2026-01-26", "2026-03-30"),
    ("weeks-by-number", "Termine", 195, "2026-01-26", "2026-03-30"),
    ("x-account-and-posts", "X account Impressions", 76957, "2026-08-01", "2026-08-31"),
    ("x-account-and-posts", "X posts Impressions", 5010, nil, nil),
  ]

  private func ledger(_ folder: String) async throws -> Ledger {
    try await Reading.read(.directory(path: Specimen.path(FolderSpecimenTests.place + folder)), workers: 2).ledger(asOf: nil)
  }

  @Test(arguments: sums) func `people, deals and money are those that were written`(known: Sums) async throws {
    let ledger = try await ledger(known.folder)
    let deals = ledger.deals
    func money(_ deals: [Int], _ ledger: Ledger) -> Double {
      deals.map { ledger.deals.amount[$0] }.filter { !$0.isNaN }.reduce(0, +)
    }
    let won = (0..<deals.count).filter { deals.won[$0] != nil }
    if let leads = known.leads { #expect(ledger.leads.count == leads) }
    if let all = known.deals { #expect(deals.count == all) }
    if let linked = known.linked { #expect(deals.lead.count { $0 >= 0 } == linked) }
    if let count = known.won { #expect(won.count == count) }
    if let lost = known.lost { #expect((0..<deals.count).count { deals.lost[$0] != nil } == lost) }
    if let sum = known.wonFor { #expect(abs(money(won, ledger) - sum) < 0.001) }
    if let sum = known.all { #expect(abs(money(Array(0..<deals.count), ledger) - sum) < 0.001) }
  }

  @Test(arguments: series) func `a series has the sum and the days that were written`(
    known: (folder: String, name: String, sum: Double, first: String?, last: String?)
  ) async throws {
    let series = try #require(try await ledger(known.folder).series.first { $0.name == known.name })
    #expect(abs(series.values.reduce(0, +) - known.sum) < 0.001)
    if let first = known.first { #expect(series.starts.first?.description == first) }
    if let last = known.last { #expect(series.starts.last?.description == last) }
  }
}
