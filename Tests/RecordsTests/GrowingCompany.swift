@testable import Records

/// The files of a small company, with all that makes rows depend on each other, and how much of each is written so far.
struct GrowingCompany {
  private var files: [(name: String, bytes: [UInt8], written: Int)] = []

  /// A company without surprises.
  static let plain: [(name: String, lines: [String])] = {
    let days = (0..<60).map { (Day(iso: "2026-01-05") ?? Day(number: 0)) + $0 }
    return [
      (
        "leads.csv",
        ["lead_id,email,created,source", "L1,ann@a.example,2026-01-05,ads"]
          + (2..<60).map { "L\($0),p\($0)@b.example,\(days[$0]),\($0 % 3 == 0 ? "fair" : "ads")" }
      ),
      (
        "touches.csv",
        ["lead_id,date,channel"] + (0..<120).map { "L\(1 + $0 % 59),\(days[$0 % 60]),\($0 % 2 == 0 ? "mail" : "site")" }
      ),
      (
        "deals.csv",
        ["deal_id,lead_id,opened,stage,closed,amount"]
          + (1..<40).map {
            "D\($0),L\($0),\(days[$0]),\($0 % 2 == 0 ? "won" : "open"),\($0 % 2 == 0 ? "\(days[$0] + 9)" : ""),\(100 * $0)"
          }
      ),
      ("calls.csv", ["lead_id,at,activity,minutes"] + (1..<50).map { "L\($0),\(days[$0]) 10:00,call,\($0)" }),
      ("webinar.csv", ["email,registered,attended"] + (2..<40).map { "p\($0)@b.example,\(days[$0]),yes" }),
    ]
  }()

  /// Half of them are separated cells throughout; in the others each file is of some kind.
  init(_ chance: inout Xoshiro256) {
    let isPlain = Bool.random(using: &chance)
    var own = GrowingCompany.Lines(chance)
    let rows = Int.random(in: 30..<90, using: &own.chance)
    files = [
      ("leads.csv", own.leads(rows)), ("touches.csv", own.touches(2 * rows)), ("deals.csv", own.deals(rows)),
      ("calls.csv", own.calls(rows)), ("webinar.csv", own.webinar(rows)), ("spend.csv", own.spend()),
    ].map { name, text in
      let ending = isPlain ? "csv" : Dress.endings.randomElement(using: &own.chance) ?? "csv"
      return (name.replacing("csv", with: ending), Dress.lines(Array(text.utf8), ending), 0)
    }
    chance = own.chance
  }

  /// The first part of every file: in the middle of a line, of a character, of a quoted cell.
  mutating func start(_ chance: inout Xoshiro256) -> [(String, [UInt8])] {
    files.indices.map { at in
      let cut = cut(at, from: files[at].bytes.count / 3, &chance)
      files[at].written = cut
      return (files[at].name, Array(files[at].bytes[..<cut]))
    }
  }

  /// More of some files: what is to be written, and the names that somebody said have changed.
  mutating func more(_ chance: inout Xoshiro256) -> (pieces: [(String, [UInt8])], changed: [String]) {
    var changed: [String] = []
    var pieces: [(String, [UInt8])] = []
    for at in files.indices where Int.random(in: 0..<3, using: &chance) == 0 {
      let cut = cut(at, from: files[at].written, &chance)
      // Whole where it is put in the place of the old one: the place decides.
      pieces.append((files[at].name, Array(files[at].bytes[files[at].written..<cut])))
      files[at].written = cut
      if Bool.random(using: &chance) { changed.append(files[at].name) }
    }
    return (pieces, changed)
  }

  /// Mostly at the end of a line; sometimes anywhere.
  private func cut(_ at: Int, from first: Int, _ chance: inout Xoshiro256) -> Int {
    let bytes = files[at].bytes
    var cut = min(bytes.count, first + Int.random(in: 1...max(2, bytes.count / 6), using: &chance))
    if Int.random(in: 0..<5, using: &chance) == 0 { return cut }
    while cut < bytes.count, bytes[cut - 1] != 0x0A { cut += 1 }
    return cut
  }
}

extension GrowingCompany {
  /// Rows by chance: mostly plain ones, and now and then one that has to do with others.
  private struct Lines {
    var chance: Xoshiro256
    private var first = Day(iso: "2026-01-01") ?? Day(number: 0)
    init(_ chance: Xoshiro256) { self.chance = chance }

    private mutating func one(in times: Int) -> Bool { Int.random(in: 0..<times, using: &chance) == 0 }
    private mutating func any(_ texts: [String]) -> String { texts[Int.random(in: 0..<texts.count, using: &chance)] }
    private mutating func id(_ count: Int) -> String { "L\(Int.random(in: 0..<count, using: &chance))" }

    /// A day near a row's place, as one company writes it.
    private mutating func day(_ row: Int, _ rows: Int) -> String {
      if one(in: 60) { return any(["", "-", "soon", "1900-01-01", "2062-03-04", "03/04/2026", "2026-02-30"]) }
      return "\(first + row * 90 / rows + Int.random(in: 0..<4, using: &chance))"
    }

    mutating func leads(_ rows: Int) -> String {
      let isNamed = one(in: 3)
      var text = "lead_id,email,created,source,company" + (isNamed ? ",handed_over\n" : "\n")
      for row in 0..<rows {
        let person = one(in: 12) ? Int.random(in: 0..<rows, using: &chance) : row
        let id = one(in: 15) ? "" : one(in: 12) ? id(rows) : "L\(row)"
        let address = one(in: 12) ? "" : "p\(person)@" + (one(in: 20) ? "Example.EXAMPLE" : "example.example")
        let source = any(["ads", "fair", "web", one(in: 30) ? "new \(row)" : "ads", one(in: 25) ? "" : "fair"])
        let company = any(["Grün & Söhne", "\"Acme, Inc.\"", "\"Two\nlines\"", "Øst", "plain \(row)", ""])
        text += "\(id),\(address),\(day(row, rows)),\(source),\(company)"
        text += (isNamed ? ",\(day(row + 3, rows))" : "") + "\n"
        if one(in: 40) { text += any(["\n", "too,few\n", "Total,,,,\n", "a,b,c,d,e,f,g,h\n"]) }
      }
      return text
    }

    mutating func touches(_ rows: Int) -> String {
      var text = "lead_id,date,channel\n"
      for row in 0..<rows {
        let who = one(in: 25) ? "\(id(rows / 2));\(id(rows / 2))" : one(in: 20) ? "X\(row)" : id(rows / 2 + 3)
        text +=
          "\(who),\(day(row, rows)),\(any(["mail", "site", "call", one(in: 30) ? "" : "mail", one(in: 40) ? "n\(row)" : "site"]))\n"
      }
      return text
    }

    mutating func deals(_ rows: Int) -> String {
      var text = "deal_id,lead_id,deal_name,opened,stage,closed,amount,currency,loss_reason\n"
      for row in 0..<rows {
        let stage = any(["won", "lost", "open", one(in: 20) ? "Verloren" : "won"])
        let amount = one(in: 40) ? any(["many", "1.200,50", "0"]) : "\(100 + 7 * row)"
        let reason = stage == "lost" ? any(["price", "time", ""]) : ""
        let money = one(in: 50) ? any(["USD", "GBP"]) : "EUR"
        let number = one(in: 12) ? Int.random(in: 0..<rows, using: &chance) : row
        text += "D\(number),\(id(rows + 2)),\(one(in: 30) ? "test" : "Deal \(row)"),\(day(row, rows)),\(stage),"
        text += "\(stage == "open" ? "" : day(row + 10, rows)),\(amount),\(money),\(reason)\n"
      }
      return text
    }

    mutating func calls(_ rows: Int) -> String {
      var text = "lead_id,at,activity,minutes\n"
      for row in 0..<rows {
        text +=
          "\(id(rows + 1)),\(day(row, rows)) 10:0\(row % 10),\(any(["call", "mail", "meeting"])),\(one(in: 30) ? "n/a" : "\(row)")\n"
      }
      return text
    }

    mutating func webinar(_ rows: Int) -> String {
      var text = "email,registered,attended,name\n"
      for row in 0..<rows {
        text += "\(one(in: 6) ? "X" : "p")\(Int.random(in: 0..<rows, using: &chance))@example.example,\(day(row, rows)),"
        text += "\(any(["yes", "no"])),Person \(row)\n"
      }
      return text
    }

    mutating func spend() -> String {
      "date,channel,spend\n"
        + (0..<30).map { "\(first + 3 * $0),\($0 % 2 == 0 ? "ads" : "fair"),\(100 + $0)\n" }.joined()
    }
  }
}
