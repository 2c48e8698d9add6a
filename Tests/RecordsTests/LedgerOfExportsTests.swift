import Testing

@testable import Records

#if canImport(Glibc)
  import Glibc
#endif

/// The public exports beside the package; where they are absent the tests that need them say so and pass.
enum Exports {
  static func path(_ name: String) -> String? {
    let path = "../shared/exports/" + name
    guard access(path, R_OK) == 0 else {
      print("skipped: \(path) is not here")
      return nil
    }
    return path
  }

  static func read(_ name: String, workers: Int = 2) async throws -> Reading? {
    guard let path = path(name) else { return nil }
    return try await Reading.read(.directory(path: path), workers: workers)
  }

  /// One file of a folder, alone.
  static func readAlone(_ file: String) async throws -> Reading? {
    guard let path = path(file) else { return nil }
    let bytes = try FileBytes.read(path: path).withUnsafeBytes { Array($0) }
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return try await Reading.read(.memory(name: "alone", files: [Folder.MemoryFile(name: name, bytes: bytes)]), workers: 1)
  }
}

/// Counted with another program from the same files.
@Suite struct LedgerOfOlist {
  @Test func leadsAndWonDealsJoinWithoutBeingTold() async throws {
    guard let reading = try await Exports.read("olist") else { return }
    let ledger = reading.ledger(asOf: nil)
    #expect(ledger.files.map(\.subject) == [.deals, .leads])
    #expect(ledger.cutoff == Day(iso: "2018-11-14"))
    #expect(ledger.leads.count == 8000)
    #expect(ledger.deals.count == 841)
    #expect(ledger.leads.won.count { $0 != nil } == 841)
    #expect(ledger.files[0].joins.map(\.matched) == [842])
    #expect(ledger.files[0].joins.map(\.of) == [842])
    #expect(ledger.recorded == [.leads, .deals, .won])
    #expect(ledger.files[0].rejections.count == 1)
    #expect(ledger.files[0].rejections.examples.first?.line == 669)
    #expect(
      ledger.files[0].rejections.examples.first?.reason == .before(column: "won_date", other: "first_contact_date of its lead"))
    #expect(
      ledger.remarks == [
        .amountsNearlyAllZero(file: "olist_closed_deals_dataset.csv", column: "declared_monthly_revenue", above: 45, of: 841),
        .negativeLags(file: "olist_closed_deals_dataset.csv", count: 1),
      ] || ledger.remarks.contains(.negativeLags(file: "olist_closed_deals_dataset.csv", count: 1)))
  }

  @Test func anEmptyOriginIsNotTheOriginUnknown() async throws {
    guard let reading = try await Exports.read("olist") else { return }
    let ledger = reading.ledger(asOf: nil)
    func count(_ name: String) -> Int {
      let code = ledger.sources.firstIndex { $0.name == name }.map { UInt16($0) }
      return ledger.leads.source.count { $0 == code }
    }
    #expect(count("organic_search") == 2296)
    #expect(count("unknown") == 1099)
    #expect(count(Source.noneGiven) == 60)
  }
}

@Suite struct LedgerOfPipeline {
  @Test func aSalesSideAloneIsComplete() async throws {
    guard let reading = try await Exports.read("crm-maven") else { return }
    let ledger = reading.ledger(asOf: nil)
    #expect(ledger.files.map(\.subject) == [.reference, .reference, .reference, .deals, .reference])
    #expect(ledger.deals.count == 8800)
    #expect(ledger.deals.won.count { $0 != nil } == 4238)
    #expect(ledger.deals.lost.count { $0 != nil } == 2473)
    #expect(ledger.deals.opened.count { $0 != nil } == 8300)
    let revenue = ledger.deals.amount.indices.reduce(0) { ledger.deals.won[$1] == nil ? $0 : $0 + ledger.deals.amount[$1] }
    #expect(revenue == 10_005_534)
    #expect(ledger.cutoff == Day(iso: "2017-12-31"))
    #expect(ledger.remarks.contains(.noLeads))
    #expect(ledger.remarks.contains(.noMarketing))
    #expect(ledger.recorded == [.deals, .opened, .won, .lost, .amounts])
  }

  @Test func aProductSpeltTwoWaysShowsInTheJoin() async throws {
    guard let reading = try await Exports.read("crm-maven") else { return }
    let deals = reading.ledger(asOf: nil).files[3]
    let product = deals.joins.first { $0.column == "product" }
    #expect(product?.otherFile == "products.csv")
    #expect(product?.matched == 8800 - 1480)
    #expect(product?.of == 8800)
  }
}

@Suite struct LedgerOfWeeklyNumbers {
  @Test func revenueIsSalesAndTheRestIsMarketings() async throws {
    guard let reading = try await Exports.readAlone("mmm/dt_simulated_weekly.csv") else { return }
    let ledger = reading.ledger(asOf: nil)
    #expect(
      ledger.series.map(\.name) == [
        "revenue", "tv_S", "ooh_S", "print_S", "facebook_I", "search_clicks_P", "search_S", "facebook_S", "newsletter",
      ])
    #expect(ledger.series.filter { $0.side == .sales }.map(\.name) == ["revenue"])
    #expect(ledger.series.allSatisfy { $0.grain == .week && $0.starts.count == 208 })
    #expect(ledger.controls.map(\.name) == ["competitor_sales_B"])
    #expect(ledger.cutoff == Day(iso: "2019-11-17"))
  }

  @Test func aLoneYIsTheOutcomeAndTheCalendarIsNoMetric() async throws {
    guard let reading = try await Exports.readAlone("mmm/mmm_example.csv") else { return }
    let ledger = reading.ledger(asOf: nil)
    #expect(ledger.series.map(\.name) == ["y", "x1", "x2"])
    #expect(ledger.series.map(\.side) == [.sales, .marketing, .marketing])
    let asides = ledger.files[0].columns.map(\.aside)
    #expect(asides == [nil, nil, nil, nil, .flag, .flag, .counter, .counter])
    #expect(ledger.cutoff == Day(iso: "2021-09-05"))
  }

  @Test func conversionsAreSalesAndControlsAreNot() async throws {
    guard let reading = try await Exports.readAlone("mmm/national_all_channels.csv") else { return }
    let ledger = reading.ledger(asOf: nil)
    #expect(ledger.series.filter { $0.side == .sales }.map(\.name) == ["conversions", "revenue_per_conversion"])
    #expect(ledger.controls.map(\.name) == ["competitor_sales_control", "sentiment_score_control"])
    #expect(ledger.series.first { $0.name == "conversions" }?.values.count == 156)
    #expect(ledger.series.first { $0.name == "Channel0_spend" }?.values.first == 325137.5683)
  }

  @Test func threeFilesTogetherAreTheSumOfEach() async throws {
    guard let reading = try await Exports.read("mmm") else { return }
    let ledger = reading.ledger(asOf: nil)
    #expect(ledger.files.allSatisfy { $0.subject == .numbers && $0.rejections.count == 0 })
    #expect(ledger.cutoff == Day(iso: "2024-01-21"))
    #expect(ledger.remarks == [.noLeads, .noDeals])
  }
}

@Suite struct LedgerOfStrangeFolders {
  @Test func aFolderOfStrangersIsRefusedAsAWhole() async throws {
    for folder in ["csv/csv-spectrum", "csv/rust-csv"] {
      guard let path = Exports.path(folder) else { return }
      await #expect(throws: LoadFailure.self) { _ = try await Reading.read(.directory(path: path), workers: 2) }
    }
  }

  @Test(arguments: [
    "hubspot", "salesforce", "pardot", "mailchimp", "twitter", "linkedin", "facebook_ads", "ga4_export", "stripe",
    "linkedin_pages",
  ])
  func aConnectorsTablesAreReadOrHaveAReason(_ vendor: String) async throws {
    guard let path = Exports.path("connector-seeds/\(vendor)") else { return }
    do throws(LoadFailure) {
      let reading = try await Reading.read(.directory(path: path), workers: 2)
      let ledger = reading.ledger(asOf: nil)
      for file in ledger.files {
        let isToldOf = file.failure != nil || (file.exporter != nil && file.guess != nil)
        #expect(file.subject != nil || isToldOf, "\(vendor): \(file.file) has neither a subject nor a reason")
      }
    } catch {
      // Nothing of the folder can be counted: the sentence says what its files are.
      #expect(error.sentence.contains(vendor), "\(error.sentence)")
    }
  }
}
