import Records

/// Customers and what they said.
extension ParleyLayout {
  mutating func writeCustomers<Failure: Error>(
    _ company: Company, to sink: (String, UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let defects = Defects(rows: company.accounts.count, count: Truths.dirty.customers)
    for (index, one) in company.accounts.enumerated() {
      numbering.account(Int32(index), to: &customers)
      customers.comma()
      days.write(one.start, to: &customers)
      customers.comma()
      if let end = one.end { days.write(end, to: &customers) }
      customers.comma()
      customers.number(one.yearlyAtStart)
      customers.comma()
      customers.number(one.yearly)
      customers.comma()
      customers.number(one.renewals)
      customers.comma()
      if let day = one.lastRenewal { days.write(day, to: &customers) }
      customers.comma()
      customers.text(Words.churnReasons[Int(one.churnReason)])
      switch one.group {
      case .none: customers.text(",none\n")
      case .invited: customers.text(",invited\n")
      case .attended: customers.text(",attended\n")
      }
      if let number = defects.after(index) { writeBrokenCustomer(number) }
      try customers.flushIfFull(to: sink)
    }
  }

  private mutating func writeBrokenCustomer(_ number: Int) {
    customers.text("X\(numbering.accounts + number + 1)")
    switch number {
    case ..<3: customers.text(",2025-04-31,,18000,18000,0,,,none\n")
    case ..<5: customers.text(",,,18000,18000,0,,,none\n")
    default: customers.text(",2025-04-30,,18000\n")
    }
  }

  mutating func writeFeedback<Failure: Error>(
    _ company: Company, to sink: (String, UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    for (row, ticket) in company.tickets.enumerated() {
      tickets.byte(UInt8(ascii: "T"))
      tickets.number(numbering.tickets + row + 1)
      tickets.comma()
      numbering.account(ticket.account, to: &tickets)
      tickets.comma()
      days.write(ticket.day, to: &tickets)
      tickets.text(ticket.isNegative ? ",complaint,bad\n" : row % 3 == 0 ? ",request,good\n" : ",question,good\n")
      try tickets.flushIfFull(to: sink)
    }
    for answer in company.answers {
      numbering.account(answer.account, to: &nps)
      nps.comma()
      days.write(answer.day, to: &nps)
      nps.comma()
      nps.number(answer.score)
      nps.newline()
      try nps.flushIfFull(to: sink)
    }
  }
}
