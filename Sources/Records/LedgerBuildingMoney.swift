/// Money that stands in several files at once: by day and by month, by channel and by campaign. It was spent once.
extension LedgerBuilding {
  /// The source of leads that a column of money names: `Google Ads spend (EUR)`.
  func source(paidBy column: Column, _ kind: NumberKind) -> Int? {
    guard case .money = kind.unit, kind.side == .marketing else { return nil }
    let heading = Heading(column.name)
    let paid = kind.isSpend ? NumberKind.whatIsPaid(heading) : heading.joined
    return paid.isEmpty ? nil : joined.sources.firstIndex { Heading($0.name).joined == paid }
  }

  /// Of money for one channel in several files, what they have in common is told once, by the finer of them. Where they only meet in
  /// time and do not agree, nobody can say whether it is the same: both stay, and it is a doubt.
  mutating func countMoneyOnce() {
    let spent = joined.series.indices.filter { joined.series[$0].isSpend }
    guard Set(spent.map { joined.series[$0].file }).count > 1 else { return }
    var found = MoneyOnce()
    for (_, group) in groups(spent, by: paidFor) {
      let finestFirst = group.sorted { a, b in
        let (one, other) = (joined.series[a], joined.series[b])
        if one.grain.length != other.grain.length { return one.grain.length < other.grain.length }
        let (last, otherLast) = (one.starts.last ?? Day(number: 0), other.starts.last ?? Day(number: 0))
        return last != otherLast ? last > otherLast : a < b
      }
      for (place, at) in finestFirst.enumerated() {
        for finer in finestFirst[..<place] where joined.series[finer].file != joined.series[at].file {
          var (fine, coarse) = (joined.series[finer], joined.series[at])
          found.meet(&fine, &coarse)
          (joined.series[finer], joined.series[at]) = (fine, coarse)
        }
      }
    }
    joined.series.removeAll { $0.isSpend && $0.starts.isEmpty }
    for pair in found.same { tell(pair) }
    for pair in found.apart {
      guard let table = tables.firstIndex(where: { $0.file == pair.file }) else { continue }
      doubt(.spentTwice, table, pair.other, count: pair.channels, places: [])
    }
  }

  private mutating func tell(_ pair: MoneyOnce.Pair) {
    joined.remarks.append(.sameMoney(file: pair.file, other: pair.other, channels: pair.channels, differing: pair.differing))
    guard let table = tables.firstIndex(where: { $0.file == pair.file }),
      !joined.series.contains(where: { $0.file == pair.file })
    else { return }
    joined.reports[table].setAside += joined.reports[table].counted
    joined.reports[table].counted = 0
  }

  /// What a series was spent on, and in which currency.
  private func paidFor(_ at: Int) -> String {
    let series = joined.series[at]
    // What names no currency is in the company's.
    let currency = if case .money(let own?) = series.unit { own } else { settings.currency ?? joined.currency ?? "" }
    let platform = recognised.first { tables[$0.table].file == series.file }?.exporter?.habits.platform
    let named = series.source.map { joined.sources[$0].name } ?? series.channel ?? platform
    return currency + " " + (named.map { Heading($0).joined } ?? NumberKind.whatIsPaid(Heading(series.name)))
  }

  private func groups(_ all: [Int], by key: (Int) -> String) -> [(key: String, members: [Int])] {
    var groups: [(key: String, members: [Int])] = []
    var places: [String: Int] = [:]
    for at in all {
      let key = key(at)
      if let place = places[key] {
        groups[place].members.append(at)
      } else {
        places[key] = groups.count
        groups.append((key, [at]))
      }
    }
    return groups.filter { $0.members.count > 1 }
  }
}

/// What two files say of the same channel.
struct MoneyOnce {
  struct Pair {
    /// The file whose money is not counted again, and the one that has it.
    var file: String
    var other: String
    var channels = 0
    /// Periods in which they do not agree.
    var differing = 0
  }
  private(set) var same: [Pair] = []
  private(set) var apart: [Pair] = []

  /// Takes out of two series what both say. `coarse` is by longer periods, or by the same.
  mutating func meet(_ fine: inout Series, _ coarse: inout Series) {
    guard let first = fine.starts.first, let last = fine.starts.last.map({ fine.grain.end(of: $0) }) else { return }
    // Weeks that reach over the end of a month are there for the part of them that lies in it.
    let isWhole = fine.grain == .day || fine.grain == coarse.grain
    var (equal, differing, edges): ([Int], [Int], [Int]) = ([], [], [])
    for (at, start) in coarse.starts.enumerated() {
      let end = coarse.grain.end(of: start)
      guard end >= first, start <= last else { continue }
      let sum = MoneyOnce.sum(fine, from: start, to: end)
      guard sum.periods > 0 else { continue }
      let allowed = isWhole ? max(1, 0.005 * abs(coarse.values[at])) : 0.12 * abs(coarse.values[at])
      if abs(sum.value - coarse.values[at]) <= allowed {
        equal.append(at)
      } else if start < first || end > last {
        edges.append(at)
      } else {
        differing.append(at)
      }
    }
    guard !equal.isEmpty || !differing.isEmpty || !edges.isEmpty else { return }
    guard !equal.isEmpty, equal.count >= 2 * differing.count, isWhole || equal.count > 1 else {
      MoneyOnce.add(Pair(file: coarse.file, other: fine.file, channels: 1), to: &apart)
      return
    }
    var gone = Set(equal + differing)
    for at in edges {
      // Of a period that the finer file enters, or leaves, in its middle the coarser one has all; unless it was written before its end.
      let (start, end) = (coarse.starts[at], coarse.grain.end(of: coarse.starts[at]))
      if MoneyOnce.sum(fine, from: start, to: end).value > coarse.values[at] {
        gone.insert(at)
      } else {
        let stays = fine.starts.indices.filter { fine.starts[$0] < start || fine.starts[$0] > end }
        (fine.starts, fine.values) = (stays.map { fine.starts[$0] }, stays.map { fine.values[$0] })
      }
    }
    let stays = coarse.starts.indices.filter { !gone.contains($0) }
    (coarse.starts, coarse.values) = (stays.map { coarse.starts[$0] }, stays.map { coarse.values[$0] })
    MoneyOnce.add(Pair(file: coarse.file, other: fine.file, channels: 1, differing: differing.count), to: &same)
  }

  private static func sum(_ series: Series, from: Day, to: Day) -> (value: Double, periods: Int) {
    var (value, periods) = (0.0, 0)
    var (low, high) = (0, series.starts.count)
    while low < high {
      let middle = (low + high) / 2
      if series.grain.end(of: series.starts[middle]) < from { low = middle + 1 } else { high = middle }
    }
    for at in low..<series.starts.count {
      let (start, own) = (series.starts[at], series.values[at])
      if start > to { break }
      let end = series.grain.end(of: start)
      let shared = min(end, to) - max(start, from) + 1
      guard shared > 0 else { continue }
      value += own * Double(shared) / Double(end - start + 1)
      periods += 1
    }
    return (value, periods)
  }

  private static func add(_ pair: Pair, to pairs: inout [Pair]) {
    if let at = pairs.firstIndex(where: { $0.file == pair.file && $0.other == pair.other }) {
      pairs[at].channels += pair.channels
      pairs[at].differing += pair.differing
    } else {
      pairs.append(pair)
    }
  }
}
