import Records
import Translation

/// What a metric and an outcome are called inside a sentence.
extension Metric {
  /// `booth scans`, `paid search leads`, `leads without a source`: what can be counted.
  package var noun: String {
    switch kind {
    case .series:
      // Money is spent on something: `spend on booth scans`.
      let thing = spaced.lowercased().hasSuffix(" spend") ? String(spaced.dropLast(6)) : ""
      if unit == .money, !thing.isEmpty, !Self.ways.contains(thing.lowercased()) { return "spend on " + lowered(thing) }
      return lowered(spaced)
    case .source, .overlay: break
    }
    // `mqls 2026 q2`: the period a list is of says nothing about what is on it.
    let all = spaced.split(separator: " ").map(String.init)
    let undated = Array(all.reversed().drop { $0.contains(where: \.isFigure) }.reversed())
    let words = undated.isEmpty ? all : undated
    guard let last = words.last else { return "leads" }
    if name == "none_given" { return "leads without a source" }
    if name == "unknown" { return "leads of unknown source" }
    let lowerLast = last.lowercased()
    if Self.countable.contains(lowerLast) { return lowered(words.joined(separator: " ")) }
    if Self.activities.contains(lowerLast) {
      return lowered(words.dropLast().joined(separator: " ") + (words.count > 1 ? " " : "") + last.dropLast()) + " leads"
    }
    return lowered(spaced) + " leads"
  }

  /// With a number before it: `1 outbound lead`, `10 demo requests`.
  package func counted(_ count: Double) -> String {
    let number = Numbers.count(count)
    guard number == "1", !kind.isSeries else { return "\(number) \(noun)" }
    if noun.hasPrefix("leads ") { return "1 lead" + noun.dropFirst(5) }
    if noun.hasSuffix("ies") { return "1 \(noun.dropLast(3))y" }
    return noun.hasSuffix("s") && !noun.hasSuffix("ss") ? "1 \(noun.dropLast())" : "1 \(noun)"
  }

  /// The heading of its row: the file's own words, spaced and with a capital.
  package var heading: String {
    if name == "none_given" { return "No source given" }
    let text = spaced
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  private var spaced: String {
    String(title.map { $0 == "_" || $0 == "-" ? " " : $0 }).split(separator: " ").map { word in
      Self.abbreviations[word.lowercased()] ?? String(word)
    }.joined(separator: " ")
  }

  /// Last words that name people or acts one can count.
  private static let countable: Set<String> = [
    "scans", "requests", "registrations", "attendees", "registrants", "leads", "contacts", "signups", "visitors", "visits",
    "downloads", "trials", "demos", "calls", "referrals", "mqls", "sqls", "subscribers", "prospects", "enquiries", "inquiries",
  ]
  private static let abbreviations = [
    "mqls": "MQLs", "sqls": "SQLs", "mql": "MQL", "sql": "SQL", "seo": "SEO", "ppc": "PPC", "ctr": "CTR", "tv": "TV",
    "q1": "Q1",
    "q2": "Q2", "q3": "Q3", "q4": "Q4", "nps": "NPS", "cpc": "CPC", "b2b": "B2B", "uk": "UK", "eu": "EU", "usa": "USA",
  ]
  /// Last words that name what brought the people.
  private static let activities: Set<String> = [
    "webinars", "ads", "events", "shows", "fairs", "campaigns", "emails", "posts", "newsletters", "conferences", "podcasts",
  ]
  /// Before `spend` they say how it is spent, not on what.
  private static let ways: Set<String> = ["ad", "media", "marketing", "total", "net", "gross", "monthly", "weekly", "daily"]
  private static let names: Set<String> = [
    "google", "facebook", "linkedin", "meta", "instagram", "tiktok", "bing", "youtube", "twitter", "x", "xing", "reddit",
    "capterra", "hubspot", "salesforce",
  ]

  /// Without the capital of a heading; names and abbreviations keep theirs.
  private func lowered(_ text: String) -> String {
    let first = text.prefix { $0 != " " }
    guard let head = first.first, head.isUppercase else { return text }
    let rest = first.dropFirst()
    guard rest.allSatisfy({ !$0.isUppercase }), !rest.isEmpty, !Self.names.contains(first.lowercased()) else { return text }
    return head.lowercased() + text.dropFirst()
  }
}

extension OutcomeKind {
  /// The heading of its row.
  package var heading: String {
    switch self {
    case .acceptedLeads: "Accepted leads"
    case .opportunities: "Opportunities"
    case .dealsWon: "Deals won"
    case .revenueWon: "Revenue won"
    case .revenueKept: "Revenue kept"
    case .salesHours: "Sales hours"
    case .firstResponse: "First response"
    case .complaints: "Complaints"
    }
  }

  /// Inside a sentence.
  package var noun: String {
    switch self {
    case .acceptedLeads: "accepted leads"
    case .opportunities: "opportunities"
    case .dealsWon: "deals"
    case .revenueWon: "revenue"
    case .revenueKept: "revenue kept"
    case .salesHours: "sales hours"
    case .firstResponse: "the first response"
    case .complaints: "complaints"
    }
  }

  /// What is counted for it: revenue is money, its deals are counted.
  package var counted: String { self == .revenueWon ? OutcomeKind.dealsWon.noun : noun }

  /// One of them.
  package var singular: String {
    switch self {
    case .acceptedLeads: "accepted lead"
    case .opportunities: "opportunity"
    case .dealsWon: "deal"
    case .revenueWon: "deal"
    case .revenueKept, .salesHours, .firstResponse, .complaints: noun
    }
  }

  /// What became of units that did: `17 of 4,250 became customers`, `1 of 30 became a customer`.
  package func became(_ count: Int) -> String {
    switch self {
    case .acceptedLeads where count == 1: "was accepted by sales"
    case .opportunities where count == 1: "was opened as a deal"
    case .dealsWon where count == 1, .revenueWon where count == 1: "became a customer"
    case .acceptedLeads: "were accepted by sales"
    case .opportunities: "were opened as a deal"
    case .dealsWon, .revenueWon: "became customers"
    case .revenueKept, .salesHours, .firstResponse, .complaints: "were counted"
    }
  }
}

extension Grade {
  package var word: String {
    switch self {
    case .a: "tested"
    case .b: "consistent"
    case .c: "hint"
    case .d: "cannot be told yet"
    case .n: "no measurable effect"
    case .x: "misleading count"
    }
  }
}

extension Evidence {
  package var sentence: String {
    switch self {
    case .tracked: "tracked person by person"
    case .modelled: "counted, not followed"
    }
  }
}
