import Cells
import Records
import Translation

/// Months of arrival one below the other: units, outcomes within 30, 60 and 90 days where all had the time, and the share at equal age.
struct CohortTable {
  let cohorts: Cohorts
  let kind: OutcomeKind
  let findings: Findings

  func paint(on sheet: inout Frame, _ columns: Range<Int>, y: Int) -> Int {
    sheet.rule(columns, y: y, heading: [.text(columns.count < 52 ? "Months" : "Months at equal age")])
    let names = columns.lowerBound + 2
    let isNarrow = columns.count < 52
    let units = names + (isNarrow ? 12 : 22)
    let ages = Cohorts.ages.indices.map { units + (isNarrow ? 6 : 7) * ($0 + 1) }
    let soFar = isNarrow ? nil : Optional(ages[ages.count - 1] + 8)
    sheet.columnHeading("came", endingAt: units, y: y)
    for (age, x) in zip(Cohorts.ages, ages) { sheet.columnHeading("\(age) d", endingAt: x, y: y) }
    if let soFar { sheet.columnHeading("so far", endingAt: soFar, y: y) }
    let chosen = Cohorts.ages.firstIndex(of: cohorts.equalAge?.days ?? 0)
    // A show or a bought list leaves months without anybody: they say nothing.
    let months = cohorts.months.filter { $0.units > 0 }
    let shares = months.map { month in chosen.flatMap { month.within[$0] }.map { share($0, month.units) } ?? .nan }
    let top = shares.filter(\.isFinite).max() ?? 0
    var y = y + 1
    for (month, share) in zip(months, shares) {
      let (year, number, _) = month.month.parts
      sheet.put("\(Numbers.months[number - 1]) \(isNarrow ? "’\(year % 100)" : "\(year)")", x: names, y: y, role: .text)
      sheet.put(Numbers.count(month.units), endingAt: units, y: y, role: .text)
      for (count, x) in zip(month.within, ages) {
        sheet.put(count.map { Numbers.count($0) } ?? "┈", endingAt: x, y: y, role: count == nil ? .unfinished : .text)
      }
      if let soFar {
        sheet.put(Numbers.count(month.soFar), endingAt: soFar, y: y, role: .muted)
        let room = columns.upperBound - 2 - (soFar + 2) - 6
        if share.isFinite, room > 4 {
          sheet.put(Numbers.percent(share), endingAt: soFar + 7, y: y, role: .text)
          sheet.put(bar(share, of: max(top, 1e-9), columns: room), x: soFar + 9, y: y, role: .curve)
        }
      }
      y += 1
    }
    for line in Wording(findings).cohorts(cohorts, kind) {
      y = sheet.paragraph([.text(line)], x: names, y: y, columns: columns.count - 3)
    }
    return y
  }

  private func share(_ count: Int, _ units: Int) -> Double { units > 0 ? Double(count) / Double(units) : .nan }
}
