import Glibc

/// Winners among the units that are still open, as far as rate, lag and the record of losses tell.
package enum InHand {
  package static let horizons = [30, 90, 180]

  /// Chance that an open unit wins after all: of all units of its cell p·S are winners to come, and all of those are among the open share w.
  @inline(__always)
  package static func chance(rate p: Double, survival: Double, openShare w: Double) -> Double {
    min(1, p * survival / w)
  }
}

/// Share of the units of a cell that are neither won nor lost.
package enum OpenShare {
  /// Units that the wider share counts for.
  package static let lean = 4.0

  package static func shrunk(open: Int, units: Int, towards wider: Double, lean: Double = OpenShare.lean) -> Double {
    (Double(open) + lean * wider) / (Double(units) + lean)
  }

  /// One entry a cell, shrunk to its source's block, and that to all sources: sales closes old files in bulk, so age matters.
  static func ofCells(_ tables: HiddenWinnerTables) -> [Double] {
    let pooled = tables.blocks.prefix(tables.pooled * tables.blockCount)
    let units = pooled.reduce(0) { $0 + $1.units }
    let all = units > 0 ? Double(pooled.reduce(0) { $0 + $1.open }) / Double(units) : 1
    return tables.cells.map { cell in
      let block = tables.blocks[cell.source * tables.blockCount + cell.week / 4]
      let own = shrunk(open: block.open, units: block.units, towards: all)
      return max(1e-9, shrunk(open: cell.open, units: cell.units, towards: own))
    }
  }
}
