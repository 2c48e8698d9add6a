import Journal
import Records
import SampleCompany
import Testing

/// Extra 13: what Fernhill guessed, and what came of it.
@Suite struct TogetherTests {
  @Test func `nine ideas were looked at, five of them held`() {
    let guesses = Fernhill.journal.guesses
    #expect(guesses.count == 9)
    #expect(guesses.count { $0.isInside } == 5)
    let learned = Fernhill.journal.ideas.filter { $0.stage == .learned }
    #expect(learned.count { $0.result?.body.verdict == .held } == 5)
  }

  @Test func `marketing guesses 1.8 times high and sales 0.7 times`() throws {
    let journal = Fernhill.journal
    #expect(journal.guesses(of: .marketing).count == 9 && journal.guesses(of: .sales).count == 9)
    let marketing = try #require(Guesses(journal.guesses(of: .marketing)).came)
    let sales = try #require(Guesses(journal.guesses(of: .sales)).came)
    #expect(abs(1 / marketing.mean - 1.8) < 0.05)
    #expect(abs(1 / sales.mean - 0.7) < 0.02)
    #expect(marketing.low < marketing.mean && marketing.mean < marketing.high)
  }

  @Test func `the planted ideas say what is written of them`() throws {
    let ideas = Fernhill.journal.ideas
    let gate = try #require(ideas.first { $0.idea.body.sentence == "Gate the pricing page" })
    #expect(gate.idea.body.predicted?.value == 40)
    #expect(gate.result?.body.saw == 46)
    #expect(gate.result?.body.text == "and 3 deals fewer")
    let rep = try #require(ideas.first { $0.idea.body.sentence == "Rep answers questions in webinars" })
    #expect(rep.idea.body.predicted?.low == 3 && rep.idea.body.predicted?.high == 9)
    #expect(rep.result?.body.saw == 8)
  }

  @Test func `every entry is in order, has an id of its own, and is read back from its line`() {
    let entries = Fernhill.journal.entries
    var reader = JournalReader()
    let read = reader.feed(Array((Journal.header + entries.map(\.line).joined()).utf8))
    #expect(read == entries)
    #expect(reader.faults.isEmpty)
    #expect(entries.count > 50)
    #expect(entries.allSatisfy { $0.by.name == nil })
  }
}
