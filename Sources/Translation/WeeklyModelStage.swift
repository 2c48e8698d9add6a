import Glibc

/// A model laid out for the sampler: cells of all metrics one after another, their products, and what each cell says per unit of effect.
struct WeeklyStage: Sendable {
  /// Largest outcome and largest week of each metric: everything inside is a share of these.
  let outcomeScale: Double
  let scales: [Double]
  /// Scaled volumes by metric.
  let volumes: [[Double]]
  let cells: [WeeklyCell]
  /// Cells of metric m are `bounds[m]..<bounds[m + 1]`.
  let bounds: [Int]
  /// Weeks an adstock reaches, by metric.
  let reach: [Int]
  let products: WeeklyProducts
  /// Prior deviation of an effect, as a share of the largest outcome.
  let effectScale: Double
  /// By cell: Σ over all weeks of the shape's value, and its mean rise in the last weeks when the metric is a tenth higher.
  let totals: [Double]
  let rises: [Double]

  var metrics: Int { volumes.count }

  init(
    outcome: [Double], metrics: [[Double]], surroundings: WeeklySurroundings, cells byMetric: [[WeeklyCell]], reach: [Int],
    noises: [WeeklyNoise], todayWeeks: Int, effect: Double
  ) {
    let largest = outcome.reduce(0) { max($0, abs($1)) }
    outcomeScale = largest
    scales = metrics.map { $0.max() ?? 1 }
    volumes = zip(metrics, scales).map { values, scale in values.map { $0 / scale } }
    self.reach = reach
    effectScale = metrics.count <= 4 ? effect : effect * (4 / Double(metrics.count)).squareRoot()
    var bounds = [0]
    var features: [[Double]] = []
    var totals: [Double] = []
    var rises: [Double] = []
    for (m, own) in byMetric.enumerated() {
      bounds.append(bounds[m] + own.count)
      var carried: (decay: Double, values: [Double]) = (-1, [])
      for cell in own {
        if carried.decay != cell.adstock {
          carried = (cell.adstock, Adstock(decay: cell.adstock, weeks: reach[m]).applied(to: volumes[m]))
        }
        let shape = cell.saturation
        let feature = carried.values.map { shape.value($0) }
        totals.append(feature.reduce(0, +))
        let today = Self.today(volumes[m], weeks: todayWeeks)
        rises.append(
          today.reduce(0) { $0 + shape.value(1.1 * carried.values[$1]) - feature[$1] } / Double(max(1, today.count)))
        features.append(feature)
      }
    }
    self.bounds = bounds
    self.totals = totals
    self.rises = rises
    cells = byMetric.flatMap { $0 }
    products = WeeklyProducts(
      features: features, outcome: outcome.map { $0 / largest }, surroundings: surroundings, noises: noises)
  }

  /// The weeks today's level is read from: the last ones, or a year when nothing happened in them.
  static func today(_ values: [Double], weeks: Int) -> Range<Int> {
    let recent = max(0, values.count - weeks)..<values.count
    return recent.contains { values[$0] > 0 } ? recent : max(0, values.count - 52)..<values.count
  }
}
