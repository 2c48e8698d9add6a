import Glibc

/// The lag axis of the hidden-winner model: bins of whole days, finer where outcomes are dense.
///
/// The last bin is open; those who reach it are spread evenly over two fifths of its edge.
package struct LagBins: Sendable {
  package static let standard = LagBins(
    edges: [0, 1, 2, 3, 4, 6, 8, 11, 15, 20, 27, 36, 49, 66, 89, 120, 162, 219, 296, 400, 540])

  package let edges: [Double]
  package let widths: [Double]
  private let binOfDay: [UInt8]

  package init(edges: [Int]) {
    self.edges = edges.map(Double.init)
    widths = edges.indices.map { k in
      k + 1 < edges.count ? Double(edges[k + 1] - edges[k]) : 0.4 * Double(edges[k])
    }
    var bins: [UInt8] = []
    for k in edges.indices.dropLast() {
      bins += Array(repeating: UInt8(k), count: edges[k + 1] - edges[k])
    }
    binOfDay = bins
  }

  package var count: Int { edges.count }

  /// The bin that an outcome after `lag` whole days falls into.
  package func bin(ofLag lag: Int) -> Int { lag < binOfDay.count ? Int(binOfDay[max(0, lag)]) : count - 1 }

  /// Where time `t` lies: its bin and the share of the bin already behind, at most 1.
  package func place(_ t: Double) -> Place {
    let k = bin(ofLag: Int(t))
    return Place(bin: k, share: min(1, max(0, (t - edges[k]) / widths[k])))
  }

  package struct Place: Sendable, Hashable {
    package var bin: Int
    package var share: Double
  }
}
