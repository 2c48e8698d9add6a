extension Exporter {
  private static let metaSpent = "Amount spent|Ausgegebener Betrag|Montant dépensé|Importe gastado"

  /// Meta, LinkedIn, Microsoft and X sell advertisements, and each writes its own report.
  static let ads = [
    Exporter(
      "Meta Ads", .spend,
      signs: [
        metaSpent,
        "Reporting starts|Day|Impressions|Reach|Result indicator|Berichtsstart|Tag|Reichweite|Impressionen|Début des rapports|"
          + "Jour|Couverture|Día|Alcance",
      ],
      columns: [
        ("Day|Tag|Jour|Día", .field(.period)),
        ("Reporting starts|Berichtsstart|Début des rapports|Inicio del informe", .field(.period)),
        ("Reporting ends|Berichtsende|Fin des rapports|Fin del informe", .field(.periodEnd)),
        ("Campaign name|Kampagnenname|Nom de la campagne|Nombre de la campaña", .field(.channel)), (metaSpent, .spent),
        ("Impressions|Impressionen|Impresiones", .count),
        ("Link clicks|Link-Klicks|Clics sur un lien|Clics en el enlace|Clicks (all)|Klicks (alle)", .count),
        ("Landing page views", .count), ("Reach|Reichweite|Couverture|Alcance", .people),
        (
          "Results|Ergebnisse|Résultats|Resultados",
          .claimedOfKind(named: HeadingPattern("Result indicator|Ergebnis-Indikator|Result type"))
        ),
        ("Leads|Website leads|On-Facebook leads|Meta leads", .claimed), ("Purchases|Website purchases|Käufe|Achats", .claimed),
        ("Purchases conversion value|Website purchases conversion value|Conversion-Wert von Käufen", .claimedMoney),
        (
          "CTR (link click-through rate)|CTR (all)",
          .ratio(of: HeadingPattern("Link clicks|Clicks (all)"), by: HeadingPattern("Impressions"))
        ),
        (
          "CPC (cost per link click)|CPC (all)",
          .ratio(of: HeadingPattern(metaSpent), by: HeadingPattern("Link clicks|Clicks (all)"))
        ),
        (
          "Frequency|Cost per results|Cost per result|Purchase ROAS *|Ad set budget|Campaign budget|Bid|Frequenz|"
            + "Kosten pro Ergebnis|CPM *|Ends|Starts|Delivery|Attribution setting",
          .setting
        ),
      ],
      habits: Habits(
        platform: "Meta Ads",
        levels: [
          HeadingPattern("Campaign name|Campaign ID|Kampagnenname|Nom de la campagne"),
          HeadingPattern("Ad set name|Ad set ID|Anzeigengruppenname|Name der Anzeigengruppe"),
          HeadingPattern("Ad name|Ad ID|Name der Werbeanzeige|Anzeigenname"),
        ]),
      worth:
        "what was spent, shown and clicked; results are what Meta claims, told by their indicator, and reach is never added up"),
    Exporter(
      "LinkedIn Campaign Manager", .spend,
      signs: [
        "Total Spent|Gesamtausgaben", "Start Date (in UTC)|Campaign Name|Campaign ID|Kampagnenname", "Impressions|Impressionen",
      ],
      columns: [
        ("Start Date (in UTC)|Startdatum (UTC)|Date", .field(.period)),
        ("End Date (in UTC)|Enddatum (UTC)", .field(.periodEnd)),
        ("Campaign Name|Kampagnenname", .field(.channel)), ("Currency|Währung", .field(.currency)),
        ("Total Spent|Gesamtausgaben", .spent), ("Impressions|Impressionen", .count), ("Clicks|Klicks", .count),
        ("Total Engagements|Total Social Actions|Reactions|Comments|Shares|Follows", .count), ("Reach|Reichweite", .people),
        ("Leads|Conversions|Click Conversions|View-Through Conversions|Post-Click Conversions|Konversionen", .claimed),
        ("Total Conversion Value", .claimedMoney),
        ("Click Through Rate|CTR", .ratio(of: HeadingPattern("Clicks|Klicks"), by: HeadingPattern("Impressions|Impressionen"))),
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
          HeadingPattern("Campaign Name|Campaign ID|Kampagnenname"), HeadingPattern("Creative Name|DSC Name|Ad ID|Creative ID"),
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
        ("Spend|Ausgaben", .spent), ("Impressions|Impr.", .count), ("Clicks", .count),
        ("Conversions|AllConversions|All conv.|Conv.", .claimed), ("Revenue|AllRevenue|All revenue", .claimedMoney),
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
      signs: ["Time period|Date|Day", "Campaign name|Ad group name|Funding source name", "Spend", "Impressions"],
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
