import Cells
import Records
import Translation

/// What a test of a pair showed, in words.
extension Wording {
  /// `Tested 3 Feb to 30 Apr against referrals: expected +2 to +6 deals, saw +4 (+1 to +7); it held.` `nil`: nothing was tested.
  package func tested(_ t: Translation) -> String? {
    guard let test = t.test else { return nil }
    func signed(_ value: Double) -> String { CardText.signed(value, t.outcome, currency) }
    let days = "\(Numbers.date(test.from, today: today)) to \(Numbers.date(test.to, today: today))"
    let saw = "saw \(signed(test.saw.value)) (\(signed(test.saw.low)) to \(signed(test.saw.high)))"
    let expected = "expected \(signed(test.expected.low)) to \(signed(test.expected.high)) \(t.outcome.noun)"
    let end: String
    switch test.finding {
    case .held: end = t.grade == .x ? "it held, and the count misleads all the same" : "it held"
    case .open: end = "too wide to tell, so the grade stays"
    case .missed: end = t.grade == t.untested ? "it missed" : "it missed, so the grade fell from \(t.untested?.rawValue ?? "–")"
    case .against: end = "it went the other way"
    }
    return "Tested \(days) against \(test.against): \(expected), \(saw); \(end)."
  }

  /// A pair of which only the test can be told: what it brought there, and nothing beyond.
  func tested(_ t: Translation, _ noun: String) -> [Span] {
    guard let test = t.test else { return [] }
    func signed(_ value: Double) -> String { CardText.signed(value, t.outcome, currency) }
    return [
      "What was tried with ", .marketing(noun), " brought ",
      .sales(
        "\(signed(test.saw.value)) \(t.outcome.noun) (\(signed(test.saw.low)) to \(signed(test.saw.high)))"),
      Span(" from \(Numbers.date(test.from, today: today)) to \(Numbers.date(test.to, today: today))."),
    ]
  }
}
