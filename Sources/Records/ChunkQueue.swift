import Synchronization

/// Hands every chunk to exactly one worker, in order: a class, because the workers share it.
final class ChunkQueue: Sendable {
  private let taken = Atomic(0)
  private let count: Int
  init(count: Int) { self.count = count }

  func next() -> Int? {
    let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
    return index < count ? index : nil
  }
}

/// Bytes and rows read so far by all workers together: a class, because they share it.
final class ReadTally: Sendable {
  private let bytes = Atomic(0)
  private let rows = Atomic(0)
  init() {}

  func add(bytes more: Int, rows moreRows: Int) -> (bytes: Int, rows: Int) {
    (
      bytes.wrappingAdd(more, ordering: .relaxed).newValue,
      rows.wrappingAdd(moreRows, ordering: .relaxed).newValue
    )
  }
}
