/// Dates, with or without a time. A day and month in figures wait, both kept, until the whole column has been seen.
struct MomentPart: Sendable {
  /// Seconds since 1970-01-01; or missing; or an open order, told apart by lying beyond all dates.
  var raw: [Moment] = []
  var emptyCount = 0
  var bad = BadCells()
  var hasTime = false
  /// Open cells that only one order explains, that both do, and both with different results.
  var dayFirstOnly = 0
  var monthFirstOnly = 0
  var openCount = 0
  var undecided = 0
  /// What stands between the figures of open cells; 0 when there are none.
  var separator: UInt8 = 0
  let epoch: EpochUnit

  /// Whole seconds or milliseconds since 1970, when the heading says that the column is a time.
  enum EpochUnit: Sendable { case none, seconds, milliseconds }

  /// The last readings of unusual ways of writing, found by hash: the same few hundred days come again and again.
  private var memory: [Remembered] = []
  private struct Remembered: Sendable {
    var hash: UInt64
    var raw: Moment
    var hasTime: Bool
    var isBad: Bool
  }

  init(epoch: EpochUnit, expectedRows: Int) {
    self.epoch = epoch
    raw.reserveCapacity(expectedRows)
  }

  mutating func append(_ batch: RowBatch, _ column: Int) {
    withUnsafeTemporaryAllocation(of: Moment.self, capacity: batch.count) { out in
      for row in 0..<batch.count {
        let cell = batch.cell(row, column).bare
        if cell.count >= 10, let day = MomentText.isoDay(cell.start) {
          if cell.count == 10 {
            out[row] = Moment(seconds: Int64(day) &* 86_400)
            continue
          }
          if cell.count >= 19, cell[10] == 0x20 || cell[10] == 0x54, let clock = MomentText.clock(cell.start + 11),
            cell.count == 19 || MomentPart.isFraction(cell)
          {
            out[row] = Moment(seconds: Int64(day) &* 86_400 &+ clock)
            hasTime = true
            continue
          }
        }
        out[row] = unusual(cell, row: batch.firstRow + row)
      }
      raw.append(contentsOf: UnsafeBufferPointer(rebasing: UnsafeBufferPointer(out)[0..<batch.count]))
    }
  }

  /// `.250`, `.250Z`, `Z` after the seconds.
  @inline(__always)
  private static func isFraction(_ cell: CellBytes) -> Bool {
    let last = cell[cell.count - 1] == UInt8(ascii: "Z") ? cell.count - 1 : cell.count
    if last == 19 { return true }
    guard cell[19] == UInt8(ascii: "."), last > 20 else { return false }
    for index in 20..<last where cell[index] &- 48 > 9 { return false }
    return true
  }

  private mutating func unusual(_ cell: CellBytes, row: Int) -> Moment {
    if cell.emptiness != .filled {
      emptyCount += 1
      return .missing
    }
    if epoch != .none, let seconds = MomentPart.epochSeconds(cell, epoch) {
      hasTime = true
      return Moment(seconds: seconds)
    }
    let hash = KeyHash.exact(cell.start, min(cell.count, 64)) | 1
    let slot = Int(truncatingIfNeeded: hash >> 20) & 1023
    if memory.isEmpty {
      memory = Array(repeating: Remembered(hash: 0, raw: .missing, hasTime: false, isBad: true), count: 1024)
    }
    if memory[slot].hash != hash {
      let found = MomentText.read(cell)
      memory[slot] = Remembered(
        hash: hash, raw: found.map(OpenMoment.raw) ?? .missing, hasTime: found?.hasTime ?? false, isBad: found == nil)
    }
    let remembered = memory[slot]
    if remembered.isBad {
      bad.add(row: row, cell)
      return .missing
    }
    hasTime = hasTime || remembered.hasTime
    if let open = OpenMoment(remembered.raw) { count(open) }
    return remembered.raw
  }

  private mutating func count(_ open: OpenMoment) {
    openCount += 1
    if separator == 0 { separator = open.separator }
    if open.second > 12 {
      monthFirstOnly += 1
    } else if open.first > 12 {
      dayFirstOnly += 1
    } else if open.first != open.second {
      undecided += 1
    }
  }

  static func epochSeconds(_ cell: CellBytes, _ unit: EpochUnit) -> Int64? {
    guard cell.count == (unit == .seconds ? 10 : 13) else { return nil }
    var value: Int64 = 0
    for index in 0..<cell.count {
      guard cell[index] &- 48 < 10 else { return nil }
      value = value * 10 + Int64(cell[index] &- 48)
    }
    let seconds = unit == .seconds ? value : value / 1000
    return seconds >= 946_684_800 && seconds < 4_102_444_800 ? seconds : nil
  }
}

/// A day and month in figures whose order is open, packed where a moment will be: bit 62 set, as no date has.
struct OpenMoment {
  var first: UInt8
  var second: UInt8
  var year: Int16
  var separator: UInt8
  var seconds: Int64

  private static let flag: Int64 = 1 << 62

  /// A known moment as it is, an open one packed.
  static func raw(_ text: MomentText) -> Moment {
    guard text.order == .open else { return Moment(seconds: text.seconds) }
    var packed = flag | Int64(text.first) << 54 | Int64(text.second) << 46
    packed |= Int64(text.year) << 30
    packed |= Int64(text.separator & 0x3F) << 20 | text.seconds
    return Moment(seconds: packed)
  }

  init?(_ raw: Moment) {
    let packed = raw.seconds
    guard packed >= OpenMoment.flag else { return nil }
    first = UInt8(truncatingIfNeeded: packed >> 54)
    second = UInt8(truncatingIfNeeded: packed >> 46)
    year = Int16(truncatingIfNeeded: packed >> 30)
    separator = UInt8(truncatingIfNeeded: packed >> 20) & 0x3F
    seconds = packed & 0xFFFFF
  }

  /// The figures as they were, for an example.
  var text: String {
    let mark = separator == 0x2F ? "/" : separator == 0x2E ? "." : "-"
    return "\(first)\(mark)\(second)\(mark)\(year)"
  }

  /// The moment under one order, or nil where the calendar has no such day.
  func moment(dayFirst: Bool) -> Moment? {
    let day = dayFirst ? first : second
    let month = dayFirst ? second : first
    guard let date = Day(year: Int(year), month: Int(month), day: Int(day)) else { return nil }
    return Moment(seconds: Moment(date).seconds + seconds)
  }
}
