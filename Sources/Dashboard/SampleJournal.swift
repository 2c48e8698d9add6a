import Journal
import Records

extension Journal {
  /// What marketing and sales of the sample company have written down: two goals and one team (scenario 10), and what each owes the other.
  package static let ofSampleCompany: Journal = {
    guard let day = Day(iso: "2026-10-26"), let from = Day(iso: "2026-11-02"), let to = Day(iso: "2027-01-31"),
      let begins = Day(iso: "2026-01-05")
    else { return Journal() }
    func goal(_ side: Side, _ measure: String, _ value: Double, _ bound: Goal.Bound = .floor) -> (Side, What) {
      (side, .goal(Goal(side: side, measure: measure, from: from, to: to, value: value, bound: bound), of: nil))
    }
    let words: [(Side, What)] = [
      (.sales, .promise(Promise(side: .sales, kind: .answer(workingHours: 4), from: begins))),
      goal(.marketing, "leads a week", 62), goal(.marketing, "accepted_leads of leads", 0.75),
      goal(.marketing, "spend a month", 64_000, .ceiling), goal(.sales, "deals_won of opportunities", 0.28),
      goal(.sales, "answered within 4 h", 0.9), goal(.sales, "customers kept", 0.88),
    ]
    let start = Moment(day).seconds * 1000 + 9 * 3_600_000
    return Journal(
      words.enumerated().map { at, one in
        let stamp = Stamp(milliseconds: start + Int64(at) * 60_000)
        return Entry(
          Draft(by: Author(one.0), on: day, one.1), id: EntryId(time: UInt64(stamp.milliseconds), chance: UInt64(at + 1)),
          at: stamp)
      })
  }()
}
