extension WeeklyModel.Run {
  /// Metrics that move together once trend, season and controls are taken out: correlated beyond .9, or each explained by the
  /// others to nine tenths (variance inflation above 10). Groups of two or more, in order.
  static func together(_ metrics: [[Double]], _ surroundings: [[Double]]) -> [[Int]] {
    let projection = Projection(surroundings)
    // Movement that the surroundings explain entirely would be noise over noise: such a metric stands alone.
    let moving = metrics.map { values -> [Double]? in
      let left = projection.residual(values)
      let size = WeeklyProducts.dot(left, left).squareRoot()
      let mean = values.reduce(0, +) / Double(values.count)
      let whole = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }.squareRoot()
      return size > 1e-6 * whole && size > 0 ? left.map { $0 / size } : nil
    }
    let count = metrics.count
    var root = Array(0..<count)
    func top(_ i: Int) -> Int {
      var i = i
      while root[i] != i { i = root[i] }
      return i
    }
    func join(_ a: Int, _ b: Int) {
      let (x, y) = (top(a), top(b))
      root[max(x, y)] = min(x, y)
    }
    var inflated: [Int] = []
    for a in 0..<count {
      guard let own = moving[a] else { continue }
      for b in (a + 1)..<max(a + 1, count) {
        if let other = moving[b], WeeklyProducts.dot(own, other) > 0.9 { join(a, b) }
      }
      let others = (0..<count).compactMap { $0 == a ? nil : moving[$0] }
      if !others.isEmpty {
        // Ridge 0.01 of the projection is no obstacle: the columns have unit length, so it costs a hundredth of R².
        let left = Projection(others.map { $0.map { $0 * 10 } }).residual(own)
        if WeeklyProducts.dot(left, left) < 0.1 { inflated.append(a) }
      }
    }
    for (a, b) in zip(inflated, inflated.dropFirst()) { join(a, b) }
    var groups: [[Int]] = []
    for i in 0..<count where top(i) == i {
      let members = (0..<count).filter { top($0) == i }
      if members.count > 1 { groups.append(members) }
    }
    return groups
  }
}
