import Records
import SampleCompany
import Testing

@testable import Translation

/// The sample company as everybody sees it, read and translated once for all tests.
enum SampleFindings {
  static let shared = Task {
    let reading = try await Reading.read(.memory(name: Fernhill.name, files: Fernhill.files()), workers: 2)
    let ledger = reading.ledger(asOf: nil)
    return (reading, ledger, Findings.translate(ledger))
  }
}

/// The planted truths of Fernhill, found again by the same way a user’s files go.
@Suite struct FernhillTests {
  let reading: Reading
  let ledger: Ledger
  let findings: Findings

  init() async throws { (reading, ledger, findings) = try await SampleFindings.shared.value }

  private func translation(_ metric: String, _ outcome: OutcomeKind) throws -> Translation {
    let m = try #require(findings.metrics.firstIndex { $0.name == metric })
    let o = try #require(findings.outcomes.firstIndex { $0.kind == outcome })
    return try #require(findings.translation(metric: m, outcome: o))
  }

  @Test func `The record ends on the planted Wednesday`() {
    #expect(findings.cutoff.description == Truths.cutoff)
    #expect(findings.metrics.allSatisfy { $0.weeks.daysOfLast == Truths.daysOfLastWeek })
  }

  @Test func `1 · The booth parade: people are counted, the count is called misleading, the need is found`() throws {
    let t = try translation("booth_scans", .dealsWon)
    #expect(t.grade == .x)
    #expect(t.units == Truths.booth.people && t.outcomes == Truths.booth.won)
    #expect(
      t.ground
        == .countMisleads(
          rows: Truths.booth.rows, people: Truths.booth.people, repeats: Truths.booth.repeats, staff: Truths.booth.staff,
          caseVariants: Truths.booth.caseVariants))
    let truth = try #require(Truths.sources.first { $0.name == "Booth scans" }?.eventualRate)
    let worth = try #require(t.perUnit)
    #expect(worth.low < truth && truth < worth.high)
    let split = try #require(t.tracked?.noted)
    #expect(split.withUnits == Truths.booth.noted && split.withWon == Truths.booth.wonNoted)
    let hours = try #require(t.hoursPerUnit)
    #expect(abs(hours.value * Double(Truths.booth.people) - Double(Truths.booth.hours)) < 15)
    let cost = try #require(t.costPerOutcome)
    #expect(abs(cost.value - 18_706) < 1)
  }

  @Test(arguments: Truths.sources)
  func `Every source’s counts are the planted ones, and its eventual rate is inside the interval`(
    _ source: Truths.Source
  ) throws {
    guard let m = findings.metrics.firstIndex(where: { $0.title == source.name }) else { return }
    let t = try translation(findings.metrics[m].name, .dealsWon)
    #expect(t.outcomes == source.won)
    guard source.name != "Outbound" else { return }
    #expect(t.units == source.volume)
    if let truth = source.eventualRate, let worth = t.perUnit { #expect(worth.low < truth && truth < worth.high) }
  }

  @Test func `3 · Sessions and posts do nothing, and the effect that would have been seen is stated`() throws {
    for metric in ["sessions", "engaged_sessions", "posts"] {
      for outcome in [OutcomeKind.acceptedLeads, .dealsWon] {
        let t = try translation(metric, outcome)
        #expect(t.evidence == .modelled && t.grade == .n)
        guard case .noEffect(let elasticity) = t.ground else {
          Issue.record("\(metric): \(t.ground)")
          continue
        }
        #expect((0.03...0.4).contains(elasticity))
      }
    }
  }

  @Test func `12 · Opens that nobody opened are a misleading count`() throws {
    let t = try translation("opens", .dealsWon)
    #expect(t.grade == .x && t.perUnit == nil)
    guard case .machineOpens(let found) = t.ground else {
      Issue.record("the ground of machine opens")
      return
    }
    #expect(found.monday.description == Truths.opens.firstWeek)
    #expect(abs(found.opensAfter - Truths.opens.opensAfter) < 0.02 && abs(found.clicksAfter - Truths.opens.clicksAfter) < 0.003)
  }

  @Test func `5 · The quiet channel pays more than the loud ones`() throws {
    let webinars = try translation("customer_webinars", .dealsWon)
    let search = try translation("paid_search", .dealsWon)
    #expect(webinars.grade == .b)
    #expect((webinars.perUnit?.low ?? 0) > (search.perUnit?.high ?? 1))
  }

  @Test func `6 · LinkedIn’s deals are fifteen, four or nineteen, as the ruler has it`() throws {
    let t = try translation("linkedin_ads", .dealsWon)
    #expect(t.outcomes == Truths.ruler.source && t.grade == .d)
    let credit = try #require(t.rulers?.credit)
    #expect(credit.last == Double(Truths.ruler.last) && credit.first == Double(Truths.ruler.first))
    #expect(abs(credit.linear - Truths.ruler.linear) < 0.5)
  }

  @Test func `Money to come is deals drawn one by one: as much as deals times their worth, and less sure`() throws {
    let deals = try translation("demo_requests", .dealsWon)
    let money = try translation("demo_requests", .revenueWon)
    let (count, amount) = (try #require(deals.next), try #require(money.next))
    let worth = try #require(deals.dealValue).mean.value
    #expect(deals.next?.amount == nil && money.next?.count == nil && money.inHand.isEmpty)
    #expect(amount.units == count.units && amount.withinDays == count.withinDays && amount.byMonth.count == count.byMonth.count)
    let (sum, came) = (try #require(amount.amount), try #require(count.count))
    #expect(abs(sum.ninety.value / (came.mean * worth) - 1) < 0.15)
    #expect(sum.ninety.high >= Double(came.p95) * 0.5 * worth)
    #expect(abs(sum.none - came.none) < 1e-12)
    for (money, deals) in zip(money.inHandRevenue, deals.inHand) {
      let (range, counted) = (try #require(money.amount), try #require(deals.count))
      #expect(money.days == deals.days && abs(range.ninety.value / (counted.mean * worth) - 1) < 0.05)
    }
  }

  @Test func `8 · The newest month is unfinished, not worse`() throws {
    let t = try translation("demo_requests", .dealsWon)
    let newest = try #require(t.tracked?.newest)
    #expect(newest.finished < 0.1)
    #expect((t.finished ?? 1) < 0.95)
  }

  @Test func `9 · 1,096 rows of MQLs are 845 people`() throws {
    let t = try translation("mqls_2026_q2", .dealsWon)
    #expect(t.grade == .x && t.units == Truths.mqls.people)
    guard case .countMisleads(let rows, let people, _, _, _) = t.ground else {
      Issue.record("the ground of a misleading count")
      return
    }
    #expect(rows == Truths.mqls.rows && people == Truths.mqls.people)
    // 157 came again, 94 are on two lists or under two addresses; each of them is listed with its two places.
    let counted = try #require(findings.metrics[t.metric].counted)
    #expect(counted.events == 1096 && counted.people == 845 && counted.again == Truths.mqls.reentered + Truths.mqls.doubled)
    let merges = reading.merges.filter { $0.file == "mqls-2026-q2.csv" }
    #expect(merges.count { $0.rule == .again } == Truths.mqls.reentered)
    #expect(merges.count { $0.rule == .otherList || $0.rule == .otherAddress } == Truths.mqls.doubled)
    #expect(merges.allSatisfy { ($0.intoLine ?? 0) > 1 })
  }

  @Test func `one worker and two say the same`() {
    let one = Findings.translate(ledger, .coarse)
    let two = Findings.translate(ledger, .coarse, workers: 2)
    #expect(one.translations.map(\.perUnit) == two.translations.map(\.perUnit))
    #expect(one.translations.map(\.ground) == two.translations.map(\.ground))
    #expect(one.translations.map { $0.tracked?.path } == two.translations.map { $0.tracked?.path })
    #expect(one.outcomes.map(\.weeks) == two.outcomes.map(\.weeks))
  }

  @Test func `A day in the past knows nothing later`() throws {
    let day = try #require(Day(iso: "2026-03-31"))
    let past = Findings.translate(reading.ledger(asOf: day))
    #expect(past.cutoff == day)
    let now = try translation("demo_requests", .dealsWon)
    let m = try #require(past.metrics.firstIndex { $0.name == "demo_requests" })
    let then = try #require(past.translation(metric: m, outcome: 2))
    #expect(then.outcome == .dealsWon)
    #expect((then.units ?? 0) < (now.units ?? 0) && (then.outcomes ?? 0) < (now.outcomes ?? 0))
    #expect((then.tracked?.window.to ?? day + 1) <= day)
  }

  @Test func `Two translations of one ledger are the same`() {
    let again = Findings.translate(ledger)
    for (a, b) in zip(findings.translations, again.translations) {
      #expect(a.perUnit == b.perUnit && a.lag == b.lag && a.grade == b.grade && a.ground == b.ground)
    }
  }
}
