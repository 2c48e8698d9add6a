/// Dates, with or without a time. A day and month in figures wait, both kept, until the whole column has been seen.
struct MomentPart: Sendable {
  /// Takes seconds since 1970-01-01; or missing; or an open order, told apart by lying beyond all dates.
  private nonisolated(unsafe) let wide: UnsafeMutablePointer<Moment>?
  /// Takes the same in four bytes where the column seems to need no more.
  private nonisolated(unsafe) let narrow: UnsafeMutablePointer<UInt32>?
  /// A moment did not fit into four bytes: the column has to be read again.
  var overflowed = false
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

  /// Whole seconds or milliseconds since 1970, or a spreadsheet's days since the end of 1899, when the heading says that the column
  /// is a time.
  enum EpochUnit: Sendable { case none, seconds, milliseconds, days }

  /// The last readings of unusual ways of writing, found by hash: the same few hundred days come again and again.
  private var memory: [Remembered] = []
  private struct Remembered: Sendable {
    var hash: UInt64
    var raw: Moment
    var hasTime: Bool
    var isBad: Bool
  }

  init(epoch: EpochUnit, wide: UnsafeMutablePointer<Moment>? = nil, narrow: UnsafeMutablePointer<UInt32>? = nil) {
    self.epoch = epoch
    self.wide = wide
    self.narrow = narrow
  }

  mutating func append(_ batch: RowBatch, _ column: Int, _ firstRow: Int) {
    MonthStarts.all.withUnsafeBufferPointer { months in
      guard let months = months.baseAddress else { return }
      if let wide {
        append(batch, column, firstRow, months) { wide[$1] = $0 }
      } else if let narrow {
        var overflowed = false
        append(batch, column, firstRow, months) { moment, row in
          let seconds = Moments.narrow(moment)
          if seconds == nil { overflowed = true }
          narrow[row] = seconds ?? 0
        }
        self.overflowed = self.overflowed || overflowed
      }
    }
  }

  /// The four commonest ways of writing are read here; all others by `unusual`.
  @inline(__always)
  private mutating func append(
    _ batch: RowBatch, _ column: Int, _ firstRow: Int, _ months: UnsafePointer<Int32>, _ put: (Moment, Int) -> Void
  ) {
    for row in 0..<batch.count {
      let cell = batch.cell(row, column).bare
      if cell.count == 0 {
        emptyCount += 1
        put(.missing, firstRow &+ row)
        continue
      }
      if cell.count >= 10 {
        if let day = MomentText.isoDay(cell.start, months) {
          if cell.count == 10 {
            put(Moment(seconds: Int64(day) &* 86_400), firstRow &+ row)
            continue
          }
          if cell.count == 16, cell[10] == 0x20 || cell[10] == 0x54, let clock = MomentText.minutes(cell.start + 8) {
            put(Moment(seconds: Int64(day) &* 86_400 &+ clock), firstRow &+ row)
            hasTime = true
            continue
          }
          if cell.count >= 19, cell[10] == 0x20 || cell[10] == 0x54, let clock = MomentText.clock(cell.start + 11),
            cell.count == 19 || MomentPart.isFraction(cell)
          {
            put(Moment(seconds: Int64(day) &* 86_400 &+ clock), firstRow &+ row)
            hasTime = true
            continue
          }
        } else if cell.count == 10, let figures = MomentText.figures(cell.start) {
          let open = OpenMoment(
            first: figures.first, second: figures.second, year: Int16(truncatingIfNeeded: figures.year), separator: cell[2],
            seconds: 0)
          count(open)
          put(open.raw, firstRow &+ row)
          continue
        }
      }
      put(unusual(cell, row: firstRow + row), firstRow &+ row)
    }
  }

  /// Lets go of what is only needed to read.
  mutating func forget() { memory = [] }

  /// What another worker counted on the same column.
  mutating func add(_ other: MomentPart) {
    emptyCount += other.emptyCount
    bad.add(other.bad)
    hasTime = hasTime || other.hasTime
    overflowed = overflowed || other.overflowed
    dayFirstOnly += other.dayFirstOnly
    monthFirstOnly += other.monthFirstOnly
    openCount += other.openCount
    undecided += other.undecided
    separator = max(separator, other.separator)
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
    if cell.emptiness != .filled || cell.isZeroDate {
      emptyCount += 1
      return .missing
    }
    if epoch != .none, let seconds = MomentPart.epochSeconds(cell, epoch) {
      if epoch != .days || seconds % 86_400 != 0 { hasTime = true }
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
    separator = max(separator, open.separator)
    if open.second > 12 {
      monthFirstOnly += 1
    } else if open.first > 12 {
      dayFirstOnly += 1
    } else if open.first != open.second {
      undecided += 1
    }
  }

  static func epochSeconds(_ cell: CellBytes, _ unit: EpochUnit) -> Int64? {
    if unit == .days { return spreadsheetSeconds(cell) }
    guard cell.count == (unit == .seconds ? 10 : 13) else { return nil }
    var value: Int64 = 0
    for index in 0..<cell.count {
      guard cell[index] &- 48 < 10 else { return nil }
      value = value * 10 + Int64(cell[index] &- 48)
    }
    let seconds = unit == .seconds ? value : value / 1000
    return seconds >= 946_684_800 && seconds < 4_102_444_800 ? seconds : nil
  }

  /// `46031` or `46031.5`: days since 1899-12-30, of the years 1990 to 2077.
  private static func spreadsheetSeconds(_ cell: CellBytes) -> Int64? {
    guard cell.count == 5 || (cell.count > 6 && cell.count < 24 && cell[5] == UInt8(ascii: ".")) else { return nil }
    var days: Int64 = 0
    for index in 0..<5 {
      guard cell[index] &- 48 < 10 else { return nil }
      days = days * 10 + Int64(cell[index] &- 48)
    }
    var (part, place) = (0.0, 0.1)
    for index in stride(from: 6, to: cell.count, by: 1) {
      guard cell[index] &- 48 < 10 else { return nil }
      part += Double(cell[index] &- 48) * place
      place /= 10
    }
    guard days >= 32_874, days < 65_000 else { return nil }
    return (days - 25_569) * 86_400 + Int64((part * 86_400).rounded())
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

  init(first: UInt8, second: UInt8, year: Int16, separator: UInt8, seconds: Int64) {
    self.first = first
    self.second = second
    self.year = year
    self.separator = separator
    self.seconds = seconds
  }

  /// A known moment as it is, an open one packed.
  static func raw(_ text: MomentText) -> Moment {
    guard text.order == .open else { return Moment(seconds: text.seconds) }
    return OpenMoment(first: text.first, second: text.second, year: text.year, separator: text.separator, seconds: text.seconds)
      .raw
  }

  @inline(__always)
  var raw: Moment {
    var packed = OpenMoment.flag | Int64(first) << 54 | Int64(second) << 46
    packed |= Int64(year) << 30
    packed |= Int64(separator & 0x3F) << 20 | seconds
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
  func moment(dayFirst: Bool, _ months: UnsafePointer<Int32>) -> Moment? {
    let day = dayFirst ? first : second
    let month = dayFirst ? second : first
    guard let number = MonthStarts.day(months, Int(year), Int(month), Int(day)) else { return nil }
    return Moment(seconds: Int64(number) * 86_400 + seconds)
  }
}
