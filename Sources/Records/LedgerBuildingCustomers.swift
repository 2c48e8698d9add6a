extension LedgerBuilding {
  /// One entry a contract. An end is no event until it has come: contracts end in the future by nature. Newer exports come first,
  /// and what they have again counts once.
  mutating func addCustomers() {
    var contracts = Contracts()
    var facts = ContractFacts()
    var known = AttendanceKeys()
    defer { joined.customers.facts = facts }
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
      let whose = customerKeys(of: table)
      let all = everyKey(of: table)
      let months = months(of: table, &facts)
      let times = (now: times(.yearly, table, &facts), then: times(.yearlyAtStart, table, &facts))
      let perYear = timesPaid(table, months)
      if yearly == nil && atStart == nil { facts.untoldMoney += untoldMoney(of: table) }
      contracts.begin(accounts ?? [], of: table)
      var older: [Int: Int] = [:]
      let currencies = RowCurrencies(
        currencyColumn(of: table, yearly == nil ? .yearlyAtStart : .yearly), settings.currency ?? joined.currency,
        rates: settings.rates)
      if joined.currency == nil { joined.currency = currencies.main }
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
        known.add(all.map { $0[row] }, Int32(joined.customers.start.count))
        let now = (yearly?[row] ?? .nan) * (perYear?(row) ?? times.now) * currencies.rate(row)
        let then = (atStart?[row] ?? .nan) * times.then * currencies.rate(row)
        joined.customers.start.append(start)
        joined.customers.ended.append(end.isMissing ? nil : max(end.day, start))
        joined.customers.yearlyNow.append(now.isNaN ? then : now)
        // What is known at one end only says nothing of how it grew.
        joined.customers.yearlyAtStart.append(now.isNaN ? .nan : then)
        joined.customers.renewals.append(Int32(max(0, min(renewals?[row] ?? 0, 1000).rounded())))
        joined.customers.key.append(accounts?[row] ?? 0)
        joined.customers.whose.append(whose?[row] ?? 0)
        joined.customers.months.append(months?(row) ?? 0)
        joined.customers.part.append(part?(row) ?? .unknown)
        joined.customers.origin.append(Origin(file: UInt16(table), row: Int32(row)))
      }
      setAside(table, older)
      if let main = currencies.main, !currencies.others.isEmpty {
        joined.remarks.append(.otherCurrencies(file: tables[table].file, count: currencies.others.count, main: main))
        doubtRates(table, currencies.others)
      }
    }
    addAttendance(known)
  }

  /// Whose row it is: by the account's id, or by the company's name where it is all there is.
  private func accountKeys(of table: Int) -> [UInt64]? {
    (column(.accountID, of: table) ?? column(.company, of: table))?.keys()
  }

  /// Whose contract it is: the first of id, company and address by which rows repeat, for a contract's own id is nobody's.
  private func customerKeys(of table: Int) -> [UInt64]? {
    let all = [Field.accountID, .company, .email].compactMap { column($0, of: table)?.keys() }
    return all.first { keys in
      var seen = Set<UInt64>()
      return keys.contains { $0 != 0 && !seen.insert($0).inserted }
    } ?? all.first
  }

  /// Twelve where the heading says that the money is a month's.
  private func times(_ field: Field, _ table: Int, _ facts: inout ContractFacts) -> Double {
    guard let column = column(field, of: table), Heading(column.name).containsAny(of: TermWords.byTheMonth) else { return 1 }
    if field == .yearly { facts.monthlyColumn = facts.monthlyColumn ?? column.name }
    return 12
  }

  /// How often a year the amount of a row is paid, and for how many: where it is for one of the intervals beside it.
  private func timesPaid(_ table: Int, _ months: ((Int) -> Int16)?) -> ((Int) -> Double)? {
    guard let months, let amount = column(.yearly, of: table), TermWords.perInterval(Heading(amount.name)),
      !settings.mappings.contains(where: { $0.file == tables[table].file })
    else { return nil }
    let quantities = ["quantity", "seats", "anzahl", "quantité"]
    let counts =
      isForOne(amount, of: table) ? tables[table].columns.first { quantities.contains(Heading($0.name).joined) }?.numbers : nil
    return { row in
      let one = months(row)
      guard one > 0 else { return .nan }
      let count = counts.map { $0[row] } ?? 1
      return 12 / Double(one) * (count.isNaN || count <= 0 ? 1 : count)
    }
  }

  /// The price of a unit or of a plan is for one, and so is the amount that Stripe writes beside its plan; any other is the whole,
  /// whatever stands beside it.
  private func isForOne(_ amount: Column, of table: Int) -> Bool {
    if Heading(amount.name).containsAny(of: ["unit", "plan"]) { return true }
    let headings = tables[table].columns.map { Heading($0.name).joined }
    return Heading(amount.name).joined == "amount" && ["plan", "quantity", "interval"].allSatisfy { headings.contains($0) }
  }

  /// Money by its heading that no field has taken.
  private func untoldMoney(of table: Int) -> [String] {
    let used = recognised[table].uses.map(\.column)
    return tables[table].columns.enumerated().compactMap { at, column in
      guard case .numbers = column.cells, !used.contains(at), Heading(column.name).containsAny(of: TermWords.money) else {
        return nil
      }
      return column.name
    }
  }

  /// Months of a row's term where a column says them in words, or in figures that can be nothing else.
  private func months(of table: Int, _ facts: inout ContractFacts) -> ((Int) -> Int16)? {
    guard let column = column(.term, of: table) else { return nil }
    let found: ((Int) -> Int16)?
    switch column.cells {
    case .categories(let codes, let names):
      let months = names.map { Int16(TermWords.months($0) ?? 0) }
      let filled = codes.count { $0 != Column.missingCode }
      let known = codes.count { $0 != Column.missingCode && months[Int($0)] > 0 }
      found = known * 2 > filled ? { codes[$0] == Column.missingCode ? 0 : months[Int(codes[$0])] } : nil
    case .numbers(let numbers, _):
      let factor = TermWords.monthsOfOne(column.name, most: numbers.reduce(0) { $1.isNaN ? $0 : max($0, $1) })
      found = factor.map { factor in { numbers[$0] >= 1 && numbers[$0] <= 120 ? Int16((numbers[$0] * factor).rounded()) : 0 } }
    case .moments, .ambiguousMoments, .keys: found = nil
    }
    if found != nil { facts.termColumn = facts.termColumn ?? column.name }
    return found
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
