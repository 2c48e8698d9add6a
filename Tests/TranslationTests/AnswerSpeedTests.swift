import Glibc
import Records
import SampleCompany
import Testing

@testable import Translation

/// Scenario 11 of the sample company, and the method on counts that were worked out by hand.
@Suite struct AnswerSpeedTests {
  private typealias Cell = AnswerSpeed.Cell

  @Test func `11 · Speed on our own data: counts, ratio within weekdays, range and grade`() async throws {
    let (_, ledger, _) = try await SampleFindings.shared.value
    let found = try AnswerSpeed(ledger)
    #expect(found.reached == .qualified)
    let demos = try #require(found.sources.first)
    #expect(demos.source == "Demo requests")
    // Those answered in the last weeks have not had the time: of each cell at most one in ten.
    for (cell, truth) in zip(demos.cells, Truths.speed.all) {
      #expect(cell.leads <= truth.people && cell.leads * 10 >= truth.people * 9, "\(cell.leads) of \(truth.people)")
      #expect(abs(cell.share - Double(truth.qualified) / Double(truth.people)) < 0.02)
    }
    // As they came it looks like 2.4 times; within weekdays it shrinks to 1.6.
    #expect(abs(demos.plain - 226.0 / 390 / (56.0 / 230)) < 0.1)
    #expect(demos.within.low < Truths.speed.ratioWithin && Truths.speed.ratioWithin < demos.within.high)
    #expect(abs(demos.within.value - Truths.speed.ratioWithin) < 0.1 && demos.within.low > 1)
    #expect(demos.within.high < demos.plain && demos.grade == .c)
    // Nothing was planted in paid search, and nothing is said.
    #expect(found.sources.first { $0.source == "Paid search" }?.grade == .d)
  }

  @Test func `all vendors' layouts tell the same of it`() async throws {
    let (_, ledger, _) = try await SampleFindings.shared.value
    let own = try AnswerSpeed(ledger)
    for layout in [Layout.hubspot, .salesforce] {
      let reading = try await Reading.read(.memory(name: "Fernhill", files: Fernhill.files(layout: layout)), workers: 2)
      #expect(try AnswerSpeed(reading.ledger(asOf: nil)) == own)
    }
  }

  @Test func `like with like: a mix of days that explains all of it leaves a ratio of one`() throws {
    // Half of all Monday's get there and a tenth of Friday's, whoever answers; fast answers are a Monday's.
    let monday = [Cell(leads: 400, reached: 200), Cell(), Cell(leads: 40, reached: 20)]
    let friday = [Cell(leads: 40, reached: 4), Cell(), Cell(leads: 400, reached: 40)]
    let one = try #require(try AnswerSpeed(.opened, sources: ["Demo"], strata: [[monday, friday]]).sources.first)
    #expect(abs(one.plain - (204.0 / 440) / (60.0 / 440)) < 1e-12)
    #expect(abs(one.within.value - 1) < 1e-12 && one.within.low < 1 && one.within.high > 1)
    #expect(one.grade == .d || one.grade == .n)
  }

  @Test func `one stratum is the plain ratio with its textbook interval`() throws {
    let all = [Cell(leads: 100, reached: 40), Cell(), Cell(leads: 80, reached: 16)]
    let one = try #require(try AnswerSpeed(.opened, sources: ["Demo"], strata: [[all]]).sources.first)
    #expect(abs(one.within.value - 2) < 1e-12 && abs(one.plain - 2) < 1e-12)
    // ln RR has the variance 1/40 − 1/100 + 1/16 − 1/80.
    let deviation = (1.0 / 40 - 1.0 / 100 + 1.0 / 16 - 1.0 / 80).squareRoot()
    #expect(abs(one.within.low - 2 * exp(-Normal.z90 * deviation)) < 1e-9)
    #expect(one.grade == .c)
  }

  @Test func `a difference too small to change a day is no effect, and few leads are refused`() throws {
    let same = [Cell(leads: 4000, reached: 2000), Cell(), Cell(leads: 4000, reached: 1960)]
    #expect(try AnswerSpeed(.opened, sources: ["Demo"], strata: [[same]]).sources.first?.grade == .n)
    let few = [Cell(leads: 19, reached: 15), Cell(), Cell(leads: 40, reached: 10)]
    #expect(throws: AnswerSpeed.Refusal.tooFew(leads: 59)) { try AnswerSpeed(.opened, sources: ["Demo"], strata: [[few]]) }
    let none = [Cell(leads: 30, reached: 5), Cell(), Cell(leads: 40, reached: 5)]
    #expect(throws: AnswerSpeed.Refusal.tooFew(leads: 70)) { try AnswerSpeed(.opened, sources: ["Demo"], strata: [[none]]) }
  }
}
