// Checks of the statistics against worlds whose truth is known: run by hand, in release, on seeds that chose nothing.
//
//   parley-calibrate tracked --sets 300 --seed 41 [--world steady|drift|late|null]
//   parley-calibrate weekly --sets 300 --seed 900001
//
// Prints Markdown; the figures in Sources/Translation/Articles come from here.

/// Every suite: its name, what it says in one sentence, and what it does with the rest of the command line.
let suites: [(name: String, sentence: String, run: @Sendable (Flags) async -> Void)] = [
  ("tracked", "coverage and CRPS of rates, in-hand counts and 100 more", TrackedSuite.run),
  ("tracked-ranks", "truths from the tracked method's own prior: are their places among the draws even", TrackedRanks.run),
  ("tracked-speed", "30,000 units, 7 sources, 130 weeks: processor time of one posterior", TrackedSpeed.run),
  (
    "backtest", "the product's back-test beside naive forecasts; --folder ../shared/exports/olist: real leads",
    BacktestSuite.run
  ),
  ("weekly", "coverage, false alarms and findings of numbers without ids, and their hindcasts", WeeklySuite.run),
  ("weekly-ranks", "the same for the weekly model", WeeklyRanks.run),
  ("response", "coverage of what the next unit brings: batches that convert worse, money that saturates", ResponseSuite.run),
  ("weekly-smallest", "the smallest effect stated is planted: how often is it found", WeeklySmallest.run),
  ("weekly-example", "PyMC-Marketing's example as JSON, for Tests/Bench/against_pymc.py", WeeklyExample.run),
  ("room", RoomSuite.sentence, RoomSuite.run),
  ("weekly-speed", "wall and processor time of one weekly fit by metrics and weeks", WeeklySpeed.run),
]

let words = Array(CommandLine.arguments.dropFirst())
if let suite = suites.first(where: { $0.name == words.first }) {
  await suite.run(Flags(Array(words.dropFirst())))
} else {
  for suite in suites { print("parley-calibrate \(suite.name): \(suite.sentence)") }
}
