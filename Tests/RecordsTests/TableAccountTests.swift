import Testing

@testable import Records

/// The slow reader that the fast one is held against: one byte at a time over an array, nothing shared with it but the rules.
private struct PlainReader {
  let bytes: [UInt8]
  let columns: Int
  var rows: [(line: Int, cells: [String])] = []
  var refused: [(line: Int, reason: String)] = []
  var blanks = 0

  private let quote = UInt8(ascii: "\"")
  private let comma = UInt8(ascii: ",")

  init(_ bytes: [UInt8], columns: Int) {
    self.bytes = bytes
    self.columns = columns
  }

  private func isLineEnd(_ i: Int) -> Bool { bytes[i] == 10 || bytes[i] == 13 }
  private func afterLineEnd(_ i: Int) -> Int {
    i >= bytes.count ? i : bytes[i] == 13 && i + 1 < bytes.count && bytes[i + 1] == 10 ? i + 2 : i + 1
  }
  private func lines(_ range: Range<Int>) -> Int {
    range.count { bytes[$0] == 10 || (bytes[$0] == 13 && !($0 + 1 < bytes.count && bytes[$0 + 1] == 10)) }
  }

  /// All records after the heading.
  mutating func read() {
    var line = 1
    var at = 0
    var heading: [UInt8]?
    while at < bytes.count {
      let start = at
      var cells: [[UInt8]] = []
      var broken: Int?
      while true {
        let cell = at
        var i = at
        while i < bytes.count, bytes[i] == 32 { i += 1 }
        if i < bytes.count, bytes[i] == quote {
          let open = i
          var close: Int?
          var j = i + 1
          while j < bytes.count {
            if bytes[j] == quote {
              if j + 1 < bytes.count, bytes[j + 1] == quote {
                j += 2
                continue
              }
              close = j
              break
            }
            j += 1
          }
          var k = (close ?? 0) + 1
          while k < bytes.count, bytes[k] == 32 { k += 1 }
          let endsWell = k >= bytes.count || bytes[k] == comma || isLineEnd(k)
          let inner = close.map { lines(open..<$0) } ?? 0
          if open == cell {
            if close == nil || (inner > 0 && !endsWell) {
              broken = open
              break
            }
            i = inner > 0 ? k : (close ?? 0) + 1
          } else if close != nil, inner == 0, endsWell {
            i = k
          }
        }
        while i < bytes.count, bytes[i] != comma, !isLineEnd(i) { i += 1 }
        cells.append(Array(bytes[cell..<i]))
        at = i
        if i < bytes.count, bytes[i] == comma {
          at += 1
        } else {
          break
        }
      }
      if let broken {
        let here = line + lines(start..<broken)
        at = broken
        while at < bytes.count, !isLineEnd(at) { at += 1 }
        at = afterLineEnd(at)
        refused.append((here, at < bytes.count ? "unclosedQuote" : "cutOff"))
        line = here + 1
        continue
      }
      let isTerminated = at < bytes.count
      let raw = Array(bytes[start..<at])
      let next = afterLineEnd(at)
      judge(raw, cells, line, isTerminated, &heading)
      line += lines(start..<at) + 1
      at = next
    }
  }

  private mutating func judge(_ raw: [UInt8], _ cells: [[UInt8]], _ line: Int, _ isTerminated: Bool, _ heading: inout [UInt8]?)
  {
    if raw.allSatisfy({ $0 == comma || $0 == 32 || $0 == 9 }) {
      if heading != nil { blanks += 1 }
      return
    }
    let texts = cells.map(text)
    guard let heading else {
      heading = raw
      return
    }
    let first = bare(cells[0]).lowercased()
    let filled = cells.prefix(columns).map { bare($0).lowercased() }.filter { !$0.isEmpty }
    let isTotalFurtherOn =
      first.isEmpty && filled.first == "total"
      && filled.dropFirst().allSatisfy { $0.utf8.first.map { (48...57).contains($0) } ?? false }
    if first.isEmpty, cells.count == 1, columns > 1 {
      blanks += 1
    } else if first == "total" || isTotalFurtherOn {
      refused.append((line, "totalsLine"))
    } else if raw == heading {
      refused.append((line, "repeatedHeading"))
    } else if cells.count == columns {
      rows.append((line, texts))
    } else if cells.count < columns {
      refused.append((line, bare(cells[0]).hasPrefix("#") ? "commentLine" : isTerminated ? "tooFewCells" : "cutOff"))
    } else if cells[columns...].joined().allSatisfy({ $0 == quote || $0 == 32 || $0 == 9 }) {
      rows.append((line, Array(texts.prefix(columns))))
    } else {
      refused.append((line, "tooManyCells"))
    }
  }

  /// Without blanks and one pair of quotes around it: what totals and comments are known by.
  private func bare(_ cell: [UInt8]) -> String {
    func trim(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
      let start = bytes.drop { $0 == 32 || $0 == 9 }
      return start.dropLast(start.reversed().prefix { $0 == 32 || $0 == 9 }.count)
    }
    let outer = trim(cell[...])
    let inner = outer.count > 1 && outer.first == quote && outer.last == quote ? trim(outer.dropFirst().dropLast()) : outer
    return String(decoding: inner, as: UTF8.self)
  }

  private func text(_ cell: [UInt8]) -> String {
    func trim(_ bytes: [UInt8]) -> [UInt8] {
      var bytes = bytes[...]
      while let first = bytes.first, first == 32 || first == 9 { bytes.removeFirst() }
      while let last = bytes.last, last == 32 || last == 9 { bytes.removeLast() }
      return Array(bytes)
    }
    let cell = trim(cell)
    guard cell.first == quote else { return String(decoding: cell, as: UTF8.self) }
    var result: [UInt8] = []
    var i = 1
    while i < cell.count {
      if cell[i] == quote {
        guard i + 1 < cell.count, cell[i + 1] == quote else { break }
        i += 1
      }
      result.append(cell[i])
      i += 1
    }
    if i + 1 < cell.count { result += cell[(i + 1)...] }
    return String(decoding: trim(result), as: UTF8.self)
  }
}

/// Chance that is the same every time (SplitMix64).
private struct Dice {
  var state: UInt64
  mutating func roll(_ sides: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(sides))
  }
}

@Suite("Every record is accounted for")
struct TableAccountTests {
  /// Forty clean rows, so that the dialect is beyond doubt, then whatever the dice say.
  private func soup(seed: Int, quotes: Bool) -> [UInt8] {
    var dice = Dice(state: UInt64(seed))
    let lineEnd = ["\n", "\r\n", "\r"][dice.roll(3)]
    var text = "h1,h2,h3" + lineEnd
    for row in 0..<40 { text += "r\(row),\(row),x" + lineEnd }
    let tidy = [
      "a", "12", "", "2026-01-02", "Total", "é", "b c", " d ", "\"q\"", "\"x,y\"", "\"say \"\"hi\"\"\"",
      "\"two\(lineEnd)lines\"", "\"\"",
    ]
    let wild = [
      "\"", "\"\"", "5\"", "\"open", " \"sp\"", "#", "\n", "\r", "\r\n", ",", " ", "\"a\"b", "h1,h2,h3", "\"\"\"", "t\u{E9}",
    ]
    for _ in 0..<(20 + dice.roll(200)) {
      if dice.roll(10) < (quotes ? 7 : 9) {
        text += (0..<(dice.roll(12) == 0 ? 1 + dice.roll(5) : 3)).map { _ in tidy[dice.roll(tidy.count)] }.joined(
          separator: ",")
      } else {
        for _ in 0...dice.roll(6) {
          text += dice.roll(3) == 0 ? tidy[dice.roll(tidy.count)] : wild[dice.roll(quotes ? wild.count : 0 + 15)]
        }
      }
      text += lineEnd
    }
    if dice.roll(2) == 0 { text += ["tail", "a,b,c", "a,\"b", "\"", "a,b,c,,"][dice.roll(5)] }
    return Array(text.utf8)
  }

  private func kind(_ reason: Reason) -> String { String("\(reason)".prefix { $0 != "(" }) }

  @Test(arguments: 0..<40)
  func `the fast reader says what a slow one says, however the file is cut`(seed: Int) async throws {
    let bytes = soup(seed: seed, quotes: seed.isMultiple(of: 3))
    var expected = PlainReader(bytes, columns: 3)
    expected.read()
    var options = ReadOptions()
    options.separator = UInt8(ascii: ",")
    options.hasHeader = true
    for (chunk, workers) in [(1 << 20, 1), (16, 2), (150, 3)] {
      options.chunkBytes = chunk
      let table = try await Specimen.table(bytes: bytes, workers: workers, options: options)
      try #require(table.columns.count == 3)
      #expect(table.rowCount == expected.rows.count, "seed \(seed) chunk \(chunk)")
      #expect(table.blankLines == expected.blanks, "seed \(seed) chunk \(chunk)")
      #expect(table.rejections.count == expected.refused.count, "seed \(seed) chunk \(chunk)")
      #expect(
        table.rejections.examples.map(\.line) == Array(expected.refused.map(\.line).prefix(200)), "seed \(seed) chunk \(chunk)")
      #expect(
        table.rejections.examples.map { kind($0.reason) } == Array(expected.refused.map(\.reason).prefix(200)),
        "seed \(seed) chunk \(chunk)")
      #expect((0..<table.rowCount).map(table.lines.line(ofRow:)) == expected.rows.map(\.line), "seed \(seed) chunk \(chunk)")
      #expect(table.texts == expected.rows.map(\.cells), "seed \(seed) chunk \(chunk)")
    }
  }

  @Test func `typed columns are the same for any number of workers and any chunk`() async throws {
    var dice = Dice(state: 7)
    var text = "id,day,us,amount,stage,note\n"
    for row in 0..<2000 {
      let note = dice.roll(5) == 0 ? "\"two\nlines, \(row)\"" : "note \(dice.roll(100_000))"
      let amount = dice.roll(50) == 0 ? "soon" : "\(dice.roll(5000)).\(dice.roll(90) + 10)"
      let day = "2026-0\(1 + dice.roll(9))-1\(dice.roll(10))"
      text += "\(row),\(day),0\(1 + dice.roll(9))/\(10 + dice.roll(19))/2026,\(amount),Stage \(dice.roll(9)),\(note)\n"
    }
    let whole = try await Specimen.table(text)
    #expect(whole.column("amount")?.badCells.count ?? 0 > 10)
    for (chunk, workers) in [(100, 1), (1000, 2), (5000, 3), (70_000, 2)] {
      var options = ReadOptions()
      options.chunkBytes = chunk
      let table = try await Specimen.table(bytes: Array(text.utf8), workers: workers, options: options)
      #expect(table.rowCount == 2000)
      #expect(table.days("day") == whole.days("day"))
      #expect(table.days("us") == whole.days("us"))
      #expect(table.numbers("amount")?.map(\.bitPattern) == whole.numbers("amount")?.map(\.bitPattern))
      #expect(table.words("stage") == whole.words("stage"))
      guard case .categories(_, let names)? = table.column("stage")?.cells,
        case .categories(_, let wholeNames)? = whole.column("stage")?.cells
      else {
        Issue.record("no categories")
        return
      }
      #expect(names == wholeNames)
      #expect(table.hashes("id") == whole.hashes("id"))
      #expect(table.hashes("note") == whole.hashes("note"))
      #expect(table.column("amount")?.badCells.examples.map(\.line) == whole.column("amount")?.badCells.examples.map(\.line))
      #expect(
        table.column("amount")?.badCells.examples.map(\.reason) == whole.column("amount")?.badCells.examples.map(\.reason))
    }
  }

  @Test func `progress ends with all bytes and rows`() async throws {
    let text = "a,b\n" + String(repeating: "1,x\n", count: 5000)
    var options = ReadOptions()
    options.chunkBytes = 1000
    let seen = ReadTally()
    _ = try await TableReader.read(file: "x.csv", bytes: FileBytes(bytes: Array(text.utf8)), workers: 2, options: options) {
      bytes, rows in
      let most = seen.add(bytes: 0, rows: 0)
      _ = seen.add(bytes: max(0, bytes - most.bytes), rows: max(0, rows - most.rows))
    }
    #expect(seen.add(bytes: 0, rows: 0).rows >= 5000)
  }

  @Test(arguments: 0..<40)
  func `no bytes whatever make it crash or hang`(seed: Int) async {
    var dice = Dice(state: UInt64(seed) &+ 99)
    let alphabet: [UInt8] = Array("ab1,;\t|:\"\"\n\r -./$%#".utf8) + [0, 0xFF, 0xC3, 0xA9, 0xE2, 0x80, 0xFE]
    let bytes = (0..<(1 + dice.roll(3000))).map { _ in
      seed.isMultiple(of: 4) ? UInt8(truncatingIfNeeded: dice.roll(256)) : alphabet[dice.roll(alphabet.count)]
    }
    var options = ReadOptions()
    options.chunkBytes = 1 + dice.roll(500)
    guard let table = try? await Specimen.table(bytes: bytes, workers: 2, options: options) else { return }
    #expect(table.columns.allSatisfy { !$0.name.isEmpty })
    #expect(table.texts.count == table.rowCount)
  }
}
