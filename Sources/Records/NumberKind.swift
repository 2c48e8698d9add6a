/// What a column of numbers by period is: whose, in which unit, and whether it is a metric at all.
struct NumberKind {
  var unit: Series.Unit = .count
  var side: Series.Side = .marketing
  var isSpend = false
  var aside: ColumnReport.Aside?
  /// Set aside as a metric, but a model may want to hold it still.
  var isControl = false
  /// `y`: what a table of a model is about.
  private var isOutcome = false
  /// It speaks of days to come.
  var isPlan = false

  private static let sales = [
    "revenue", "conversions", "conversion", "sales", "orders", "order", "bookings", "bookings", "deals", "won", "opportunities",
    "customers", "turnover", "arr", "mrr", "purchases", "transactions", "contracts", "wins", "umsatz", "umsätze",
    "bestellungen", "aufträge", "abschlüsse", "konversionen", "ventes", "commandes", "ingresos", "ventas", "pedidos",
    "conversiones", "omzet", "bestellingen", "conversies", "receita", "receitas", "faturamento", "vendas", "conversões",
    "conversoes", "facturación", "facturacion", "ricavi", "fatturato", "vendite", "ordini", "conversioni", "gmv",
  ]
  private static let money = [
    "revenue", "spend", "spent", "cost", "costs", "amount", "budget", "sales", "turnover", "arr", "mrr", "bookings",
    "fees", "umsatz", "umsätze", "betrag", "montant", "ingresos", "importe", "omzet", "bedrag", "receita", "receitas",
    "faturamento", "facturación", "facturacion", "ricavi", "fatturato", "gmv",
  ]
  private static let spend = [
    "spend", "spent", "cost", "costs", "kosten", "ausgaben", "werbeausgaben", "coût", "coûts", "dépenses", "dépensé", "gasto",
    "gastos", "gastado", "coste", "costes", "costo", "costos", "uitgaven", "besteed", "spesa", "custo", "custos",
    "investimento", "investimentos", "inversión", "inversion",
  ]
  private static let ratios = [
    "rate", "ctr", "cpc", "cpm", "cpa", "roas", "ratio", "share", "avg", "average", "per", "percent", "frequency", "median",
    "roi", "aov", "cac", "cpl", "priceeach", "msrp", "score", "price", "preis", "prix", "precio", "prijs", "prezzo",
    "position", "bounce", "quote", "anteil", "durchschn", "durchschnitt", "prozent", "taux", "moyen", "moyenne", "moy",
    "par", "tasa", "por", "porcentaje", "gemiddelde", "gemiddeld", "gem", "aandeel", "percentage", "taxa", "tasso",
    "pct", "acos", "tacos", "cvr", "attainment",
  ]
  /// Not to be added over rows: the same person is in several of them.
  private static let overlapping = [
    "users", "nutzer", "utilisateurs", "usuarios", "gebruikers", "visitors", "besucher", "visiteurs", "visitantes",
    "visitatori",
    "bezoekers",
  ]
  /// Whoever comes for the first time is in one row only.
  private static let firstTimers = ["new", "first", "neue", "nouveaux", "nuevos", "nuovi", "nieuwe", "novos"]
  /// People who are in the next row again, in every language that reports come in.
  private static let people = [
    "reach", "reichweite", "couverture", "portée", "alcance", "bereik", "copertura", "unique", "uniques", "eindeutige",
    "únicos",
    "unieke",
  ]
  /// What stands at the end of a period, and did not happen in it.
  private static let levels = [
    "followers", "follower", "abonnenten", "abonnés", "seguidores", "subscribers", "pipeline", "mrr", "arr", "headcount",
    "balance",
    "stock", "bestand", "nps", "csat", "rating", "backlog", "size",
  ]
  private static let flows = [
    "new", "gained", "lost", "net", "growth", "neue", "created", "added", "generated", "won", "closed",
  ]
  /// Counted from the beginning of the year, or from ever.
  private static let running = ["ytd", "cumulative", "cumulated", "kumuliert", "cumulé", "acumulado", "qtd", "mtd"]
  private static let controls = [
    "control", "competitor", "competitors", "holiday", "holidays", "temperature", "weather", "inflation", "trend",
    "seasonality",
    "unemployment", "index",
  ]
  private static let plans = [
    "plan", "planned", "forecast", "target", "goal", "budgeted", "heads", "headcount", "room", "capacity", "fte",
    "ziel", "geplant", "prognose", "kapazität", "objectif", "prévu", "capacité", "objetivo", "previsto", "capacidad", "doel",
    "gepland", "capaciteit",
  ]
  /// Plans in a column of their own; a file of that name may well be of what was spent.
  private static let plannedColumns = [
    "quota", "quotas", "budget", "budgets", "goals", "targets", "presupuesto", "orçamento", "orcamento", "soll", "sollwert",
  ]
  private static let calendar = ["dayofyear", "doy", "t", "weekofyear", "weeknumber", "monthofyear", "year", "quarter", "nth"]
  private static let claims = [
    "conversions", "conversion", "purchases", "results", "conv", "leads", "conversões", "conversoes", "conversiones",
    "konversionen", "conversies", "conversioni",
  ]

  init() {}

  /// `meaning` is what the program that wrote the column says of it; else its words and values decide. `isSpent`: it was recognised
  /// as what was spent, whatever it is called; `isSigned`: its cells or its heading say a currency.
  init(
    _ column: Column, values: [Double], currency: String?, isLong: Bool, isPerChannel: Bool, isDaily: Bool,
    isPercent: Bool, isSigned: Bool, meaning: Exporter.Meaning?, isSpent: Bool
  ) {
    let heading = Heading(column.name)
    if let meaning {
      self.init(meaning, currency: currency, isAlone: !isLong && !isDaily)
      return
    }
    self.init()
    let isRatio = isPercent || NumberKind.isRatio(heading)
    isSpend = !isRatio && (isSpent || heading.containsAny(of: NumberKind.spend) || column.name.hasSuffix("_S"))
    if isRatio {
      unit = .ratio
    } else if isSigned || currency != nil && NumberKind.namesMoney(heading) || isSpend
      || heading.containsAny(of: NumberKind.money)
    {
      unit = .money(currency: currency)
    }
    isOutcome = ["y", "target", "outcome"].contains(heading.joined)
    if (heading.containsAny(of: NumberKind.sales) && !isSpend) || isOutcome { side = .sales }
    isPlan = NumberKind.namesPlan(heading) || (heading.containsAny(of: NumberKind.plannedColumns) && !isSpend && !isRatio)
    isControl = heading.containsAny(of: NumberKind.controls)
    aside = reason(heading, values, isRatio: isRatio, isLong: isLong, isPerChannel: isPerChannel)
    let isOfDays = heading.containsAny(of: ["reach", "reichweite", "couverture", "alcance", "bereik"])
    let areAgain = heading.containsAny(of: NumberKind.overlapping) && !heading.containsAny(of: NumberKind.firstTimers)
    if isDaily && (isOfDays || areAgain) { aside = .overlapping }
    if aside == .flag { isControl = true }
    // Eight leads of room in every week is a plan that says eight.
    if isPlan, aside == .constant, values.contains(where: { !$0.isNaN }) { aside = nil }
  }

  /// What a heading says beyond that money was spent: `Google Ads` of `Google Ads spend (EUR)`.
  static func whatIsPaid(_ heading: Heading) -> String {
    heading.words.filter { word in
      !spend.contains(word) && !money.contains(word) && !NumberText.smallCurrencies.contains(word)
        && !["in", "on", "for", "für", "pour", "en", "total", "media", "ad"].contains(word)
    }.joined(separator: " ")
  }

  private init(_ meaning: Exporter.Meaning, currency: String?, isAlone: Bool) {
    switch meaning {
    case .count, .claimed, .claimedOfKind: break
    case .spent, .spentMillionths:
      isSpend = true
      unit = .money(currency: currency)
    case .ratio: unit = .ratio
    // A week's or a month's people stand for themselves; those of days or channels are not added up.
    case .people: aside = isAlone ? nil : .overlapping
    case .claimedMoney: aside = .claimed
    case .field, .setting: aside = .setting
    }
  }

  private func reason(
    _ heading: Heading, _ values: [Double], isRatio: Bool, isLong: Bool, isPerChannel: Bool
  ) -> ColumnReport.Aside? {
    if heading.containsAny(of: NumberKind.calendar) && !isLong || CalendarColumns.names(heading) { return .counter }
    if isControl { return .control }
    if NumberKind.names(heading) { return .identity }
    let filled = values.filter { !$0.isNaN }
    if heading.containsAny(of: NumberKind.levels), !heading.containsAny(of: NumberKind.flows) { return .notAdditive }
    if heading.containsAny(of: NumberKind.running) || heading.joined.contains("year to date") { return .notAdditive }
    if heading.containsAny(of: NumberKind.people) { return .overlapping }
    guard let first = filled.first, filled.contains(where: { $0 != first }) else {
      // A flat budget is spent every month.
      return isSpend && (filled.first ?? 0) != 0 && filled.count > 1 ? nil : .constant
    }
    if filled.allSatisfy({ $0 == 0 || $0 == 1 }) && filled.count >= 12 { return .flag }
    if NumberKind.counts(filled) && !isLong && filled.count >= 12 { return .counter }
    if isLong && (isRatio || heading.containsAny(of: NumberKind.overlapping)) { return .notAdditive }
    if isPerChannel && side == .sales && heading.containsAny(of: NumberKind.claims) { return .claimed }
    return nil
  }

  /// Revenue in the words of many languages, as a sum.
  var isRevenue: Bool {
    guard side == .sales, !isSpend, !isPlan, aside == nil, case .money = unit else { return false }
    return true
  }

  /// A number of orders or customers, or what an order is worth: sales' own, and told person by person where deals are.
  var isSoldCount: Bool {
    guard side == .sales, !isPlan, !isOutcome, aside == nil else { return false }
    switch unit {
    case .count, .ratio: return true
    case .money: return false
    }
  }

  /// A part of something or a price for each: nothing that adds up, and no money spent, whatever else the heading says.
  static func isRatio(_ heading: Heading) -> Bool {
    heading.containsAny(of: ratios)
      || heading.words.contains { word in ["percentage", "prozentsatz", "quote", "率"].contains { word.hasSuffix($0) } }
      || ["kosten pro", "umsatz pro", "ertrag pro"].contains { heading.joined.hasPrefix($0) }
      || ["return on", "cost of sales"].contains { heading.joined.contains($0) }
  }

  /// An amount of money in all, not for each of something.
  static func namesMoney(_ heading: Heading) -> Bool {
    !heading.containsAny(of: ratios)
      && heading.containsAny(
        of: money + spend + ["value", "wert", "valeur", "valor", "importo", "valore", "acv", "tcv", "netto"])
  }

  /// Numbers that are names: `Invoice`, `StockCode`, `Zip`, `Account No`.
  private static func names(_ heading: Heading) -> Bool {
    if heading.words.last == "id" || heading.words.first == "id" { return true }
    let last = heading.words.last ?? ""
    let alone = [
      "invoice", "stockcode", "sku", "ean", "isbn", "barcode", "zip", "zipcode", "postcode", "plz", "phone", "telephone",
      "telefon",
      "fax", "iban", "rechnungsnummer", "kundennummer", "artikelnummer", "belegnummer",
    ]
    if alone.contains(last) { return true }
    // `ORDERNUMBER`, `Kundennummer`: one word of two.
    if ["number", "nummer"].contains(where: { last.hasSuffix($0) && last != $0 }) { return true }
    return heading.words.count > 1 && ["code", "number", "no", "nr", "nummer", "numéro"].contains(last)
  }

  static func namesPlan(_ heading: Heading) -> Bool { heading.containsAny(of: plans) }

  /// 0, 1, 2, … or a step of 7 that starts again each year.
  private static func counts(_ values: [Double]) -> Bool {
    let step = values[1] - values[0]
    guard step == 1 || step == 7 else { return false }
    let odd = zip(values.dropFirst(), values).count { $0 - $1 != step }
    return Double(odd) <= 0.1 * Double(values.count)
  }
}
