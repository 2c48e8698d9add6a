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
    countTotalsOnce(&found)
    for pair in found.same {
      countFiguresOnce(of: pair.file, in: found.same.flatMap { [$0.file, $0.other] })
      tell(pair)
    }
    for pair in found.apart {
      guard let table = tables.firstIndex(where: { $0.file == pair.file }) else { continue }
      doubt(.spentTwice, table, pair.other, count: pair.channels, places: [])
    }
  }

  /// Money that is told by other names: campaigns of one file that add up to a channel, or to all channels, of another.
  private mutating func countTotalsOnce(_ found: inout MoneyOnce) {
    var files: [(name: String, series: [Int])] = []
    for at in joined.series.indices where joined.series[at].isSpend {
      if let place = files.firstIndex(where: { $0.name == joined.series[at].file }) {
        files[place].series.append(at)
      } else {
        files.append((joined.series[at].file, [at]))
      }
    }
    for one in files.indices {
      for other in files.indices where other != one && !found.knows(files[one].name, files[other].name) {
        let parts = files[other].series.map { [$0] } + (files[other].series.count > 1 ? [files[other].series] : [])
        // Of two files each with one number, once is enough.
        for part in parts where part.count + files[one].series.count > 2 || one < other {
          if countOnce(files[one].series, part, &found) { break }
        }
      }
    }
    joined.series.removeAll { $0.isSpend && $0.starts.isEmpty }
  }

  /// Whether two sets of series are the same money; it stays by the names that leads come from, else by the finer periods.
  private mutating func countOnce(_ one: [Int], _ other: [Int], _ found: inout MoneyOnce) -> Bool {
    guard var fine = total(one), var coarse = total(other), paidIn(one[0]) == paidIn(other[0]) else { return false }
    var (fineParts, coarseParts) = (one, other)
    if fine.grain.length > coarse.grain.length {
      (fine, coarse) = (coarse, fine)
      (fineParts, coarseParts) = (other, one)
    }
    let before = Array(zip(coarse.starts, coarse.values))
    let fineBefore = fine.starts
    var met = MoneyOnce()
    met.meet(&fine, &coarse)
    // Of a period that the finer file enters in its middle the coarser one has all.
    let edges = Set(fineBefore).subtracting(fine.starts)
    let equal = before.filter { !coarse.starts.contains($0.0) }
    let gone = equal.map(\.0)
    // Chance makes a month or two alike, two flat budgets may be of one size, and where nothing was spent nothing speaks.
    guard met.same.first?.differing == 0, Set(equal.map(\.1).filter { $0 != 0 }).count > 2 else { return false }
    // Weeks are never quite a month's: two budgets of like size look the same, and nobody can say whether they are.
    guard fine.grain == .day || fine.grain == coarse.grain else {
      found.doubt(coarse.file, fine.file, channels: coarseParts.count)
      return true
    }
    func named(_ parts: [Int]) -> Int { parts.count { joined.series[$0].source != nil } }
    let leaves = named(coarseParts) > named(fineParts) ? fineParts : coarseParts
    let stays = leaves == fineParts ? coarseParts : fineParts
    keep(in: leaves) { start in !gone.contains { start >= $0 && start <= coarse.grain.end(of: $0) } }
    keep(in: fineParts) { !edges.contains($0) }
    found.note(joined.series[leaves[0]].file, in: joined.series[stays[0]].file, channels: leaves.count)
    return true
  }

  private mutating func keep(in parts: [Int], _ stays: (Day) -> Bool) {
    for at in parts {
      let series = joined.series[at]
      let kept = series.starts.indices.filter { stays(series.starts[$0]) }
      joined.series[at].starts = kept.map { series.starts[$0] }
      joined.series[at].values = kept.map { series.values[$0] }
    }
  }

  /// What several series of one grain add up to.
  private func total(_ parts: [Int]) -> Series? {
    guard var sum = parts.first.map({ joined.series[$0] }), parts.allSatisfy({ joined.series[$0].grain == sum.grain }) else {
      return nil
    }
    guard parts.count > 1 else { return sum.starts.isEmpty ? nil : sum }
    var values: [Day: Double] = [:]
    for at in parts {
      for (day, value) in zip(joined.series[at].starts, joined.series[at].values) { values[day, default: 0] += value }
    }
    sum.starts = values.keys.sorted()
    sum.values = sum.starts.map { values[$0] ?? 0 }
    return sum.starts.isEmpty ? nil : sum
  }

  /// Where the money of two files is the same, so are the clicks beside it.
  private mutating func countFiguresOnce(of file: String, in files: [String]) {
    let others = joined.series.indices.filter {
      joined.series[$0].file != file && files.contains(joined.series[$0].file) && !joined.series[$0].isSpend
    }
    for at in joined.series.indices where joined.series[at].file == file && !joined.series[at].isSpend {
      if case .ratio = joined.series[at].unit { continue }
      let name = Heading(joined.series[at].name)
      guard let other = others.first(where: { Heading(joined.series[$0].name) == name }) else { continue }
      var (fine, coarse, met) = (joined.series[other], joined.series[at], MoneyOnce())
      guard fine.grain.length <= coarse.grain.length else { continue }
      met.meet(&fine, &coarse)
      if !met.same.isEmpty { (joined.series[other], joined.series[at]) = (fine, coarse) }
    }
    joined.series.removeAll { $0.file == file && $0.starts.isEmpty }
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
    let currency = paidIn(at)
    let platform = recognised.first { tables[$0.table].file == series.file }?.exporter?.habits.platform
    let named = series.source.map { joined.sources[$0].name } ?? series.channel ?? platform
    return currency + " " + (named.map { Heading($0).joined } ?? NumberKind.whatIsPaid(Heading(series.name)))
  }

  /// What names no currency is in the company's.
  private func paidIn(_ at: Int) -> String {
    if case .money(let own?) = joined.series[at].unit { own } else { settings.currency ?? joined.currency ?? "" }
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

  /// Whether the two files have met by the names of their channels.
  func knows(_ one: String, _ other: String) -> Bool {
    (same + apart).contains { $0.file == one && $0.other == other || $0.file == other && $0.other == one }
  }

  mutating func note(_ file: String, in other: String, channels: Int) {
    MoneyOnce.add(Pair(file: file, other: other, channels: channels), to: &same)
  }

  mutating func doubt(_ file: String, _ other: String, channels: Int) {
    MoneyOnce.add(Pair(file: file, other: other, channels: channels), to: &apart)
  }

  /// Takes out of two series what both say. `coarse` is by longer periods, or by the same.
  mutating func meet(_ fine: inout Series, _ coarse: inout Series) {
    guard let first = fine.starts.first, let last = fine.starts.last.map({ fine.grain.end(of: $0) }) else { return }
    // Weeks that reach over the end of a month are there for the part of them that lies in it.
    let isWhole = fine.grain == .day || fine.grain == coarse.grain
    var (equal, differing, edges, nothing): ([Int], [Int], [Int], [Int]) = ([], [], [], [])
    for (at, start) in coarse.starts.enumerated() {
      let end = coarse.grain.end(of: start)
      guard end >= first, start <= last else { continue }
      let sum = MoneyOnce.sum(fine, from: start, to: end)
      guard sum.periods > 0 else { continue }
      let allowed = isWhole ? max(1, 0.005 * abs(coarse.values[at])) : 0.12 * abs(coarse.values[at])
      if sum.value == 0, coarse.values[at] == 0 {
        // Where nothing was spent nothing speaks for the same money.
        nothing.append(at)
      } else if abs(sum.value - coarse.values[at]) <= allowed {
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
    var gone = Set(equal + differing + nothing)
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
