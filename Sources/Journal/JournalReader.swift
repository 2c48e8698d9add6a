/// Reads a journal's bytes as they come: whole lines become entries, what is no entry is set aside, and a line that has no end
/// yet waits for it.
package struct JournalReader: Sendable {
  package private(set) var setAside: [SetAside] = []
  /// The highest version that a first line named.
  package private(set) var version = Journal.version
  /// Lines that have ended.
  package private(set) var lines = 0
  /// Bytes of a last line without its end: it is being written, or its writer was stopped.
  private var tail: [UInt8] = []
  /// The last line lacks only its end, and was counted.
  private var isTailWhole = false

  package init() {}

  /// What is wrong, the last line included.
  package var faults: [SetAside] {
    tail.isEmpty || isTailWhole ? setAside : setAside + [SetAside(line: lines + 1, fault: .cutOff)]
  }

  /// Takes the next bytes of the file and returns their entries. One whose end was missing comes again with its end.
  package mutating func feed(_ bytes: [UInt8]) -> [Entry] {
    let all = tail.isEmpty ? bytes : tail + bytes
    tail = []
    isTailWhole = false
    var entries: [Entry] = []
    // No line of ours is shorter than this: growing over and over costs more than the rest.
    entries.reserveCapacity(all.count / 160 + 1)
    all.withUnsafeBufferPointer { all in
      var start = lines == 0 && all.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      while let end = JournalReader.end(of: all, from: start) {
        lines += 1
        take(all, start..<end, &entries)
        start = end + 1
      }
      guard start < all.count else { return }
      tail = Array(all[start...])
      if case .entry(let entry)? = try? JournalLine(all, start..<all.count) {
        isTailWhole = true
        entries.append(entry)
      }
    }
    return entries
  }

  private static func end(of bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var at = start
    while at < bytes.count {
      if bytes[at] == 0x0A { return at }
      at += 1
    }
    return nil
  }

  private mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, _ entries: inout [Entry]) {
    var range = line
    if let last = range.last, bytes[last] == 0x0D { range = range.dropLast() }
    guard range.contains(where: { bytes[$0] != 0x20 && bytes[$0] != 0x09 }) else { return }
    do throws(LineFault) {
      switch try JournalLine(bytes, range) {
      case .header(let version): self.version = max(self.version, version)
      case .entry(let entry): entries.append(entry)
      }
    } catch { setAside.append(SetAside(line: lines, fault: error)) }
  }
}
