import Glibc

/// The arrays one column is going to have, made before any of it is read, so that every worker writes its rows where they will stay.
///
/// Chunks that fill arrays of their own would all have to be copied together: twice the memory and a third of the time.
enum ColumnMemory: Sendable {
  case moments([Moment])
  case numbers([Double])
  case codes([UInt32])
  case keys([UInt64], [TextStore.Place])
  case none

  /// Where workers write. The arrays are held by nobody else until they are `taken`, so they do not move.
  enum Target: @unchecked Sendable {
    case moments(UnsafeMutablePointer<Moment>)
    case numbers(UnsafeMutablePointer<Double>)
    case codes(UnsafeMutablePointer<UInt32>)
    case keys(UnsafeMutablePointer<UInt64>, UnsafeMutablePointer<TextStore.Place>)
    case none
  }

  static func make(for plan: ColumnPlan, capacity: Int) -> (ColumnMemory, Target) {
    let capacity = max(capacity, 1)
    switch plan {
    case .moments:
      let (array, start) = uninitialized(Moment.self, capacity)
      return (.moments(array), .moments(start))
    case .numbers:
      let (array, start) = uninitialized(Double.self, capacity)
      return (.numbers(array), .numbers(start))
    case .categories:
      let (array, start) = uninitialized(UInt32.self, capacity)
      return (.codes(array), .codes(start))
    case .keys:
      let (hashes, hashStart) = uninitialized(UInt64.self, capacity)
      let (places, placeStart) = uninitialized(TextStore.Place.self, capacity)
      return (.keys(hashes, places), .keys(hashStart, placeStart))
    case .empty, .skipped: return (.none, .none)
    }
  }

  /// An array of bits that mean nothing yet. Pages that are never written are never taken from the system.
  private static func uninitialized<Element: BitwiseCopyable>(
    _ type: Element.Type, _ count: Int
  ) -> ([Element], UnsafeMutablePointer<Element>) {
    // Overwritten at once: an array of at least one element has a place.
    var start = UnsafeMutablePointer<Element>(bitPattern: MemoryLayout<Element>.alignment).unsafelyUnwrapped
    let array = [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let base = buffer.baseAddress { start = base }
      initialized = count
    }
    let bytes = count * MemoryLayout<Element>.stride
    if bytes >= 4 << 20 {
      let first = (UInt(bitPattern: start) + 4095) & ~4095
      madvise(UnsafeMutableRawPointer(bitPattern: first), (bytes - 4096) & ~4095, Int32(MADV_HUGEPAGE))
    }
    return (array, start)
  }

  /// Drops the room that was not needed.
  mutating func trim(to rows: Int) {
    switch self {
    case .moments(var array):
      self = .none
      array.removeLast(array.count - rows)
      self = .moments(array)
    case .numbers(var array):
      self = .none
      array.removeLast(array.count - rows)
      self = .numbers(array)
    case .codes(var array):
      self = .none
      array.removeLast(array.count - rows)
      self = .codes(array)
    case .keys(var hashes, var places):
      self = .none
      hashes.removeLast(hashes.count - rows)
      places.removeLast(places.count - rows)
      self = .keys(hashes, places)
    case .none: break
    }
  }
}
