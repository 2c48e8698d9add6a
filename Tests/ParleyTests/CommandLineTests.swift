import Cells
import Dashboard
import Foundation
import Subprocess
import Testing

/// What the command line prints, literally, and how it ends.
@Suite struct CommandLineTests {
  // MARK: Small folders, by hand

  @Test func `check says what each file is and what was refused, and ends with 1`() async throws {
    try await withFolder(shop) { folder in
      let ran = try await parley(["check", "shop"], in: folder)
      #expect(
        ran.text == """
          shop, to 8 Mar 2026
          deals.csv: deals, 3 rows, 0 refused, 2026-01-20 to 2026-03-08, up to date, lead_id: 3 of 3 meet leads.csv
          leads.csv: leads, 5 rows, 1 refused, 2026-01-05 to 2026-02-02, 5 weeks behind
          People, not events:
            Fair: 2 rows, 2 people
            Web: 2 rows, 2 people
          Doubtful:
            deals.csv: 3 amounts of amount in no currency that a file names. Line 2 (1200) and more. Say the company’s currency in parley.toml: [company] currency = "EUR".
          Files that would improve the grades most:
          1 The same exports from further back, so that more units have had their time. 4 pairs wait for it.
          2 The day sales accepted each lead, from the CRM. 2 pairs wait for it.
          3 The amounts of the deals. 2 pairs wait for it.
          leads.csv:5: created: “2026-02-30” is not a date. Write it like 2026-10-28, or map the column in parley.toml.

          """)
      #expect(ran.complaint == "")
      #expect(ran.status == 1)
    }
  }

  @Test func `check ends with 0 when there is nothing to look at`() async throws {
    let clean = shop.map { ($0.name, $0.text.replacingOccurrences(of: "L4,2026-02-30,Web\n", with: "")) }
    try await withFolder(clean) { folder in
      let ran = try await parley(["check", "shop"], in: folder)
      #expect(ran.lines.last == "Nothing to look at but what is doubtful above.")
      #expect(ran.status == 0)
      let json = try await parley(["check", "shop", "--json"], in: folder)
      #expect(json.status == 0)
      #expect(try json.json()["problems"] as? [String] == [])
    }
  }

  @Test func `check's JSON is the same in numbers`() async throws {
    try await withFolder(shop) { folder in
      let ran = try await parley(["check", "shop", "--json"], in: folder)
      #expect(ran.status == 1)
      let json = try ran.json()
      #expect(json["parley"] as? Int == 1 && json["folder"] as? String == "shop" && json["cutoff"] as? String == "2026-03-08")
      let files = try #require(json["files"] as? [[String: Any]])
      #expect(files.compactMap { $0["file"] as? String } == ["deals.csv", "leads.csv"])
      #expect(files.compactMap { $0["subject"] as? String } == ["deals", "leads"])
      #expect(files.compactMap { $0["refused"] as? Int } == [0, 1])
      let rejections = try #require(json["rejections"] as? [[String: Any]])
      #expect(rejections.count == 1 && rejections[0]["file"] as? String == "leads.csv")
      let example = try #require((rejections[0]["examples"] as? [[String: Any]])?.first)
      #expect(example["line"] as? Int == 5 && example["rule"] as? String == "not_a_date")
      #expect((example["reason"] as? String)?.hasPrefix("created: “2026-02-30” is not a date.") ?? false)
    }
  }

  @Test func `a folder too young to translate is counted and says why it says no more`() async throws {
    try await withFolder(shop) { folder in
      let ran = try await parley(["translate", "shop", "--outcome", "deals_won"], in: folder)
      #expect(ran.status == 0)
      #expect(ran.text.contains("Fair             2      1    too few"))
      #expect(ran.text.contains("Only 63 days of record: too short to say when outcomes come."))
      #expect(!ran.text.contains("brings") && !ran.text.contains("followed by"))
    }
  }

  @Test func `the past is what was known then`() async throws {
    try await withFolder(shop) { folder in
      let ran = try await parley(["check", "shop", "--as-of", "2026-02-10", "--json"], in: folder)
      #expect(try ran.json()["cutoff"] as? String == "2026-02-10")
      let won = try await parley(
        ["translate", "shop", "--as-of", "2026-02-10", "--json", "--metric", "fair", "--outcome", "deals_won"], in: folder)
      let pair = try #require((try won.json()["translations"] as? [[String: Any]])?.first)
      #expect(pair["outcomes"] as? Int != 1, "a deal won on 1 March is known on 10 February")
    }
  }

  // MARK: The contract

  @Test func `the same truth is the same bytes in every vendor's layout`() async throws {
    try await withFolder([]) { folder in
      func translated(_ layout: String) async throws -> String {
        let place = "\(folder)/\(layout)"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        _ = try await parley(["sample", "fernhill", "--layout", layout], in: place)
        let ran = try await parley(["translate", "fernhill", "--json"], in: place)
        #expect(ran.status == 0 && ran.complaint == "")
        return ran.text
      }
      let own = try await translated("parley")
      #expect(own.contains("\"rule\":\"not_a_date\"") || own.contains("\"rule\": \"not_a_date\""))
      for layout in ["hubspot", "salesforce"] { #expect(try await translated(layout) == own, "\(layout)") }
    }
  }

  @Test func `the keys of a translation stand in the order of the contract, and what is not known is null`() async throws {
    let ran = try await parley(["translate", "--json", "--metric", "booth_scans", "--outcome", "deals_won"])
    #expect(ran.status == 0 && ran.complaint == "")
    let json = try ran.json()
    #expect(json["parley"] as? Int == 1)
    #expect(json["folder"] as? String == "sample")
    #expect(json["cutoff"] as? String == "2026-10-28")
    let pair = try #require((json["translations"] as? [[String: Any]])?.first)
    #expect(pair["evidence"] as? String == "tracked" && pair["grade"] as? String == "X")
    #expect(pair["units"] as? Int == 4250 && pair["outcomes"] as? Int == 17)
    let worth = try #require(pair["per_unit"] as? [String: Double])
    #expect(worth["level"] == 0.9 && worth["within_days"] == 365)
    let (low, value, high) = (try #require(worth["low"]), try #require(worth["value"]), try #require(worth["high"]))
    #expect(low < value && value < high)
    var rest = ran.text[...]
    for key in ["parley", "folder", "cutoff", "translations"] { try find(key, &rest) }
    for key in [
      "metric", "outcome", "evidence", "grade", "reason", "units", "outcomes", "finished", "per_unit", "value", "low", "high",
      "level", "within_days", "next", "value", "low", "high", "level", "units", "counts", "own", "by_month", "delayed",
      "open_deals", "verdict", "fewer_probability", "reason", "lag_days", "median", "p10", "p90", "hours_per_unit",
      "cost_per_outcome", "rulers",
      "in_hand",
      "voices", "marketing", "sales", "both",
      "working", "numerator", "denominator", "from", "to", "left_out", "files", "rule", "own_curve", "inside_model", "steps",
      "rate", "within_days", "finished", "cohorts", "months", "within", "same_day", "day", "equal_age", "model",
      "helps_most",
      "why_null", "test",
    ] { try find(key, &rest) }
    for key in [
      "rejections", "remarks", "metrics", "last_four_weeks", "same_weeks_last_year", "shifts", "silences", "outcomes", "change",
      "against", "now", "before", "volume", "mix", "rate", "noise", "sources", "looks", "pairs", "good_by_luck",
      "missing_files",
    ] { try find(key, &rest) }
    // The next ones count those that wait for them, line by line.
    let next = try #require(pair["next"] as? [String: Any])
    let lines = ["own", "delayed", "open_deals"].compactMap { (next[$0] as? [String: Any])?["value"] as? Double }
    #expect(next["counts"] as? String == "all" && next["reason"] is NSNull && lines.count == 3)
    #expect(abs(lines.reduce(0, +) - (next["value"] as? Double ?? .nan)) < 1e-6)
    // What is null says why.
    #expect(pair["helps_most"] is NSNull)
    #expect(
      (pair["why_null"] as? [String: String])?["helps_most"]
        == "No file would improve this grade: the rows themselves repeat people.")
    #expect(pair["test"] is NSNull)
    #expect(ran.lines.count == 1)
  }

  @Test func `a pair that people tested says so in its grade, its verb, its reason and its JSON`() async throws {
    let pair = ["--metric", "customer_webinars", "--outcome", "deals_won"]
    let ran = try await parley(["translate", "--json"] + pair)
    let json = try #require((try ran.json()["translations"] as? [[String: Any]])?.first)
    #expect(json["grade"] as? String == "A")
    #expect((json["reason"] as? String)?.hasPrefix("Tested 4 May to 26 Jul against webinars without a rep: ") ?? false)
    let test = try #require(json["test"] as? [String: Any])
    #expect(test["finding"] as? String == "held" && test["grade_before"] as? String == "B")
    #expect((test["saw"] as? [String: Double])?["value"] == 8)
    #expect(try await parley(["translate"] + pair).text.contains("customer webinar leads bring about "))
    // Before the trial was over nothing was tested.
    let early = try await parley(["translate", "--json", "--as-of", "2026-06-01"] + pair)
    let before = try #require((try early.json()["translations"] as? [[String: Any]])?.first)
    #expect(before["test"] is NSNull && before["grade"] as? String != "A")
  }

  @Test func `back says what more would take, as text and in the order of its contract`() async throws {
    let text = try await parley(["back", "--outcome", "deals_won", "--more", "5", "--by", "2027-03-31"])
    #expect(text.status == 0 && text.complaint == "")
    #expect(text.lines.first == "Fernhill Scheduling, to 28 Oct 2026")
    #expect(text.text.contains("5 more deals by 31 Mar 2027 take about "))
    #expect(text.text.contains("For sales: ") && text.lines.last?.hasSuffix("?") == true)
    let ran = try await parley(["back", "--outcome", "deals_won", "--more", "5", "--by", "2027-03-31", "--json"])
    let json = try ran.json()
    #expect(json["parley"] as? Int == 1 && json["outcome"] as? String == "deals_won" && json["by"] as? String == "2027-03-31")
    let ways = try #require(json["ways"] as? [[String: Any]])
    #expect(ways.first?["fits"] as? Bool == true)
    let untold = try #require(ways.first { $0["verdict"] as? String == "cannot_be_told" })
    #expect(untold["fits"] is NSNull && untold["units"] is NSNull && (untold["reason"] as? String)?.isEmpty == false)
    var rest = ran.text[...]
    for key in [
      "parley", "folder", "cutoff", "outcome", "more", "by", "ways", "metric", "grade", "fits", "verdict", "reason", "units",
      "value", "low", "high", "level", "usual", "most", "last_day", "half_within_days", "weeks_until_leads", "hours", "money",
      "voices", "marketing", "sales", "both",
    ] { try find(key, &rest) }
    #expect(ran.lines.count == 1)
    let later = try await parley(["back", "--more", "5"])
    #expect(later.text.contains("by 31 Mar 2027"), "without a day it is the end of the next quarter")
  }

  private func find(_ key: String, _ rest: inout Substring) throws {
    let range = try #require(rest.range(of: "\"\(key)\": "), "\(key) is missing, or stands too early")
    rest = rest[range.upperBound...]
  }

  @Test func `the same folder gives the same bytes`() async throws {
    try await withFolder(shop) { folder in
      let first = try await parley(["translate", "shop", "--json"], in: folder)
      for _ in 0..<3 { #expect(try await parley(["translate", "shop", "--json"], in: folder).output == first.output) }
    }
  }

  // MARK: Articles

  @Test func `explain lists the methods, prints an article in lines that fit, and says which there are`() async throws {
    let list = try await parley(["explain"])
    #expect(list.status == 0)
    #expect(
      list.lines.contains { $0.hasPrefix("change ") && $0.hasSuffix(" Change: volume, mix and rate, and cohorts at equal age") }
    )
    let article = try await parley(["explain", "rulers"])
    #expect(article.status == 0 && article.text.hasPrefix("Rulers: one won deal, many ways to credit it\n"))
    #expect(article.lines.allSatisfy { columns(of: $0) <= 96 })
    let none = try await parley(["explain", "magic"])
    #expect(none.status == 2)
    #expect(
      none.complaint.hasPrefix("parley: explain: there is no method “magic”. There are: tracked, steps, change, weekly, "))
    #expect(none.complaint.hasSuffix(".\n"))
  }

  // MARK: Lists

  @Test func `keys are the keymap`() async throws {
    let ran = try await parley(["keys"])
    #expect(ran.status == 0)
    #expect(ran.lines.count == Keymap.bindings.count)
    for (line, binding) in zip(ran.lines, Keymap.bindings) {
      #expect(
        line.hasPrefix(binding.keys.map(\.label).joined(separator: " ")) && line.hasSuffix("  " + binding.command.sentence)
          || line.hasSuffix(" " + binding.command.sentence))
    }
    let json = try await parley(["keys", "--json"])
    let list = try #require(try JSONSerialization.jsonObject(with: Data(json.output)) as? [[String: Any]])
    #expect(list.compactMap { $0["command"] as? String } == Keymap.bindings.map(\.command.rawValue))
  }

  @Test func `themes are listed without an escape where nobody sees colours`() async throws {
    let ran = try await parley(["themes"])
    #expect(ran.status == 0 && ran.orders.isEmpty)
    #expect(
      ran.lines.filter { !$0.hasPrefix(" ") }.compactMap { $0.split(separator: " ").first } == [
        "contrast", "dark", "light", "mono", "okabe", "sixteen",
      ])
  }

  @Test func `help names every command, and the version is one line`() async throws {
    let help = try await parley(["--help"])
    #expect(help.status == 0)
    for command in ["translate", "check", "print", "sample", "bench", "replay", "explain", "keys", "themes"] {
      #expect(help.text.contains("  \(command) "))
    }
    #expect(try await parley(["--version"]).text == "0.1.0\n")
  }

  // MARK: Screens and sessions

  @Test func `print shows the screen of any size as text`() async throws {
    try await withFolder(shop) { folder in
      let ran = try await parley(["print", "shop", "--size", "80x24"], in: folder)
      #expect(ran.lines.count == 24)
      #expect(ran.lines.allSatisfy { columns(of: $0) <= 80 && !$0.hasSuffix(" ") })
      #expect(ran.lines[0].hasPrefix("Parley   1▸Translate"))
      let ascii = try await parley(["print", "shop", "--size", "80x24", "--ascii", "--view", "data"], in: folder)
      #expect(ascii.text.unicodeScalars.allSatisfy { $0.isASCII })
      let roles = try await parley(["print", "shop", "--size", "40x12", "--roles"], in: folder)
      #expect(roles.lines.count == 25 && roles.lines.suffix(12).allSatisfy { $0.count == 40 })
      let tiny = try await parley(["print", "shop", "--size", "30x8"], in: folder)
      #expect(tiny.text.contains("Parley needs 40 × 12."))
    }
  }

  @Test func `a session is replayed and compared without a terminal`() async throws {
    try await withFolder(shop) { folder in
      let screen = try await parley(["print", "shop", "--size", "40x12", "--keys", "5"], in: folder)
      let rows = screen.lines.map { $0 + String(repeating: " ", count: max(0, 40 - columns(of: $0))) }
      let session = "sentence: the files\ndata: shop\nsize: 40x12\nkeys: 5\n---\n" + rows.joined(separator: "\n") + "\n"
      try session.write(toFile: folder + "/good.session", atomically: true, encoding: .utf8)
      #expect(try await parley(["replay", "good.session"], in: folder).status == 0)
      try session.replacingOccurrences(of: "leads.csv", with: "lands.csv").write(
        toFile: folder + "/bad.session", atomically: true, encoding: .utf8)
      let bad = try await parley(["replay", "bad.session"], in: folder)
      #expect(bad.status == 1)
      #expect(bad.complaint.hasPrefix("parley: bad.session: the screen differs from the recorded one in "))
      try "size: 3".write(toFile: folder + "/worse.session", atomically: true, encoding: .utf8)
      let worse = try await parley(["replay", "worse.session"], in: folder)
      #expect(worse.status == 2)
      #expect(worse.complaint == "parley: worse.session: line 1: “3” is no size. Write columns x rows, as in 80x24.\n")
    }
  }

  // MARK: The sample on disk, and the bench

  @Test func `the sample is written into a new folder and never over files`() async throws {
    try await withFolder([]) { folder in
      let written = try await parley(["sample", "fernhill"], in: folder)
      #expect(written.status == 0 && written.complaint == "")
      #expect(written.text.hasPrefix("fernhill: "))
      let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/fernhill")
      #expect(names.contains("contacts.csv") && names.contains("deals.csv") && names.contains("touches.csv"))
      let again = try await parley(["sample", "fernhill"], in: folder)
      #expect(again.status == 2)
      #expect(
        again.complaint
          == "parley: fernhill: there are files in it already, and they are not written over. Give a new or empty folder.\n")
      // An empty folder is as good as a new one.
      #expect(try await parley(["sample", "shop"], in: folder).status == 0)
      // What its people wrote down comes with it, the same bytes every time, and is what the built-in company shows.
      func journal(_ name: String) -> Data? { FileManager.default.contents(atPath: folder + "/\(name)/parley.journal.jsonl") }
      #expect(journal("fernhill") == journal("shop"))
      #expect((journal("fernhill")?.count ?? 0) > 5_000)
      let board = ["print", "--view", "brainstorm"]
      let theirs = try await parley(["print", "fernhill", "--view", "brainstorm"], in: folder)
      #expect(theirs.lines.dropFirst() == (try await parley(board)).lines.dropFirst())
      // Told as the meeting saw it, however much has come since.
      let minutes = try await parley(["minutes", "fernhill"], in: folder).text
      #expect(minutes.hasPrefix("# Fernhill Scheduling: meeting of 5 Oct 2026\n") && minutes.contains("## Decisions"))
      #expect(try await parley(["minutes", "fernhill", "--as-of", "2026-10-05"], in: folder).text == minutes)
      let bench = try await parley(["bench", "fernhill", "--json"], in: folder)
      let json = try bench.json()
      #expect(bench.status == 0 && (json["leads"] as? Int ?? 0) > 10_000 && (json["bytes"] as? Int ?? 0) > 1_000_000)
      #expect((json["stages_ms"] as? [String: Any])?.isEmpty == false && json["peak_bytes"] as? Int != nil)
      // The other copy has deals more: read after the first it is what it is alone.
      let deals = try String(contentsOfFile: folder + "/shop/deals.csv", encoding: .utf8)
      let more = deals.split(separator: "\n").suffix(20).map { "new\($0)\n" }.joined()
      try (deals + more).write(toFile: folder + "/shop/deals.csv", atomically: true, encoding: .utf8)
      let then =
        try await parley(["bench", "fernhill", "--then", "shop", "--json"], in: folder).json()["then"] as? [[String: Any]]
      #expect(then?.count == 1 && then?[0]["same"] as? Bool == true)
    }
  }

  @Test func `a reader that has seen enough closes the pipe without harm`() async throws {
    let script = "\(Tmux.parley) check | head -1; echo ${PIPESTATUS[0]}"
    let result = try await run(
      .name("bash"), arguments: ["-c", script], input: .none, output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
    let lines = result.standardOutput.split(separator: "\n")
    #expect(lines.count == 2 && lines[0].hasPrefix("Fernhill Scheduling, to 28 Oct 2026"))
    // It ended as check ends, or by the signal for a closed pipe, which shells do not report as a crash.
    #expect(["0", "1", "141"].contains(lines.last.map(String.init) ?? ""))
    #expect(result.standardError == "")
  }
}
