/// Which record of a sample is the heading, and whether there is one.
extension DialectSniffer {
  /// The first record that is as wide as the table, or a wider one of words above it.
  func headingRecord(in reading: Reading) -> Int {
    let records = reading.records
    guard
      let first = records.indices.first(where: { index in
        let record = records[index]
        return !record.isBlank && !record.isBroken && !isComment(index, in: reading)
          && (record.cells == reading.columns
            || (record.cells > reading.columns && width(of: record, in: reading) == reading.columns))
      })
    else { return records.firstIndex { !$0.isBlank } ?? 0 }
    // A title over the table, made as wide as the table by whoever wrote the file, is no heading.
    if let below = headingBelowTitle(first, in: reading) { return below }
    // Rows that leave out their last cells must not make the heading a title.
    let above = records[..<first].lastIndex { !$0.isBlank && !$0.isComment && !$0.isBroken }
    if let above, records[above].cells > reading.columns, looksLikeHeading(records[above], in: reading) { return above }
    if let above, reading.columns > 2, records[above].cells == reading.columns - 1,
      looksLikeHeading(records[above], in: reading),
      !looksLikeHeading(records[first], in: reading)
    {
      return above
    }
    return first
  }

  /// The record under a title: `first` has one or two cells of a wide table filled, and soon a full line of words follows.
  private func headingBelowTitle(_ first: Int, in reading: Reading) -> Int? {
    func filled(_ record: Record) -> Int { cells(of: record, in: reading).count { !$0.isEmpty } }
    guard reading.columns > 3, filled(reading.records[first]) * 3 <= reading.columns else { return nil }
    for index in (first + 1)..<min(first + 12, reading.records.count) {
      let record = reading.records[index]
      guard !record.isBlank, !record.isBroken, record.cells == reading.columns else { continue }
      guard filled(record) * 3 > reading.columns else { continue }
      return filled(record) * 3 >= reading.columns * 2 && looksLikeHeading(record, in: reading) ? index : nil
    }
    return nil
  }

  /// A line of `# …` that has not as many cells as the table, or has them by chance: another one or the heading follows. (`# of calls`
  /// may well be a heading itself.)
  private func isComment(_ index: Int, in reading: Reading) -> Bool {
    let records = reading.records
    guard records[index].isComment else { return false }
    if records[index].cells != reading.columns { return true }
    guard let next = records[(index + 1)...].first(where: { !$0.isBlank }) else { return false }
    return next.isComment || looksLikeHeading(next, in: reading)
  }

  /// Cells up to the last one that is not empty.
  func width(of record: Record, in reading: Reading) -> Int {
    (cells(of: record, in: reading).lastIndex { !$0.isEmpty } ?? -1) + 1
  }

  func cells(of record: Record, in reading: Reading) -> [String] {
    guard record.cells > 0, record.end - record.first <= 1 << 20 else { return [] }
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: record.cells) { ends in
      guard let memory = ends.baseAddress else { return [] }
      _ = reading.source.record(at: record.first, origin: record.first, ends: memory, limit: record.cells)
      var low = 0
      return (0..<record.cells).map { index in
        let high = Int(ends[index])
        defer { low = high + 1 }
        return CellBytes(start: reading.source.start + record.first + low, count: high - low).text
      }
    }
  }

  /// A second line of headings, as surveys have it: under questions that take several columns it says what each of them holds. Its first
  /// cell is empty, it names at least one column that the first line leaves without a name, and no row is like it.
  func underHeading(
    _ index: Int, _ texts: [String], in reading: Reading
  ) -> (record: Record, texts: [String])? {
    guard texts.count > 3, index + 2 < reading.records.count else { return nil }
    let record = reading.records[index + 1]
    guard !record.isBlank, !record.isBroken, record.cells == texts.count, looksLikeHeading(record, in: reading) else {
      return nil
    }
    let under = cells(of: record, in: reading)
    let below = cells(of: reading.records[index + 2], in: reading)
    guard under.count == texts.count, under[0].isEmpty, !texts[0].isEmpty, let first = below.first, !first.isEmpty,
      under.indices.contains(where: { texts[$0].isEmpty && !under[$0].isEmpty })
    else { return nil }
    // Under a short name nothing more is said: such a line is a row whose cells are empty.
    guard under.indices.allSatisfy({ under[$0].isEmpty || texts[$0].isEmpty || texts[$0].utf8.count > 15 }) else { return nil }
    let named = under.indices.map { at in
      under[at].isEmpty ? texts[at] : texts[at].isEmpty ? under[at] : "\(texts[at]) \(under[at])"
    }
    return (record, named)
  }

  /// Words, none of them a number or a date. A run of years (`2024, 2025`) may head columns too.
  private func looksLikeHeading(_ record: Record, in reading: Reading) -> Bool {
    let texts = cells(of: record, in: reading)
    guard texts.contains(where: { !$0.isEmpty }) else { return false }
    var years: [Int] = []
    for text in texts where !text.isEmpty {
      if text.utf8.count == 4, let year = Int(text), (1900...2100).contains(year) {
        years.append(year)
        continue
      }
      if DialectSniffer.isTyped(text) { return false }
    }
    guard !years.isEmpty else { return true }
    return years.count > 1 && zip(years, years.dropFirst()).allSatisfy { abs($0 - $1) == 1 }
  }

  /// A number or a day, in whatever form.
  static func isTyped(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard let base = bytes.baseAddress else { return false }
      let cell = CellBytes(start: base, count: bytes.count)
      var signs: NumberText.Signs = []
      return NumberText.value(cell, decimalComma: false, signs: &signs) != nil
        || NumberText.value(cell, decimalComma: true, signs: &signs) != nil || MomentText.read(cell) != nil
    }
  }

  func isHeading(_ index: Int, in reading: Reading) -> Bool {
    if let asked = options.hasHeader { return asked }
    guard looksLikeHeading(reading.records[index], in: reading) else { return false }
    // Words over numbers or dates are a heading. In a table of words only, one that comes again further down its column is one
    // of the column's values.
    let texts = cells(of: reading.records[index], in: reading)
    var recurs = false
    var typed = Array(repeating: 0, count: texts.count)
    var filled = typed
    for record in reading.records[(index + 1)...].prefix(100) where record.cells == reading.columns && !record.isBlank {
      let below = cells(of: record, in: reading)
      if below == texts { continue }
      for (column, text) in below.enumerated() where column < texts.count && !text.isEmpty {
        filled[column] += 1
        if DialectSniffer.isTyped(text) { typed[column] += 1 }
        if text == texts[column] { recurs = true }
      }
    }
    return !recurs || texts.indices.contains { !texts[$0].isEmpty && filled[$0] > 0 && typed[$0] * 10 >= filled[$0] * 9 }
  }
}
