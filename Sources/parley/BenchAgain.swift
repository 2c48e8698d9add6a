import Cells
import Dashboard
import Records
import Translation

extension BenchCommand {
  /// One reading after the first.
  private struct Again {
    var folder: String
    var milliseconds: Double
    var processor: Double
    /// What it comes to, as `translate --json` tells it.
    var told: String
  }

  /// Reads the folder, then others as if it had become them; says of each whether it came out as if nothing had been read before.
  func workAgain() async throws {
    var files: ReadFiles?
    var all: [Again] = []
    for folder in [place.opening.folder] + then.map({ Folder.directory(path: $0) }) {
      var clock = StageClock()
      let reading = try await read(folder, after: files)
      clock.lap("read")
      files = reading.files
      all.append(
        Again(
          folder: all.isEmpty ? place.label : then[all.count - 1], milliseconds: clock.laps[0].milliseconds,
          processor: clock.laps[0].processor, told: told(reading)))
    }
    let peak = BenchCommand.peakMemory
    files = nil
    var areSame: [Bool] = []
    for (path, again) in zip(then, all.dropFirst()) {
      areSame.append(told(try await read(.directory(path: path), after: nil)) == again.told)
    }
    if json { emit(tellJson(all, areSame, peak).text + "\n") } else { tell(all, areSame, peak) }
  }

  private func read(_ folder: Folder, after files: ReadFiles?) async throws -> Reading {
    do throws(LoadFailure) { return try await Reading.read(folder, workers: Opening.workers, after: files) } catch {
      throw refuse(error.sentence)
    }
  }

  private func told(_ reading: Reading) -> String {
    let ledger = reading.ledger(asOf: place.opening.asOf)
    let findings = Findings.translate(ledger, .coarse, workers: Opening.workers)
    return Report(
      findings: findings, files: ledger.files, folder: "", metrics: Array(findings.metrics.indices),
      outcomes: Array(findings.outcomes.indices)
    ).json.text
  }

  private func tellJson(_ all: [Again], _ areSame: [Bool], _ peak: Int) -> Json {
    Json.object([
      ("parley", .number(1)), ("folder", .string(place.label)), ("workers", .number(Opening.workers)),
      ("first_ms", .number(all[0].milliseconds)), ("first_cpu_ms", .number(all[0].processor)),
      (
        "then",
        .array(
          zip(all.dropFirst(), areSame).map { again, isSame in
            .object([
              ("folder", .string(again.folder)), ("ms", .number(again.milliseconds)), ("cpu_ms", .number(again.processor)),
              ("same", .truth(isSame)),
            ])
          })
      ), ("peak_bytes", .number(peak)),
    ])
  }

  private func tell(_ all: [Again], _ areSame: [Bool], _ peak: Int) {
    let first = all[0]
    say(
      "\(Numbers.fixed(first.milliseconds, 1)) ms  read, type, map and join \(place.label) (\(Numbers.fixed(first.processor, 1)) on all cores)"
    )
    for (again, isSame) in zip(all.dropFirst(), areSame) {
      let share = Numbers.fixed(100 * again.processor / max(first.processor, 0.001), 1)
      say(
        "\(Numbers.fixed(again.milliseconds, 1)) ms  then \(again.folder) (\(Numbers.fixed(again.processor, 1)) on all cores, \(share)% of the first); \(isSame ? "the same as read anew" : "NOT the same as read anew")"
      )
    }
    say("peak memory: \(Numbers.fixed(Double(peak) / 1_048_576, 1)) MiB")
  }
}
