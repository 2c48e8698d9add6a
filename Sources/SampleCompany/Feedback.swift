import Records

extension Company {
  /// Complaints and survey answers of customers; those who started in the overload weeks had a bad start: scenario 2.
  mutating func hearFromCustomers() {
    var busy: [Int] = []
    var calm: [Int] = []
    for index in accounts.indices where accounts[index].start >= 0 && accounts[index].start <= Plan.lastDay - 60 {
      if Plan.overloadDays.contains(accounts[index].start) { busy.append(index) } else { calm.append(index) }
    }
    complain(busy, each: Truths.overload.busy.complaints)
    complain(calm, each: Truths.overload.calm.complaints)
    grumble()
    tickets.sort { ($0.day, $0.account) < ($1.day, $1.account) }
    survey(busy, scores: Truths.overload.busy.scores)
    survey(calm, scores: Truths.overload.calm.scores)
    answers.sort { ($0.day, $0.account) < ($1.day, $1.account) }
  }

  private mutating func complain(_ members: [Int], each rate: Double) {
    guard !members.isEmpty else { return }
    for _ in 0..<Int((Double(members.count) * rate).rounded()) {
      let index = members[chance.below(members.count)]
      let day = accounts[index].start + 2 + chance.below(56)
      tickets.append(Ticket(account: Int32(index), day: day, isNegative: true))
    }
  }

  /// Everyday tickets: most of them rated good, few bad, and none of the bad ones from a customer's first 60 days.
  private mutating func grumble() {
    for index in accounts.indices {
      let from = max(0, accounts[index].start)
      let to = min(Plan.days, accounts[index].end ?? Plan.days)
      var day = from
      while true {
        day += 1 + Int(chance.exponential(mean: 120))
        guard day < to else { break }
        let isNegative = chance.unit() < 0.12 && day > accounts[index].start + 61
        tickets.append(Ticket(account: Int32(index), day: day, isNegative: isNegative))
      }
    }
  }

  private mutating func survey(_ members: [Int], scores: Truths.Scores) {
    guard !members.isEmpty else { return }
    for (count, range) in [(scores.promoters, 9...10), (scores.passives, 7...8), (scores.detractors, 0...6)] {
      for _ in 0..<count {
        let index = members[chance.below(members.count)]
        let day = accounts[index].start + 30 + chance.below(30)
        answers.append(SurveyAnswer(account: Int32(index), day: day, score: chance.within(range)))
      }
    }
  }
}
