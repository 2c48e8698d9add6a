extension Exporter {
  /// The record's id in the languages that HubSpot is set to.
  private static let id =
    "Record ID|Datensatz-ID|ID do registro|ID de registro|ID del registro|ID record|ID de fiche d'informations|ID de l'enregistrement|レコードID"

  private static let stage =
    "Deal Stage|Deal-Phase|dealstage|Etapa do negócio|Fase do negócio|Etapa del negocio|Phase de la transaction|"
    + "Étape de la transaction|Fase trattativa|Dealfase|取引ステージ"
  private static let closed =
    "Close Date|Abschlussdatum|closedate|Data de fechamento|Fecha de cierre|Date de fermeture|Data di chiusura|Sluitingsdatum|クローズ日"
  private static let created =
    "Create Date|Erstellungsdatum|Erstelldatum|createdate|Data de criação|Fecha de creación|Date de création|Data di creazione|Aanmaakdatum|作成日"

  static let hubSpot = [
    Exporter(
      "HubSpot contacts", .leads,
      signs: [
        id + "|Contact ID",
        "Lifecycle Stage|Lead Status|Original Source|Original Traffic Source|Became a *|Date entered *|Contact owner|"
          + "Lifecycle-Phase|Number of Associated Deals|HubSpot Score|Fase do ciclo de vida|Etapa do ciclo de vida|Status do lead|"
          + "Etapa del ciclo de vida|Estado del lead|Phase du cycle de vie|Étape du cycle de vie|Statut du lead|Fase del ciclo di vita|"
          + "Lifecyclefase|ライフサイクルステージ|リードステータス",
        "Email|E-Mail|Adresse e-mail|Last Name|Nachname|First Name|Vorname|Sobrenome|Correo|Correo electrónico|Apellidos|Nom de famille|Cognome|Achternaam|"
          + "Eメール|メールアドレス|姓",
      ],
      unless: [
        "Deal Stage|Deal Name|Dealname|Deal-Phase|Etapa do negócio|Etapa del negocio|Phase de la transaction|Étape de la transaction|"
          + "Fase trattativa|Dealfase|取引ステージ|Pipeline|"
          + "Ticket name|Ticket status|Company Domain Name"
      ],
      columns: [
        (id + "|Contact ID", .field(.leadID)),
        ("Email|E-Mail|Adresse e-mail|Correo|Correo electrónico|Eメール|メールアドレス", .field(.email)),
        (created, .field(.created)),
        (
          "Original Source|Original Traffic Source|Ursprüngliche Quelle|Originalquelle|hs_analytics_source|Fonte original|"
            + "Origem original|Fuente original|Source d'origine|Source originale|Source originale du trafic|Fonte originale|Oorspronkelijke bron|オリジナルソース|オリジナルトラフィックソース",
          .field(.source)
        ),
        ("Company Name|Associated Company|Name des Unternehmens|Nome da empresa|Nombre de la empresa|会社名", .field(.company)),
        ("Associated Deal IDs", .field(.dealID)),
        (
          "Became a Marketing Qualified Lead Date|lifecyclestage marketingqualifiedlead date|"
            + "Date entered Marketing Qualified Lead (Lifecycle Stage Pipeline)|Date entered Marketing Qualified Lead|"
            + "Date entered marketingqualifiedlead|Became MQL|Date de passage à Lead qualifié marketing|"
            + "Date à laquelle le contact est devenu un lead qualifié marketing",
          .field(.handedOver)
        ),
        (
          "Became a Sales Qualified Lead Date|lifecyclestage salesqualifiedlead date|"
            + "Date entered Sales Qualified Lead (Lifecycle Stage Pipeline)|Date entered Sales Qualified Lead|"
            + "Date entered salesqualifiedlead|Date de passage à Lead qualifié commercial|"
            + "Date à laquelle le contact est devenu un lead qualifié commercial",
          .field(.accepted)
        ),
        (
          "Became an Opportunity Date|lifecyclestage opportunity date|Date entered Opportunity (Lifecycle Stage Pipeline)|"
            + "Date entered Opportunity",
          .field(.opened)
        ),
        (
          "Became a Customer Date|lifecyclestage customer date|Date entered Customer (Lifecycle Stage Pipeline)|"
            + "Date entered Customer",
          .field(.won)
        ),
        // What was last, and what follows from deals, is no step of a person.
        ("Close Date|Recent Deal Close Date|Last Activity Date|Last Modified Date|Time of First Visit", .setting),
      ],
      worth: "who the leads are, where they came from and when they became qualified; not when they were first called"),
    Exporter(
      "HubSpot deals", .deals,
      signs: [
        id + "|Deal ID", stage, closed + "|Date entered *|" + created,
      ],
      columns: [
        (id + "|Deal ID", .field(.dealID)),
        (
          "Deal Name|Deal-Name|Dealname|Nome do negócio|Nombre del negocio|Nom de la transaction|Nome trattativa|Dealnaam|取引名",
          .field(.name)
        ),
        (stage, .field(.stage)), (created, .field(.opened)), (closed, .field(.closed)),
        ("Amount|Betrag|Amount in company currency|Valor|Montant|Importo|Bedrag|金額", .field(.amount)),
        ("Currency|Deal Currency|deal_currency_code|Währung|Moeda|Moneda|Devise|通貨", .field(.currency)),
        ("Is Closed Won", .field(.stage)), ("Is closed lost", .field(.stage)), ("Is Deal Closed?", .field(.stage)),
        ("Associated Contact IDs|Associated Contact ID|IDs des contacts associés", .field(.leadID)),
        ("Associated Company|Entreprise associée", .field(.company)),
        ("Associated Company IDs|Associated Company ID", .field(.accountID)), ("Deal Type", .field(.dealKind)),
        (
          "Closed Lost Reason|Grund für Verlust|Grund für verlorenen Abschluss|Motif de perte|Raison de la perte de la transaction",
          .field(.lossReason)
        ),
        ("Deal owner|Zuständiger Mitarbeiter", .field(.owner)),
        ("Days to close|Last Activity Date|Last Modified Date|Date exited *", .setting),
        ("Date entered Closed Won *|Date entered closedwon", .field(.won)),
        ("Date entered Closed Lost *|Date entered closedlost", .field(.lost)),
      ],
      worth:
        "what was opened, won and lost, and with “Date entered” the day of every stage; amounts without a Currency column are in the account's own"
    ),
    Exporter(
      "HubSpot companies", .reference,
      signs: [
        "Record ID|Company ID", "Company name|Name", "Company Domain Name|Domain|Website URL",
        "Company owner|Industry|Create Date",
      ],
      unless: ["Email|Last Name|Deal Stage"],
      worth: "names the companies of contacts and deals; a company is neither a lead nor a sale, so nothing is counted from it"),
    Exporter(
      "HubSpot calls", .activities,
      signs: ["Call Title|Call outcome|Call direction", "Call duration (HH:mm:ss)|Call duration", "Activity date"],
      columns: [
        ("Associated Contact IDs|Associated Contact ID", .field(.leadID)), ("Activity date", .field(.day)),
        ("Call duration (HH:mm:ss)|Call duration", .field(.minutes)), ("Call outcome", .field(.reached)),
        ("Call direction", .field(.direction)), ("Activity assigned to", .field(.owner)),
        ("Record ID|Create date|Call notes|Call Title|Last modified date|Associated Contact|Associated Deal IDs", .setting),
      ],
      worth: "when whom was called and for how long; e-mails and meetings are exports of their own"),
    Exporter(
      "HubSpot tickets", .complaints, signs: ["Ticket ID|Record ID", "Ticket name|Ticket status|Ticket Category"],
      columns: [("Create Date|Created", .field(.day)), ("Category|Ticket Category", .field(.kind)), ("Priority", .setting)],
      worth: "what went wrong and when; which tickets are complaints only where a category says so"),
  ]
}
