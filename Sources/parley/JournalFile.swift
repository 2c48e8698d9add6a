import CTerm
import Glibc
import Journal

/// The journal in a folder: read as it grows, and written so that an entry is there whole or not at all.
struct JournalFile {
  static let fileName = "parley.journal.jsonl"

  let folder: String
  let path: String
  private(set) var journal = Journal()
  private var reader = JournalReader()
  /// What was read of which file, and the last bytes of it: a file that only grew is read on from there.
  private var place = Place()
  /// The folder was told of the file's name, and has it on the disk.
  private var isNamed = false

  private struct Place {
    var device: UInt64 = 0
    var node: UInt64 = 0
    var offset = 0
    var changed = timespec()
    var last: [UInt8] = []
  }

  init(folder: String) {
    self.folder = folder
    path = folder + (folder.hasSuffix("/") ? "" : "/") + JournalFile.fileName
    // A limit on the size of files is met as an error, not as a death.
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Why nothing can be written here, where that is known before anybody tries.
  var refusal: String? {
    let target = access(path, F_OK) == 0 ? path : folder
    return access(target, W_OK) == 0
      ? nil : "the journal may not be written here. Work in a copy of the folder, or ask for the right."
  }

  // MARK: Reading

  /// Reads what is new. Returns whether anything is; a journal that was replaced or edited is read again.
  mutating func refresh() throws(JournalFailure) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      guard errno == ENOENT else { throw .cannotRead(path: path, problem: errno) }
      let had = !journal.entries.isEmpty || !journal.setAside.isEmpty
      forget()
      return had
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .cannotRead(path: path, problem: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
    let isSame = status.st_dev == place.device && status.st_ino == place.node
    if isSame, status.st_size == place.offset, status.st_mtim.tv_sec == place.changed.tv_sec,
      status.st_mtim.tv_nsec == place.changed.tv_nsec
    {
      return false
    }
    if !isSame || status.st_size <= place.offset || !hasGrown(descriptor) { forget() }
    let bytes = try read(descriptor, from: place.offset)
    journal.take(bytes, &reader)
    place.device = UInt64(status.st_dev)
    place.node = UInt64(status.st_ino)
    place.offset += bytes.count
    place.changed = status.st_mtim
    place.last = Array((place.last + bytes.suffix(64)).suffix(64))
    return true
  }

  private mutating func forget() {
    journal = Journal()
    reader = JournalReader()
    place = Place()
  }

  /// What stood at the end is still there: the file was added to, not edited.
  private func hasGrown(_ descriptor: CInt) -> Bool {
    var bytes = [UInt8](repeating: 0, count: place.last.count)
    let count = pread(descriptor, &bytes, bytes.count, off_t(place.offset - bytes.count))
    return count == bytes.count && bytes == place.last
  }

  private func read(_ descriptor: CInt, from offset: Int) throws(JournalFailure) -> [UInt8] {
    var status = stat()
    _ = fstat(descriptor, &status)
    // As much as there is now; what is added meanwhile is read the next time.
    let size = max(0, Int(status.st_size) - offset)
    var problem: CInt = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { room, count in
      while count < size {
        let got = pread(descriptor, room.baseAddress.map { $0 + count }, size - count, off_t(offset + count))
        if got < 0, errno == EINTR { continue }
        if got < 0 { problem = errno }
        guard got > 0 else { break }
        count += got
      }
    }
    guard problem == 0 else { throw .cannotRead(path: path, problem: problem) }
    return bytes
  }

  // MARK: Writing

  /// How long a command waits for somebody else who writes; a screen waits for nobody.
  static let patience = 10_000
  static let patienceOfAScreen = 200

  /// Writes entries in one piece, and returns when they are on the disk. Waits at most `patience` milliseconds for somebody else.
  mutating func append(_ entries: [Entry], patience: Int = JournalFile.patience) throws(JournalFailure) {
    guard !entries.isEmpty else { return }
    let lines = Array(entries.map(\.line).joined().utf8)
    let (descriptor, isLocked) = try opened(patience)
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .cannotWrite(path: path, problem: errno) }
    let size = status.st_size
    var bytes: [UInt8] = size == 0 ? Array(Journal.header.utf8) : []
    if size > 0, !endsALine(descriptor, size) { bytes.append(0x0A) }
    bytes += lines
    do throws(JournalFailure) {
      guard writeAll(bytes[...], to: descriptor), fsync(descriptor) == 0 else { throw .cannotWrite(path: path, problem: errno) }
      // Also when the file was there: whoever made it may have been ended before its name was on the disk.
      if !isNamed { try syncFolder() }
      isNamed = true
    } catch {
      // What was written in part is cut off again; nobody else wrote meanwhile.
      if isLocked, ftruncate(descriptor, size) == 0 { fsync(descriptor) }
      throw error
    }
  }

  /// The file, open at its end and, where the disk knows locks, locked.
  private func opened(_ patience: Int) throws(JournalFailure) -> (descriptor: CInt, isLocked: Bool) {
    for _ in 0..<20 {
      let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o664)
      guard descriptor >= 0 else { throw .cannotOpen(path: path, problem: errno) }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        close(descriptor)
        throw .notAFile(path: path)
      }
      let isLocked: Bool
      do throws(JournalFailure) { isLocked = try locked(descriptor, patience) } catch {
        close(descriptor)
        throw error
      }
      // An editor may have put another file in its place while we waited.
      var named = stat()
      if stat(path, &named) == 0, named.st_ino == status.st_ino, named.st_dev == status.st_dev { return (descriptor, isLocked) }
      close(descriptor)
    }
    throw .busy(path: path, milliseconds: patience)
  }

  /// Waits for the lock. False where the disk knows none: then appending in one piece has to do.
  private func locked(_ descriptor: CInt, _ patience: Int) throws(JournalFailure) -> Bool {
    for _ in 0..<max(1, patience) {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      switch errno {
      case EWOULDBLOCK: poll(nil, 0, 1)
      case EINTR: continue
      default: return false
      }
    }
    throw .busy(path: path, milliseconds: patience)
  }

  private func endsALine(_ descriptor: CInt, _ size: off_t) -> Bool {
    var byte: UInt8 = 0
    return pread(descriptor, &byte, 1, size - 1) == 1 && byte == 0x0A
  }

  /// A new name in a folder is on the disk only when the folder is.
  private func syncFolder() throws(JournalFailure) {
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw .cannotWrite(path: path, problem: errno) }
    defer { close(directory) }
    // A disk that cannot sync a folder says EINVAL: then nobody can do more.
    guard fsync(directory) == 0 || errno == EINVAL else { throw .cannotWrite(path: path, problem: errno) }
  }
}

extension Stamp {
  /// The clock of this machine.
  static var now: Stamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Stamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}

/// Gives drafts their moments and ids. What one pane writes stays in the order it was written in, and after what it had read.
struct EntryClock {
  private var last = Stamp(milliseconds: 0)
  /// A clock that is further ahead than this is wrong, and not followed.
  private static let furthest: Int64 = 86_400_000

  mutating func entry(_ draft: Draft, after journal: Journal) -> Entry {
    let now = Stamp.now.milliseconds
    var at = max(now, last.milliseconds + 1)
    if let newest = journal.entries.last?.at.milliseconds, newest >= at, newest - now < EntryClock.furthest { at = newest + 1 }
    last = Stamp(milliseconds: at)
    var chance: UInt64 = 0
    // Before the machine has gathered chance there is the process and its clock.
    if getrandom(&chance, 8, 0) != 8 { chance = UInt64(getpid()) << 40 ^ UInt64(bitPattern: Int64(clock())) }
    return Entry(draft, id: EntryId(time: UInt64(max(0, at)), chance: chance), at: last)
  }
}
