import Foundation
import Journal
import Records
import Subprocess
import Testing

/// Ten leads a week for twenty weeks, each answered the next morning; a plan that says how many there is room for.
private func handed(room: Int) -> [(name: String, text: String)] {
  var leads = "lead_id,created,handed_over,first_answer,source\n"
  var deals = "deal_id,lead_id,opened,closed,stage,amount\n"
  let monday = Day(iso: "2026-01-05")!
  var number = 0
  for week in 0..<20 {
    for one in 0..<10 {
      number += 1
      let day = monday + 7 * week + one % 5
      leads += "L\(number),\(day) 10:00,\(day) 11:00,\(day + 1) 09:30,\(one < 6 ? "Web" : "Fair")\n"
      if one == 0 { deals += "D\(number),L\(number),\(day + 3),\(day + 30),Closed Won,1000\n" }
    }
  }
  var plan = "week,heads,room\n"
  for week in 0..<40 { plan += "\(monday + 7 * week),2,\(room)\n" }
  return [("leads.csv", leads), ("deals.csv", deals), ("people-plan.csv", plan)]
}

/// A journal with one goal: so many leads a week until August.
private func journal(leads: Double) -> String {
  let goal = Goal(
    side: .marketing, measure: "leads a week", from: Day(iso: "2026-05-25")!, to: Day(iso: "2026-08-30")!, value: leads,
    bound: .floor)
  let entry = Entry(
    Draft(by: Author(.marketing), on: Day(iso: "2026-05-20"), .goal(goal, of: nil)),
    id: EntryId(time: 1_779_000_000_000, chance: 7),
    at: Stamp(milliseconds: 1_779_000_000_000))
  return Journal.header + entry.line
}

@Suite struct AlignCommandTests {
  @Test func `align says what collides, the smallest change, and ends in a question`() async throws {
    try await withFolder(handed(room: 8) + [("parley.journal.jsonl", journal(leads: 14))]) { folder in
      let ran = try await parley(["align", "shop"], in: folder)
      #expect(ran.status == 0 && ran.complaint == "")
      #expect(
        ran.lines[2] == "14 leads a week do not fit a room of 8: about 6 leads a week would go unanswered until 30 Aug.",
        "\(ran.text)")
      #expect(
        ran.lines.contains {
          $0.hasPrefix("✗ unlikely  marketing: Leads handed over a week: at least 14 from 25 May to 30 Aug.")
        })
      #expect(ran.lines.contains { $0.hasPrefix("  Lower leads a week to 8: −60 leads") })
      #expect(ran.lines.contains { $0.hasPrefix("  No customer is in the files") })
      #expect(ran.lines.last?.hasSuffix("?") == true)
      #expect(ran.orders == [])
    }
  }

  /// Fifteen leads a week for thirty weeks, twelve of them answered, the oldest first: more wait every week.
  private func overrun() -> [(name: String, text: String)] {
    var leads = "lead_id,created,first_answer,source\n"
    let monday = Day(iso: "2025-10-27")!
    var answers: [Day] = []
    for week in 0..<30 {
      for (day, count) in [2, 3, 2, 3, 2].enumerated() {
        answers += [Day](repeating: monday + 7 * week + day, count: count)
      }
    }
    var next = 0
    for number in 0..<450 {
      let came = monday + 7 * (number / 15) + number % 15 / 3
      while next < answers.count, answers[next] < came { next += 1 }
      let answered = next < answers.count ? "\(answers[next]) 16:30" : ""
      next += 1
      leads += "L\(number),\(came) 09:\(10 + number % 3),\(answered),\(number % 2 == 0 ? "Web" : "Fair")\n"
    }
    return [("leads.csv", leads)]
  }

  @Test func `Who waits already is in the sentence, and one of the smallest changes clears the queue`() async throws {
    let files = overrun()
    try await withFolder(files + [("parley.journal.jsonl", journal(leads: 15))]) { folder in
      let ran = try await parley(["align", "shop"], in: folder)
      #expect(
        ran.lines[2].contains(
          "90 wait already (60 of the last four weeks): beside them marketing’s 15 leads a week do not fit"), "\(ran.text)")
      #expect(ran.lines.contains { $0.hasPrefix("  More room until ") && $0.contains(" a week: ") }, "\(ran.text)")
      #expect(ran.text.contains("that wait for over "), "\(ran.text)")
      let told = try await parley(["align", "shop", "--json"], in: folder).json()
      #expect(told["verdict"] as? String == "collide")
      #expect((told["collides"] as? [String])?.contains { $0.hasSuffix("who wait already") } == true)
    }
    try await withFolder(files) { folder in
      let ran = try await parley(["align", "shop"], in: folder)
      #expect(
        ran.lines[2].hasPrefix("No goals yet.")
          && ran.lines[2].contains("wait already (60 of the last four weeks), and more than a week’s answers"))
      #expect(ran.lines.contains { $0.hasPrefix("  More room until ") }, "\(ran.text)")
      #expect(ran.lines.last?.hasPrefix("Make room for ") == true, "\(ran.text)")
    }
  }

  @Test func `check ends with 1 where goals collide, and with 0 where they do not`() async throws {
    try await withFolder(handed(room: 8) + [("parley.journal.jsonl", journal(leads: 14))]) { folder in
      let ran = try await parley(["check", "shop"], in: folder)
      #expect(ran.status == 1)
      #expect(ran.lines.contains { $0.hasPrefix("Goals: 14 leads a week do not fit a room of 8") }, "\(ran.text)")
    }
    try await withFolder(handed(room: 20) + [("parley.journal.jsonl", journal(leads: 10))]) { folder in
      let ran = try await parley(["check", "shop"], in: folder)
      #expect(ran.status == 0, "\(ran.text)")
    }
  }

  @Test func `check names the lines of the journal that are no entries, in text and in JSON`() async throws {
    let sentence =
      "parley.journal.jsonl:3: this is no entry: it stops being JSON at column 1. Put it right, or remove the line."
    try await withFolder(handed(room: 20) + [("parley.journal.jsonl", journal(leads: 10) + "garbage\n")]) { folder in
      let text = try await parley(["check", "shop"], in: folder)
      #expect(text.status == 1 && text.complaint == "")
      #expect(text.lines.contains(sentence) && !text.lines.contains("Nothing to look at."), "\(text.text)")
      let ran = try await parley(["check", "shop", "--json", "--keep"], in: folder)
      #expect(ran.status == 1)
      #expect((try ran.json()["problems"] as? [String])?.contains(sentence) == true, "\(ran.text)")
      #expect(ran.complaint.contains("parley.toml"))
    }
  }

  @Test func `align's JSON is a contract, and says null for what is not known`() async throws {
    try await withFolder(handed(room: 8) + [("parley.journal.jsonl", journal(leads: 14))]) { folder in
      let ran = try await parley(["align", "shop", "--json"], in: folder)
      let json = try ran.json()
      #expect(json["parley"] as? Int == 1 && json["verdict"] as? String == "collide")
      let order = [
        "parley", "folder", "cutoff", "verdict", "sentence", "goals", "weeks", "measured_room", "collides", "fixes",
        "keep_or_win",
        "promises", "waiting",
        "question",
      ]
      let places = order.compactMap { ran.text.range(of: "\"\($0)\": ")?.lowerBound }
      #expect(places.count == order.count && places == places.sorted())
      #expect(json["keep_or_win"] is NSNull)
      let goals = try #require(json["goals"] as? [[String: Any]])
      #expect(
        goals.count == 1 && goals[0]["verdict"] as? String == "unlikely" && goals[0]["measure"] as? String == "leads a week")
      let weeks = try #require(json["weeks"] as? [[String: Any]])
      #expect(
        weeks.count == 13 && weeks.allSatisfy { $0["room"] as? Double == 8 && $0["room_from"] as? String == "people-plan.csv" })
    }
  }

  @Test func `A folder without answers, customers and goals gets a sentence for each`() async throws {
    try await withFolder(shop) { folder in
      let ran = try await parley(["align", "shop"], in: folder)
      #expect(ran.status == 0)
      #expect(ran.text.contains("no file says when a lead was first answered"))
      #expect(ran.text.contains("No customer is in the files") || ran.text.contains("Nothing was won"))
      #expect(ran.lines.last == "Which goal does each side have for the coming quarter? a writes one down.")
    }
  }

  // MARK: One line for a status bar

  private func status(_ folder: String, cache: String) async throws -> ProgramRun {
    let result = try await run(
      .path(.init(Tmux.parley)), arguments: ["status", "shop"], environment: .inherit.updating(["XDG_CACHE_HOME": cache]),
      workingDirectory: .init(folder), input: .none, output: .bytes(limit: 1 << 16), error: .bytes(limit: 1 << 16))
    guard case .exited(let code) = result.terminationStatus else { return ProgramRun(output: [], errors: [], status: -1) }
    return ProgramRun(output: result.standardOutput, errors: result.standardError, status: code)
  }

  @Test func `status is one line, the same from the cache, and anew when anything has changed`() async throws {
    try await withFolder(handed(room: 8)) { folder in
      let cache = folder + "/cache"
      let first = try await status(folder, cache: cache)
      #expect(first.text.hasPrefix("room 8 · arriving 10"), "\(first.text)\(first.complaint)")
      #expect(first.text.hasSuffix(" · 0 waiting > 4 h\n") && first.lines.count == 1)
      let again = try await status(folder, cache: cache)
      #expect(again.text == first.text)
      // That it came from there is seen where another line stands under the same look of the folder.
      let place = cache + "/parley/" + (try #require(FileManager.default.contentsOfDirectory(atPath: cache + "/parley").first))
      let kept = String(decoding: try Data(contentsOf: URL(fileURLWithPath: place)), as: UTF8.self)
      let other = kept.replacingOccurrences(of: "room 8", with: "room 9")
      #expect(other != kept)
      try Data(other.utf8).write(to: URL(fileURLWithPath: place))
      let fromThere = try await status(folder, cache: cache)
      #expect(fromThere.text == first.text.replacingOccurrences(of: "room 8", with: "room 9"))
      try Data(journal(leads: 14).utf8).write(to: URL(fileURLWithPath: folder + "/shop/parley.journal.jsonl"))
      let changed = try await status(folder, cache: cache)
      #expect(changed.text == "room 8 · arriving 10 · goal 14 · 0 waiting > 4 h · goals collide\n", "\(changed.text)")
    }
  }

  @Test func `what stands in the cache is not believed, and a cache that cannot be written is done without`() async throws {
    try await withFolder(handed(room: 8)) { folder in
      let cache = folder + "/cache"
      let first = try await status(folder, cache: cache)
      let kept = try FileManager.default.contentsOfDirectory(atPath: cache + "/parley")
      #expect(kept.count == 1)
      for text in ["", "nonsense", "0123\nroom 1 · arriving 2\n", "\u{1B}[2Jroom\n\n\n\n"] {
        try Data(text.utf8).write(to: URL(fileURLWithPath: cache + "/parley/" + kept[0]))
        let again = try await status(folder, cache: cache)
        #expect(again.text == first.text, "\(text)")
      }
      let without = try await status(folder, cache: "/proc/nowhere")
      #expect(without.text == first.text)
    }
  }

  @Test func `status of no folder is a sentence`() async throws {
    let ran = try await parley(["status", "nowhere"])
    #expect(ran.status == 2 && ran.complaint == "parley: nowhere: there is no such folder.\n")
  }
}
