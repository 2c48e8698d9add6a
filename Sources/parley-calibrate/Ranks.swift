import Glibc

/// Simulation-based calibration: truths drawn from a model's own prior, data drawn from them, and the place of each truth among the draws
/// of its posterior. Where the sampler is right the places are even (Talts, Betancourt, Simpson, Vehtari & Gelman 2018).
struct Ranks: Sendable {
  static let bins = 20
  private(set) var counts = [Int](repeating: 0, count: Ranks.bins)
  var count: Int { counts.reduce(0, +) }

  mutating func add(place: Double) { counts[min(Ranks.bins - 1, max(0, Int(place * Double(Ranks.bins))))] += 1 }

  mutating func add(_ other: Ranks) { for i in counts.indices { counts[i] += other.counts[i] } }

  /// Σ (seen − expected)² / expected, on bins − 1 degrees of freedom.
  var chiSquare: Double {
    let expected = Double(count) / Double(Ranks.bins)
    return expected > 0 ? counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected } : 0
  }

  /// The chance of a χ² as large where places are even (Wilson & Hilferty 1931; within .001 at 19 degrees of freedom).
  var chance: Double {
    let free = Double(Ranks.bins - 1)
    let z = (pow(chiSquare / free, 1.0 / 3) - (1 - 2 / (9 * free))) / (2 / (9 * free)).squareRoot()
    return 0.5 * erfc(z / 2.0.squareRoot())
  }

  static func report(_ ranks: [(name: String, ranks: Ranks)]) {
    table(
      ["place of the truth", "truths", "χ² on \(bins - 1)", "p", "by twentieths"],
      ranks.map { name, one in
        [
          name, "\(one.count)", "\(Float((one.chiSquare * 10).rounded() / 10))",
          "\(Float((one.chance * 10000).rounded() / 10000))",
          one.counts.map(String.init).joined(separator: " "),
        ]
      })
  }

  /// `score` on every set, spread over workers, added up in the order of the sets.
  static func gather(_ flags: Flags, names: [String], _ score: @escaping @Sendable (Int, UInt64) -> [Double]?) async {
    let sets = flags.number("sets", or: 400)
    let seed = UInt64(flags.number("seed", or: 1))
    let workers = flags.number("workers", or: 2)
    let parts = await withTaskGroup(of: (ranks: [Ranks], refused: Int).self) { group in
      for worker in 0..<workers {
        group.addTask {
          var ranks = names.map { _ in Ranks() }
          var refused = 0
          for set in stride(from: worker, to: sets, by: workers) {
            guard let places = score(set, seed) else {
              refused += 1
              continue
            }
            for (i, place) in places.enumerated() { ranks[i].add(place: place) }
          }
          return (ranks, refused)
        }
      }
      var found: [(ranks: [Ranks], refused: Int)] = []
      for await part in group { found.append(part) }
      return found
    }
    var ranks = names.map { _ in Ranks() }
    for part in parts { for i in ranks.indices { ranks[i].add(part.ranks[i]) } }
    print("### Places of truths, \(sets) sets, seed \(seed); refused or set aside \(parts.reduce(0) { $0 + $1.refused })\n")
    report(Array(zip(names, ranks)))
  }
}
