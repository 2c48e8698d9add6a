/// Where workers may begin in the middle of a file.
struct FileCuts {
  var source: ScanSource
  var rules: RowRules

  /// Where to cut so that workers can begin in the middle: at a guess, made right by `PassOrder`.
  ///
  /// Whether a line end in the middle of a file is inside quotes cannot be known from there. The parity of all quotes before it
  /// would say so, at the price of a pass over the file and only while no quote is stray; instead, the first line from which on five
  /// records have as many cells as the table is taken, and a wrong guess costs no more than searching that chunk again.
  func cuts(from first: Int, every bytes: Int) -> [Int] {
    var cuts = [first]
    var nominal = first + bytes
    while nominal < source.end {
      let cut = recordStart(near: nominal)
      guard cut < source.end else { break }
      if cut > cuts[cuts.count - 1] { cuts.append(cut) }
      nominal = max(cut, nominal) + bytes
    }
    return cuts
  }

  private func recordStart(near nominal: Int) -> Int {
    let window = min(source.end, nominal + 64 << 10)
    var candidate = nominal
    var firstCandidate: Int?
    for _ in 0..<64 {
      while candidate < window, source.start[candidate] != 0x0A, source.start[candidate] != 0x0D { candidate += 1 }
      guard candidate < window else { break }
      candidate = source.afterLineEnd(at: candidate)
      if firstCandidate == nil { firstCandidate = candidate }
      if looksLikeRows(at: candidate, until: window) { return candidate }
    }
    return firstCandidate ?? lineEnd(after: nominal)
  }

  private func lineEnd(after position: Int) -> Int {
    var index = position
    while index < source.end, source.start[index] != 0x0A, source.start[index] != 0x0D { index += 1 }
    return source.afterLineEnd(at: index)
  }

  private func looksLikeRows(at position: Int, until window: Int) -> Bool {
    // The window's end ends the trial, so that a quote opened here is not followed through the whole file.
    let trial = RowScanTrial(source: source, end: window)
    var next = position
    for _ in 0..<5 {
      if next >= window { return next > position }
      guard let after = trial.record(at: next, columns: rules.columns) else { return false }
      next = after
    }
    return true
  }
}

/// Counts the cells of records in a stretch of bytes that ends before the file does.
private struct RowScanTrial {
  var source: ScanSource
  var end: Int

  /// Where the next record starts, if this one has the right number of cells or is blank; nil otherwise.
  func record(at position: Int, columns: Int) -> Int? {
    var cells = 1
    var inQuotes = false
    var index = position
    while index < end {
      let byte = source.start[index]
      if byte == UInt8(ascii: "\"") {
        inQuotes.toggle()
      } else if !inQuotes, byte == source.separator {
        cells += 1
      } else if !inQuotes, byte == 0x0A || byte == 0x0D {
        let isBlank = index == position
        return cells == columns || isBlank ? source.afterLineEnd(at: index) : nil
      }
      index += 1
    }
    return inQuotes || cells > columns ? nil : end
  }
}
