/// Makes one table of what a pass over a file found, and says which columns have to be read again as something else.
struct TableAssembly {
  private let file: String
  let sniffed: Sniffed
  let options: ReadOptions
  private(set) var plans: [ColumnPlan]
  /// How often each column was planned anew.
  var revisions: [Int]
  /// Whether a column that is read by keys had more names than categories may have.
  var wasFull: [Bool]
  private(set) var parts: [ColumnPart]
  private var memory: [ColumnMemory]
  private(set) var names: [CategoryNames]
  let found: PassOrder.Found
  private var lines = LineIndex()
  private var text = RowText()

  init(file: String, sniffed: Sniffed, options: ReadOptions, result: TablePass.Result, plans: [ColumnPlan]) {
    self.file = file
    self.sniffed = sniffed
    self.options = options
    self.plans = plans
    revisions = Array(repeating: 0, count: plans.count)
    wasFull = Array(repeating: false, count: plans.count)
    parts = result.parts
    memory = result.memory
    names = result.names
    found = result.found
    lines.append(found.lines.marks, firstRow: 0, firstLine: sniffed.firstLine)
  }

  /// Takes the columns that were read again.
  mutating func replace(_ again: TablePass.Result, plans revised: [ColumnPlan]) {
    for column in revised.indices where revised[column] != .skipped {
      wasFull[column] = names[column].overflowed
      parts[column] = again.parts[column]
      memory[column] = again.memory[column]
      names[column] = again.names[column]
      plans[column] = revised[column]
      revisions[column] += 1
    }
  }

  private var rowCount: Int { found.rowCount }

  /// Lines below the heading that hold nothing are no table.
  var isEmpty: Bool { rowCount == 0 && found.rejections.count == 0 }

  // MARK: Second thoughts

  /// Plans for the columns whose whole contradicts what the sample promised, `.skipped` for all others; nil when all agree.
  func revisedPlans(_ pass: TablePass) -> [ColumnPlan]? {
    let comma = options.decimalComma ?? decimalComma
    var revised = Array(repeating: ColumnPlan.skipped, count: plans.count)
    var unseen: [Int] = []
    for column in plans.indices where revisions[column] < 3 {
      switch parts[column] {
      case .empty(let part): if part.filled > 0 { unseen.append(column) }
      case .moments(let part):
        if !ColumnEvidence.isEnough(rowCount - part.emptyCount - part.bad.count, of: rowCount - part.emptyCount) {
          revised[column] = .categories
        } else if part.overflowed {
          revised[column] = .moments(epoch: part.epoch, isWide: true)
        }
      case .numbers(let part):
        let filled = rowCount - part.emptyCount
        let signs = part.signs
        // What the sample took for thousands of money stays so: no other column knows better.
        let isMoney = signs.point + signs.comma == 0 && NumberKind.namesMoney(Heading(sniffed.headings[column]))
        let undecided = signs.either > 0 && !isMoney ? comma : part.decimalComma
        let own = signs.comma == signs.point ? undecided : signs.comma > signs.point
        if signs.identifiers > 0 && signs.amounts == 0 {
          revised[column] = .categories
        } else if own != part.decimalComma, revisions[column] < 2, options.decimalComma == nil {
          revised[column] = .numbers(decimalComma: own)
        } else if !ColumnEvidence.isEnough(filled - part.bad.count, of: filled) {
          revised[column] = .categories
        }
      case .categories(let part):
        let few = ColumnEvidence.isFew(names[column].count, of: rowCount - part.emptyCount)
        if names[column].overflowed || !few { revised[column] = .keys }
      case .keys, .skipped: break
      }
    }
    for (column, plan) in plansOfUnseen(unseen, pass, comma) { revised[column] = plan }
    return revised.allSatisfy { $0 == .skipped } ? nil : revised
  }

  /// Columns that were empty in the sample are looked at until they have shown a thousand cells.
  private func plansOfUnseen(_ columns: [Int], _ pass: TablePass, _ comma: Bool) -> [(Int, ColumnPlan)] {
    guard !columns.isEmpty else { return [] }
    var evidence = Array(repeating: ColumnEvidence(), count: columns.count)
    var scanner = RowScanner(source: pass.source, rules: pass.rules, position: sniffed.firstRow)
    while let batch = scanner.next(limit: pass.source.end, maximum: 1024), evidence.contains(where: { $0.filled < 1000 }) {
      for index in columns.indices where evidence[index].filled < 1000 { evidence[index].append(batch, columns[index]) }
    }
    return columns.indices.map { index in
      (columns[index], evidence[index].plan(heading: sniffed.headings[columns[index]], decimalComma: comma))
    }
  }

  private var numberParts: [NumberPart] {
    parts.compactMap { part in
      if case .numbers(let numbers) = part { return numbers }
      return nil
    }
  }

  private var decimalComma: Bool { DecimalSigns(numberParts.map(\.signs)).comma(separator: sniffed.dialect.separator) }

  // MARK: The table

  /// For each column whether days come before months, where all of its cells together say so.
  var dayOrders: [Bool?] { DayOrders(parts: parts, headings: sniffed.headings, answers: options.dayFirst).isDayFirst }

  var dialect: Dialect {
    var dialect = sniffed.dialect
    dialect.decimalComma = numberParts.contains { $0.decimalComma && $0.signs.comma + $0.signs.either > 0 }
    return dialect
  }

  consuming func table(_ orders: [Bool?]) -> Table {
    text = RowText(
      source: sniffed.source, rules: sniffed.rules,
      marks: found.starts.map { RowText.Mark(row: $0.row, position: $0.position, line: $0.line + sniffed.firstLine) })
    var columns: [Column] = []
    for index in parts.indices { columns.append(column(index, isDayFirst: orders[index])) }
    var rejections = Rejections()
    rejections.append(found.rejections, firstLine: sniffed.firstLine)
    var table = Table(file: file, dialect: dialect, columns: columns, rowCount: rowCount, rejections: rejections, lines: lines)
    table.blankLines = found.blankLines
    table.preamble = sniffed.preamble
    table.text = text
    table.fillGroups(sniffed.grouped.isEmpty ? table.unmarkedGroups : sniffed.grouped)
    return table
  }

  private mutating func column(_ index: Int, isDayFirst: Bool?) -> Column {
    let name = sniffed.headings[index]
    // Taken out, so that each array has one owner and is changed in place.
    let taken = memory[index]
    memory[index] = .none
    switch (parts[index], consume taken) {
    case (.moments(let part), .moments(var moments)):
      let cells: Column.Cells
      var bad = part.bad
      if part.openCount == 0 {
        cells = .moments(Moments(moments), hasTime: part.hasTime)
      } else if let isDayFirst = isDayFirst ?? withinReport(moments) {
        bad.add(TableAssembly.resolve(&moments, dayFirst: isDayFirst))
        cells = .moments(Moments(moments), hasTime: part.hasTime)
      } else {
        var other = moments
        _ = TableAssembly.resolve(&other, dayFirst: false)
        _ = TableAssembly.resolve(&moments, dayFirst: true)
        cells = .ambiguousMoments(dayFirst: Moments(moments), monthFirst: Moments(other), hasTime: part.hasTime)
      }
      return column(name, cells, part.emptyCount, bad) { .notADate(column: name, cell: $0) }
    case (.moments(let part), .narrowMoments(let seconds)):
      let cells = Column.Cells.moments(Moments(narrow: seconds), hasTime: part.hasTime)
      return column(name, cells, part.emptyCount, part.bad) { .notADate(column: name, cell: $0) }
    case (.numbers(let part), .numbers(let values)):
      let currency = part.signs.currency ?? HeadingWords.currency(name)
      let factor = HeadingWords.factor(name)
      let amounts = factor == 1 ? values : values.map { $0 * factor }
      var column = column(name, .numbers(amounts, currency: currency), part.emptyCount, part.bad) {
        .notANumber(column: name, cell: $0)
      }
      column.hasSeveralCurrencies = part.signs.namesSeveral
      return column
    case (.categories(let part), .codes(var codes)):
      let ordered = names[index].inOrder()
      TableAssembly.renumber(&codes, ordered.places)
      return Column(name: name, cells: .categories(codes: codes, names: ordered.names), emptyCount: part.emptyCount)
    case (.keys(let part), .keys(let hashes)):
      let store = TextStore(rows: text, column: index)
      return Column(name: name, cells: .keys(hashes: hashes, text: store), emptyCount: part.emptyCount)
    default:
      let codes = Array(repeating: Column.missingCode, count: rowCount)
      return Column(name: name, cells: .categories(codes: codes, names: []), emptyCount: rowCount)
    }
  }

  private func column(_ name: String, _ cells: Column.Cells, _ empty: Int, _ bad: BadCells, reason: (String) -> Reason)
    -> Column
  {
    var column = Column(name: name, cells: cells, emptyCount: empty)
    for example in bad.examples { column.badCells.add(line: lines.line(ofRow: example.row), reason(example.text)) }
    column.badCells.addWithoutExample(bad.count - bad.examples.count)
    return column
  }

  /// The one order in which all days lie within the time that the report says it covers; `nil` where both do or neither.
  private func withinReport(_ moments: [Moment]) -> Bool? {
    guard let range = sniffed.preamble.range else { return nil }
    func isWithin(dayFirst: Bool) -> Bool {
      var read = moments
      _ = TableAssembly.resolve(&read, dayFirst: dayFirst)
      return zip(read, moments).allSatisfy { $1.isMissing || !$0.isMissing && $0.day >= range.from && $0.day <= range.to }
    }
    let (dayFirst, monthFirst) = (isWithin(dayFirst: true), isWithin(dayFirst: false))
    return dayFirst == monthFirst ? nil : dayFirst
  }

  /// Reads open moments in one order. What the calendar does not have in that order is a bad cell.
  private static func resolve(_ moments: inout [Moment], dayFirst: Bool) -> BadCells {
    var bad = BadCells()
    MonthStarts.all.withUnsafeBufferPointer { months in
      guard let months = months.baseAddress else { return }
      for row in moments.indices {
        guard let open = OpenMoment(moments[row]) else { continue }
        if let moment = open.moment(dayFirst: dayFirst, months) {
          moments[row] = moment
        } else {
          moments[row] = .missing
          bad.add(row: row, text: open.text)
        }
      }
    }
    return bad
  }

  private static func renumber(_ codes: inout [UInt16], _ places: [UInt16]) {
    guard places.enumerated().contains(where: { $0.offset != Int($0.element) }) else { return }
    for row in codes.indices where codes[row] != Column.missingCode { codes[row] = places[Int(codes[row])] }
  }
}
