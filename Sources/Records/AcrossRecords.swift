/// Which of the labels are channels and which are metrics, and the sheet that says so.
extension AcrossSheet {
  /// One figure: of a channel (or of all), of a metric, in a period.
  private struct Figure {
    var period: Day
    var channel: String
    var metric: String
    var text: String
    var line: Int
  }

  /// The sheet with a row for each period (and channel) and a column for each metric.
  func written(_ sheet: Sheet) -> Result<Sheet, TableRefusal> {
    var furniture = Rejections()
    let rows = blocks.map { withoutTotals($0, &furniture) }
    var named: [[Name]] = []
    for (rows, block) in zip(rows, blocks) {
      guard let names = self.named(rows, block) else { return .failure(.acrossUnnamed) }
      named.append(names)
    }
    let result = figures(rows, named)
    guard let twice = twice(result) else { return .success(rewritten(sheet, together(result), furniture)) }
    // The same rows again under each title: the titles are channels.
    let titles = blocks.map(title)
    guard blocks.count > 1, Set(titles).count == titles.count, !titles.contains("") else {
      return .failure(.acrossLabelTwice(twice))
    }
    for at in named.indices {
      named[at] = named[at].map { ($0.channel.isEmpty ? titles[at] : "\(titles[at]) \($0.channel)", $0.metric) }
    }
    let again = figures(rows, named)
    if let twice = self.twice(again) { return .failure(.acrossLabelTwice(twice)) }
    return .success(rewritten(sheet, together(again), furniture))
  }

  private func title(_ block: Block) -> String {
    let own = block.corner.first { !$0.isEmpty && !Measures.isWordFor($0) && !Measures.isChannel($0) }
    return own ?? block.titles.first ?? ""
  }

  private func figures(_ rows: [[Row]], _ named: [[Name]]) -> [Figure] {
    var figures: [Figure] = []
    for (block, (rows, names)) in zip(blocks, zip(rows, named)) {
      for (row, name) in zip(rows, names) {
        for (period, text) in zip(block.headings.periods, row.values) where !text.isEmpty {
          let metric = [name.metric, period.rest].filter { !$0.isEmpty }.joined(separator: " ")
          figures.append(Figure(period: period.start, channel: name.channel, metric: metric, text: text, line: row.line))
        }
      }
    }
    return figures
  }

  /// Where only some figures have a channel, it is a part of their names.
  private func together(_ figures: [Figure]) -> [Figure] {
    guard figures.contains(where: \.channel.isEmpty) else { return figures }
    return figures.map { figure in
      var one = figure
      if !one.channel.isEmpty { one.metric = "\(one.channel) \(one.metric)" }
      one.channel = ""
      return one
    }
  }

  /// The name that two figures of one period have.
  private func twice(_ figures: [Figure]) -> String? {
    var seen: Set<String> = []
    let found = figures.first {
      !seen.insert("\($0.period.number)\t\($0.channel.lowercased())\t\($0.metric.lowercased())").inserted
    }
    return found.map { $0.channel.isEmpty ? $0.metric : $0.channel }
  }

  private func rewritten(_ sheet: Sheet, _ figures: [Figure], _ furniture: Rejections) -> Sheet {
    let hasChannels = figures.contains { !$0.channel.isEmpty }
    var metrics: [String] = []
    var rows: [(period: Day, channel: String, cells: [String: String], line: Int)] = []
    var places: [String: Int] = [:]
    for figure in figures {
      if !metrics.contains(figure.metric) { metrics.append(figure.metric) }
      let key = "\(figure.period.number)\t\(figure.channel.lowercased())"
      if places[key] == nil {
        places[key] = rows.count
        rows.append((figure.period, figure.channel, [:], figure.line))
      }
      if let place = places[key] { rows[place].cells[figure.metric] = figure.text }
    }
    // As they came within a period: sorting keeps the order of what is equal by its number.
    let order = rows.indices.sorted { (rows[$0].period, $0) < (rows[$1].period, $1) }
    var writer = SheetWriter()
    for place in order {
      writer.cell(0, rows[place].period.description)
      if hasChannels { writer.cell(1, rows[place].channel) }
      for (at, metric) in metrics.enumerated() { writer.cell(at + (hasChannels ? 2 : 1), rows[place].cells[metric] ?? "") }
      writer.endLine()
    }
    let headings = [blocks.first?.headings.name ?? "Month"] + (hasChannels ? [channelHeading] : []) + metrics
    var turned = Sheet(sheet.name, heading: headings, of: [writer.finished()])
    turned.options.decimalComma = decimalComma
    turned.isHidden = sheet.isHidden
    turned.formulas = sheet.formulas
    turned.rejections = sheet.rejections
    turned.rejections.merge(furniture)
    turned.turned = Turned(leftOut: leftOut.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
    // Of several figures the first one's line.
    turned.lines = order.map { rows[$0].line }
    return turned
  }

  private var channelHeading: String {
    blocks.lazy.flatMap(\.corner).first { Measures.isChannel($0) } ?? "Channel"
  }

  // MARK: Totals

  /// Rows without those that add up the others.
  private func withoutTotals(_ block: Block, _ furniture: inout Rejections) -> [Row] {
    var counts = SignCounts()
    let comma = decimalComma
    let values = block.rows.map { row in row.values.map { TextGrid.value($0, decimalComma: comma, &counts) } }
    var rows: [Row] = []
    for (at, row) in block.rows.enumerated() {
      let label = row.labels.first { !$0.isEmpty } ?? ""
      if label.isEmpty && addsUp(at, values) || TextGrid.isTotals(label) || isTotal(label) && addsUp(at, values)
        || addsUpAll(at, values)
      {
        furniture.add(line: row.line, .totalsLine)
      } else {
        rows.append(row)
      }
    }
    return rows
  }

  private func isTotal(_ label: String) -> Bool {
    Heading(label).containsAny(of: [
      "total", "totals", "sum", "summe", "gesamt", "overall", "all", "alle", "subtotal", "zwischensumme", "tous", "todos",
      "somme",
    ])
  }

  /// The rows directly above add up to it, or all others do.
  private func addsUp(_ at: Int, _ values: [[Double?]]) -> Bool {
    for from in stride(from: at - 2, through: 0, by: -1) where equals(values[at], values[from..<at]) { return true }
    return addsUpAll(at, values)
  }

  private func addsUpAll(_ at: Int, _ values: [[Double?]]) -> Bool {
    guard values.count > 3, values[at].count(where: { ($0 ?? 0) != 0 }) >= 2, at == 0 || at == values.count - 1 else {
      return false
    }
    return equals(values[at], (at == 0 ? values[1...] : values[..<at]))
  }

  private func equals(_ total: [Double?], _ parts: ArraySlice<[Double?]>) -> Bool {
    guard parts.count > 1, total.contains(where: { ($0 ?? 0) != 0 }) else { return false }
    return total.indices.allSatisfy { period in
      let sum = parts.reduce(0) { $0 + ($1[period] ?? 0) }
      return abs(sum - (total[period] ?? 0)) <= max(0.51, 0.002 * abs(sum))
    }
  }

  // MARK: Names

  private typealias Name = (channel: String, metric: String)

  /// A channel and a metric for each row; `nil` where nothing says what is counted.
  private func named(_ rows: [Row], _ block: Block) -> [Name]? {
    let labels = labelColumns(rows, block)
    guard let first = labels.first else { return [] }
    func text(_ row: Row, _ column: Int) -> String { row.labels[column] }
    let metric = labels.first { Measures.isWordFor(block.corner[$0]) } ?? labels.first { areMeasures(rows.map(\.labels), $0) }
    // A column for channels and one for what is counted of them.
    if let metric, let channel = labels.first(where: { $0 != metric }), !areUnique(rows.map { text($0, metric) }) {
      var last = ""
      return rows.map { row in
        if !text(row, channel).isEmpty { last = text(row, channel) }
        return (last, text(row, metric))
      }
    }
    if let metric {
      if areUnique(rows.map { text($0, metric) }) { return rows.map { ("", text($0, metric)) } }
      return rows.map { ($0.section, text($0, metric)) }
    }
    let names = rows.map { row in labels.map { text(row, $0) }.filter { !$0.isEmpty }.joined(separator: " ") }
    let sections = rows.map(\.section)
    if sections.allSatisfy({ !$0.isEmpty && Measures.word(in: $0) != nil }) {
      return zip(names, sections).map { ($0, Measures.word(in: $1) ?? $1) }
    }
    if Measures.isWordFor(block.corner[first]) { return zip(names, sections).map { (areUnique(names) ? "" : $1, $0) } }
    let said = ([block.corner[first]] + block.titles + fileNames).lazy.compactMap { Measures.word(in: $0) }.first
    if let said { return names.map { ($0, said) } }
    // Labels under nothing or under any other word are what they are called.
    return Measures.isChannel(block.corner[first]) ? nil : zip(names, sections).map { (areUnique(names) ? "" : $1, $0) }
  }

  /// The columns before the periods that name rows; remarks, units and owners do not.
  private func labelColumns(_ rows: [Row], _ block: Block) -> [Int] {
    let filled = block.corner.indices.filter { column in
      let texts = rows.map { $0.labels[column] }.filter { !$0.isEmpty }
      return texts.contains { !TextGrid.isFigure($0) } && !Measures.isAside(block.corner[column])
    }
    if let first = filled.first, areUnique(rows.map { $0.labels[first] }),
      !filled.contains(where: { Measures.isWordFor(block.corner[$0]) })
    {
      let metrics = filled.filter { areMeasures(rows.map(\.labels), $0) }
      return metrics.isEmpty ? [first] : [metrics[0]]
    }
    return filled
  }

  private func areMeasures(_ labels: [[String]], _ column: Int) -> Bool {
    let texts = labels.map { $0[column] }.filter { !$0.isEmpty }
    return !texts.isEmpty && texts.count { Measures.word(in: $0) != nil } * 2 > texts.count
  }

  private func areUnique(_ texts: [String]) -> Bool {
    !texts.contains("") && Set(texts.map { Heading($0).joined }).count == texts.count
  }

  /// The sheet's name, then the file's.
  private var fileNames: [String] { name.split(separator: "/").reversed().map(String.init) }

  /// Which sign the figures have as their decimal one.
  var decimalComma: Bool {
    var counts = SignCounts()
    for row in blocks.flatMap(\.rows) {
      for text in row.values {
        _ = TextGrid.value(text, decimalComma: false, &counts)
        _ = TextGrid.value(text, decimalComma: true, &counts)
      }
    }
    return DecimalSigns([counts]).comma(separator: grid.separator)
  }
}
