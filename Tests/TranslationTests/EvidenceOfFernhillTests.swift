import Records
import SampleCompany
import Testing

@testable import Translation

/// The evidence on *why* of the sample company: steps, months at equal age, what moved totals, shifts, looks, missing files.
@Suite struct EvidenceOfFernhillTests {
  let reading: Reading
  let ledger: Ledger
  let findings: Findings

  init() async throws { (reading, ledger, findings) = try await SampleFindings.shared.value }

  private func translation(_ metric: String, _ outcome: OutcomeKind) throws -> Translation {
    let m = try #require(findings.metrics.firstIndex { $0.name == metric })
    let o = try #require(findings.outcomes.firstIndex { $0.kind == outcome })
    return try #require(findings.translation(metric: m, outcome: o))
  }

  private func outcome(_ kind: OutcomeKind, _ findings: Findings) throws -> Outcome {
    try #require(findings.outcomes.first { $0.kind == kind })
  }

  // MARK: Steps

  @Test(arguments: Truths.sources.filter { $0.opened >= 20 })
  func `Each step’s rate lies about what was planted of the opened, the young allowed for`(source: Truths.Source) throws {
    guard let metric = findings.metrics.first(where: { $0.title == source.name }) else { return }
    let steps = try #require(try translation(metric.name, .dealsWon).tracked?.steps)
    let last = try #require(steps.last)
    #expect(last.from == .opened && last.to == .won)
    #expect(last.units == source.opened && last.outcomes == source.won)
    let share = try #require(last.within)
    // Won so far is at most what will be; those still open are the room above it.
    #expect(share.high > Double(source.won) / Double(source.opened) * 0.95)
    #expect(share.low < Double(source.won) / Double(source.opened) / max(0.5, last.finished ?? 1) * 1.1)
    #expect(share.low < share.value && share.value < share.high)
  }

  @Test func `Who was opened without acceptance goes around it`() throws {
    for (metric, from) in [("outbound", PathStep.Stage.people), ("demo_requests", .people)] {
      let evidence = try #require(try translation(metric, .dealsWon).tracked)
      #expect(evidence.steps.first?.from == from)
      #expect(evidence.steps.contains { $0.to == .accepted } == (metric == "demo_requests"))
      #expect(evidence.path.contains { $0.stage == .accepted } == (metric == "demo_requests"))
    }
  }

  @Test func `The coarse pass has counts of the path and no rates of steps`() throws {
    let coarse = Findings.translate(ledger, .coarse)
    let tracked = coarse.translations.compactMap(\.tracked)
    #expect(!tracked.isEmpty && tracked.allSatisfy { $0.steps.isEmpty && !$0.path.isEmpty && !$0.model.isEmpty })
  }

  // MARK: Two methods

  @Test func `The model’s band ends at the headline, and the units’ own curve is said to part only outside it`() throws {
    for t in findings.translations {
      guard let tracked = t.tracked, let days = t.withinDays, let worth = t.perUnit, t.outcome != .revenueWon else { continue }
      let last = try #require(tracked.model.last)
      #expect(last.days == days && last.share == worth)
      #expect(
        zip(tracked.model, tracked.model.dropFirst()).allSatisfy { $0.days < $1.days && $0.share.value <= $1.share.value })
      let curve = tracked.curve.value(within: days)
      if worth.low <= curve, curve <= worth.high { #expect(t.parting == nil) }
    }
  }

  // MARK: Scenarios

  @Test func `8 · August to October stand at less than half of the months before, and at equal age nothing differs`() throws {
    let equal = try #require(try outcome(.dealsWon, findings).cohorts?.equalAge)
    #expect(equal.newSoFar.value < equal.oldSoFar.value / 2)
    #expect(equal.days == 60 && equal.isNoise)
  }

  @Test func `2 · In the overload opportunities per lead fell by mix, through the bought contacts`() throws {
    // Thirteen weeks that end with the overload, each lead watched for 30 days.
    let day = try #require(Day(iso: "2026-05-26"))
    let past = Findings.translate(reading.ledger(asOf: day), .coarse)
    let change = try #require(try outcome(.opportunities, past).change)
    #expect(change.against == .sameWeeksLastYear)
    #expect(change.volume > 0 && change.mix < 0 && abs(change.mix) > abs(change.rate.value))
    let largest = try #require(change.parts.min { $0.mix < $1.mix })
    #expect(change.parts.count > 3)
    let bought = try #require(ledger.sources.firstIndex { $0.name == "Content syndication" })
    let own = try #require(change.parts.first { $0.group == bought })
    #expect(largest.mix < 0 && change.now.units > change.before.units)
    #expect(own.group == bought)
  }

  @Test func `3 · The redesign is named with its week in sessions, and demo requests have no shift`() throws {
    let sessions = try #require(findings.metrics.first { $0.name == "sessions" })
    let found = try #require(sessions.shifts.breaks.first)
    #expect(abs(found.monday - (Day(iso: "2025-09-01") ?? found.monday)) <= 7)
    let truth = Double(Truths.traffic.sessionsAfter) / Double(Truths.traffic.sessionsBefore)
    #expect(abs(found.ratio / truth - 1) < 0.08)
    #expect(findings.metrics.first { $0.name == "demo_requests" }?.shifts == Shifts.none)
  }

  @Test func `12 · The week the machines came is a shift of opens and none of clicks`() throws {
    let opens = try #require(findings.metrics.first { $0.name == "opens" })
    #expect(opens.shifts.breaks.map(\.monday.description) == [Truths.opens.firstWeek])
    #expect(findings.metrics.first { $0.name == "clicks" }?.shifts.breaks == [])
  }

  @Test func `A counter that was off is a silence and no level`() {
    var values = (0..<100).map { 50 + Double($0 * 37 % 11) }.map(Optional.some)
    for week in 60..<72 { values[week] = 0 }
    let shifts = Shifts(in: Weeks(firstMonday: Day(number: 18_000).startOfWeek, values: values, daysOfLast: 7))
    #expect(shifts.silences == [Silence(monday: Day(number: 18_000).startOfWeek + 420, weeks: 12)])
    #expect(shifts.breaks.isEmpty)
  }

  // MARK: Looks and files

  @Test func `Every pair with a rate is a look, a weekly number is one, and few would look good by luck`() {
    let looks = findings.looks
    let kinds: Set<OutcomeKind> = [.acceptedLeads, .opportunities, .dealsWon]
    #expect(
      looks.tracked
        == findings.translations.count { $0.evidence == .tracked && kinds.contains($0.outcome) && $0.perUnit != nil })
    // Opens are counted by machines: nobody looks at them.
    #expect(looks.modelled == 7)
    #expect(looks.good <= looks.pairs && looks.byLuck > 0 && looks.byLuck < 2)
  }

  @Test func `The file that lifts most pairs stands first, and where only time helps none is named`() throws {
    let improvements = findings.improvements
    #expect(improvements.first?.file == .ids(file: "weekly.csv"))
    #expect(zip(improvements, improvements.dropFirst()).allSatisfy { $0.pairs >= $1.pairs })
    #expect(try translation("linkedin_ads", .dealsWon).missingFile(findings.metrics) == nil)
    #expect(try translation("demo_requests", .dealsWon).missingFile(findings.metrics) == nil)
    #expect(try translation("demo_requests", .revenueKept).missingFile(findings.metrics) == .leadsOfCustomers)
    // Nothing moves with sessions: no file would change that.
    #expect(try translation("sessions", .dealsWon).missingFile(findings.metrics) == nil)
  }
}
