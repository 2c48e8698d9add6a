/// Salesforce writes one id in two ways: fifteen characters whose case counts (reports), or eighteen, of which the last three say what
/// was a capital (its interface and the data loader). Both are one key, and ids that differ in case alone are two.
extension KeyHash {
  /// Fifteen letters and digits that begin as a record of Salesforce's own objects does, at least one of them a letter.
  @inline(__always)
  static func isShortRecordID(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    count == 15 && start[1] == 0x30 && (start[0] == 0x30 || start[0] == 0x37 || start[0] == 0x35) && isAlphanumeric(start)
  }

  @inline(never)
  private static func isAlphanumeric(_ start: UnsafePointer<UInt8>) -> Bool {
    var letters = 0
    for index in 0..<15 {
      let byte = start[index]
      if (byte | 0x20) &- 0x61 < 26 { letters += 1 } else if byte &- 48 >= 10 { return false }
    }
    return letters > 0
  }

  /// The hash of the eighteen characters that the fifteen stand for.
  @inline(never)
  static func hash(shortRecordID start: UnsafePointer<UInt8>) -> UInt64 {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 18) { long in
      guard let target = long.baseAddress else { return 1 }
      for index in 0..<15 { target[index] = start[index] }
      for part in 0..<3 {
        var capitals: UInt8 = 0
        for index in 0..<5 where start[part * 5 + index] &- 0x41 < 26 { capitals |= 1 << UInt8(index) }
        target[15 + part] = capitals < 26 ? 0x41 + capitals : 0x30 + capitals - 26
      }
      return hash(target, 18)
    }
  }
}
