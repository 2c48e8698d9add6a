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

  /// One entry a cell. A week is shrunk to its source's block, and that to all sources: sales closes old files in bulk, so age matters.
  /// A day of the newest block is shrunk to that day of all sources: within days of coming most are decided where sales is quick.
  static func ofCells(_ tables: HiddenWinnerTables) -> [Double] {
    let pooled = tables.blocks.prefix(tables.pooled * tables.blockCount)
    let units = pooled.reduce(0) { $0 + $1.units }
    let all = units > 0 ? Double(pooled.reduce(0) { $0 + $1.open }) / Double(units) : 1
    var days = [(open: Int, units: Int)](repeating: (0, 0), count: 28)
    for cell in tables.cells where cell.days == 1 && cell.source < tables.pooled {
      days[cell.age].open += cell.open
      days[cell.age].units += cell.units
    }
    return tables.cells.map { cell in
      let block = tables.blocks[cell.source * tables.blockCount + cell.block]
      var own = shrunk(open: block.open, units: block.units, towards: all)
      if cell.days == 1 { own = shrunk(open: days[cell.age].open, units: days[cell.age].units, towards: own) }
      return max(1e-9, shrunk(open: cell.open, units: cell.units, towards: own))
    }
  }
}
