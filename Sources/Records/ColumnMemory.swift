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
    switch plan {
    case .moments(_, isWide: false):
      let (array, start) = Uninitialized.array(UInt32.self, capacity)
      return (.narrowMoments(array), .narrowMoments(start))
    case .moments(_, isWide: true):
      let (array, start) = Uninitialized.array(Moment.self, capacity)
      return (.moments(array), .moments(start))
    case .numbers:
      let (array, start) = Uninitialized.array(Double.self, capacity)
      return (.numbers(array), .numbers(start))
    case .categories:
      let (array, start) = Uninitialized.array(UInt16.self, capacity)
      return (.codes(array), .codes(start))
    case .keys:
      let (array, start) = Uninitialized.array(UInt64.self, capacity)
      return (.keys(array), .keys(start))
    case .empty, .skipped: return (.none, .none)
    }
  }

  /// Drops the room that was not needed.
  mutating func trim(to rows: Int) {
    switch self {
    case .moments(var array):
      self = .none
      array.removeLast(array.count - rows)
      self = .moments(array)
    case .narrowMoments(var array):
      self = .none
      array.removeLast(array.count - rows)
      self = .narrowMoments(array)
    case .numbers(var array):
      self = .none
      array.removeLast(array.count - rows)
      self = .numbers(array)
    case .codes(var array):
      self = .none
      array.removeLast(array.count - rows)
      self = .codes(array)
    case .keys(var array):
      self = .none
      array.removeLast(array.count - rows)
      self = .keys(array)
    case .none: break
    }
  }
}
