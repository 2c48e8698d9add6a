import ArgumentParser
import Cells
import Dashboard
import Glibc
import Journal
import Records
import Translation

/// `parley bench`
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "How long each stage takes on these files, and how much memory.")

  @OptionGroup var place: Where
  @Option(help: "Read this folder after it as if the first had become it: how long what was added takes. May be repeated.")
  var then: [String] = []
  @Flag(help: "For programs.") var json = false

  func run() throws { try waiting { try await then.isEmpty ? work() : workAgain() } }

  private func work() async throws {
    let opening = place.opening
    var clock = StageClock()
    let folder = opening.folder
    if opening.path == nil { clock.lap("generate the sample") }
    let reading: Reading
    do throws(LoadFailure) { reading = try await Reading.read(folder, workers: Opening.workers, keeps: false) } catch {
      throw refuse(error.sentence)
    }
    clock.lap("read, type, map and join")
    let ledger = reading.ledger(asOf: opening.asOf)
    clock.lap("cut the ledger")
    _ = Findings.translate(ledger, .coarse, workers: Opening.workers)
    clock.lap("translate, coarse pass")
    let whole = clock.total
    let wholeProcessor = clock.laps.reduce(0) { $0 + $1.processor }
    let peakOfCoarse = BenchCommand.peakMemory
    let findings = Findings.translate(ledger, .full, workers: Opening.workers)
    clock.lap("translate, full pass")

    let journal = try place.opening.told(until: findings.cutoff)
    clock.lap("journal, \(Numbers.count(journal.entries.count)) \(journal.entries.count == 1 ? "entry" : "entries")")
    var state = State(company: opening.name, columns: 118, rows: 32)
    _ = state.apply(.journal(journal, .memory))
    _ = state.apply(.translated(findings, files: ledger.files, leftAlone: reading.leftAlone))
    _ = state.painted()
    clock.lap("first frame, 118×32")
    let keys = BenchCommand.press([.down, .right, .down, .left, .down, .up, .enter, .escape], times: 800, state)
    _ = state.apply(.key(.character("2")))
    // Always further, so that no answer was given before.
    let dial = BenchCommand.press([.character("+")], times: 40, state)

    let bytes = ledger.files.reduce(0) { $0 + $1.bytes }
    let rows = ledger.files.reduce(0) { $0 + $1.rows }
    let peak = BenchCommand.peakMemory
    if json {
      emit(
        Json.object([
          ("parley", .number(1)), ("folder", .string(place.label)), ("workers", .number(Opening.workers)),
          ("bytes", .number(bytes)), ("rows", .number(rows)), ("leads", .number(ledger.leads.count)),
          ("stages_ms", .object(clock.laps.map { ($0.name, .number($0.milliseconds)) })),
          ("stages_cpu_ms", .object(clock.laps.map { ($0.name, .number($0.processor)) })),
          ("whole_ms", .number(whole)), ("whole_cpu_ms", .number(wholeProcessor)), ("key_ms_median", .number(keys[400])),
          ("key_ms_p95", .number(keys[760])), ("dial_ms_median", .number(dial[20])), ("dial_ms_p95", .number(dial[38])),
          ("peak_coarse_bytes", .number(peakOfCoarse)), ("peak_bytes", .number(peak)),
        ]).text + "\n")
      return
    }
    say(
      "\(Numbers.count(ledger.files.count)) files, \(Numbers.fixed(Double(bytes) / 1e6, 1)) MB, \(Numbers.count(rows)) rows, \(Numbers.count(ledger.leads.count)) leads; \(Opening.workers) workers"
    )
    for lap in clock.laps {
      let figure = Numbers.fixed(lap.milliseconds, 1)
      say(
        "\(String(repeating: " ", count: max(0, 10 - figure.count)))\(figure) ms  \(lap.name) (\(Numbers.fixed(lap.processor, 1)) on all cores)"
      )
    }
    say(
      "\(Numbers.fixed(whole, 1)) ms from bytes to findings: \(Numbers.fixed(Double(bytes) / 1e3 / max(whole, 0.001), 0)) MB/s")
    say("a key to its frame: median \(Numbers.fixed(keys[400], 2)) ms, p95 \(Numbers.fixed(keys[760], 2)) ms (800 keys)")
    say(
      "a turn of Align’s room to its frame: median \(Numbers.fixed(dial[20], 1)) ms, p95 \(Numbers.fixed(dial[38], 1)) ms (40 turns)"
    )
    say(
      "peak memory: \(mebibytes(peakOfCoarse)) MiB up to the coarse pass, \(Numbers.fixed(Double(peakOfCoarse) / Double(max(bytes, 1)), 1)) times the files; \(mebibytes(peak)) MiB with the full one"
    )
  }

  /// Milliseconds from each key to its frame, sorted.
  private static func press(_ keys: [Key], times: Int, _ start: State) -> [Double] {
    var state = start
    return (0..<times).map { at in
      let began = StageClock.now
      _ = state.apply(.key(keys[at % keys.count]))
      _ = state.painted()
      return StageClock.now - began
    }.sorted()
  }

  private func mebibytes(_ bytes: Int) -> String { Numbers.fixed(Double(bytes) / 1_048_576, 1) }

  /// Bytes; Linux counts mapped file pages too.
  static var peakMemory: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }
}

/// Laps of a monotonic clock.
struct StageClock {
  /// Milliseconds on the wall, and those of all cores together.
  private(set) var laps: [(name: String, milliseconds: Double, processor: Double)] = []
  private var last = StageClock.now
  private var lastProcessor = StageClock.processor

  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }

  /// Milliseconds that the cores have worked for this process.
  private static var processor: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }

  mutating func lap(_ name: String) {
    let (now, processor) = (StageClock.now, StageClock.processor)
    laps.append((name, now - last, processor - lastProcessor))
    (last, lastProcessor) = (now, processor)
  }

  var total: Double { laps.reduce(0) { $0 + $1.milliseconds } }
}
