/// Appends the parts that the chunks hold of one column, first to last.
struct ColumnJoining {
  private(set) var part: ColumnPart?
  private let rows: Int
  private var done = 0

  /// `rows` is how many the whole column will have.
  init(rows: Int) { self.rows = rows }

  mutating func append(_ later: consuming ColumnPart, rows count: Int) {
    defer { done += count }
    guard let earlier = part else {
      part = later
      return
    }
    part = nil
    part = joined(earlier, later)
  }

  private func joined(_ earlier: consuming ColumnPart, _ later: consuming ColumnPart) -> ColumnPart {
    switch (consume earlier, consume later) {
    case (.moments(var a), .moments(let b)):
      a.append(b, firstRow: done, rows: rows)
      return .moments(a)
    case (.numbers(var a), .numbers(let b)):
      a.append(b, firstRow: done, rows: rows)
      return .numbers(a)
    case (.categories(var a), .categories(let b)):
      a.append(b, rows: rows)
      return .categories(a)
    case (.keys(var a), .keys(let b)):
      a.append(b, rows: rows)
      return .keys(a)
    case (.empty(var a), .empty(let b)):
      a.rows += b.rows
      a.filled += b.filled
      return .empty(a)
    case (let a, _): return a
    }
  }
}

extension MomentPart {
  mutating func append(_ later: MomentPart, firstRow: Int, rows: Int) {
    raw.reserveCapacity(rows)
    raw.append(contentsOf: later.raw)
    emptyCount += later.emptyCount
    bad.append(later.bad, firstRow: firstRow)
    hasTime = hasTime || later.hasTime
    dayFirstOnly += later.dayFirstOnly
    monthFirstOnly += later.monthFirstOnly
    openCount += later.openCount
    undecided += later.undecided
    if separator == 0 { separator = later.separator }
  }
}

extension NumberPart {
  mutating func append(_ later: NumberPart, firstRow: Int, rows: Int) {
    values.reserveCapacity(rows)
    values.append(contentsOf: later.values)
    emptyCount += later.emptyCount
    bad.append(later.bad, firstRow: firstRow)
    point += later.point
    comma += later.comma
    either += later.either
    identifiers += later.identifiers
    amounts += later.amounts
    if currency == 0 { currency = later.currency }
  }
}

extension KeyPart {
  mutating func append(_ later: KeyPart, rows: Int) {
    hashes.reserveCapacity(rows)
    places.reserveCapacity(rows)
    hashes.append(contentsOf: later.hashes)
    places.append(contentsOf: later.places)
    emptyCount += later.emptyCount
  }
}

extension CategoryPart {
  mutating func append(_ later: CategoryPart, rows total: Int) {
    rows += later.rows
    emptyCount += later.emptyCount
    overflowed = overflowed || later.overflowed
    guard !overflowed else {
      codes = []
      return
    }
    let adopted = zip(later.hashes, later.names).map { adopt($0, $1) }
    if names.count > CategoryPart.limit {
      overflowed = true
      codes = []
      return
    }
    codes.reserveCapacity(total)
    for code in later.codes { codes.append(code == Column.missingCode ? code : adopted[Int(code)]) }
  }
}
