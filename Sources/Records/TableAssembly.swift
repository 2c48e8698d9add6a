/// Puts the chunks of a file together into one table, and says which columns have to be read again as something else.
struct TableAssembly {
  private let file: String
  private let sniffed: Sniffed
  private let options: ReadOptions
  private var plans: [ColumnPlan]
  /// How often each column was planned anew.
  private var revisions: [Int]
  private var parts: [ColumnPart]
  private var rowCount = 0
  private var blankLines = 0
  private var rejections = Rejections()
  private var lines = LineIndex()
  private var text = RowText()

  init(file: String, sniffed: Sniffed, options: ReadOptions, chunks: [Chunk], plans: [ColumnPlan]) {
    self.file = file
    self.sniffed = sniffed
    self.options = options
    self.plans = plans
    revisions = Array(repeating: 0, count: plans.count)
    parts = []
    text.source = sniffed.source
    text.rules = sniffed.rules
    var line = sniffed.firstLine
    for chunk in chunks {
      rejections.append(chunk.rejections, firstLine: line)
      lines.append(chunk.marks, firstRow: rowCount, firstLine: line)
      for mark in chunk.starts {
        text.marks.append(RowText.Mark(row: mark.row + rowCount, position: mark.position, line: mark.line + line))
      }
      rowCount += chunk.rowCount
      blankLines += chunk.blankLines
      line += chunk.lineCount
    }
    parts = TableAssembly.joined(chunks, columns: plans.indices.map { $0 }, count: plans.count)
  }

  /// Takes the columns that were read again.
  mutating func replace(_ chunks: [Chunk], plans revised: [ColumnPlan]) {
    let columns = revised.indices.filter { revised[$0] != .skipped }
    let again = TableAssembly.joined(chunks, columns: columns, count: revised.count)
    for column in columns {
      parts[column] = again[column]
      plans[column] = revised[column]
      revisions[column] += 1
    }
  }

  private static func joined(_ chunks: [Chunk], columns: [Int], count: Int) -> [ColumnPart] {
    var result = Array(repeating: ColumnPart.skipped, count: count)
    var chunks = chunks
    for column in columns {
      var joining = ColumnJoining(rows: chunks.reduce(0) { $0 + $1.rowCount })
      for index in chunks.indices {
        joining.append(chunks[index].parts[column], rows: chunks[index].rowCount)
        chunks[index].parts[column] = .skipped
      }
      result[column] = joining.part ?? .empty(EmptyPart())
    }
    return result
  }

  // MARK: Second thoughts

  /// Plans for the columns whose whole contradicts what the sample promised, `.skipped` for all others; nil when all agree.
  func revisedPlans(reading: ChunkReading) -> [ColumnPlan]? {
    let comma = options.decimalComma ?? decimalComma
    var revised = Array(repeating: ColumnPlan.skipped, count: plans.count)
    var unseen: [Int] = []
    for column in plans.indices where revisions[column] < 3 {
      switch parts[column] {
      case .empty(let part): if part.filled > 0 { unseen.append(column) }
      case .moments(let part):
        if !ColumnEvidence.isEnough(rowCount - part.emptyCount - part.bad.count, of: rowCount - part.emptyCount) {
          revised[column] = .categories
        }
      case .numbers(let part):
        let filled = rowCount - part.emptyCount
        let own = part.comma > part.point ? true : part.point > part.comma ? false : part.either > 0 ? comma : part.decimalComma
        if part.identifiers > 0 && part.amounts == 0 {
          revised[column] = .categories
        } else if own != part.decimalComma, revisions[column] < 2, options.decimalComma == nil {
          revised[column] = .numbers(decimalComma: own)
        } else if !ColumnEvidence.isEnough(filled - part.bad.count, of: filled) {
          revised[column] = .categories
        }
      case .categories(let part):
        if part.overflowed || !ColumnEvidence.isFew(part.names.count, of: rowCount - part.emptyCount) {
          revised[column] = .keys
        }
      case .keys, .skipped: break
      }
    }
    for (column, plan) in plansOfUnseen(unseen, reading, comma) { revised[column] = plan }
    return revised.allSatisfy { $0 == .skipped } ? nil : revised
  }

  /// Columns that were empty in the sample are looked at until they have shown a thousand cells.
  private func plansOfUnseen(_ columns: [Int], _ reading: ChunkReading, _ comma: Bool) -> [(Int, ColumnPlan)] {
    guard !columns.isEmpty else { return [] }
    var evidence = Array(repeating: ColumnEvidence(), count: columns.count)
    var scanner = RowScanner(source: reading.source, rules: reading.rules, position: sniffed.firstRow)
    while let batch = scanner.next(limit: reading.source.end), evidence.contains(where: { $0.filled < 1000 }) {
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

  private var decimalComma: Bool { DecimalSigns(numberParts).comma(separator: sniffed.dialect.separator) }

  // MARK: The table

  consuming func table() throws(LoadFailure) -> Table {
    guard rowCount > 0 || rejections.count > 0 else { throw .onlyAHeading(file: file) }
    var dialect = sniffed.dialect
    dialect.decimalComma = numberParts.contains { $0.decimalComma }
    let orders = DayOrders(parts: parts, headings: sniffed.headings, answers: options.dayFirst)
    var columns: [Column] = []
    for index in parts.indices {
      let part = parts[index]
      parts[index] = .skipped
      columns.append(column(part, name: sniffed.headings[index], isDayFirst: orders.isDayFirst[index]))
    }
    var table = Table(file: file, dialect: dialect, columns: columns, rowCount: rowCount, rejections: rejections, lines: lines)
    table.blankLines = blankLines
    table.text = text
    return table
  }

  private func column(_ part: consuming ColumnPart, name: String, isDayFirst: Bool?) -> Column {
    switch consume part {
    case .moments(let part):
      let hasTime = part.hasTime
      let emptyCount = part.emptyCount
      var bad = part.bad
      let cells: Column.Cells
      if part.openCount == 0 {
        cells = .moments(part.raw, hasTime: hasTime)
      } else if let isDayFirst {
        cells = .moments(resolved(part.raw, dayFirst: isDayFirst, &bad), hasTime: hasTime)
      } else {
        var none = BadCells()
        cells = .ambiguousMoments(
          dayFirst: resolved(part.raw, dayFirst: true, &none), monthFirst: resolved(part.raw, dayFirst: false, &none),
          hasTime: hasTime)
      }
      return column(name, cells, emptyCount, bad) { .notADate(column: name, cell: $0) }
    case .numbers(let part):
      let currency = part.currency > 0 ? NumberText.currencies[part.currency - 1] : HeadingWords.currency(name)
      return column(name, .numbers(part.values, currency: currency), part.emptyCount, part.bad) {
        .notANumber(column: name, cell: $0)
      }
    case .categories(let part):
      return Column(name: name, cells: .categories(codes: part.codes, names: part.names), emptyCount: part.emptyCount)
    case .keys(let part):
      let store = TextStore(bytes: sniffed.source.bytes, places: part.places)
      return Column(name: name, cells: .keys(hashes: part.hashes, text: store), emptyCount: part.emptyCount)
    case .empty, .skipped:
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

  /// Open moments read in one order. What the calendar does not have in that order is a bad cell.
  private func resolved(_ raw: consuming [Moment], dayFirst: Bool, _ bad: inout BadCells) -> [Moment] {
    var moments = consume raw
    for row in moments.indices {
      guard let open = OpenMoment(moments[row]) else { continue }
      if let moment = open.moment(dayFirst: dayFirst) {
        moments[row] = moment
      } else {
        moments[row] = .missing
        bad.add(row: row, text: open.text)
      }
    }
    bad.examples.sort { $0.row < $1.row }
    return moments
  }
}
