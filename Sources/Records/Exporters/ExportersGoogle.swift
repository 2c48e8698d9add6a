extension Exporter {
  private static let sessionColumns: [(String, Meaning)] = [
    ("Date", .field(.period)), ("Date + hour (YYYYMMDDHH)|Date hour and minute", .field(.period)),
    ("Nth day|Nth week|Nth month", .field(.period)),
    ("ISO week of ISO year|ISO year ISO week|Year week|Year month|Week|Month", .field(.period)),
    ("Sessions=Sitzungen=Sesiones=Sessioni=Sessies", .count),
    (
      "Engaged sessions=Sitzungen mit Interaktionen=Sessions avec engagement=Sesiones con interacción=Betrokken sessies", .count
    ),
    ("Event count=Anzahl Ereignisse=Ereignisanzahl=Nombre d'événements=Número de eventos=Aantal gebeurtenissen", .count),
    ("Views=Aufrufe=Vues=Vistas=Weergaven", .count),
    ("Key events=Conversions=Schlüsselereignisse=Événements clés=Eventos clave=Belangrijke gebeurtenissen", .claimed),
    ("New users=Neue Nutzer=Nouveaux utilisateurs=Usuarios nuevos=Nieuwe gebruikers", .count),
    (
      "Users=Nutzer|Active users=Aktive Nutzer=Utilisateurs actifs=Usuarios activos=Actieve gebruikers|Total users|"
        + "Returning users",
      .people
    ),
    ("Total revenue|Purchase revenue|Gesamtumsatz", .claimedMoney),
    ("Engagement rate", .ratio(of: HeadingPattern("Engaged sessions"), by: HeadingPattern("Sessions"))),
    ("Events per session", .ratio(of: HeadingPattern("Event count"), by: HeadingPattern("Sessions"))),
    ("Session key event rate", .setting), ("User key event rate", .setting), ("Engaged sessions per user", .setting),
    (
      "Average engagement time per session|Average engagement time|Average engagement time per active user|Bounce rate",
      .setting
    ),
  ]

  /// Google Analytics 4 and Google Ads.
  static let google = [
    Exporter(
      "GA4 traffic by session", .numbers,
      signs: [
        "Session primary channel group*|Session default channel group*|Session source / medium|Session source|Session medium|"
          + "Session campaign|Sitzung – primäre Channelgruppe*|Session source platform|Session manual *",
        "Sessions|Sitzungen|Engaged sessions|Key events|Sesiones",
      ],
      columns: [
        (
          "Session primary channel group (Default Channel Group)|Session primary channel group*|Session default channel group*"
            + "|Session default channel group|Sitzung – primäre Channelgruppe*",
          .field(.channel)
        )
      ] + sessionColumns,
      habits: Habits(platform: "GA4", keepsChannels: true),
      worth: "visits by channel; a visit is no person, and without Date as a dimension the file is one total"),
    Exporter(
      "GA4 users by first visit", .numbers,
      signs: [
        "First user primary channel group*|First user default channel group*|First user source / medium|First user source|"
          + "First user medium|First user campaign",
        "New users|Active users|Total users|Users|Key events|Engaged sessions|Event count",
      ],
      columns: [
        (
          "First user primary channel group (Default Channel Group)|First user primary channel group*|"
            + "First user default channel group*|First user default channel group",
          .field(.channel)
        )
      ] + sessionColumns,
      habits: Habits(platform: "GA4 first visit", keepsChannels: true),
      worth: "new users by the channel of their first visit; never mixed with visits by session, which count another thing"),
    Exporter(
      "GA4 by day", .numbers,
      signs: [
        "Date|Date + hour (YYYYMMDDHH)|Date hour and minute|Nth day|Nth week|Nth month|ISO week of ISO year|Year week|Year month",
        "Active users|Engaged sessions|Key events|Event count|New users|Engagement rate",
      ],
      unless: ["Campaign|Cost|Impressions"],
      columns: sessionColumns, habits: Habits(platform: "GA4"),
      worth: "visits and events by day; users of a day are not added up, since the same people come again"),
    Exporter(
      "GA4 by page, event or place", .numbers,
      signs: [
        "Page title and screen class|Page title and screen name|Page path and screen class|Event name|Country|City|Browser|"
          + "Device category|Landing page|Language|Page path|Page title",
        "Active users|Views|Event count|Sessions|Users|New users|Key events",
      ],
      unless: ["Deal Stage|Email"],
      columns: sessionColumns, habits: Habits(platform: "GA4"),
      worth: "parts of what the traffic export has as a whole; counted only for days that no other table of GA4 has"),
    Exporter(
      "Google Ads", .spend,
      signs: [
        "Campaign|Kampagne|Campagne|Campaña|Campagna|Campanha|キャンペーン|Ad group|Anzeigengruppe|Campaign ID",
        "Impr.|Impressions|Impr|Impressionen|Vertoningen|Impresiones|Impressões|表示回数|Avg. CPC|Durchschn. CPC|CPC moy.",
        "Clicks|Klicks|Clics|Klikken|Clic|Cliques|クリック数|Interactions",
        "Cost|Kosten|Coût|Coste|Costo|Custo|費用",
      ],
      unless: ["Spend|Amount spent *|CampaignName|Total Spent"],
      columns: [
        (
          "Day|Tag|Jour|Día|Dag|Giorno|Dia|日|Settimana|Mese|Mês|Week|Woche|Semaine|Semana|Month|Monat|Mois|Mes|Maand|Date",
          .field(.period)
        ),
        ("Campaign|Kampagne|Campagne|Campaña|Campagna|Campanha|キャンペーン", .field(.channel)),
        (
          "Currency code|Währungscode|Code de devise|Código de moneda|Valutacode|Codice valuta|Código da moeda|通貨コード|Currency",
          .field(.currency)
        ),
        ("Cost=Kosten=Coût=Coste=Costo=Custo=費用", .spent),
        ("Clicks=Klicks=Clics=Klikken=Clic=Cliques=クリック数|Interactions=Interaktionen=Interacciones=Interacties", .count),
        ("Impressions=Impr.=Impressionen=Impr=Impresiones=Vertoningen=Impressões=表示回数", .count),
        (
          "Conversions=Conv.=Konversionen=Conversiones=Conversies=Conversioni=Conversões=コンバージョン|All conv.|View-through conv.",
          .claimed
        ),
        ("Conv. value|All conv. value|Conversion-Wert|Valeur de conv.|Valor conv.", .claimedMoney),
        (
          "CTR|Interaction rate",
          .ratio(
            of: HeadingPattern("Clicks|Klicks|Clics|Klikken|Interactions"),
            by: HeadingPattern("Impr.|Impressions|Impressionen|Impr|Impresiones|Vertoningen"))
        ),
        (
          "Avg. CPC=Durchschn. CPC=CPC moy.=CPC medio=Gem. CPC|Avg. cost",
          .ratio(
            of: HeadingPattern("Cost|Kosten|Coût|Coste|Costo"), by: HeadingPattern("Clicks|Klicks|Clics|Klikken|Interactions"))
        ),
        (
          "Cost / conv.=Kosten/Conv.=Coût/conv.=Coste/conv.",
          .ratio(
            of: HeadingPattern("Cost|Kosten|Coût|Coste|Costo"),
            by: HeadingPattern("Conversions|Konversionen|Conversiones|Conversies|Conv."))
        ),
        (
          "Conv. value / cost|Conv. rate|Search impr. share|Avg. CPM|Quality Score|Budget|Campaign type|Campaign status|"
            + "Bid strategy type|Optimization score|Conv.-Rate|Tägl. Budget",
          .setting
        ),
      ],
      habits: Habits(
        platform: "Google Ads",
        levels: [
          HeadingPattern("Campaign=Kampagne=Campagne=Campaña=Campagna=Campanha=キャンペーン"),
          HeadingPattern("Ad group|Anzeigengruppe|Groupe d'annonces|Grupo de anuncios|Advertentiegroep"),
          HeadingPattern("Ad|Ad ID|Headline 1|Ad type|Anzeige"), HeadingPattern("Search keyword|Keyword|Search term"),
          HeadingPattern(
            "Device|Network|Network (with search partners)|Hour of day|Day of week|Age|Gender|Click type|Conversion action|Gerät|"
              + "Werbenetzwerk|Appareil|Dispositivo|Apparaat"),
        ]),
      worth: "what was spent, shown and clicked; conversions are what Google claims and are never added to deals"),
    // The chart above the campaigns, downloaded by itself: the whole account by day.
    Exporter(
      "Google Ads account", .spend,
      signs: [
        "Day|Tag|Jour|Día|Dag|Giorno|Dia|Week|Month|Date", "Impr.|Impr", "Clicks|Klicks|Clics|Klikken|Clic",
        "Cost|Kosten|Coût|Coste|Costo",
      ],
      unless: ["Spend|Campaign|Kampagne|Campagne|Campaña|Campagna|Ad group|Anzeigengruppe|CampaignName"],
      columns: [
        ("Day|Tag|Jour|Día|Dag|Giorno|Dia|Week|Month|Date", .field(.period)),
        ("Currency code|Währungscode|Code de devise|Código de moneda|Valutacode|Codice valuta|Currency", .field(.currency)),
        ("Cost=Kosten=Coût=Coste=Costo", .spent), ("Clicks=Klicks=Clics=Klikken=Clic", .count),
        ("Impressions=Impr.=Impr", .count),
        ("Conversions=Conv.=Konversionen=Conversiones=Conversies=Conversioni", .claimed),
        ("CTR|Avg. CPC|Cost / conv.|Conv. rate", .setting),
      ],
      habits: Habits(platform: "Google Ads"),
      worth: "the whole account by day; where its campaigns are in another file, the days of both count once"),
  ]
}
