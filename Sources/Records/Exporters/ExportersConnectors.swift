extension Exporter {
  /// Tables that a connector delivers beside the reports. What explains others is read and not counted, and says so.
  static let connectors: [Exporter] = delivered + aside

  private static func daily(
    _ name: String, _ platform: String, signs: [String], spent: (String, Meaning)?, counts: [String], claimed: [String] = [],
    people: String = "", levels: [String], unless: [String] = []
  ) -> Exporter {
    var columns: [(String, Meaning)] = [("date|day|month", .field(.period)), ("fivetran synced|index", .setting)]
    if let spent { columns.append(spent) }
    columns += counts.map { ($0, .count) } + claimed.map { ($0, .claimed) }
    if !people.isEmpty { columns.append((people, .people)) }
    return Exporter(
      name, spent == nil ? .numbers : .spend, signs: signs, unless: unless, columns: columns,
      habits: Habits(platform: platform, levels: levels.map { HeadingPattern($0) }),
      worth:
        "what was spent, shown and clicked by day; what the platform claims is kept apart, and a finer table of the same days is not added"
    )
  }

  private static let delivered: [Exporter] = [
    daily(
      "Google Ads statistics", "Google Ads", signs: ["cost micros", "clicks", "impressions", "date"],
      spent: ("cost micros", .spentMillionths), counts: ["clicks", "impressions", "interactions"],
      claimed: ["conversions", "view through conversions"],
      levels: [
        "customer id", "campaign id|base campaign", "ad group id|ad group|base ad group",
        "ad id|keyword ad group criterion|ad group criterion criterion id", "search term",
      ]),
    daily(
      "Meta Ads statistics", "Meta Ads", signs: ["inline link clicks", "impressions", "spend", "date"],
      spent: ("spend", .spent), counts: ["impressions", "inline link clicks"], people: "reach|frequency",
      levels: ["account id", "campaign id", "ad set id", "ad id", "country|region"]),
    daily(
      "LinkedIn Ads statistics", "LinkedIn Ads", signs: ["cost in local currency", "impressions", "clicks", "day|month"],
      spent: ("cost in local currency", .spent), counts: ["impressions", "clicks", "total engagements"],
      claimed: ["external website conversions", "one click leads", "external website post click conversions"],
      people: "approximate unique impressions",
      levels: ["campaign id", "creative id", "member country|member region"]),
    daily(
      "X Ads statistics", "X Ads", signs: ["billed charge local micro", "impressions", "clicks", "date"],
      spent: ("billed charge local micro", .spentMillionths), counts: ["impressions", "clicks", "url clicks", "engagements"],
      levels: ["account id", "campaign id", "line item id", "promoted tweet id", "segment|location name"]),
    daily(
      "X account statistics", "X account", signs: ["account id", "date", "engagements", "impressions", "retweets"],
      spent: nil,
      counts: ["engagements", "impressions", "follows", "likes", "replies", "retweets", "unfollows", "clicks", "url clicks"],
      levels: ["account id", "organic tweet id"], unless: ["billed charge local micro"]),
    Exporter(
      "HubSpot contacts", .leads,
      signs: ["id", "property email", "property createdate", "property lastname|property firstname"],
      columns: [
        ("id", .field(.leadID)), ("property email", .field(.email)), ("property createdate", .field(.created)),
        ("property company", .field(.company)), ("hs_analytics_source", .field(.source)),
        ("property created at|property first conversion date", .setting),
      ],
      worth: "who the leads are and when they were created; where they came from only with the property of that name"),
    Exporter(
      "HubSpot deals", .deals,
      signs: ["deal id", "deal pipeline stage id", "property dealname", "property closedate|property createdate"],
      columns: [
        ("deal id", .field(.dealID)), ("deal pipeline stage id", .field(.stage)), ("property dealname", .field(.name)),
        ("property amount", .field(.amount)), ("property closedate", .field(.closed)), ("property createdate", .field(.opened)),
        ("owner id", .field(.owner)),
      ],
      worth: "what was opened and closed; whether it was won is in the table of stages, which are only numbered here"),
    Exporter(
      "Pardot opportunities", .deals, signs: ["id", "closed at", "created at", "stage", "probability"],
      columns: [
        ("id", .field(.dealID)), ("closed at", .field(.closed)), ("created at", .field(.opened)), ("stage", .field(.stage)),
        ("status", .field(.stage)), ("value", .field(.amount)), ("name", .field(.name)), ("type", .field(.dealKind)),
        ("updated at|probability", .setting),
      ],
      worth: "what was opened, won and lost; the prospect behind a deal is in another table"),
    Exporter(
      "HubSpot stage history", .stages, signs: ["deal id", "date entered", "value", "fivetran start"],
      columns: [("deal id", .field(.dealID)), ("date entered", .field(.day)), ("value", .field(.stage))],
      worth: "the day of every change of stage, for the deals"),
    Exporter(
      "Marketo people", .leads, signs: ["id", "created at", "updated at", "email", "first name", "last name"],
      unless: ["owner id|portal id|primary team id|list id|opportunity id|website|score"],
      columns: [("id", .field(.leadID)), ("created at", .field(.created)), ("email", .field(.email))],
      worth: "who the people are; where they came from is in another table"),
    Exporter(
      "Pardot prospects", .leads, signs: ["crm lead fid|crm contact fid", "email", "created at", "score|grade"],
      columns: [
        ("id", .field(.leadID)), ("email", .field(.email)), ("created at", .field(.created)), ("source", .field(.source)),
        ("company", .field(.company)), ("updated at|crm last sync|last activity at", .setting),
      ],
      worth: "who the prospects are and where they came from"),
    Exporter(
      "Pardot activities", .touches, signs: ["prospect id", "type name", "created at", "visitor id|email id"],
      columns: [("prospect id", .field(.leadID)), ("created at", .field(.day)), ("type name", .field(.channel))],
      worth: "what known prospects did and when; visitors without a prospect are nobody yet"),
  ]
}
