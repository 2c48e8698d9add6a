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
    Sums("close", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("close-cents", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("company-currency", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("currencies-by-name", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 36250.25, all: 66150.74),
    Sums("database-dump", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("dates-in-words", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("dates-mixed", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("dates-open", leads: 0, deals: 6, linked: nil, won: nil, lost: nil, wonFor: 43551, all: nil),
    Sums("deals-in-two-programs", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("deleted-and-tests", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("dynamics", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 43551),
    Sums("entered-late", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("german-by-hand", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("google-ads-account-and-campaigns", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("google-ads-japanese", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("google-ads-months", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("google-ads-portuguese", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("hubspot-contacts-name-deals", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("hubspot-dutch", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("hubspot-french", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("hubspot-french-old", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("hubspot-interface", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("hubspot-italian", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("hubspot-japanese", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("hubspot-portuguese", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("leads-by-hand", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("marketo", leads: 8, deals: 0, linked: 0, won: 0, lost: 0, wonFor: 0, all: 0),
    Sums("meta-breakdown", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("meta-summary-row", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("months-across", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("mql-lists", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("names-twice", leads: 9, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("nothing-meets", leads: 8, deals: 6, linked: 0, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("one-content-twice", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("overlapping-sheets", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("owners-and-coins", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("pairs-of-ids", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("pages", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("people-twice", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("pipedrive-german", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("pipedrive-names", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("pipedrive-thousands", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("quarters", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("salesforce-account-names", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("salesforce-data-loader", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("salesforce-dutch", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("salesforce-formatted", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("salesforce-french", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("salesforce-german", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("salesforce-ids", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("salesforce-japanese", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("salesforce-shared-account", leads: 9, deals: 6, linked: 5, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("salesforce-spanish", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("spend-by-hand", leads: 8, deals: nil, linked: nil, won: nil, lost: nil, wonFor: nil, all: nil),
    Sums("spreadsheet-days", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("sqlite-views", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("stage-rows", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43551, all: 73451.49),
    Sums("thousands", leads: 8, deals: 6, linked: nil, won: 3, lost: nil, wonFor: 43551, all: nil),
    Sums("thousands-by-point", leads: 8, deals: 6, linked: 6, won: 3, lost: 1, wonFor: 43550, all: 73450),
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
    ("months-across", "Google Ads Spend", 4400, "2026-01-01", "2026-04-01"),
    ("months-across", "LinkedIn Spend", 8400, "2026-01-01", "2026-04-01"),
    ("months-across-blocks", "Google Ads Spend", 4250, "2025-11-01", "2026-02-01"),
    ("months-across-blocks", "LinkedIn Leads", 40, "2025-11-01", "2026-02-01"),
    ("months-across-german", "Web Leads", 56, "2026-01-01", "2026-05-01"),
    ("months-across-german", "Event Leads", 18, "2026-01-01", "2026-04-01"),
    ("months-across-metrics", "Sessions", 54770, "2026-01-01", "2026-04-01"),
    ("months-across-metrics", "Ad spend (EUR)", 18450.75, "2026-01-01", "2026-04-01"),
    ("months-across-metrics", "Posts", 34, "2026-01-01", "2026-04-01"),
    ("months-across-two-lines", "Google Ads Spend Actual", 2050, "2026-01-01", "2026-02-01"),
    ("months-across-two-lines", "LinkedIn Clicks Actual", 174, "2026-01-01", "2026-02-01"),
    ("periods-in-words", "Besuche", 500, "2026-01-05", "2026-01-26"),
    ("periods-in-words", "Scans", 36, "2026-01-05", "2026-01-19"),
    ("periods-in-words", "Sessions", 3660, "2026-01-05", "2026-01-19"),
    ("periods-in-words", "Downloads", 123, "2026-01-01", "2026-03-01"),
    ("periods-in-words", "Signups", 62, "2026-01-05", "2026-01-26"),
    ("levels-and-totals", "Ads Spend EUR", 6000, "2026-01-01", "2026-03-01"),
    ("levels-and-totals", "Agency Spend EUR", 4500, "2026-01-01", "2026-03-01"),
    ("levels-and-totals", "Visits", 615, "2026-01-05", "2026-02-09"),
    ("weeks-across", "Website visits", 6460, "2026-01-05", "2026-02-02"),
    ("weeks-across", "Nord Calls", 124, "2026-01-05", "2026-01-26"),
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

  @Test func `levels, people and running counts are added to nothing, and a total is no channel`() async throws {
    let names = try await ledger("levels-and-totals").series.map(\.name)
    #expect(names.sorted() == ["Ads Spend EUR", "Agency Spend EUR", "Conversion", "Events Spend EUR", "Visits"])
  }

  @Test func `deals that meet no lead are told, and a CRM that was filled afterwards`() async throws {
    #expect(try await ledger("nothing-meets").remarks.contains(.dealsMeetNobody(file: "deals.csv", met: 0, of: 6)))
    #expect(try await ledger("entered-late").remarks.contains(.enteredLate(file: "opportunities.csv", count: 4)))
  }
}
