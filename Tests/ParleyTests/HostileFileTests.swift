import Foundation
import Testing

/// Files that mean harm, and files that are broken: they are described, never obeyed, and never end the program.
@Suite struct HostileFileTests {
  /// A title and a colour that a terminal would obey, a turn of direction, and an order in one character.
  static let order = "\u{1B}]0;owned\u{07}\u{1B}[31m\u{202E}\u{2066}\u{9B}2J"

  /// Orders in a file's name, in headings, in values that are shown and in values that are refused.
  static let hostile: [(name: String, text: String)] = {
    var leads = "lead_id,created,source,no\(order)te\n"
    for i in 0..<400 {
      let source = i % 40 == 7 ? "Fair\(order)" : i % 2 == 0 ? "Fair" : "Web"
      leads += "L\(i),2025-\(i / 28 % 12 + 1 < 10 ? "0" : "")\(i / 28 % 12 + 1)-\(10 + i % 18),\(source),plain\n"
    }
    leads += "L900,\(order)never,Web,plain\n"
    var deals = "deal_id,lead_id,opened,closed,stage,amount\n"
    for i in 0..<60 {
      deals += "D\(i),L\(i),2025-12-20,2026-01-\(10 + i % 18),\(i == 3 ? "Closed Won\(order)" : "Closed Won"),\(i + 100)\n"
    }
    deals += "D900,L3,2025-12-20,2026-01-11,Closed Won,\(order)12\n"
    var weekly = "week,po\(order)sts\n"
    for i in 0..<40 { weekly += "2025-\(i / 4 % 12 + 1 < 10 ? "0" : "")\(i / 4 % 12 + 1)-\(10 + i % 4),\(i)\n" }
    return [
      ("leads\(order).csv", leads), ("deals.csv", deals), ("weekly\r\n\(order).csv", weekly), ("plan\(order).docx", "PK"),
      ("parley.toml", "[company]\nname = \"Evil\\u001b[31m\\u202e Inc\"\n"),
    ]
  }()

  @Test(arguments: [
    ["translate", "shop"], ["translate", "shop", "--json"], ["check", "shop"], ["check", "shop", "--json"], ["bench", "shop"],
    ["print", "shop", "--size", "200x60"], ["print", "shop", "--view", "data", "--size", "200x60", "--keys", "Down"],
    ["print", "shop", "--keys", "Enter"], ["print", "shop", "--keys", "s s s / text:fair"],
    ["translate", "shop", "--metric", order],
    ["translate", "shop\(order)"], ["print", "shop", "--keys", order], ["print", "shop", "--size", order],
    ["print", "shop", "--view", order], ["replay", order], ["sample", "no\(order)/where"], ["themes", order],
    ["translate", "shop", "--outcome", order], [order],
  ]) func `nothing from a file or an argument reaches a terminal as an order`(arguments: [String]) async throws {
    try await withFolder(HostileFileTests.hostile) { folder in
      let ran = try await parley(arguments, in: folder)
      #expect(ran.status >= 0, "ended by signal \(-ran.status)")
      #expect(ran.orders.isEmpty, "\(arguments.map { $0.debugDescription }): \(Set(ran.orders).sorted())")
      if arguments.contains("--json") {
        let json = try ran.json()
        #expect(json["parley"] as? Int == 1)
      }
    }
  }

  @Test func `a hostile folder is still read`() async throws {
    try await withFolder(HostileFileTests.hostile) { folder in
      let ran = try await parley(["check", "shop"], in: folder)
      #expect(ran.text.contains(": leads, 401 rows"), "\(ran.text)")
      #expect(ran.text.contains(": deals, 61 rows"), "\(ran.text)")
    }
  }

  static let broken: [(name: String, bytes: [UInt8])] = [
    ("one-byte.csv", Array("x".utf8)), ("empty.csv", []), ("only-header.csv", Array("lead_id,created,source\n".utf8)),
    (
      "wide.csv",
      Array(
        ([(0..<2000).map { "c\($0)" }] + (1..<6).map { j in (0..<2000).map { "\($0 * j % 7)" } }).map {
          $0.joined(separator: ",")
        }
        .joined(separator: "\n").utf8)
    ),
    ("nuls.csv", Array("lead_id,created\nL1,2026-01-01\n\0\0\0\nL2,2026-01-02\n".utf8)),
    ("unclosed.csv", Array("lead_id,created,source\nL1,2026-01-01,\"Fair\nL2,2026-01-02,Fair\n".utf8)),
    ("ragged.csv", Array("deal_id,lead_id,closed,stage\nD1,L1,2026-02-01,Won\nD2,L2\nD3,L3,2026-02-03,Won,extra,more\n".utf8)),
    ("twice.csv", Array("day,visits,visits\n2026-01-01,1,2\n2026-01-02,3,4\n".utf8)),
    ("cut-off.csv", Array("day,clicks\n2026-01-01,1\n2026-01-02,2\n2026-01-0".utf8)),
    ("all-bytes.csv", (0..<5120).map { UInt8(truncatingIfNeeded: $0) }),
  ]

  @Test func `every broken file is named with what to do, and the others are read`() async throws {
    try await withFolder(bytes: HostileFileTests.broken) { folder in
      let ran = try await parley(["check", "shop"], in: folder)
      #expect(ran.status == 1)
      #expect(ran.orders.isEmpty)
      for sentence in [
        "all-bytes.csv: this is not a table. Export it as CSV.", "empty.csv: the file is empty. Export it again.",
        "cut-off.csv:4: the file ends inside this row. Export it again.",
        "nuls.csv: this is not a table. Export it as CSV.",
        "one-byte.csv: a heading and no rows. Export it again, or remove the file.",
        "only-header.csv: a heading and no rows. Export it again, or remove the file.",
        "ragged.csv:3: 2 cells where the heading has 4. Add the missing separators, or quote line breaks inside cells.",
        "ragged.csv:4: 6 cells where the heading has 4. Quote the cells that hold a separator.",
        "unclosed.csv:2: a quote is opened and never closed. Close it, or write it twice.",
        "wide.csv: not recognised, so nothing of it is counted. Say its subject in parley.toml.",
        "ragged.csv: deals, 3 rows, 2 refused, 2026-02-01 to 2026-02-01, up to date, lead_id: 0 of 1 meet unclosed.csv",
      ] { #expect(ran.lines.contains(sentence), "missing: \(sentence)\n\(ran.text)") }
    }
  }

  @Test(arguments: HostileFileTests.broken.map(\.name)) func `a broken file alone ends in a sentence or a screen`(name: String)
    async throws
  {
    let file = try #require(HostileFileTests.broken.first { $0.name == name })
    try await withFolder(bytes: [file]) { folder in
      for arguments in [["check", "shop"], ["print", "shop"], ["print", "shop", "--view", "data", "--size", "80x24"]] {
        let ran = try await parley(arguments, in: folder)
        #expect((0...2).contains(ran.status), "\(arguments): \(ran.status)")
        #expect(
          ran.status != 2 || ran.complaint.hasPrefix("parley: shop: ") || ran.complaint.hasPrefix("parley: \(name): "),
          "\(ran.complaint)")
        #expect(ran.orders.isEmpty)
      }
    }
  }
}
