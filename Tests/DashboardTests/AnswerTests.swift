import Cells
import Dashboard
import Records
import Testing

/// What the Data view asks of the outside: each answer is one edit of `parley.toml`.
@Suite struct AnswerTests {
  private func asked(_ keys: String) async throws -> [SettingsEdit] {
    let company = await Companies.shared.company("sample", asOf: nil)
    var state = State(company: company.name, columns: 118, rows: 32)
    _ = state.apply(company.event)
    var edits: [SettingsEdit] = []
    for word in keys.split(separator: " ") {
      for key in Key.named(String(word)) ?? [] {
        for effect in state.apply(.key(key)) {
          if case .settle(let edit) = effect { edits.append(edit) }
        }
      }
    }
    return edits
  }

  private static let deals = "5 / text:deals Enter"

  @Test func `a file is left out with x, taken for what is proposed with ⏎, and guessed again with 0`() async throws {
    #expect(
      try await asked("\(AnswerTests.deals) x 0 Enter Enter") == [
        .subject(file: "deals.csv", nil), .forgetFile(file: "deals.csv"), .subject(file: "deals.csv", .deals),
      ])
  }

  @Test func `a column is accepted, changed, ignored and given back, each with the subject it was seen under`() async throws {
    #expect(
      try await asked("\(AnswerTests.deals) Enter Down Enter x 0 + + Enter") == [
        .column(file: "deals.csv", heading: "deal_id", .dealID, of: .deals),
        .column(file: "deals.csv", heading: "deal_id", nil, of: .deals), .forget(file: "deals.csv", heading: "deal_id"),
        .column(file: "deals.csv", heading: "deal_id", .email, of: .deals),
      ])
  }

  @Test func `a meaning that is only thought of is not asked for`() async throws {
    #expect(try await asked("\(AnswerTests.deals) Enter Down + + Down Up Esc").isEmpty)
  }

  @Test func `a merge is kept apart by its fingerprint and taken back by it`() async throws {
    let company = await Companies.shared.company("sample", asOf: nil)
    let first = try #require(company.inspection.merges.first { $0.file == "mqls-2026-q2.csv" })
    #expect(
      try await asked("5 / text:mqls Enter Enter Right Right x 0") == [
        .apart(first.fingerprint), .open(first.fingerprint),
      ])
  }
}
