/// Words that tell what the labels of a table made by hand are: what is counted, where it comes from, or neither.
enum Measures {
  /// `Metric`, `KPI`: the labels below say what is counted.
  static func isWordFor(_ corner: String) -> Bool {
    Heading(corner).containsAny(of: [
      "metric", "metrics", "kpi", "kpis", "measure", "measures", "kennzahl", "kennzahlen", "messgröße", "indicator",
      "indicators",
      "indicateur", "indicateurs", "indicador", "indicadores", "métrica", "métricas", "metriek", "indicatore", "indicatori",
    ])
  }

  /// `Channel`, `Source`: the labels below say where it comes from.
  static func isChannel(_ corner: String) -> Bool {
    Heading(corner).containsAny(of: [
      "channel", "channels", "source", "sources", "campaign", "campaigns", "platform", "platforms", "medium", "network",
      "region",
      "country", "team", "product", "segment", "kanal", "kanäle", "quelle", "quellen", "kampagne", "kampagnen", "plattform",
      "land",
      "canal", "canaux", "canales", "campagne", "campagnes", "fuente", "fuentes", "campaña", "campañas", "origem", "kanaal",
      "kanalen", "bron", "bronnen", "fonte", "canale", "canali",
    ])
  }

  /// Columns before the periods that name no row.
  static func isAside(_ corner: String) -> Bool {
    let words = Heading(corner)
    return NumberKind.namesPlan(words)
      || words.containsAny(of: [
        "unit", "units", "einheit", "unité", "unidad", "owner", "responsible", "verantwortlich", "notes", "note", "comment",
        "comments", "bemerkung", "kommentar", "remarque", "budget", "id", "status", "type", "nr", "no",
      ])
  }

  /// What a title or a label says is counted, as a metric is called: `Spend (EUR)` of `Marketing spend 2026 in EUR`.
  static func word(in text: String) -> String? {
    let heading = Heading(text)
    guard let small = heading.words.first(where: { words.contains($0) }) else { return nil }
    let found = text.split { !$0.isLetter }.first { $0.lowercased() == small }.map(String.init) ?? small
    var name = found
    if let first = found.first, first.isLowercase, !found.dropFirst().contains(where: \.isUppercase) {
      name = first.uppercased() + found.dropFirst()
    }
    if NumberKind.namesPlan(heading) { name += " plan" }
    return HeadingWords.currency(text).map { "\(name) (\($0))" } ?? name
  }

  private static let words: Set<String> = [
    "spend", "spent", "cost", "costs", "budget", "kosten", "ausgaben", "werbeausgaben", "werbekosten", "coût", "coûts",
    "dépenses",
    "gasto", "gastos", "coste", "costes", "inversión", "custo", "custos", "uitgaven", "spesa", "costi",
    "leads", "lead", "mql", "mqls", "sql", "sqls", "sal", "sals", "contacts", "kontakte", "prospects", "sessions", "sitzungen",
    "sesiones", "sessies", "visits", "besuche", "visites", "visitas", "bezoeken", "visite", "visitors", "besucher", "users",
    "nutzer", "clicks", "klicks", "clics", "klikken", "clic", "impressions", "impressionen", "impresiones", "vertoningen",
    "impressioni", "views", "pageviews", "seitenaufrufe", "reach", "reichweite", "followers", "follower", "posts", "beiträge",
    "likes", "engagements", "engagement", "scans", "registrations", "anmeldungen", "attendees", "teilnehmer", "signups",
    "trials",
    "demos", "requests", "anfragen", "opens", "opened", "deals", "opportunities", "won", "customers", "kunden", "clients",
    "clientes", "revenue", "umsatz", "ingresos", "omzet", "fatturato", "pipeline", "arr", "mrr", "conversions", "conversion",
    "rate", "ctr", "cpc", "cpl", "cac", "cpm", "roas", "tickets", "nps", "termine", "meetings", "bookings", "orders",
    "subscribers", "unsubscribes", "downloads", "sends", "sent", "handed", "accepted", "rejected", "calls", "anrufe",
  ]
}
