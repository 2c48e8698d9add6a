import Glibc
import Records
import Translation

/// The product's own back-test on companies whose truth is known, and on the real leads of Olist.
enum BacktestSuite {
  @Sendable static func run(_ flags: Flags) async {
    let sets = flags.number("sets", or: 100)
    let seed = UInt64(flags.number("seed", or: 1))
    let workers = flags.number("workers", or: 2)
    let kind = TrackedWorld.Kind(rawValue: flags.text("world", or: "steady")) ?? .steady
    if flags.text("folder", or: "") != "" { return await olist(flags.text("folder", or: "")) }
    let found = await withTaskGroup(of: [(Int, [Backtest])].self) { group in
      for worker in 0..<workers {
        group.addTask {
          stride(from: worker, to: sets, by: workers).map { set in
            let world = TrackedWorld(kind, set: set, seed: seed)
            let pooled = world.arrivals.count
            return (
              set,
              ["backtest \(set)", nil].map { name in
                .sum(Backtest.run(world.arrivals, window: world.window, pooled: pooled, refined: name))
              }
            )
          }
        }
      }
      var found: [(Int, [Backtest])] = []
      for await part in group { found += part }
      return found.sorted { $0.0 < $1.0 }.map(\.1)
    }
    print("### Back-test, world \"\(kind.rawValue)\": \(sets) sets, seed \(seed)\n")
    for (at, name) in ["refined", "coarse"].enumerated() {
      let all = found.map { $0[at] }
      print("\(name), \(all.count { $0.of > 0 }) companies long enough to look back\n")
      report(all)
    }
  }

  /// CRPS of each company in units of its rival's, so that large ones do not decide alone.
  private static func report(_ all: [Backtest]) {
    let names = ["as many as in the days before", "as in the same days a year before", "open × rate so far"]
    table(
      ["days", "forecasts", "inside 90%", "inside 50%"] + names.map { "CRPS over “\($0)”: all, median company, worse by > 5%" },
      Backtest.spans.indices.map { i in
        let sum = Backtest.sum(all).scores[i]
        let n = Double(max(1, sum.of))
        return ["\(Backtest.spans[i])", "\(sum.of)", percent(Double(sum.inside) / n), percent(Double(sum.insideHalf) / n)]
          + Backtest.Rival.allCases.map { rival in
            let whole = sum.rivals[rival.rawValue]
            let each = all.map { $0.scores[i].rivals[rival.rawValue] }.filter { $0.of >= 6 && $0.rival > 0 }
              .map { $0.own / $0.rival }.sorted()
            guard !each.isEmpty else { return "–" }
            return
              "\(percent(whole.own / whole.rival)), \(percent(each[each.count / 2])), \(each.count { $0 > 1.05 }) of \(each.count)"
          }
      })
  }

  /// Leads in hand at past days, known as they were known then, and what came.
  private static func olist(_ path: String) async {
    let reading: Reading
    do throws(LoadFailure) { reading = try await Reading.read(.directory(path: path), workers: 2) } catch {
      print(error.sentence)
      return
    }
    let came = Arrivals.dealsWon(reading.ledger(asOf: nil))
    var rows: [[String]] = []
    for text in ["2018-02-28", "2018-03-31", "2018-04-30", "2018-05-31"] {
      guard let day = Day(iso: text) else { continue }
      let ledger = reading.ledger(asOf: day)
      let arrivals = Arrivals.dealsWon(ledger)
      guard let all = Arrivals.sum(arrivals) else { continue }
      let window = recordWindow(of: all, cutoff: day)
      guard let found = TrackedPosterior.fit(arrivals: arrivals, pooled: arrivals.count, window: window, name: "deals_won")
      else {
        rows.append([text, "refused"])
        continue
      }
      var row = [text, window.from.description]
      for days in InHand.horizons {
        // Everybody in hand, leads from before the record began too: the model says their winners among the open ones.
        let truth = came.reduce(0) { $0 + $1.outcomes(after: day, days: days, from: $1.first, cameBy: day) }
        let draws = CountRange(found.posterior.inHand(of: nil, days: days))
        let said = found.all.inHand(days) != nil
        row.append("\(Int(draws.mean.rounded())) [\(draws.p05), \(draws.p95)]\(said ? "" : " refused")")
        row.append("\(truth)")
      }
      rows.append(row)
    }
    table(["as of", "record from", "30 d", "came", "90 d", "came", "180 d", "came"], rows)
  }
}
