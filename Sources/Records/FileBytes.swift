import Glibc

/// The bytes of one file, unchanging and readable 64 bytes past their end: a class, because every table keeps them alive.
///
/// They are copied from the disk, not mapped: an export that is written anew while the dashboard is open would
/// otherwise take the process with it (SIGBUS).
package final class FileBytes: Sendable {
  /// Bytes after the end that may be read (they are zero), so that the scanner never needs a tail loop.
  static let padding = 64

  nonisolated(unsafe) let start: UnsafePointer<UInt8>
  package let count: Int
  /// Somebody was still writing: the file was longer after the reading than before.
  package let grewWhileRead: Bool
  private let capacity: Int

  /// Bytes that never were on a disk.
  package convenience init(bytes: [UInt8]) {
    self.init(count: bytes.count) { target in
      bytes.withUnsafeBytes { source in
        if let base = source.baseAddress { memcpy(target, base, source.count) }
      }
    }
  }

  /// `fill` writes exactly `count` bytes.
  init(count: Int, grewWhileRead: Bool = false, fill: (UnsafeMutablePointer<UInt8>) -> Void) {
    guard let (memory, capacity) = FileBytes.memory(for: count) else { preconditionFailure("no memory for \(count) bytes") }
    fill(memory)
    start = UnsafePointer(memory)
    self.count = count
    self.capacity = capacity
    self.grewWhileRead = grewWhileRead
  }

  /// Takes over pages that were mapped, zero for `padding` bytes past `count`.
  convenience init(adopting memory: UnsafeMutablePointer<UInt8>, capacity: Int, count: Int, grewWhileRead: Bool) {
    self.init(memory: memory, capacity: capacity, count: count, grewWhileRead: grewWhileRead)
  }

  private init(memory: UnsafeMutablePointer<UInt8>, capacity: Int, count: Int, grewWhileRead: Bool) {
    start = UnsafePointer(memory)
    self.capacity = capacity
    self.count = count
    self.grewWhileRead = grewWhileRead
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: start), capacity) }

  package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try body(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// Reads the whole file as it is now. A file that grows meanwhile is read up to the length it had at first.
  package static func read(path: String) throws(LoadFailure) -> FileBytes {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(path: path, reason: reason(of: errno)) }
    defer { close(descriptor) }
    var before = stat()
    guard fstat(descriptor, &before) == 0 else { throw .unreadable(path: path, reason: reason(of: errno)) }
    guard before.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path: path, reason: "it is not a file") }
    let size = Int(before.st_size)
    guard let (memory, capacity) = memory(for: size) else { throw .unreadable(path: path, reason: reason(of: ENOMEM)) }
    var done = 0
    var failure: LoadFailure?
    while done < size {
      let got = pread(descriptor, memory + done, min(size - done, 16 << 20), done)
      if got > 0 {
        done += got
      } else if got < 0 && errno == EINTR {
        continue
      } else {
        failure = got == 0 ? .changedWhileRead(file: path) : .unreadable(path: path, reason: reason(of: errno))
        break
      }
    }
    var after = stat()
    if failure == nil, fstat(descriptor, &after) == 0, after.st_size < before.st_size {
      failure = .changedWhileRead(file: path)
    }
    if let failure {
      munmap(memory, capacity)
      throw failure
    }
    return FileBytes(memory: memory, capacity: capacity, count: size, grewWhileRead: after.st_size > before.st_size)
  }

  /// The first bytes of a file; `nil` where it cannot be opened.
  static func head(of path: String, _ count: Int) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return [UInt8](unsafeUninitializedCapacity: count) { memory, used in
      used = max(0, pread(descriptor, memory.baseAddress, count, 0))
    }
  }

  private static func memory(for count: Int) -> (UnsafeMutablePointer<UInt8>, capacity: Int)? {
    let capacity = max(4096, (count + padding + 4095) & ~4095)
    let flags = MAP_PRIVATE | MAP_ANONYMOUS
    guard let memory = mmap(nil, capacity, PROT_READ | PROT_WRITE, flags, -1, 0), memory != MAP_FAILED else { return nil }
    if capacity >= 8 << 20 { madvise(memory, capacity, Int32(MADV_HUGEPAGE)) }
    return (memory.assumingMemoryBound(to: UInt8.self), capacity)
  }

  private static func reason(of error: Int32) -> String { String(cString: strerror(error)) }
}
