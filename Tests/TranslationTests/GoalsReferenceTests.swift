import Foundation
import Testing

@testable import Translation

extension References {
  static func read(_ name: String) -> [String: Any]? {
    guard let bytes = try? Data(contentsOf: root.appending(path: "references/\(name).json")) else { return nil }
    return (try? JSONSerialization.jsonObject(with: bytes)) as? [String: Any]
  }
}

private let absent: Comment = "needs ../shared/references, which is not beside this checkout"

/// A worked case of `goals.json`, in any arithmetic.
private struct Case<Number: LinearNumber> {
  let id: String
  let goals: Goals<Number>
  let aim: Goals<Number>.Optimum?
  let expected: [String: Any]
  let all: [String: Any]

  init(_ one: [String: Any], _ number: (String) -> Number?) throws {
    all = one
    id = try #require(one["id"] as? String)
    let variables = try #require(one["variables"] as? [String])
    func line(_ coefficients: [String: Any]) -> [Number] {
      variables.map { (coefficients[$0] as? String).flatMap(number) ?? 0 }
    }
    let rows = try #require(one["constraints"] as? [[String: Any]]).map { row -> Goals<Number>.Row in
      let name = try #require(row["name"] as? String)
      let word = try #require(row["kind"] as? String)
      // Where a curve bends because of room, its bend is the room's.
      let kind: Goals<Number>.Kind = name == "seg1" ? .room : Goals.Kind(rawValue: word == "other" ? "bend" : word) ?? .bend
      let sense: Goals<Number>.Sense =
        switch row["sense"] as? String {
        case "<=": .atMost
        case ">=": .atLeast
        default: .equal
        }
      let coefficients = try #require(row["coef"] as? [String: Any])
      let text = try #require(row["rhs"] as? String)
      let bound = number(text) ?? 0
      return Goals.Row(name, kind, line(coefficients), sense, bound, isLowerBound: name == "room_lower_bound")
    }
    let whole = one["integer"] as? [String] ?? []
    goals = Goals(variables: variables, rows: rows, whole: variables.indices.filter { whole.contains(variables[$0]) })
    aim = (one["objective"] as? [String: Any]).map { objective in
      let coefficients = line(objective["coef"] as? [String: Any] ?? [:])
      return objective["sense"] as? String == "max" ? .largest(coefficients) : .smallest(coefficients)
    }
    expected = try #require(one["expected"] as? [String: Any])
  }

  func row(_ name: String) throws -> Int { try #require(goals.rows.firstIndex { $0.name == name }, "\(id) \(name)") }
  func asked() throws -> Goals<Number>.Optimum { try #require(aim, "\(id)") }
  func price(_ name: String) throws -> (up: Goals<Number>.Price?, down: Goals<Number>.Price?) {
    let row = try row(name)
    let aim = try asked()
    return try #require(goals.price(of: row, aim))
  }
}

@Suite(.enabled(if: References.read("goals") != nil, absent)) struct GoalsReferenceTests {
  private func cases<Number: LinearNumber>(_ number: @escaping (String) -> Number?) throws -> [Case<Number>] {
    let file = try #require(References.read("goals"))
    return try #require(file["cases"] as? [[String: Any]]).map { try Case($0, number) }
  }

  private func exact(_ value: Any?) -> Rational? {
    if let text = value as? String { return Rational(text: text) }
    return ((value as? [String: Any])?["exact"] as? String).flatMap(Rational.init(text:))
  }

  @Test func `All cases fit or collide, by the same rows, as worked out in exact fractions`() throws {
    let cases = try cases(Rational.init(text:))
    #expect(cases.count == 22)
    for one in cases {
      #expect(one.goals.isFeasible == one.expected["feasible"] as? Bool, "\(one.id)")
      guard let names = one.expected["conflict"] as? [String] else { continue }
      let found = one.goals.conflict(Array(one.goals.rows.indices))
      #expect(found.map { one.goals.rows[$0].name } == names, "\(one.id)")
      for (name, gap) in try #require(one.expected["gap_alone"] as? [String: Any]) {
        let row = try one.row(name)
        #expect(one.goals.fix(row).by == exact(gap), "\(one.id) \(name)")
      }
    }
  }

  @Test func `Every smallest fix is the exact fraction of the reference, or impossible as it says`() throws {
    for one in try cases(Rational.init(text:)) {
      guard let expected = one.expected["fixes"] as? [[String: Any]] else { continue }
      let conflict = one.goals.conflict(Array(one.goals.rows.indices))
      let found = one.goals.fixes(conflict)
      let moves = expected.filter { $0["kind"] as? String != "quality" }
      #expect(found.count == moves.count, "\(one.id)")
      for move in moves {
        let name = try #require(move["change"] as? String)
        let fix = try #require(found.first { one.goals.rows[$0.row].name == name }, "\(one.id) \(name)")
        #expect(fix.by == exact(move["by"]) && fix.to == exact(move["to"]), "\(one.id) \(name)")
        #expect(fix.relative == exact(move["relative"]), "\(one.id) \(name)")
        #expect((fix.by != nil) == move["possible"] as? Bool, "\(one.id) \(name)")
      }
      // The relatively smallest comes first, what does not help last.
      let sizes = found.map { fix in fix.relative.map(\.double) ?? (fix.by == nil ? 2e9 : 1e9) }
      #expect(sizes == sizes.sorted(), "\(one.id)")
    }
  }

  @Test func `The factor by which leads would have to be better is found by halving`() throws {
    for one in try cases(Double.init) {
      guard let expected = one.expected["fixes"] as? [[String: Any]] else { continue }
      for move in expected where move["kind"] as? String == "quality" {
        let row = try one.row("deals_goal")
        let factor = try #require(one.goals.factor(of: 0, in: row))
        let expected = try #require(move["by_bisection"] as? Double)
        #expect(abs(factor - expected) < 1e-8, "\(one.id)")
      }
    }
  }

  @Test func `Optima, plans and shadow prices are the reference’s`() throws {
    for one in try cases(Rational.init(text:)) {
      guard let aim = one.aim else { continue }
      let best = try #require(one.goals.best(aim), "\(one.id)")
      #expect(best.value == exact(one.expected["optimum"]), "\(one.id)")
      if one.expected["solution_unique"] as? Bool == true {
        for (name, value) in try #require(one.expected["solution"] as? [String: Any]) {
          let at = try #require(one.goals.variables.firstIndex(of: name))
          #expect(best.plan[at] == exact(value), "\(one.id) \(name)")
        }
      }
      guard let prices = one.expected["shadow_price"] as? [String: Any] else { continue }
      for row in one.goals.rows.indices {
        let expected = exact(prices[one.goals.rows[row].name]) ?? 0
        let price = try #require(one.goals.price(of: row, aim), "\(one.id)")
        let found = [price.up?.perUnit, price.down?.perUnit].compactMap { $0 }
        if one.expected["shadow_price_unique"] as? Bool == true {
          #expect(found.contains(expected), "\(one.id) \(one.goals.rows[row].name)")
        }
      }
    }
  }

  @Test func `At a corner where four rows meet, the price is told for each direction`() throws {
    let all = try cases(Rational.init(text:))
    let one = try #require(all.first { $0.id == "g11_degenerate" })
    let price = try one.price("room")
    // More room alone helps nothing, for hours bind as well; less of it costs two for each.
    #expect(price.up?.perUnit == 0)
    #expect(price.down?.perUnit == 2)
  }

  @Test func `A price holds up to the next bend, and no further`() throws {
    let all = try cases(Rational.init(text:))
    let one = try #require(all.first { $0.id == "g06_budget_price" })
    let price = try one.price("budget")
    // From 6,680 on the room binds (39 paid beside 25); below 4,400 the goal of deals does not hold any more.
    #expect(price.up?.to == Rational(6680))
    #expect(price.down?.from == Rational(4400))
  }

  @Test func `Equally good plans are told as ranges`() throws {
    for one in try cases(Rational.init(text:)) {
      guard let expected = one.expected["ranges_at_optimum"] as? [String: [String]], let aim = one.aim else { continue }
      let ranges = try #require(one.goals.ranges(aim))
      for (name, ends) in expected {
        let at = try #require(one.goals.variables.firstIndex(of: name))
        let range = ranges[at]
        #expect([range.least, range.most] == ends.map { Rational(text: $0) }, "\(one.id) \(name)")
      }
    }
  }

  @Test func `Deadlines move by whole weeks, and an event spreads in whole ways`() throws {
    let cases = try cases(Rational.init(text:))
    let deadline = try #require(cases.first { $0.id == "g05_deadline" })
    let finished = try #require(deadline.all["finished_by_age_weeks"] as? [String]).map { Rational(text: $0)! }
    let text = try #require(deadline.all["wins_per_demo"] as? String)
    let worth = try #require(Rational(text: text))
    let shift = Goals<Rational>.firstStep(0...26) { weeks in
      var goals = deadline.goals
      // Demos of weeks 1 to 12 + shift, each as finished as its age by the end.
      let end = 13 + weeks
      let sum = (1..<end).reduce(Rational(0)) { $0 + (finished[min(end - $1, finished.count - 1)]) }
      goals.rows[0].line.coefficients = [sum * worth]
      return goals
    }
    #expect(shift == deadline.expected["smallest_deadline_shift_weeks"] as? Int)

    let burst = try #require(cases.first { $0.id == "g16_burst" })
    for one in try #require(burst.expected["spread_enumeration"] as? [[String: Any]]) {
      let scans = try #require(one["scans_week_2_3_4"] as? [Int])
      var goals = burst.goals
      for (week, count) in scans.enumerated() { goals.rows[week + 1].line.bound = Rational(20 + Int128(count)) }
      #expect(goals.isFeasible == one["feasible"] as? Bool, "\(scans)")
    }
  }

  @Test func `The four verdicts`() throws {
    let cases = try cases(Rational.init(text:))
    func named(_ id: String) throws -> Case<Rational> { try #require(cases.first { $0.id == id }, "\(id)") }
    #expect(try named("g01_fits").goals.verdict(mixes: [[40]]) == .fits)
    #expect(try named("g03_mix_resolves").goals.verdict(mixes: [[60, 0]]) == .fitsByAnotherMix)
    #expect(try named("g03_mix_resolves").goals.verdict(mixes: [[2, 1]]) == .fits)
    #expect(try named("g02_two_goals_one_team").goals.verdict() == .collide([0, 1]))
    // A bound that is only the least known, and one that nobody went beyond, are no proof.
    #expect(try named("g13_room_only_bounded").goals.verdict() == .cannotBeTold([0, 1]))
    #expect(try named("g07_never_tried").goals.verdict() == .cannotBeTold([0, 1]))
    #expect(try named("g14_nothing_there").goals.verdict() == .collide([0]))
    var lower = try named("g13_room_only_bounded").goals
    lower.rows[0].line.bound = 50
    #expect(lower.verdict() == .fits)
  }

  @Test func `Doubles say what fractions say`() throws {
    let exact = try cases(Rational.init(text:))
    for (one, double) in zip(exact, try cases { Rational(text: $0)?.double }) {
      #expect(double.goals.isFeasible == one.goals.isFeasible, "\(one.id)")
      if let aim = one.aim, let other = double.aim, let a = one.goals.best(aim), let b = double.goals.best(other) {
        #expect(abs(a.value.double - b.value) < 1e-7, "\(one.id)")
      }
      guard !one.goals.isFeasible else { continue }
      let all = Array(one.goals.rows.indices)
      #expect(double.goals.conflict(all) == one.goals.conflict(all), "\(one.id)")
      for row in all where one.goals.rows[row].line.sense != .equal {
        let (a, b) = (one.goals.fix(row).by, double.goals.fix(row).by)
        #expect((a == nil) == (b == nil), "\(one.id) \(one.goals.rows[row].name)")
        if let a, let b { #expect(abs(a.double - b) < 1e-7, "\(one.id) \(one.goals.rows[row].name)") }
      }
    }
  }

  @Test func `Where no single change helps, the smallest pair does`() throws {
    // Two separate teams, each with a goal above its room.
    let goals = Goals<Rational>(
      variables: ["a", "b"],
      rows: [
        Goals.Row("goal_a", .goal, [1, 0], .atLeast, 20), Goals.Row("room_a", .room, [1, 0], .atMost, 10),
        Goals.Row("goal_b", .goal, [0, 1], .atLeast, 30), Goals.Row("room_b", .room, [0, 1], .atMost, 20),
      ])
    let conflict = goals.conflict(Array(goals.rows.indices))
    #expect(goals.fixes(conflict).allSatisfy { $0.by == nil })
    let pair = try #require(goals.pairs(conflict).first)
    #expect([pair.0.row, pair.1.row].sorted() == [0, 2])
    #expect(pair.0.by == 10 && pair.1.by == 10)
  }
}
