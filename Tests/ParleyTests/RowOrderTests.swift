import Records
import Testing

/// Reports come oldest first, newest first or in no order; the company is the same.
@Suite struct RowOrderTests {
  /// A small company of five sources, with deals, customers and money by channel, one file a list of rows.
  private static let files: [(name: String, heading: String, rows: [String])] = {
    let monday = Day(iso: "2025-06-02")!
    let sources = ["Web", "Fair", "Mail", "Partner", "Ads"]
    var luck = Xoshiro256(seed: 20_261_128)
    var (leads, deals, customers, money): ([String], [String], [String], [String]) = ([], [], [], [])
    for week in 0..<60 {
      for (at, source) in sources.enumerated() {
        money.append("\(monday + 7 * week),\(source),\(100 * (at + 1) + luck.below(50))")
        for _ in 0..<luck.below(at == 1 && week % 13 == 5 ? 40 : 6) {
          let number = leads.count + 1
          let day = monday + 7 * week + luck.below(5)
          let answered = day + luck.below(6)
          leads.append("L\(number),\(day) 10:00,\(luck.below(9) > 0 ? "\(answered) 15:30" : ""),\(source)")
          guard luck.below(4) == 0 else { continue }
          let end = answered + 20 + luck.below(60)
          let stage = ["Closed Won", "Closed Lost"][luck.below(2)]
          deals.append("D\(number),L\(number),\(answered + 2),\(end),\(stage),\(1000 + luck.below(9000))")
          if stage == "Closed Won" {
            customers.append("Account \(number),\(end),\(luck.below(7) == 0 ? "\(end + 365)" : ""),\(1000 + luck.below(9000))")
          }
        }
      }
    }
    return [
      ("leads.csv", "lead_id,created,first_answer,source", leads),
      ("deals.csv", "deal_id,lead_id,opened,closed,stage,amount", deals),
      ("customers.csv", "account,customer_since,churned,arr", customers),
      ("spend.csv", "week,channel,spend", money),
    ]
  }()

  private func answers(_ order: ([String]) -> [String]) async throws -> [String] {
    let files = Self.files.map { (name: $0.name, text: ([$0.heading] + order($0.rows)).joined(separator: "\n") + "\n") }
    return try await withFolder(files) { folder in
      var told: [String] = []
      for command in [
        ["align", "shop", "--json"], ["translate", "shop", "--json"], ["back", "shop", "--more", "3", "--json"],
      ] {
        told.append(try await parley(command, in: folder).text)
      }
      return told
    }
  }

  @Test func `The same rows in any order give the same bytes`() async throws {
    let usual = try await answers { $0 }
    #expect(usual[0].contains("\"expected\"") && usual[1].contains("\"next\""))
    var luck = Xoshiro256(seed: 7)
    let shuffled = try await answers { rows in
      var rows = rows
      for at in stride(from: rows.count - 1, to: 0, by: -1) { rows.swapAt(at, luck.below(at + 1)) }
      return rows
    }
    #expect(shuffled == usual)
  }
}
