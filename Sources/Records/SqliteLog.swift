/// The write-ahead log beside a SQLite file that some program has open: pages that are not in the file itself yet.
///
/// What counts is what was committed: the frames up to the last one that ends a transaction, each told by the log's salts and by a
/// checksum over all before it (the file format's section 4). The rest is of a transaction that never ended, or of an older log.
struct SqliteLog {
  struct Frame {
    /// Counted from 1.
    var page: Int
    /// Where its bytes begin in the log.
    var place: Int
  }
  let pageSize: Int
  /// In the order in which they were written: later ones stand.
  private(set) var frames: [Frame] = []
  /// Pages of the file after the last transaction.
  private(set) var pageCount = 0

  private static let header = 32
  private static let frameHeader = 24

  /// `nil`: no log, or nothing in it was committed.
  init?(_ start: UnsafePointer<UInt8>, _ count: Int) {
    guard count > SqliteLog.header else { return nil }
    func word(_ at: Int) -> UInt32 { (0..<4).reduce(0) { $0 << 8 | UInt32(start[at + $1]) } }
    guard word(0) & ~1 == 0x377F_0682, word(4) == 3_007_000 else { return nil }
    pageSize = Int(word(8))
    guard pageSize >= 512, pageSize <= 65_536, pageSize.nonzeroBitCount == 1 else { return nil }
    let isBigEndian = word(0) & 1 == 1
    var sum = (UInt32(0), UInt32(0))
    func add(_ from: Int, _ bytes: Int, to sum: inout (UInt32, UInt32)) {
      for at in stride(from: from, to: from + bytes, by: 8) {
        let first = isBigEndian ? word(at) : word(at).byteSwapped
        let second = isBigEndian ? word(at + 4) : word(at + 4).byteSwapped
        sum.0 = sum.0 &+ first &+ sum.1
        sum.1 = sum.1 &+ second &+ sum.0
      }
    }
    add(0, 24, to: &sum)
    guard sum == (word(24), word(28)) else { return nil }
    var uncommitted: [Frame] = []
    var at = SqliteLog.header
    while at + SqliteLog.frameHeader + pageSize <= count {
      guard word(at + 8) == word(16), word(at + 12) == word(20) else { break }
      add(at, 8, to: &sum)
      add(at + SqliteLog.frameHeader, pageSize, to: &sum)
      guard sum == (word(at + 16), word(at + 20)), word(at) > 0 else { break }
      uncommitted.append(Frame(page: Int(word(at)), place: at + SqliteLog.frameHeader))
      if word(at + 4) > 0 {
        pageCount = Int(word(at + 4))
        frames += uncommitted
        uncommitted = []
      }
      at += SqliteLog.frameHeader + pageSize
    }
    if frames.isEmpty { return nil }
  }
}
