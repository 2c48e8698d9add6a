/// The number two files join on: the same for the same text, whatever file, encoding or letter case it came in.
package enum KeyHash {
  /// Hash of the bytes with ASCII letters in lower case; never 0. The caller trims.
  @inline(__always)
  static func hash(_ start: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    if isShortRecordID(start, count) { return hash(shortRecordID: start) }
    let hash = mixed(start, count, fold: true)
    return hash == 0 ? 1 : hash
  }

  /// The same for text that is not in a file (the name of a category).
  package static func hash(_ text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { bytes in
      guard let start = bytes.baseAddress, !bytes.isEmpty else { return 0 }
      let cell = CellBytes(start: start, count: bytes.count).trimmed
      return cell.count == 0 ? 0 : hash(cell.start, cell.count)
    }
  }

  /// Hash of exactly these bytes; tells categories apart.
  @inline(__always)
  static func exact(_ start: UnsafePointer<UInt8>, _ count: Int) -> UInt64 { mixed(start, count, fold: false) }

  /// Eight bytes a step, each multiplied to 128 bits and folded. The last step overlaps the one before, so no byte past the end is read.
  @inline(__always)
  private static func mixed(_ start: UnsafePointer<UInt8>, _ count: Int, fold: Bool) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    let raw = UnsafeRawPointer(start)
    if count >= 8 {
      var offset = 0
      while offset + 8 < count {
        hash = step(hash, raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self), fold)
        offset += 8
      }
      return step(hash, raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self), fold)
    }
    if count >= 4 {
      let low = UInt64(raw.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
      let high = UInt64(raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
      return step(hash, low | high << 32, fold)
    }
    guard count > 0 else { return 0 }
    let word = UInt64(start[0]) | UInt64(start[count / 2]) << 8 | UInt64(start[count - 1]) << 16
    return step(hash, word, fold)
  }

  @inline(__always)
  private static func step(_ hash: UInt64, _ word: UInt64, _ fold: Bool) -> UInt64 {
    let word = fold ? lowercased(word) : word
    let product = (hash ^ word ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low
  }

  /// Eight bytes at once: A–Z become a–z, all others stay.
  @inline(__always)
  static func lowercased(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let low7 = word & (ones &* 0x7F)
    let aboveZ = low7 &+ ones &* (0x7F - 0x5A)
    let fromA = low7 &+ ones &* (0x80 - 0x41)
    let upper = (fromA ^ aboveZ) & ~word & (ones &* 0x80)
    return word | (upper >> 2)
  }
}
