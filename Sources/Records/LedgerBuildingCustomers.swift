extension LedgerBuilding {
  /// One entry a contract. An end is no event until it has come: contracts end in the future by nature. Newer exports come first,
  /// and what they have again counts once.
  mutating func addCustomers() {
    var contracts = Contracts()
    for table in newestFirst(those(.customers)) {
      guard let starts = column(.start, of: table)?.moments else {
        for row in 0..<tables[table].rowCount { refuseForLack(table, row: row, of: .start) }
        continue
      }
      let ends = column(.ended, of: table)?.moments
      let yearly = column(.yearly, of: table)?.numbers
      let atStart = column(.yearlyAtStart, of: table)?.numbers
      let renewals = column(.renewals, of: table)?.numbers
      let part = parts(of: table)
      let accounts = accountKeys(of: table)
      contracts.begin(accounts ?? [], of: table)
      var older: [Int: Int] = [:]
      if case .numbers(_, let currency?) = column(.yearly, of: table)?.cells, joined.currency == nil {
        joined.currency = currency
      }
      for row in 0..<starts.count {
        guard !starts[row].isMissing else {
          refuseForLack(table, row: row, of: .start)
          continue
        }
        let start = starts[row].day
        guard isPlausible(start) else {
          refuse(table, row: row, outOfRange(.start, table, row))
          continue
        }
        let end = ends?[row] ?? .missing
        if !end.isMissing && end.day < start - 1 {
          refuse(
            table, row: row,
            .before(column: column(.ended, of: table)?.name ?? "", other: column(.start, of: table)?.name ?? ""))
          continue
        }
        if let newer = contracts.meet(accounts?[row] ?? 0, start) {
          older[newer, default: 0] += 1
          continue
        }
        saw(start, in: table)
        let now = yearly?[row] ?? .nan
        let then = atStart?[row] ?? .nan
        joined.customers.start.append(start)
        joined.customers.ended.append(end.isMissing ? nil : max(end.day, start))
        joined.customers.yearlyNow.append(now.isNaN ? then : now)
        joined.customers.yearlyAtStart.append(then.isNaN ? now : then)
        joined.customers.renewals.append(Int32(max(0, min(renewals?[row] ?? 0, 1000).rounded())))
        joined.customers.key.append(accounts?[row] ?? 0)
        joined.customers.part.append(part?(row) ?? .unknown)
        joined.customers.origin.append(Origin(file: UInt16(table), row: Int32(row)))
      }
      setAside(table, older)
    }
  }

  /// Whose row it is: by the account's id, or by the company's name where it is all there is.
  private func accountKeys(of table: Int) -> [UInt64]? {
    (column(.accountID, of: table) ?? column(.company, of: table))?.keys()
  }

  /// Who attended what is done for customers, who was only invited, who was not; where a column of words says.
  private func parts(of table: Int) -> ((Int) -> Customers.Part)? {
    guard case .categories(let codes, let names) = column(.attended, of: table)?.cells else { return nil }
    let parts = names.map { name -> Customers.Part in
      let words = Heading(name)
      if words.containsAny(of: ["invited", "registered", "absent", "noshow"]) { return .invited }
      if words.containsAny(of: ["attended", "attending", "yes", "present", "joined", "participated"]) { return .attended }
      return .none
    }
    return { codes[$0] == Column.missingCode ? .none : parts[Int(codes[$0])] }
  }

  /// One entry a negative ticket or answer. Where nothing says which are negative, every ticket is one.
  mutating func addComplaints() {
    // Answers with a score speak for themselves only where no ticket says in words what went wrong.
    let hasWords = those(.complaints).contains { saysNegative($0) }
    var byAccount: [UInt64: Int32] = [:]
    for (row, key) in joined.customers.key.enumerated() where key != 0 && byAccount[key] == nil { byAccount[key] = Int32(row) }
    for table in those(.complaints) {
      let accounts = byAccount.isEmpty ? nil : accountKeys(of: table)
      guard let days = column(.day, of: table)?.moments else {
        for row in 0..<tables[table].rowCount { refuseForLack(table, row: row, of: .day) }
        continue
      }
      let scale = scale(of: table)
      let isNegative = hasWords && !saysNegative(table) ? { _ in false } : negativity(of: table)
      for row in 0..<days.count where !isOvertaken(table, row) {
        guard !days[row].isMissing else {
          refuseForLack(table, row: row, of: .day)
          continue
        }
        guard isPlausible(days[row].day) else {
          refuse(table, row: row, outOfRange(.day, table, row))
          continue
        }
        saw(days[row].day, in: table)
        if let scale, let value = scale.value(row), value <= scale.top {
          joined.scores.day.append(days[row].day)
          joined.scores.customer.append(accounts.flatMap { byAccount[$0[row]] } ?? -1)
          joined.scores.value.append(Float(value))
          joined.scores.top.append(Float(scale.top))
        }
        guard isNegative?(row) ?? true else {
          joined.reports[table].setAside += 1
          continue
        }
        joined.complaints.day.append(days[row].day)
        joined.complaints.customer.append(accounts.flatMap { byAccount[$0[row]] } ?? -1)
        joined.complaints.origin.append(Origin(file: UInt16(table), row: Int32(row)))
      }
    }
  }

  /// Answers in figures, and the end of their scale: 5 or 10; `nil` where a table has none, or others.
  private func scale(of table: Int) -> (top: Double, value: (Int) -> Double?)? {
    guard let scores = column(.value, of: table)?.numbers else { return nil }
    let most = scores.reduce(0) { $1.isNaN ? $0 : max($0, $1) }
    guard most > 2, most <= 10 else { return nil }
    return (most <= 5 ? 5 : 10, { scores[$0].isNaN || scores[$0] < 0 ? nil : scores[$0] })
  }

  private func saysNegative(_ table: Int) -> Bool {
    guard case .categories(_, let names) = column(.kind, of: table)?.cells else { return false }
    return names.contains { Heading($0).containsAny(of: RecognitionWords.negativeWords) }
  }

  /// A score of 0–10 is a detractor up to 6, one of 1–5 is unhappy up to 2; a category by its own words.
  private func negativity(of table: Int) -> ((Int) -> Bool)? {
    if let column = column(.kind, of: table), case .categories(let codes, let names) = column.cells {
      let negative = names.map { Heading($0).containsAny(of: RecognitionWords.negativeWords) }
      if negative.contains(true) { return { codes[$0] != Column.missingCode && negative[Int(codes[$0])] } }
    }
    if let scores = column(.value, of: table)?.numbers {
      let top = scores.reduce(0) { $1.isNaN ? $0 : max($0, $1) }
      let limit: Double = top <= 5 ? 2 : 6
      return { scores[$0] <= limit }
    }
    return nil
  }
}
