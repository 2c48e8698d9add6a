import Cells
import Journal
import Records
import Testing

@testable import Dashboard

/// `--readonly`, and journals in strange states: every key in every view.
@Suite struct ReadOnlyTests {
  private static let why = "Parley was opened with --readonly."

  private func state(_ keeping: Keeping, _ columns: Int = 118, _ rows: Int = 32, _ journal: Journal? = nil) async -> State {
    let company = await Companies.shared.company("sample", asOf: nil)
    var state = State(company: company.name, columns: columns, rows: rows, themes: ["dark"])
    _ = state.apply(.journal(journal ?? company.journal, keeping))
    _ = state.apply(company.event)
    _ = state.apply(.key(.escape))
    return state
  }

  private func writes(_ effects: [Effect]) -> Bool {
    effects.contains { effect in
      switch effect {
      case .append, .appendAgain, .settle, .writeMapping: true
      case .load, .stopLoading, .copy, .useTheme, .redraw, .suspend, .quit: false
      }
    }
  }

  private func opensForm(_ state: State) -> Bool { if case .form = state.overlay { true } else { false } }

  @Test(arguments: ["1", "2", "3", "4", "5", "1 Enter", "1 b", "1 p", "5 Enter", "3 Enter"])
  func `every key that writes or begins to is refused by a sentence where nothing may be written`(place: String) async throws {
    var open = await state(.file("parley.journal.jsonl"))
    var closed = await state(.readOnly(ReadOnlyTests.why))
    for word in place.split(separator: " ") {
      for key in try #require(Key.named(String(word))) {
        _ = open.apply(.key(key))
        _ = closed.apply(.key(key))
      }
    }
    for key in Keymap.bindings.flatMap(\.keys) {
      var (free, shut) = (open, closed)
      let wrote = writes(free.apply(.key(key))) || opensForm(free)
      let effects = shut.apply(.key(key))
      #expect(!writes(effects), "\(place), then \(key.label)")
      #expect(!opensForm(shut), "\(place), then \(key.label): a form that cannot be kept")
      if wrote {
        #expect(
          shut.painted().text.last?.contains("Not written: \(ReadOnlyTests.why)") ?? false,
          "\(place), then \(key.label): \(shut.painted().text.last ?? "")")
      }
    }
  }

  @Test(arguments: [(200, 60), (118, 32), (80, 24), (40, 12)])
  func `every key in every view leaves a screen of its size, whatever the journal is like`(columns: Int, rows: Int) async throws
  {
    var torn = Journal()
    var reader = JournalReader()
    let meeting = EntryId(time: 7, chance: 7)
    torn.take(
      Array(
        """
        {"parley-journal":1}
        <<<<<<< ours
        {"id":"000000000007-0000000000000007","at":"2026-01-01T00:00:00.000Z","by":"both","what":"meeting"}
        =======
        {"id":"000000000008-0000000000000008","at":"2026-01-01T00:00:01.000Z","by":"both","what":"step","meeting":"\(meeting)","step":"a step of a later Parley"}
        {"id":"000000000009-0000000000000009","at":"2026-01-01T00:00:02.000Z","by":"sales","what":"vote","idea":"00000000000a-000000000000000a","for":true,"worth":3,"effort":3,"sureness":3}
        {"id":"00000000000b-000000000000000b","at":"2026-01-01T00:00:03.000Z","by":"sales","what":"poem","text":"of a later Parley"}
        {"id":"00000000000c-000000000000000c","at":"2026-01-01T00:00:04.000Z","by":"both","what":"decision","text":"due long ago","owner":"both","due":"2025-01-01"}
        >>>>>>> theirs
        {"id":"00000000000d-000000000000000d","at":"2026-01-01T00:
        """.utf8), &reader)
    #expect(torn.setAside.count == 4 && torn.unknown == 1 && torn.decisions.count == 1)
    for keeping in [Keeping.file("parley.journal.jsonl"), .readOnly(ReadOnlyTests.why)] {
      let start = await state(keeping, columns, rows, torn)
      for place in ["1", "2", "3", "4", "5"] {
        var state = start
        var scribe = Scribe(torn)
        for first in Keymap.bindings.flatMap(\.keys) {
          state.play(
            [.escape, .escape, .character(try #require(place.unicodeScalars.first)), first, .down, .right, .enter, .escape],
            keeping: &scribe)
          let frame = state.painted()
          #expect(frame.width == columns && frame.height == rows)
          #expect(!frame.text.joined().unicodeScalars.contains { $0.value < 32 || (127..<160).contains($0.value) })
        }
      }
    }
  }
}
