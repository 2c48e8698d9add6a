import Records
import Testing

@testable import Translation

/// Events are not people, and a way is gone step by step: what `check` and the Data view tell of a folder as a whole.
@Suite struct StepsTakenTests {
  let findings: Findings

  init() async throws { (_, _, findings) = try await SampleFindings.shared.value }

  @Test func `steps of all sources are the sums of those that have the step, and no share is one of other people`() throws {
    let steps = findings.stepsOfAll
    #expect(steps.allSatisfy { $0.took <= $0.of })
    let handed = try #require(steps.first { $0.from == .handedOver && $0.to == .accepted })
    #expect(handed.of == 5230)
    let opened = try #require(steps.first { $0.from == .accepted && $0.to == .opened })
    #expect(opened.of == handed.took && opened.took == 853)
    // Outbound and customer webinars are opened without a handover.
    let around = try #require(steps.first { $0.from == .people && $0.to == .opened })
    #expect(around.of == 150 + 640 && around.took == 150 + 96)
    #expect(steps.last?.to == .won && steps.last?.took == 216 + 30 + 63)
    #expect(steps.first?.from == .people && steps.first?.to == .handedOver)
  }

  @Test func `everything with ids says how many rows and how many people it is`() {
    for metric in findings.metrics {
      #expect((metric.counted == nil) == metric.kind.isCountedByPeriod)
      if let counted = metric.counted { #expect(counted.events >= counted.people && counted.people > 0) }
    }
    let lists = findings.metrics.filter { $0.counted.map { $0.events != $0.people } ?? false }
    #expect(lists.map { [$0.counted?.events, $0.counted?.people] } == [[5118, 4250], [1096, 845]])
  }
}

extension Metric.Kind {
  fileprivate var isCountedByPeriod: Bool { if case .series = self { true } else { false } }
}
