import Cells
import Dashboard
import Records
import Testing

/// What the dashboard asks of the outside, and what it shows before and after files were read. Screens are in `Sessions`.
@Suite struct StateTests {
  /// A state that has read the sample company.
  private func read(columns: Int = 80, rows: Int = 24) async -> State {
    let company = await Companies.shared.company("sample", asOf: nil)
    var state = State(company: company.name, columns: columns, rows: rows, themes: ["dark", "light"])
    _ = state.apply(company.event)
    return state
  }

  private func press(_ words: String, _ state: inout State) throws -> [Effect] {
    var effects: [Effect] = []
    for word in words.split(separator: " ") {
      for key in try #require(Key.named(String(word)), "\(word) is no key") { effects += state.apply(.key(key)) }
    }
    return effects
  }

  @Test(arguments: [
    ("q", [Effect.quit]), ("C-c", [.quit]), ("C-z", [.suspend]), ("C-l", [.redraw]), ("r", [.load]), ("5 M", [.writeMapping]),
    ("t Down", [.useTheme("light")]), ("t Down Up", [.useTheme("light"), .useTheme("dark")]), ("r C-c", [.load, .stopLoading]),
    ("p q", []), ("p Esc q", [.quit]), ("p p q", [.quit]), ("p C-c", [.quit]),
    ("? q", []), ("? C-c", [.quit]), (": C-l", [.redraw]), ("/ q", []), ("/ C-c", [.quit]), (": text:afresh Enter", [.redraw]),
    ("m", []), ("Enter", []), ("paste:q", []),
  ]) func `keys ask for what they say`(keys: String, effects: [Effect]) async throws {
    var state = await read()
    #expect(try press(keys, &state) == effects)
  }

  @Test func `what is copied is the text of what is selected, without an order to a terminal in it`() async throws {
    for (keys, holds) in [("y", "outbound leads"), ("Enter y", "outbound"), ("5 y", "activities.csv")] {
      var state = await read(columns: 118, rows: 32)
      guard case .copy(let text) = try press(keys, &state).last else {
        Issue.record("\(keys): nothing was copied")
        continue
      }
      #expect(text.contains(holds), "\(keys): \(text)")
      #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || $0.value >= 32 && !(127..<160).contains($0.value) })
    }
  }

  @Test func `in a pane that is too small only quitting and sleeping mean something`() async throws {
    var state = await read(columns: 39, rows: 12)
    #expect(try press("Down Enter 5 t Down r C-l", &state) == [])
    #expect(try press("C-z", &state) == [.suspend])
    #expect(try press("q", &state) == [.quit])
  }

  @Test func `every size from nothing to large is painted whole, in every view and under every overlay`() async throws {
    for keys in ["", "Enter", "5", "?", ":", "t", "/", "/ text:zebra", "5 ?", "r"] {
      var state = await read()
      _ = try press(keys, &state)
      for (columns, rows) in [
        (0, 0), (1, 1), (2, 60), (40, 12), (41, 13), (71, 27), (72, 28), (99, 30), (100, 12), (149, 33), (150, 60), (300, 90),
      ] {
        _ = state.apply(.resized(columns: columns, rows: rows))
        let frame = state.painted()
        #expect(frame.width == columns && frame.height == rows, "\(keys) at \(columns)x\(rows)")
        #expect(frame.roles.allSatisfy { $0.count == columns })
      }
    }
  }

  @Test func `a company of leads and deals alone is painted whole at every height`() async throws {
    let here = String("\(#filePath)".dropLast("StateTests.swift".count))
    let company = await Companies.shared.company(here + "../../../shared/exports/olist", asOf: nil)
    #expect(company.findings != nil)
    var state = State(company: "Acme", columns: 118, rows: 32)
    _ = state.apply(company.event)
    for columns in [118, 150, 180, 220] {
      for rows in 1...70 {
        _ = state.apply(.resized(columns: columns, rows: rows))
        #expect(state.painted().height == rows)
      }
    }
  }

  @Test func `before anything is read the screen says how far the reading is, and ctrl-c stops it`() throws {
    var state = State(company: "Acme", columns: 80, rows: 24)
    let files = [
      ReadingProgress.File(name: "leads.csv", status: .read, rows: 1200, refused: 3),
      ReadingProgress.File(name: "deals.csv", status: .reading, rows: 0),
    ]
    _ = state.apply(.progressed(ReadingProgress(files: files, bytesRead: 500, bytesTotal: 1000)))
    let screen = state.painted().text.joined(separator: "\n")
    #expect(screen.contains("leads.csv") && screen.contains("deals.csv") && screen.contains("1,200"))
    #expect(state.apply(.key(.control("c"))) == [.stopLoading])
    #expect(state.painted().text.joined().contains("Stopped reading."))
  }

  @Test func `when reading again fails, what was known stays and the reason is said`() async throws {
    var state = await read()
    let before = state.painted().text.dropLast(2)
    _ = state.apply(.key(.character("r")))
    _ = state.apply(.failed(.noSuchFolder(path: "gone")))
    #expect(state.painted().text.dropLast(2) == before)
    let said = state.painted().text.suffix(2).joined(separator: " ")
    #expect(said.hasPrefix("gone: there is no such folder.") && said.contains("sample company."))
  }

  @Test func `a choice outlives another reading`() async throws {
    var state = await read()
    _ = try press("Down Down", &state)
    let before = state.painted().text
    _ = state.apply(await Companies.shared.company("sample", asOf: nil).event)
    #expect(state.painted().text == before)
  }
}

/// What a session's file may say, and what is said about one that cannot be played.
@Suite struct SessionFormatTests {
  @Test(arguments: [
    ("size: 80", "line 1: “80” is no size. Write columns x rows, as in 80x24."),
    ("size: 0x24", "line 1: “0x24” is no size. Write columns x rows, as in 80x24."),
    ("\nkeys: Dwon", "line 2: “Dwon” is no key. Write Down, Enter, C-c, q or text:words."),
    ("keys: click:3", "line 1: “click:3” is no key. Write Down, Enter, C-c, q or text:words."),
    ("colour: red", "line 1: “colour: red” is no setting. Write sentence:, data:, as-of:, size:, keys:, ascii: or awaits:."),
  ]) func `a mistake is named with its line and what to write`(text: String, sentence: String) {
    #expect { try Session(text) } throws: { ($0 as? Session.Failure)?.sentence == sentence }
  }

  @Test func `what is written is read again`() throws {
    let text =
      "sentence: s\ndata: sample\nas-of: 2026-01-31\nsize: 3x2\nascii: yes\nkeys: Down text:ab C-c F1 click:1,2 wheel-up:3,4 paste:x\n---\nabc\n  d\n---\nttt\n..h\n"
    let session = try Session(text)
    #expect(session.screen == ["abc", "  d"])
    #expect(session.roles == ["ttt", "..h"])
    #expect(
      session.keys == [
        .down, .character("a"), .character("b"), .control("c"), .function(1), .click(x: 1, y: 2), .wheel(up: true, x: 3, y: 4),
        .paste("x"),
      ])
    var frame = Frame(width: 3, height: 2)
    frame.put("abc", x: 0, y: 0, role: .text)
    frame.put("d", x: 2, y: 1, role: .headline)
    #expect(session.written(frame, withRoles: true) == text)
  }
}
