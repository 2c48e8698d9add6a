import Foundation
import Records
import Testing

/// Customers as `parley align` says them: in words, and the same figures in JSON.
private enum Lists {
  /// A lead and a deal of the last days, so that the record reaches to the end of 2025.
  static let sales: [(name: String, text: String)] = [
    ("leads.csv", "lead_id,email,created,source\nL1,ann@a.example,2025-11-03,Web\nL2,bob@b.example,2025-12-31,Fair\n"),
    ("deals.csv", "deal_id,lead_id,opened,closed,stage,amount\nD1,L1,2025-11-10,2025-12-20,Closed Won,9000\n"),
  ]

  /// 120 customers from 2022 on, one row a term of a year; every fifth renewal is not made.
  static var terms: String {
    var text = "contract_id,account,start_date,end_date,annual_value\n"
    for one in 0..<120 {
      var (start, term) = (Day(iso: "2022-01-03")! + one * 9, 0)
      while start <= Day(iso: "2025-12-31")! {
        let end = Day(year: start.parts.year + 1, month: start.parts.month, day: min(28, start.parts.day))!
        text += "C\(one)-\(term),A\(one),\(start),\(end),\(1000 + 50 * term)\n"
        term += 1
        if (one * 7 + term * 3) % 5 == 0 { break }
        start = end
      }
    }
    return text
  }

  /// 90 customers who pay by the month; some end on a day of the month on which they began.
  static func monthly(_ heading: String) -> String {
    var text = "account,start,end,\(heading),Billing period\n"
    for one in 0..<90 {
      let start = Day(year: 2024 + one % 2, month: 1 + one % 12, day: 1 + one % 28)!
      let months = one % 3 == 0 ? 1 + (one * 5) % 11 : 0
      let at = start.parts.month - 1 + months
      let end = Day(year: start.parts.year + at / 12, month: at % 12 + 1, day: start.parts.day)!
      text += "A\(one),\(start),\(months > 0 && end <= Day(iso: "2025-12-30")! ? "\(end)" : ""),100,monthly\n"
    }
    return text
  }

  static func customers(_ text: String) throws -> [String: Any] {
    let all = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    return try #require(all["customers"] as? [String: Any])
  }
}

@Suite struct AlignCustomersTests {
  private func said(_ list: String) async throws -> (text: String, json: [String: Any]) {
    let (text, json) = try await withFolder(Lists.sales + [("contracts.csv", list)]) { folder in
      let text = try await parley(["align", "shop"], in: folder).text
      return (text, try await parley(["align", "shop", "--json"], in: folder).text)
    }
    return (text, try Lists.customers(json))
  }

  private func figure(_ all: [String: Any], _ key: String) throws -> (low: Double, high: Double, n: Int, grade: String) {
    let one = try #require(all[key] as? [String: Any], "\(key): \(all[key] ?? "missing")")
    #expect(one["level"] as? Double == 0.9)
    return (
      try #require(one["low"] as? Double), try #require(one["high"] as? Double), try #require(one["n"] as? Int),
      try #require(one["grade"] as? String)
    )
  }

  @Test func `one row a term is read as renewals, and JSON has what the sentence has`() async throws {
    let (text, json) = try await said(Lists.terms)
    let leaving = try figure(json, "leaving_next_year")
    let here = try #require(json["customers"] as? Int)
    #expect(
      text.contains("Of \(here) customers \(Int(leaving.low))–\(Int(leaving.high)) are expected to leave within a year"),
      "\(text)")
    #expect(text.contains("grade \(leaving.grade)"))
    #expect(leaving.n == here && leaving.high < Double(here) / 2)
    #expect(text.contains("rows go on with another of the same customer"))
    let joined = try #require(json["rows_joined"] as? Int)
    #expect(joined > 100 && json["rows_that_renew"] as? Int == joined && json["terms_from"] as? String == "rows")
    let kept = try figure(json, "revenue_kept_of_1")
    #expect(
      text.contains(
        "Of 100 a year today, \(Int((kept.low * 100).rounded()))–\(Int((kept.high * 100).rounded())) are left next year"))
    let due = try #require(json["due"] as? [String: Any])
    #expect(text.contains("In the coming 13 weeks \(try #require(due["contracts"] as? Int)) contracts over"))
    #expect((json["due_weeks"] as? [Any])?.count == 13)
    #expect(text.contains(try #require(json["sentence"] as? String)))
  }

  @Test func `by the month all come up each month, MRR counts twelve times and growth is not made up`() async throws {
    let (text, json) = try await said(Lists.monthly("MRR"))
    #expect(text.contains("by the month, as “Billing period” says."), "\(text)")
    #expect(text.contains("“MRR” is a month’s and counts twelve times."))
    #expect(text.contains("In the coming 13 weeks all of them come up at least once;"))
    #expect(text.contains("At today’s prices ") && text.contains("no column has what they paid at the start"))
    let here = try #require(json["customers"] as? Int)
    #expect(json["yearly_revenue"] as? Double == Double(here) * 1200)
    #expect(json["growth_of_those_who_stay"] is NSNull && json["due"] is NSNull)
    let often = try #require(json["due_every_month_or_quarter"] as? [String: Any])
    #expect(often["contracts"] as? Int == here)
  }

  @Test func `money that may be for any time is left out and the sentence says why`() async throws {
    let (text, json) = try await said(Lists.monthly("Contract value"))
    #expect(text.contains("“Contract value” may be for any time."), "\(text)")
    #expect(!text.contains("of 100 a year") && !text.contains("over 0"))
    #expect(json["revenue_kept_of_1"] is NSNull && json["yearly_revenue"] is NSNull)
    #expect((json["without_money"] as? String)?.hasPrefix("What they pay a year is not known") == true)
    let often = try #require(json["due_every_month_or_quarter"] as? [String: Any])
    #expect(often["yearly"] is NSNull && often["yearly_expected_to_go"] is NSNull)
  }
}
