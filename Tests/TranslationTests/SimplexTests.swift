import Testing

@testable import Translation

@Suite struct SimplexTests {
  private func program(_ objective: [Double], _ rows: [([Double], LinearProgram<Double>.Sense, Double)]) -> LinearProgram<
    Double
  > {
    LinearProgram(maximise: objective, rows: rows.map { LinearProgram.Row($0.0, $0.1, $0.2) })
  }

  @Test func `what has no end is said to have none`() {
    guard case .unbounded = program([1, 0], [([0, 1], .atMost, 3)]).solved() else {
      Issue.record("an end was found")
      return
    }
  }

  @Test func `equalities, rows said twice and bounds below nothing are taken as they are`() {
    let rows: [([Double], LinearProgram<Double>.Sense, Double)] = [
      ([1, 1], .equal, 4), ([2, 2], .equal, 8), ([-1, 0], .atMost, -1), ([1, 0], .atMost, 3),
    ]
    guard case .optimum(let best) = program([1, 2], rows).solved() else {
      Issue.record("nothing was found")
      return
    }
    #expect(abs(best.value - 7) < 1e-9 && abs(best.solution[0] - 1) < 1e-9 && abs(best.solution[1] - 3) < 1e-9)
    #expect(!program([0, 0], rows + [([1, 0], .atMost, 0.5)]).isFeasible)
  }

  @Test func `Beale's example, at which the plain rule runs in a circle for ever, ends`() {
    let rows: [([Double], LinearProgram<Double>.Sense, Double)] = [
      ([0.25, -60, -0.04, 9], .atMost, 0), ([0.5, -90, -0.02, 3], .atMost, 0), ([0, 0, 1, 0], .atMost, 1),
    ]
    guard case .optimum(let best) = program([0.75, -150, 0.02, -6], rows).solved() else {
      Issue.record("nothing was found")
      return
    }
    #expect(abs(best.value - 0.05) < 1e-9)
  }

  @Test func `doubles find the value of fractions in three hundred programmes drawn at random, and every plan keeps its rows`()
  {
    var draws = Draws(name: "programmes", chain: 0)
    var solved = 0
    for _ in 0..<300 {
      let (variables, count) = (1 + draws.stream.below(4), 1 + draws.stream.below(6))
      func whole() -> Int128 { Int128(draws.stream.below(13) - 4) }
      let objective = (0..<variables).map { _ in whole() }
      let rows = (0..<count).map { _ in
        ((0..<variables).map { _ in whole() }, draws.stream.below(4), Int128(draws.stream.below(40) - 5))
      }
      func sense<N>(_ kind: Int) -> LinearProgram<N>.Sense { kind == 0 ? .atLeast : kind == 1 ? .equal : .atMost }
      let exact = LinearProgram<Rational>(
        maximise: objective.map { Rational($0) },
        rows: rows.map { LinearProgram.Row($0.0.map { Rational($0) }, sense($0.1), Rational($0.2)) }
      ).solved()
      let double = LinearProgram<Double>(
        maximise: objective.map { Double($0) },
        rows: rows.map { LinearProgram.Row($0.0.map { Double($0) }, sense($0.1), Double($0.2)) }
      ).solved()
      switch (exact, double) {
      case (.infeasible, .infeasible), (.unbounded, .unbounded): continue
      case (.optimum(let a), .optimum(let b)):
        solved += 1
        #expect(abs(a.value.double - b.value) < 1e-7)
        for row in rows {
          let sum = zip(row.0, a.solution).reduce(Rational(0)) { $0 + Rational($1.0) * $1.1 }
          switch sense(row.1) as LinearProgram<Rational>.Sense {
          case .atMost: #expect(sum <= Rational(row.2))
          case .atLeast: #expect(sum >= Rational(row.2))
          case .equal: #expect(sum == Rational(row.2))
          }
        }
      default: Issue.record("fractions and doubles disagree: \(exact) \(double)")
      }
    }
    #expect(solved > 60)
  }
}
