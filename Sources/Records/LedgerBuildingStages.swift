/// Changes of stage that came a row each, by the deal they speak of.
struct StageHistory {
  struct Change {
    var moment: Moment
    var stage: String
    var before: String
    var table: Int
    var row: Int32
  }
  private(set) var changes: [UInt64: [Change]] = [:]
  private(set) var rows: [Int: Int] = [:]
  private var met: [Int: Int] = [:]

  mutating func add(_ change: Change, of deal: UInt64) {
    changes[deal, default: []].append(change)
    rows[change.table, default: 0] += 1
  }

  /// The changes of a deal from the oldest to the newest.
  mutating func take(_ deal: UInt64) -> [Change] {
    guard deal != 0, let found = changes[deal] else { return [] }
    for change in found { met[change.table, default: 0] += 1 }
    changes[deal] = nil
    return found
  }

  /// Rows of a file that no deal took.
  func unmatched(of table: Int) -> Int { (rows[table] ?? 0) - (met[table] ?? 0) }
}

extension LedgerBuilding {
  /// Reads every table of changes; what is no change of stage is passed over.
  func readStages(_ reports: inout [FileReport]) -> StageHistory {
    var history = StageHistory()
    for table in those(.stages) {
      guard let moments = column(.day, of: table)?.moments, let stages = recognised[table].column(.stage) else { continue }
      let rows = tables[table].rowCount
      let ids = column(.dealID, of: table)?.keys()
      let names = column(.name, of: table)?.keys()
      let companies = column(.company, of: table)?.keys()
      let kinds = recognised[table].column(.kind)
      let before = recognised[table].column(.stageBefore)
      let isNewestFirst = isNewestFirst(moments, ids ?? names)
      let (text, own) = (tables[table].text, tables[table].columns)
      func cell(_ column: Int?, _ row: Int) -> String {
        guard let column, !own[column].isMissing(row) else { return "" }
        let cell = text.cell(row: row, column: column)
        return cell.isEmpty ? own[column].text(row) : cell
      }
      for row in isNewestFirst ? Array((0..<rows).reversed()) : Array(0..<rows) {
        let to = cell(stages, row)
        let from = cell(before, row)
        let key = ids?[row] ?? StageHistory.key(name: names?[row] ?? 0, company: companies?[row] ?? 0)
        guard !moments[row].isMissing, isPlausible(moments[row].day), key != 0 else { continue }
        if let kinds, !StageHistory.isStage(cell(kinds, row)) || to.isEmpty {
          reports[table].setAside += 1
          continue
        }
        if to.isEmpty || to == from {
          reports[table].setAside += 1
          continue
        }
        history.add(
          StageHistory.Change(moment: moments[row], stage: to, before: from, table: table, row: Int32(row)), of: key)
      }
    }
    return history
  }

  /// Rows that say no day or no deal are refused, once the deals have taken theirs; those of deals in no other file are counted.
  mutating func account(for history: StageHistory) {
    for table in those(.stages) {
      guard let moments = column(.day, of: table)?.moments else {
        for row in 0..<tables[table].rowCount { refuseForLack(table, row: row, of: .day) }
        continue
      }
      let ids = column(.dealID, of: table)?.keys() ?? column(.name, of: table)?.keys()
      for row in 0..<moments.count {
        if moments[row].isMissing {
          refuseForLack(table, row: row, of: .day)
        } else if !isPlausible(moments[row].day) {
          refuse(table, row: row, outOfRange(.day, table, row))
        } else if ids?[row] ?? 0 == 0 {
          refuseForLack(table, row: row, of: recognised[table].column(.dealID) == nil ? .name : .dealID)
        } else {
          saw(moments[row].day, in: table)
        }
      }
      joined.reports[table].unmatched = history.unmatched(of: table)
      joined.reports[table].setAside += history.unmatched(of: table)
      if let deals = those(.deals).first, let column = column(.dealID, of: table) ?? column(.name, of: table) {
        let total = history.rows[table] ?? 0
        joined.reports[table].joins.append(
          Join(
            column: column.name, otherFile: tables[deals].file,
            otherColumn: (self.column(.dealID, of: deals) ?? self.column(.name, of: deals))?.name ?? "",
            matched: total - history.unmatched(of: table), of: total))
      }
    }
  }

  /// Whether rows of one deal that follow each other mostly go back in time.
  private func isNewestFirst(_ moments: Moments, _ deals: [UInt64]?) -> Bool {
    var (forwards, backwards) = (0, 0)
    var last: (deal: UInt64, moment: Moment)?
    for row in 0..<moments.count where !moments[row].isMissing {
      let deal = deals?[row] ?? 0
      if let last, last.deal == deal {
        if moments[row] > last.moment { forwards += 1 }
        if moments[row] < last.moment { backwards += 1 }
      }
      last = (deal, moments[row])
    }
    return backwards > forwards
  }
}

extension StageHistory {
  static func key(name: UInt64, company: UInt64) -> UInt64 { company == 0 ? name : KeyHash.pair(name, company) }

  /// Of the fields whose history a report has, the one that stages are.
  static func isStage(_ field: String) -> Bool {
    ["stage", "stagename", "stage name", "deal stage", "dealstage", "opportunity stage", "phase"].contains(
      Heading(field).joined)
  }

  /// Won, lost, or a stage on the way.
  static func ending(_ stage: String) -> Outcome {
    let words = Heading(stage)
    if words.containsAny(of: RecognitionWords.lostWords) { return .lost }
    return words.containsAny(of: RecognitionWords.wonWords) ? .won : .open
  }
}

/// The columns of a table of deals that each date one stage.
struct StageColumns {
  private var columns: [(name: String, moments: Moments)] = []

  init(_ building: LedgerBuilding, _ table: Int) {
    let columns = building.tables[table].columns
    let used = Set(building.recognised[table].uses.filter { ![.opened, .closed].contains($0.field) }.map(\.column))
    var labels: [String: String] = [:]
    for index in building.recognised[table].columns(.stage) {
      if case .categories(_, let names) = columns[index].cells {
        for name in names { labels[Heading(name).words.joined()] = name }
      }
    }
    let fixed = Set(building.recognised[table].uses.map(\.column))
    for (label, id) in building.stageLabels { labels[id] = labels[id] ?? label }
    for (index, column) in columns.enumerated() where !used.contains(index) {
      guard let moments = column.moments, let named = StageColumns.stage(column.name) else { continue }
      let key = Heading(named.name).words.joined()
      if named.isCertain {
        self.columns.append((labels[key] ?? named.name, moments))
      } else if let label = labels[key], !fixed.contains(index) {
        self.columns.append((label, moments))
      }
    }
  }

  var isEmpty: Bool { columns.isEmpty }

  /// `Date entered "Demo (Sales Pipeline)"` is the stage Demo for certain; `demo_on` is, if some deal is in a stage of that name.
  static func stage(_ heading: String) -> (name: String, isCertain: Bool)? {
    let words = Heading(heading).words
    guard words.count > 1 else { return nil }
    if words.starts(with: ["date", "entered"]) {
      guard words.count > 2 else { return nil }
      let plain = heading.split { "\"'“”‘’„«»".contains($0) }.map(String.init)
      var name = plain.count > 1 ? plain[1...].joined(separator: "'") : words.dropFirst(2).joined(separator: " ")
      if name.hasSuffix(")"), let open = name.lastIndex(of: "("), open > name.startIndex { name = String(name[..<open]) }
      while name.hasSuffix(" ") { name.removeLast() }
      return (name, true)
    }
    guard let last = words.last, ["on", "at", "date", "entered", "since"].contains(last) else { return nil }
    return (words.dropLast().joined(separator: " "), false)
  }

  /// Stages and their moments of one deal, in the order of the columns where moments are equal.
  func changes(_ row: Int) -> [(name: String, moment: Moment)] {
    columns.compactMap { $0.moments[row].isMissing ? nil : ($0.name, $0.moments[row]) }
  }
}

extension LedgerBuilding {
  /// What stages that other tables only number are called.
  var stageLabels: [(label: String, id: String)] {
    var labels: [(label: String, id: String)] = []
    for table in those(.reference) {
      let columns = tables[table].columns
      guard let id = columns.firstIndex(where: { Heading($0.name).joined == "stage id" }),
        let label = columns.firstIndex(where: { Heading($0.name).joined == "label" })
      else { continue }
      for row in 0..<min(tables[table].rowCount, 2000) {
        let key = Heading(tables[table].text(row: row, column: id)).words.joined()
        labels.append((tables[table].text(row: row, column: label), key))
      }
    }
    return labels
  }

  /// The path of one deal, and the days its own columns do not say: of opening, winning and losing.
  func path(
    _ columns: StageColumns, _ history: [StageHistory.Change], row: Int, opened: Moment, _ paths: inout StagePaths
  ) -> (entries: [StagePaths.Entry], first: Moment, won: Moment, lost: Moment) {
    var all: [(name: String, moment: Moment)] = columns.changes(row)
    if let first = history.first, !first.before.isEmpty, !opened.isMissing, opened < first.moment {
      all.append((first.before, opened))
    }
    all += history.map { ($0.stage, $0.moment) }
    if all.isEmpty { return ([], .missing, .missing, .missing) }
    let inOrder = all.enumerated().sorted { $0.1.moment != $1.1.moment ? $0.1.moment < $1.1.moment : $0.0 < $1.0 }.map(\.1)
    var (won, lost) = (Moment.missing, Moment.missing)
    var entries: [StagePaths.Entry] = []
    for one in inOrder where isPlausible(one.moment.day) {
      let met = paths.met(one.name)
      switch met.ending {
      case .won: won = one.moment
      case .lost: lost = one.moment
      case .open: entries.append(StagePaths.Entry(stage: met.stage, day: one.moment.day))
      }
    }
    return (entries, inOrder.first { isPlausible($0.moment.day) }?.moment ?? .missing, won, lost)
  }
}
