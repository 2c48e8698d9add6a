import Glibc
import Records
import Translation

/// PyMC-Marketing's own example (`mmm_example.csv`) with PyMC-Marketing's assumptions, as JSON, for `Tests/Bench/against_pymc.py`.
enum WeeklyExample {
  @Sendable static func run(_ flags: Flags) async {
    guard let model = model(at: flags.text("file", or: "../shared/exports/mmm/mmm_example.csv")) else {
      print("{}")
      return
    }
    var options = WeeklyModel.Options()
    options.shapes = .logisticOnly
    options.nothing = 0
    options.season = 2
    options.correlations = [0]
    options.spreads = [100]
    options.steps = []
    let clock = ContinuousClock()
    var found: WeeklyModel.Fit?
    let spent = await clock.measure { found = try? await model.fit(seed: 7, options: options, workers: 2) }
    let seconds = Double(spent.components.seconds) + Double(spent.components.attoseconds) * 1e-18
    guard let found else { return }
    let parts = found.metrics.map { metric in
      let total = metric.total
      return
        "\"\(metric.name)\": {\"mean\": \(total.value), \"sd\": \((total.high - total.low) / (2 * 1.6448536269514722)), \"low\": \(total.low), \"high\": \(total.high), \"elasticity\": \(metric.elasticity.value)}"
    }
    print("{\"seconds\": \(seconds), " + parts.joined(separator: ", ") + "}")
  }

  static func model(at path: String) -> WeeklyModel? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var rows: [[Double]] = []
    var line: UnsafeMutablePointer<CChar>?
    var size = 0
    defer { free(line) }
    while getline(&line, &size, file) > 0 {
      guard let line else { break }
      let cells = String(cString: line).split(whereSeparator: { $0 == "," || $0.isNewline })
      if cells.count == 8 { rows.append(cells.dropFirst().compactMap { Double($0) }) }
    }
    rows.removeAll { $0.count != 7 }
    guard rows.count > 100, let first = Day(year: 2018, month: 4, day: 2) else { return nil }
    func column(_ i: Int) -> [Double] { rows.map { $0[i] } }
    return WeeklyModel(
      outcome: column(0), metrics: [("x1", column(1)), ("x2", column(2))], controls: [column(3), column(4)], firstMonday: first)
  }
}
