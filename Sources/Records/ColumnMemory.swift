/// The arrays one column is going to have, made before any of it is read, so that every worker writes its rows where they will stay.
///
/// Chunks that fill arrays of their own would all have to be copied together: twice the memory and a third of the time.
enum ColumnMemory: Sendable {
  case moments([Moment])
  case narrowMoments([UInt32])
  case numbers([Double])
  case codes([UInt16])
  case keys([UInt64])
  case none

  /// Where workers write. The arrays are held by nobody else until they are `taken`, so they do not move.
  enum Target: @unchecked Sendable {
    case moments(UnsafeMutablePointer<Moment>)
    case narrowMoments(UnsafeMutablePointer<UInt32>)
    case numbers(UnsafeMutablePointer<Double>)
    case codes(UnsafeMutablePointer<UInt16>)
    case keys(UnsafeMutablePointer<UInt64>)
    case none
  }

  static func make(for plan: ColumnPlan, capacity: Int) -> (ColumnMemory, Target) {
    let capacity = max(capacity, 1)
    // The capacity is a guess, a quarter more than the rows that were seen.
    let sure = capacity * 3 / 4
    switch plan {
    case .moments(_, isWide: false):
      let (array, start) = Uninitialized.array(UInt32.self, capacity, sure: sure)
      return (.narrowMoments(array), .narrowMoments(start))
    case .moments(_, isWide: true):
      let (array, start) = Uninitialized.array(Moment.self, capacity, sure: sure)
      return (.moments(array), .moments(start))
    case .numbers:
      let (array, start) = Uninitialized.array(Double.self, capacity, sure: sure)
      return (.numbers(array), .numbers(start))
    case .categories:
      let (array, start) = Uninitialized.array(UInt16.self, capacity, sure: sure)
      return (.codes(array), .codes(start))
    case .keys:
      let (array, start) = Uninitialized.array(UInt64.self, capacity, sure: sure)
      return (.keys(array), .keys(start))
    case .empty, .skipped: return (.none, .none)
    }
  }

  /// Drops the room that was not needed.
  mutating func trim(to rows: Int) {
    switch self {
    case .moments(var array):
      self = .none
      self = .moments(ColumnMemory.trimmed(&array, rows))
    case .narrowMoments(var array):
      self = .none
      self = .narrowMoments(ColumnMemory.trimmed(&array, rows))
    case .numbers(var array):
      self = .none
      self = .numbers(ColumnMemory.trimmed(&array, rows))
    case .codes(var array):
      self = .none
      self = .codes(ColumnMemory.trimmed(&array, rows))
    case .keys(var array):
      self = .none
      self = .keys(ColumnMemory.trimmed(&array, rows))
    case .none: break
    }
  }

  /// Large arrays have pages of their own behind the last row, which nobody ever touched; small ones share theirs and are copied.
  private static func trimmed<Element: BitwiseCopyable>(_ array: inout [Element], _ rows: Int) -> [Element] {
    let isLarge = rows * MemoryLayout<Element>.stride >= 1 << 20
    if !isLarge, array.count > rows { return Array(array[..<rows]) }
    array.removeLast(array.count - rows)
    return array
  }
}
