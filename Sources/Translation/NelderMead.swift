/// The least point of a smooth function of few variables, by reflecting a simplex downhill (Nelder and Mead 1965), then once more from there.
enum NelderMead {
  static func least(from start: [Double], _ value: ([Double]) -> Double) -> [Double] {
    // A second start from the first's end gets out of a simplex that has become flat.
    let first = run(from: start, step: 0.5, value)
    return run(from: first, step: 0.1, value)
  }

  private static func run(from start: [Double], step: Double, _ value: ([Double]) -> Double) -> [Double] {
    let n = start.count
    var points = [(at: start, value: value(start))]
    for i in 0..<n {
      var at = start
      at[i] += step
      points.append((at, value(at)))
    }
    for _ in 0..<2000 {
      points.sort { $0.value < $1.value }
      if points[n].value - points[0].value < 1e-12 * (1 + abs(points[0].value)),
        (0..<n).allSatisfy({ i in points.allSatisfy { abs($0.at[i] - points[0].at[i]) < 1e-8 } })
      {
        break
      }
      let centre = (0..<n).map { i in points.prefix(n).reduce(0) { $0 + $1.at[i] } / Double(n) }
      func beyond(_ factor: Double) -> (at: [Double], value: Double) {
        let at = (0..<n).map { centre[$0] + factor * (centre[$0] - points[n].at[$0]) }
        return (at, value(at))
      }
      let reflected = beyond(1)
      if reflected.value < points[0].value {
        let further = beyond(2)
        points[n] = further.value < reflected.value ? further : reflected
      } else if reflected.value < points[n - 1].value {
        points[n] = reflected
      } else {
        let nearer = reflected.value < points[n].value ? beyond(0.5) : beyond(-0.5)
        if nearer.value < min(reflected.value, points[n].value) {
          points[n] = nearer
        } else {
          for i in 1...n {
            points[i].at = (0..<n).map { points[0].at[$0] + 0.5 * (points[i].at[$0] - points[0].at[$0]) }
            points[i].value = value(points[i].at)
          }
        }
      }
    }
    return points[0].at
  }
}
