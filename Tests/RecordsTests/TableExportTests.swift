import Testing

@testable import Records

/// Files that Parley did not write. They lie beside the project, not in it.
@Suite("Tables that others wrote")
struct TableExportTests {
  private static let exports = "../shared/exports/"
  private static let isThere = Specimen.names(in: exports) != nil

  private func table(_ path: String) async throws -> Table {
    let bytes = try #require(Specimen.file(TableExportTests.exports + path))
    return try await TableReader.read(file: path, bytes: bytes, workers: 2)
  }

  /// The cells of csv-spectrum's JSON: an array of flat objects whose keys are in the order of the columns.
  private func cells(ofJSON bytes: FileBytes) -> [[String]] {
    var rows: [[String]] = []
    var strings: [String] = []
    var text: [UInt8] = []
    var inString = false
    var escaped = false
    for index in 0..<bytes.count {
      let byte = bytes.start[index]
      if inString {
        if escaped {
          // The CRs of the CRLF files were lost on their way here, those of the JSON were not.
          if byte != UInt8(ascii: "r") { text.append(byte == UInt8(ascii: "n") ? 10 : byte) }
          escaped = false
        } else if byte == UInt8(ascii: "\\") {
          escaped = true
        } else if byte == UInt8(ascii: "\"") {
          strings.append(String(decoding: text, as: UTF8.self))
          inString = false
        } else {
          text.append(byte)
        }
      } else if byte == UInt8(ascii: "\"") {
        inString = true
        text = []
      } else if byte == UInt8(ascii: "}") {
        rows.append(strings.indices.filter { !$0.isMultiple(of: 2) }.map { strings[$0] })
        strings = []
      }
    }
    return rows
  }

  @Test(.enabled(if: isThere, "no exports beside the project"))
  func `csv-spectrum reads as its JSON says`() async throws {
    let folder = "csv/csv-spectrum/"
    let names = try #require(Specimen.names(in: TableExportTests.exports + folder + "csvs"))
    #expect(names.count == 11)
    for name in names {
      let json = try #require(Specimen.file(TableExportTests.exports + folder + "json/" + name.dropLast(4) + ".json"))
      let table = try await table(folder + "csvs/" + name)
      #expect(table.texts == cells(ofJSON: json), "\(name)")
      #expect(table.rejections.count == 0)
    }
  }

  @Test(.enabled(if: isThere, "no exports beside the project"))
  func `rust-csv's examples read as what they are`() async throws {
    let folder = "csv/rust-csv/examples/data/"
    let colon = try await table(folder + "smallpop-colon.csv")
    let comma = try await table(folder + "smallpop.csv")
    #expect(colon.texts == comma.texts)
    #expect(colon.columns.map(\.name) == ["city", "region", "country", "population"])
    let bare = try await table(folder + "smallpop-no-headers.csv")
    #expect(bare.texts == comma.texts)
    let latin = try await table(folder + "uspop-latin1.csv")
    #expect(latin.dialect.encoding == .latin1)
    #expect(latin.text(row: 2, column: 0) == "Õakman")
    let strange = try await table(folder + "strange.csv")
    #expect(strange.rowCount + strange.rejections.count == 7)
  }

  @Test(.enabled(if: isThere, "no exports beside the project"))
  func `every connector's table reads without a refused row`() async throws {
    var tables = 0
    for connector in try #require(Specimen.names(in: TableExportTests.exports + "connector-seeds")) {
      for name in Specimen.names(in: TableExportTests.exports + "connector-seeds/" + connector) ?? []
      where name.hasSuffix(".csv") {
        do {
          let table = try await table("connector-seeds/\(connector)/\(name)")
          tables += 1
          #expect(table.rejections.count == 0, "\(name): \(table.rejectionLines.first ?? "")")
          #expect(table.dialect.hasHeader, "\(name)")
          for column in table.columns where column.name == "_fivetran_synced" && column.emptyCount < table.rowCount {
            #expect(column.typeName == "date", "\(name)")
          }
        } catch {
          #expect(error as? LoadFailure == .onlyAHeading(file: "connector-seeds/\(connector)/\(name)"), "\(name)")
        }
      }
    }
    #expect(tables > 150)
  }

  @Test(.enabled(if: isThere, "no exports beside the project"))
  func `Olist's leads and deals have the types their names promise`() async throws {
    let leads = try await table("olist/olist_marketing_qualified_leads_dataset.csv")
    let deals = try await table("olist/olist_closed_deals_dataset.csv")
    #expect(leads.rowCount == 8000 && deals.rowCount == 842)
    #expect(leads.columns.map(\.typeName) == ["key", "date", "key", "category"])
    #expect(deals.times("won_date")?.first == "2018-02-26 19:58:54")
    #expect(deals.column("has_company")?.emptyCount == 779)
    let known = Set(try #require(leads.hashes("mql_id")))
    #expect(try #require(deals.hashes("mql_id")).allSatisfy { known.contains($0) })
  }

  @Test(.enabled(if: isThere, "no exports beside the project"))
  func `the CRM's and the media mixes' columns are dates and amounts`() async throws {
    let pipeline = try await table("crm-maven/sales_pipeline.csv")
    #expect(pipeline.rowCount == 8800)
    #expect(
      pipeline.columns.map(\.typeName) == ["key", "category", "category", "category", "category", "date", "date", "amount"])
    let mix = try await table("mmm/dt_simulated_weekly.csv")
    #expect(mix.days("DATE")?.first == "2015-11-23")
    #expect(mix.numbers("revenue")?.first == 2_754_371.66666667)
    #expect(mix.words("events")?.first == "na")
  }
}
