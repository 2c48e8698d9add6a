internal import CScan
import Glibc
import Synchronization

/// The bytes of one file, readable 64 bytes past their end: a class, because every table keeps them alive.
///
/// Large files are mapped: their pages are the system's already, nothing is copied and nothing cleared, and what has been read is
/// given back at once (`release`). A mapped file may be written anew meanwhile. Cut short, it reads as zeros behind its new end
/// instead of ending the process (`guard.h`), and `failure` says so; of one that changed later no text is shown any more.
package final class FileBytes: Sendable {
  /// Bytes after the end that may be read, so that the scanner never needs a tail loop.
  static let padding = 64
  /// Smaller files are copied: their text stays whatever becomes of them.
  static let mappedFrom = 1 << 20

  nonisolated(unsafe) let start: UnsafePointer<UInt8>
  package let count: Int
  /// Bytes of our own mapping; none where an array has them.
  private let capacity: Int
  private let array: [UInt8]
  private let mapped: Mapped?
  private let grew: Bool
  /// Whose pages these are, where they were written on to the bytes of another.
  private let owner: FileBytes?
  /// How many bytes stand in these pages, whoever wrote them.
  private let written: Atomic<Int>

  /// What is known of a mapped file.
  private struct Mapped: Sendable {
    var descriptor: Int32
    var slot: Int32
    var path: String
    var written: timespec
  }

  /// Bytes that never were on a disk: those of the array, where it has room behind them, for it is kept and so does not move.
  package convenience init(bytes: [UInt8]) {
    let start = bytes.withUnsafeBufferPointer { $0.baseAddress }
    if let start, bytes.capacity - bytes.count >= FileBytes.padding {
      self.init(memory: UnsafeMutablePointer(mutating: start), capacity: 0, count: bytes.count, array: bytes)
      return
    }
    self.init(count: bytes.count) { target in
      bytes.withUnsafeBytes { source in
        if let base = source.baseAddress { memcpy(target, base, source.count) }
      }
    }
  }

  /// `fill` writes exactly `count` bytes.
  convenience init(count: Int, grewWhileRead: Bool = false, fill: (UnsafeMutablePointer<UInt8>) -> Void) {
    guard let (memory, capacity) = FileBytes.memory(for: count) else { preconditionFailure("no memory for \(count) bytes") }
    fill(memory)
    self.init(memory: memory, capacity: capacity, count: count, grew: grewWhileRead)
  }

  /// Takes over pages that were mapped, readable for `padding` bytes past `count`.
  convenience init(adopting memory: UnsafeMutablePointer<UInt8>, capacity: Int, count: Int, grewWhileRead: Bool) {
    self.init(memory: memory, capacity: capacity, count: count, grew: grewWhileRead)
  }

  private init(
    memory: UnsafeMutablePointer<UInt8>, capacity: Int, count: Int, grew: Bool = false, mapped: Mapped? = nil,
    array: [UInt8] = [], owner: FileBytes? = nil
  ) {
    self.array = array
    self.owner = owner
    written = Atomic(count)
    start = UnsafePointer(memory)
    self.capacity = capacity
    self.count = count
    self.grew = grew
    self.mapped = mapped
  }

  deinit {
    if let mapped {
      guard_end(mapped.slot)
      close(mapped.descriptor)
    }
    if capacity > 0 { munmap(UnsafeMutableRawPointer(mutating: start), capacity) }
  }

  package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try body(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// The file as it is now; one that grows meanwhile is read up to the length it had at first.
  package static func read(path: String) throws(LoadFailure) -> FileBytes {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(path: path, reason: reason(of: errno)) }
    var before = stat()
    var failure: LoadFailure?
    if fstat(descriptor, &before) != 0 {
      failure = .unreadable(path: path, reason: reason(of: errno))
    } else if before.st_mode & S_IFMT != S_IFREG {
      failure = .unreadable(path: path, reason: "it is not a file")
    } else if before.st_size >= mappedFrom, let bytes = mapped(path, descriptor, before) {
      return bytes
    }
    defer { close(descriptor) }
    if let failure { throw failure }
    return try copied(path, descriptor, before)
  }

  /// Whether a stretch is the same bytes as when its digest was taken.
  func digest(of range: Range<Int>) -> UInt64 { scan_digest(start + range.lowerBound, range.count) }

  /// The same for one look: through some room that stays in the cache no page has to be mapped, and taken away again.
  func digest(of range: Range<Int>, in room: UnsafeMutableRawBufferPointer) -> UInt64 {
    guard let mapped, let base = room.baseAddress, range.count <= room.count else { return digest(of: range) }
    var done = 0
    while done < range.count {
      let got = pread(mapped.descriptor, base + done, range.count - done, range.lowerBound + done)
      if got > 0 {
        done += got
      } else if got == 0 || errno != EINTR {
        return digest(of: range)
      }
    }
    return scan_digest(base.assumingMemoryBound(to: UInt8.self), range.count)
  }

  /// These bytes and others behind them. They stay where they are if there is room behind them where nobody has written yet.
  func followed(by more: FileBytes) -> FileBytes {
    let (owner, total) = (owner ?? self, count + more.count)
    if owner.mapped == nil, owner.capacity >= total + FileBytes.padding,
      owner.written.compareExchange(expected: count, desired: total, ordering: .acquiringAndReleasing).exchanged
    {
      let memory = UnsafeMutablePointer(mutating: start)
      memcpy(memory + count, more.start, more.count)
      memset(memory + total, 0, FileBytes.padding)
      return FileBytes(memory: memory, capacity: 0, count: total, owner: owner)
    }
    var sink = ByteSink(capacity: total + total / 4, limit: .max)
    sink.append(start, count)
    sink.append(more.start, more.count)
    return sink.bytes()
  }

  // MARK: Mapped

  /// Keeps the descriptor; `nil` where the file (or one more of them) cannot be mapped.
  private static func mapped(_ path: String, _ descriptor: Int32, _ status: stat) -> FileBytes? {
    let size = Int(status.st_size)
    let capacity = (size + padding + 4095) & ~4095
    let place = mmap(nil, capacity, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let place, place != MAP_FAILED else { return nil }
    // Behind the file's last page the zeros of the first mapping stay.
    let slot = guard_begin(place, capacity)
    guard slot >= 0, mmap(place, size, PROT_READ, MAP_PRIVATE | MAP_FIXED, descriptor, 0) != MAP_FAILED else {
      if slot >= 0 { guard_end(slot) }
      munmap(place, capacity)
      return nil
    }
    madvise(place, size, Int32(MADV_SEQUENTIAL))
    return FileBytes(
      memory: place.assumingMemoryBound(to: UInt8.self), capacity: capacity, count: size,
      mapped: Mapped(descriptor: descriptor, slot: slot, path: path, written: status.st_mtim))
  }

  /// Gives back the pages of a stretch that was read. They may be read again, for the price of a look into the system's cache.
  func release(_ range: Range<Int>) {
    guard mapped != nil else { return }
    let first = (range.lowerBound + 4095) & ~4095
    let last = range.upperBound & ~4095
    if first < last { madvise(UnsafeMutableRawPointer(mutating: start + first), last - first, Int32(MADV_DONTNEED)) }
  }

  private var status: stat? {
    guard let mapped else { return nil }
    var now = stat()
    return fstat(mapped.descriptor, &now) == 0 ? now : nil
  }

  /// Somebody is still writing: the file is longer than when the reading began.
  package var grewWhileRead: Bool { grew || (status.map { $0.st_size > count } ?? false) }

  /// Why what was read is not the file: it was cut short meanwhile.
  var failure: LoadFailure? {
    guard let mapped else { return nil }
    let isShorter = guard_is_torn(mapped.slot) != 0 || (status.map { $0.st_size < count } ?? true)
    return isShorter ? .changedWhileRead(file: mapped.path) : nil
  }

  /// Whether text may be taken from it still: nothing was written over it. What was only appended does no harm.
  var isAsRead: Bool {
    guard let mapped else { return true }
    guard let now = status, guard_is_torn(mapped.slot) == 0, now.st_size >= count else { return false }
    let isOlder = now.st_mtim.tv_sec == mapped.written.tv_sec && now.st_mtim.tv_nsec == mapped.written.tv_nsec
    return isOlder || now.st_size > count
  }

  // MARK: Copied

  private static func copied(_ path: String, _ descriptor: Int32, _ before: stat) throws(LoadFailure) -> FileBytes {
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
    return FileBytes(memory: memory, capacity: capacity, count: size, grew: after.st_size > before.st_size)
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
