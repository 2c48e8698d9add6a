import Dashboard
import Records
import Translation

/// What `parley align --json` says of customers: the same facts as its sentences.
extension AlignJson {
  private func figure(_ figure: CustomerFacts.Figure?) -> Json {
    guard let figure else { return .null }
    let e = figure.estimate
    return .object([
      ("value", .number(e.value)), ("low", .number(e.low)), ("high", .number(e.high)), ("level", .number(e.level)),
      ("n", .number(figure.n)), ("grade", .string(figure.grade.rawValue)),
    ])
  }

  var customers: Json {
    guard let facts = CustomerFacts(answer.outlook) else {
      guard case .failure(let refusal) = answer.outlook.retention else { return .null }
      return .object([("refused", .string(AlignWording.refusal(.noRetention(refusal))))])
    }
    let found = facts.retention
    return .object([
      ("customers", .number(found.customers)),
      ("left_by_year", .array(found.years.map { year($0, found.grade) })),
      ("leaving_next_year", figure(facts.leaving)), ("churn_next_year", figure(facts.churn)),
      ("said_a_year_ago", before(found.before)),
      ("yearly_revenue", found.knowsMoney ? .number(found.yearly) : .null),
      ("revenue_kept_of_1", figure(facts.kept)), ("growth_of_those_who_stay", figure(facts.growth)),
      ("without_money", .string(facts.withoutMoney)), ("without_growth", .string(facts.withoutGrowth)),
      ("due", coming(facts.seldom)), ("due_every_month_or_quarter", coming(facts.often)),
      (
        "due_weeks",
        .array(
          found.due.map {
            .object([
              ("monday", .string($0.monday.description)), ("contracts", .number($0.customers)),
              ("yearly", found.knowsMoney ? .number($0.yearly) : .null),
              ("yearly_expected_to_go", found.knowsMoney ? .number($0.lost) : .null),
            ])
          })
      ),
      (
        "terms",
        .array(
          found.lengths.map {
            .object([
              ("months", .number($0.months)), ("customers", .number($0.customers)), ("came_up", .number($0.decisions)),
              ("lost", .number($0.lost)),
            ])
          })
      ),
      ("terms_from", .string(source(found.lengthSource))),
      ("rows_joined", .number(found.facts.furtherRows)), ("rows_that_renew", .number(found.facts.renewalRows)),
      ("read", .array(facts.reading.map { .string($0) })),
      ("taking_part", takingPart(facts.takingPart)),
      ("sentence", .string(AlignWording(answer).renewals)),
    ])
  }

  var buyers: Json {
    guard let facts = BuyerFacts(answer.outlook) else { return .null }
    return .object([
      ("bought", .number(facts.found.customers)), ("again", .number(facts.found.again)), ("still_buy", figure(facts.buying)),
      ("orders_next_year", figure(facts.orders)), ("ordering_next_year", figure(facts.ordering)),
      ("order_worth", facts.found.order.map { .number($0) } ?? .null), ("sentence", .string(AlignWording(answer).buyers)),
    ])
  }

  private func year(_ year: Retention.Year, _ grade: Grade) -> Json {
    .object([
      ("from", .string(year.from.description)), ("to", .string(year.to.description)), ("here", .number(year.here)),
      ("left", .number(year.left)),
      ("churn", figure(CustomerFacts.Figure(estimate: year.churn, n: year.here, grade: grade))),
    ])
  }

  private func before(_ before: Retention.Before?) -> Json {
    guard let before else { return .null }
    return .object([
      ("customers", .number(before.customers)), ("low", .number(before.said.p05)), ("high", .number(before.said.p95)),
      ("left", .number(before.left)), ("held", .truth(before.held)),
    ])
  }

  private func coming(_ coming: CustomerFacts.Coming?) -> Json {
    guard let coming else { return .null }
    return .object([
      ("weeks", .number(Retention.weeksAhead)), ("contracts", .number(coming.contracts)), ("leaving", figure(coming.leaving)),
      ("yearly", coming.yearly.map { .number($0) } ?? .null), ("yearly_expected_to_go", figure(coming.lost)),
    ])
  }

  private func source(_ source: Retention.LengthSource) -> String {
    switch source {
    case .column: "column"
    case .rows: "rows"
    case .ends: "ends"
    case .assumed: "assumed"
    }
  }

  private func takingPart(_ facts: CustomerFacts.TakingPart?) -> Json {
    guard let facts else { return .null }
    func part(_ part: Retention.Part) -> Json {
      .object([
        ("came_up", .number(part.cameUp)), ("renewed", .number(part.renewed)),
        ("rate", figure(CustomerFacts.Figure(estimate: part.rate, n: part.cameUp, grade: facts.honest.grade))),
      ])
    }
    let found = facts.selection
    let verdict: String =
      switch facts.verdict {
      case .invitationsChangedNothing: "invitations_changed_nothing"
      case .mayBeNothing: "may_be_nothing"
      case .maybeSome: "may_be_some"
      }
    return .object([
      ("attended", part(found.attended)), ("invited_not_there", part(found.invited)), ("others", part(found.others)),
      ("invited", part(found.asked)), ("not_invited", part(found.notAsked)),
      ("attended_against_others", figure(facts.naive)), ("attended_against_invited_not_there", figure(facts.honest)),
      ("invited_against_not_invited", figure(facts.offered)), ("verdict", .string(verdict)),
      ("sentence", .string(AlignWording(answer).selection)),
    ])
  }
}
