/// The years that a title, a sheet's or a file's name speaks of: `Spend 2026`, `FY26`, `2025/26`; not those of days (`2026-11-27`).
struct YearsNamed {
  var years: [Int] = []
  /// A business year, which may begin in any month.
  var isFiscal = false

  private static let written = [
    "exported", "created", "generated", "printed", "updated", "stand", "erstellt", "exportiert", "export", "copyright",
  ]

  init(_ text: String) {
    let small = text.lowercased()
    // When somebody wrote a sheet is not what it is about.
    guard !Heading(text).containsAny(of: YearsNamed.written) else { return }
    isFiscal = ["fiscal", "geschäftsjahr", "fy", "gj", "exercice"].contains { word in
      small.split { !$0.isLetter }.contains { $0 == word }
    }
    var runs: [(number: Int, digits: Int, before: Character?, after: Character?)] = []
    var at = small.startIndex
    while at < small.endIndex {
      guard small[at].isFigure else {
        at = small.index(after: at)
        continue
      }
      let end = small[at...].firstIndex { !$0.isFigure } ?? small.endIndex
      let before = at > small.startIndex ? small[small.index(before: at)] : nil
      let after = end < small.endIndex ? small[end] : nil
      runs.append((Int(small[at..<end]) ?? 0, small.distance(from: at, to: end), before, after))
      at = end
    }
    let joins: [Character?] = ["-", "/", ".", "_"]
    for (index, run) in runs.enumerated() {
      let next =
        index + 1 < runs.count && joins.contains(run.after) && runs[index + 1].before == run.after ? runs[index + 1] : nil
      let isAfterFigures = index > 0 && joins.contains(run.before) && runs[index - 1].after == run.before
      if run.digits == 4, PeriodName.isYear(run.number), !(isAfterFigures && runs[index - 1].digits <= 2) {
        if let next, next.digits == 2 {
          if next.number == (run.number + 1) % 100 { years += [run.number, run.number + 1] }
          continue
        }
        if index > 0, isAfterFigures, runs[index - 1].digits == 4, years.last == run.number { continue }
        years.append(run.number)
      } else if run.digits == 2, run.before == "'" || run.before == "’" || (isFiscal && !isAfterFigures && run.before != nil) {
        years.append(2000 + run.number)
      }
    }
    years = years.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
