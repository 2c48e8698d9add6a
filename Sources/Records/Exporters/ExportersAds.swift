extension Exporter {
  private static let metaSpent =
    "Amount spent=Ausgegebener Betrag=Montant dépensé=Importe gastado=Besteed bedrag=Valor usado=Importo speso=消化金額"

  /// Meta, LinkedIn, Microsoft and X sell advertisements, and each writes its own report.
  static let ads = [
    Exporter(
      "Meta Ads", .spend,
      signs: [
        metaSpent,
        "Reporting starts|Day|Impressions|Reach|Result indicator|Berichtsstart|Tag|Reichweite|Impressionen|Début des rapports|"
          + "Jour|Couverture|Día|Alcance|Dag|Bereik|Dia|Giorno|Copertura|日|リーチ|レポート開始日",
      ],
      columns: [
        ("Day|Tag|Jour|Día|Dag|Dia|Giorno|日", .field(.period)),
        (
          "Reporting starts|Berichtsstart|Début des rapports|Inicio del informe|Begin van rapportage|Início dos relatórios"
            + "|Inizio dei report|Inizio del report|レポート開始日", .field(.period)
        ),
        (
          "Reporting ends|Berichtsende|Fin des rapports|Fin del informe|Einde van rapportage|Término dos relatórios|Fine dei report"
            + "|Fine del report|レポート終了日", .field(.periodEnd)
        ),
        (
          "Campaign name|Kampagnenname|Nom de la campagne|Nombre de la campaña|Campagnenaam|Nome da campanha|Nome della campagna"
            + "|キャンペーン名", .field(.channel)
        ),
        (metaSpent, .spent),
        ("Impressions=Impressionen=Impresiones=Weergaven=Impressões=Impression=インプレッション", .count),
        (
          "Link clicks=Link-Klicks=Clics sur un lien=Clics en el enlace=Klikken op links=Cliques no link=Clic sul link=リンクのクリック|"
            + "Clicks (all)=Klicks (alle)=Clics (tous)=Clics (todos)=Klikken (alle)=Cliques (todos)=Clic (tutti)=クリック(すべて)",
          .count
        ),
        ("Landing page views=Landingpage-Aufrufe", .count),
        ("Reach=Reichweite=Couverture=Alcance=Bereik=Copertura=リーチ", .people),
        (
          "Results=Ergebnisse=Résultats=Resultados=Resultaten=Risultati=結果",
          .claimedOfKind(
            named: HeadingPattern(
              "Result indicator|Ergebnis-Indikator|Result type|Indicateur de résultat|Indicador de resultados|"
                + "Indicador de resultado|Resultaatindicator|Indicatore dei risultati|Indicatore di risultato|結果インジケーター"))
        ),
        ("Leads|Website leads|On-Facebook leads|Meta leads", .claimed),
        ("Purchases=Käufe=Achats=Compras=Aankopen|Website purchases", .claimed),
        ("Purchases conversion value|Website purchases conversion value|Conversion-Wert von Käufen", .claimedMoney),
        (
          "CTR (link click-through rate)|CTR (all)=CTR (alle)",
          .ratio(
            of: HeadingPattern("Link clicks|Clicks (all)|Link-Klicks|Klicks (alle)"),
            by: HeadingPattern("Impressions|Impressionen"))
        ),
        (
          "CPC (cost per link click)|CPC (all)",
          .ratio(of: HeadingPattern(metaSpent), by: HeadingPattern("Link clicks|Clicks (all)"))
        ),
        (
          "Frequency|Cost per results|Cost per result|Purchase ROAS *|Ad set budget|Campaign budget|Bid|Frequenz|"
            + "Kosten pro Ergebnis|Coût par résultat|Coste por resultado|Costo por resultado|Kosten per resultaat|Répétition|"
            + "Frecuencia|Frequentie|CPM *|Ends|Starts|Delivery|Attribution setting",
          .setting
        ),
      ],
      habits: Habits(
        platform: "Meta Ads",
        levels: [
          HeadingPattern(
            "Campaign name=Kampagnenname=Nom de la campagne=Nombre de la campaña=Campagnenaam=Nome da campanha=Nome della campagna"
              + "=キャンペーン名|Campaign ID=Kampagnen-ID"),
          HeadingPattern(
            "Ad set name|Ad set ID|Anzeigengruppenname|Name der Anzeigengruppe|Nom de l'ensemble de publicités|"
              + "Nombre del conjunto de anuncios|Naam advertentieset|Nome do conjunto de anúncios|Nome del gruppo di inserzioni|広告セット名"
          ),
          HeadingPattern(
            "Ad name|Ad ID|Name der Werbeanzeige|Anzeigenname|Nom de la publicité|Nombre del anuncio|Advertentienaam|Nome do anúncio"
              + "|Nome dell'inserzione|広告の名前"),
          HeadingPattern(
            "Age|Gender|Platform|Placement|Device platform|Impression device|Country|Region|Alter|Geschlecht|Plattform|Platzierung|"
              + "Land|Âge|Sexe|Plateforme|Pays|Edad|Sexo|Plataforma|País|Time of day (ad account time zone)"),
        ]),
      worth:
        "what was spent, shown and clicked; results are what Meta claims, told by their indicator, and reach is never added up"),
    Exporter(
      "LinkedIn Campaign Manager", .spend,
      signs: [
        "Total Spent=Gesamtausgaben=Total dépensé=Total gastado=Totaal besteed=Total gasto=Spesa totale=合計費用",
        "Start Date (in UTC)|Campaign Name|Campaign ID|Kampagnenname|Nom de la campagne|Nombre de la campaña|Campagnenaam"
          + "|Nome da campanha|Nome campagna|Nome della campagna|キャンペーン名",
        "Impressions|Impressionen|Impresiones|Weergaven|Impressões|Impressioni|インプレッション",
      ],
      columns: [
        (
          "Start Date (in UTC)|Startdatum (UTC)|Startdatum (in UTC)|Date de début (en UTC)|Date de début (UTC)|Fecha de inicio (en UTC)"
            + "|Fecha de inicio (UTC)|Begindatum (in UTC)|Data de início (em UTC)|Data di inizio (in UTC)|開始日(UTC)|Date",
          .field(.period)
        ),
        (
          "End Date (in UTC)|Enddatum (UTC)|Enddatum (in UTC)|Date de fin (en UTC)|Date de fin (UTC)|Fecha de finalización (en UTC)"
            + "|Fecha de fin (en UTC)|Einddatum (in UTC)|Data de término (em UTC)|Data di fine (in UTC)|終了日(UTC)",
          .field(.periodEnd)
        ),
        (
          "Campaign Name|Kampagnenname|Nom de la campagne|Nombre de la campaña|Campagnenaam|Nome da campanha|Nome campagna"
            + "|Nome della campagna|キャンペーン名", .field(.channel)
        ),
        ("Currency|Währung|Devise|Moneda|Divisa|Valuta|Moeda|通貨", .field(.currency)),
        ("Total Spent=Gesamtausgaben=Total dépensé=Total gastado=Totaal besteed=Total gasto=Spesa totale=合計費用", .spent),
        ("Impressions=Impressionen=Impresiones=Weergaven=Impressões=Impressioni=インプレッション", .count),
        ("Clicks=Klicks=Clics=Klikken=Cliques=Clic=クリック", .count),
        ("Total Engagements|Total Social Actions|Reactions|Comments|Shares|Follows", .count),
        ("Reach=Reichweite=Couverture=Portée=Alcance=Bereik=Copertura=リーチ", .people),
        ("Leads|Conversions=Konversionen|Click Conversions|View-Through Conversions|Post-Click Conversions", .claimed),
        ("Total Conversion Value", .claimedMoney),
        (
          "Click Through Rate|CTR|Klickrate|Taux de clics|Porcentaje de clics|Klikfrequentie|Taxa de cliques|Percentuale di clic",
          .ratio(
            of: HeadingPattern("Clicks|Klicks|Clics|Klikken|Cliques|Clic"),
            by: HeadingPattern("Impressions|Impressionen|Impresiones|Weergaven|Impressões|Impressioni"))
        ),
        ("Average CPC", .ratio(of: HeadingPattern("Total Spent"), by: HeadingPattern("Clicks"))),
        ("Cost per Lead", .ratio(of: HeadingPattern("Total Spent"), by: HeadingPattern("Leads"))),
        (
          "Daily Budget|Total Budget|Average CPM|Average Frequency|Engagement Rate|Conversion Rate|Lead Form Completion Rate",
          .setting
        ),
      ],
      habits: Habits(
        platform: "LinkedIn Ads",
        levels: [
          HeadingPattern(
            "Campaign Name|Campaign ID|Kampagnenname|Nom de la campagne|Nombre de la campaña|Campagnenaam|Nome da campanha|Nome campagna"
          ), HeadingPattern("Creative Name|DSC Name|Ad ID|Creative ID"),
          HeadingPattern(
            "Company Name Segment|Job Function Segment|Job Title Segment|Country Segment|Seniority Segment|"
              + "Company Industry Segment|Company Size Segment|Location Segment|Member Country Segment"),
        ]),
      worth:
        "what was spent, shown and clicked; leads and conversions are what LinkedIn claims, and a demographic report leaves out small groups"
    ),
    Exporter(
      "Microsoft Ads", .spend,
      signs: [
        "CampaignName|Campaign name|Campaign", "Spend|Ausgaben", "Impressions|Impr.", "Clicks",
        "TimePeriod|Time period|Gregorian date|GregorianDate|Avg. CPC|AverageCpc|Account number|AccountNumber",
      ],
      unless: ["Funding source name|Results|Result rate"],
      columns: [
        ("TimePeriod|Time period|Gregorian date|Day|Week|Month", .field(.period)),
        ("CampaignName|Campaign name|Campaign", .field(.channel)), ("CurrencyCode|Currency code", .field(.currency)),
        ("Spend=Ausgaben", .spent), ("Impressions=Impr.", .count), ("Clicks", .count),
        ("Conversions=Conv.|AllConversions=All conv.", .claimed), ("Revenue|AllRevenue|All revenue", .claimedMoney),
        ("CTR", .ratio(of: HeadingPattern("Clicks"), by: HeadingPattern("Impressions|Impr."))),
        ("AverageCpc|Avg. CPC", .ratio(of: HeadingPattern("Spend"), by: HeadingPattern("Clicks"))),
        ("CostPerConversion|CPA", .ratio(of: HeadingPattern("Spend"), by: HeadingPattern("Conversions"))),
        ("ConversionRate|Conv. rate|ReturnOnAdSpend|AveragePosition|QualityScore|Top Impression share", .setting),
      ],
      habits: Habits(
        platform: "Microsoft Ads",
        levels: [
          HeadingPattern("CampaignName|Campaign name|Campaign"), HeadingPattern("AdGroupName|Ad group|Ad group name"),
          HeadingPattern("AdId|Ad ID|TitlePart1"), HeadingPattern("Keyword|SearchQuery|Search term"),
        ]),
      worth: "what was spent, shown and clicked; conversions and revenue are what Microsoft claims"),
    Exporter(
      "X Ads", .spend,
      signs: [
        "Time period|Date|Day", "Campaign name|Ad group name|Funding source name", "Spend", "Impressions",
        // What anybody may write by hand is in all of these; one of them is X's own.
        "Time period|Funding source name|Funding source ID|Result rate|Result type|Cost per result type|Line item ID",
      ],
      unless: ["AccountNumber|Avg. CPC|AverageCpc"],
      columns: [
        ("Time period|Date|Day", .field(.period)), ("Campaign name", .field(.channel)), ("Spend", .spent),
        ("Impressions", .count), ("Clicks|Link clicks", .count), ("Results|Conversions", .claimed),
        ("Currency", .field(.currency)),
        ("Click rate|CPM|CPC|Result rate|Cost per result|Cost per link click", .setting),
      ],
      habits: Habits(
        platform: "X Ads", levels: [HeadingPattern("Campaign name|Campaign ID"), HeadingPattern("Ad group name|Ad group ID")]),
      worth: "what was spent, shown and clicked; results are what X claims. These headings are not confirmed by a public export"
    ),
  ]
}
