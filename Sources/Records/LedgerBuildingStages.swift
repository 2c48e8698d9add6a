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
    guard deal != 0, !changes.isEmpty, let found = changes[deal] else { return [] }
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
    if RecognitionWords.saysLost(words) { return .lost }
    return RecognitionWords.saysWon(words) ? .won : .open
  }
}

/// The columns of a table of deals that each date one stage.
struct StageColumns {
  private var columns: [(index: Int, name: String, moments: Moments)] = []

  /// Of some rows of a table.
  init(_ building: LedgerBuilding, _ table: Int, _ columns: [Column]) {
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
        self.columns.append((index, labels[key] ?? named.name, moments))
      } else if let label = labels[key], !fixed.contains(index) {
        self.columns.append((index, label, moments))
      }
    }
  }

  var isEmpty: Bool { columns.isEmpty }
  var names: [String] { columns.map(\.name) }
  /// The stage that each of these columns dates.
  var stages: [Int: String] { Dictionary(uniqueKeysWithValues: columns.map { ($0.index, $0.name) }) }

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

  /// Stages and their moments of one deal, in the order of the columns.
  func addChanges(of row: Int, to steps: inout [(name: String, moment: Moment)]) {
    for column in columns where !column.moments[row].isMissing { steps.append((column.name, column.moments[row])) }
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
}

/// The path of one deal after another, and the days their own columns do not say: of opening, winning and losing.
struct DealPath {
  private let columns: StageColumns
  private(set) var entries: [StagePaths.Entry] = []
  private(set) var first = Moment.missing
  private(set) var won = Moment.missing
  private(set) var lost = Moment.missing
  private var steps: [(name: String, moment: Moment)] = []

  init(_ columns: StageColumns) { self.columns = columns }

  mutating func read(
    _ history: [StageHistory.Change], row: Int, opened: Moment, _ paths: inout StagePaths, until strayFrom: Day
  ) {
    entries.removeAll(keepingCapacity: true)
    (first, won, lost) = (.missing, .missing, .missing)
    if columns.isEmpty, history.isEmpty { return }
    steps.removeAll(keepingCapacity: true)
    columns.addChanges(of: row, to: &steps)
    if let first = history.first, !first.before.isEmpty, !opened.isMissing, opened < first.moment {
      steps.append((first.before, opened))
    }
    for change in history { steps.append((change.stage, change.moment)) }
    putInOrder()
    for step in steps where step.moment.day >= LedgerBuilding.earliest && step.moment.day < strayFrom {
      if first.isMissing { first = step.moment }
      let met = paths.met(step.name)
      switch met.ending {
      case .won: won = step.moment
      case .lost: lost = step.moment
      case .open: entries.append(StagePaths.Entry(stage: met.stage, day: step.moment.day))
      }
    }
  }

  /// By moment; equal ones keep the order they came in. A path is short and nearly always in order already.
  private mutating func putInOrder() {
    if steps.count > 40 {
      steps = steps.enumerated().sorted { $0.1.moment != $1.1.moment ? $0.1.moment < $1.1.moment : $0.0 < $1.0 }.map(\.1)
      return
    }
    for at in steps.indices.dropFirst() {
      var place = at
      while place > 0, steps[place].moment < steps[place - 1].moment {
        steps.swapAt(place, place - 1)
        place -= 1
      }
    }
  }
}
