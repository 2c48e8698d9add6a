import Glibc
import Translation

/// Where truths fell in what was claimed: enough to tell coverage and sharpness of many claims of one kind.
struct Scores {
  /// Share of the claimed distribution below each truth; for whole numbers placed at random within the truth's own step.
  private(set) var places: [Double] = []
  /// One entry a method, the claimed one first: sum of CRPS.
  private(set) var crps: [Double] = []
  private var error = 0.0
  private var truthSum = 0.0

  mutating func add(place: Double, crps: [Double] = [], mean: Double = 0, truth: Double = 0) {
    places.append(place)
    for (i, value) in crps.enumerated() {
      if i < self.crps.count { self.crps[i] += value } else { self.crps.append(value) }
    }
    error += mean - truth
    truthSum += truth
  }

  var count: Int { places.count }

  /// How often the central interval of `level` held the truth.
  func coverage(_ level: Double) -> Double {
    let edge = (1 - level) / 2
    return Double(places.count { $0 >= edge && $0 <= 1 - edge }) / Double(max(1, places.count))
  }

  var bias: Double { truthSum > 0 ? error / truthSum : 0 }

  /// Improvement of the claimed method's CRPS over method `i`.
  func skill(over i: Int) -> Double { i < crps.count && crps[i] > 0 ? 1 - crps[0] / crps[i] : 0 }
}

/// Continuous ranked probability score of equally likely draws: E|X − y| − E|X − X′|/2 (Gneiting & Raftery 2007).
func crps(_ draws: [Double], truth: Double) -> Double {
  let sorted = draws.sorted()
  let n = Double(sorted.count)
  var off = 0.0
  var apart = 0.0
  for (i, x) in sorted.enumerated() {
    off += abs(x - truth)
    apart += x * (2 * Double(i) + 1 - n)
  }
  return off / n - apart / (n * n)
}

/// Share of draws below the truth, ties broken at random.
func place(_ truth: Double, in draws: [Double], _ stream: inout Draws) -> Double {
  var below = 0
  var same = 0
  for x in draws {
    if x < truth { below += 1 } else if x == truth { same += 1 }
  }
  return (Double(below) + stream.unit() * Double(same)) / Double(draws.count)
}

/// `90.1` for .901.
func percent(_ share: Double) -> String {
  let tenths = Int((share * 1000).rounded())
  return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
}

/// Rows of a Markdown table.
func table(_ head: [String], _ rows: [[String]]) {
  print("| " + head.joined(separator: " | ") + " |")
  print("|" + head.map { _ in "---|" }.joined())
  for row in rows { print("| " + row.joined(separator: " | ") + " |") }
  print("")
}
