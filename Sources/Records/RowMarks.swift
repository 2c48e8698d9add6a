/// One bit a row: which of many have been met.
struct RowMarks: Sendable {
  private var words: [UInt64]
  init(count: Int) { words = [UInt64](repeating: 0, count: (count + 63) / 64) }

  /// Whether it had not been marked before.
  mutating func mark(_ row: Int) -> Bool {
    let bit: UInt64 = 1 << UInt64(row & 63)
    let isNew = words[row >> 6] & bit == 0
    words[row >> 6] |= bit
    return isNew
  }

  func isMarked(_ row: Int) -> Bool { words[row >> 6] & 1 << UInt64(row & 63) != 0 }
}

/// The rows of a table that are used: all but a few, so the few are kept.
struct KeptRows: Sendable {
  private(set) var total: Int
  /// Rows that are not used, ascending.
  private(set) var refused: [Int32]

  /// `isUsed` is asked for every row, of ranges of rows at the same time.
  init(total: Int, workers: Int, where isUsed: (Int) -> Bool) {
    self.total = total
    refused = Parallel.parts(total, workers: workers) { range in range.compactMap { isUsed($0) ? nil : Int32($0) } }
      .flatMap { $0 }
  }

  var count: Int { total - refused.count }

  /// Adds further rows, which were counted from nought.
  mutating func append(_ more: KeptRows) {
    refused += more.refused.map { $0 + Int32(truncatingIfNeeded: total) }
    total += more.total
  }

  /// The row that is number `place` of those that are used.
  func row(at place: Int) -> Int {
    var low = 0
    var high = refused.count
    while low < high {
      let middle = (low + high) / 2
      if Int(refused[middle]) - middle > place { high = middle } else { low = middle + 1 }
    }
    return place + low
  }

  /// The values of the rows that are used: the column itself where all of them are.
  func picked<Value: BitwiseCopyable>(_ column: [Value], workers: Int) -> [Value] {
    if refused.isEmpty { return column }
    let (values, target) = Uninitialized.array(Value.self, count)
    each(workers: workers) { place, row in target[place] = column[row] }
    return values
  }

  /// The days of the rows that are used.
  func picked(_ moments: Moments, workers: Int) -> [Day] {
    let (days, target) = Uninitialized.array(Day.self, count)
    each(workers: workers) { place, row in target[place] = moments[row].day }
    return days
  }

  /// Every row that is used, with its number among them; in parts at the same time.
  func each(workers: Int, _ body: (_ place: Int, _ row: Int) -> Void) {
    Parallel.ranges(total, workers: workers) { range in
      var gone = refused.partitioningIndex { Int($0) >= range.lowerBound }
      for row in range {
        if gone < refused.count, Int(refused[gone]) == row {
          gone += 1
        } else {
          body(row - gone, row)
        }
      }
    }
  }
}
