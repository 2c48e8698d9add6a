import CPack
import Glibc

/// Bytes that are written one after the other, to become the bytes of a file: grown by moving pages, not by copying.
struct ByteSink: ~Copyable {
  private(set) var count = 0
  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// More than this is no export; `isFull` then stays true and nothing is written any more.
  private let limit: Int
  private(set) var isFull = false

  init(capacity: Int = 1 << 16, limit: Int = Packing.limit) {
    self.limit = limit
    let whole = ByteSink.pages(min(capacity, limit))
    guard let memory = mmap(nil, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), memory != MAP_FAILED else {
      preconditionFailure("no memory for \(whole) bytes")
    }
    self.memory = memory.assumingMemoryBound(to: UInt8.self)
    self.capacity = whole
  }

  deinit { munmap(memory, capacity) }

  private static func pages(_ bytes: Int) -> Int { max(4096, (bytes + FileBytes.padding + 4095) & ~4095) }

  /// Room for `bytes` more; false where that would be past the limit or past the machine's memory.
  mutating func reserve(_ bytes: Int) -> Bool {
    if count + bytes + FileBytes.padding <= capacity { return true }
    guard !isFull, count + bytes <= limit else {
      isFull = true
      return false
    }
    let wanted = ByteSink.pages(max(count + bytes, min(2 * capacity, limit)))
    guard let moved = cpack_grow(memory, capacity, wanted) else {
      isFull = true
      return false
    }
    memory = moved.assumingMemoryBound(to: UInt8.self)
    capacity = wanted
    return true
  }

  mutating func append(_ byte: UInt8) {
    guard reserve(1) else { return }
    memory[count] = byte
    count += 1
  }

  mutating func append(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
    guard length > 0, reserve(length) else { return }
    memcpy(memory + count, bytes, length)
    count += length
  }

  mutating func append(repeating byte: UInt8, count length: Int) {
    guard length > 0, reserve(length) else { return }
    memset(memory + count, Int32(byte), length)
    count += length
  }

  /// The free room, for whoever writes by pointer; `wrote` says how much it was.
  mutating func withRoom(_ bytes: Int, _ write: (UnsafeMutablePointer<UInt8>, Int) -> Int) -> Bool {
    guard reserve(bytes) else { return false }
    count += write(memory + count, capacity - count - FileBytes.padding)
    return true
  }

  /// What was written, as the bytes of a file.
  consuming func bytes(grewWhileRead: Bool = false) -> FileBytes {
    // Whoever reads may read a little past the end, and finds zeros there.
    memset(memory + count, 0, FileBytes.padding)
    let result = FileBytes(adopting: memory, capacity: capacity, count: count, grewWhileRead: grewWhileRead)
    discard self
    return result
  }
}
