extension Exporter {
  static let hubSpot = [
    Exporter(
      "HubSpot contacts", .leads,
      signs: [
        "Record ID|Contact ID|Datensatz-ID",
        "Lifecycle Stage|Lead Status|Original Source|Original Traffic Source|Became a *|Date entered *|Contact owner|"
          + "Lifecycle-Phase|Number of Associated Deals|HubSpot Score",
        "Email|E-Mail|Last Name|Nachname|First Name|Vorname",
      ],
      unless: ["Deal Stage|Deal Name|Dealname|Deal-Phase|Pipeline|Ticket name|Ticket status|Company Domain Name"],
      columns: [
        ("Record ID|Contact ID|Datensatz-ID", .field(.leadID)), ("Email|E-Mail", .field(.email)),
        ("Create Date|Erstellungsdatum|Erstelldatum|createdate", .field(.created)),
        ("Original Source|Original Traffic Source|Ursprüngliche Quelle|Originalquelle|hs_analytics_source", .field(.source)),
        ("Company Name|Associated Company|Name des Unternehmens", .field(.company)),
        (
          "Became a Marketing Qualified Lead Date|lifecyclestage marketingqualifiedlead date|"
            + "Date entered Marketing Qualified Lead (Lifecycle Stage Pipeline)|Date entered Marketing Qualified Lead|"
            + "Date entered marketingqualifiedlead|Became MQL",
          .field(.handedOver)
        ),
        (
          "Became a Sales Qualified Lead Date|lifecyclestage salesqualifiedlead date|"
            + "Date entered Sales Qualified Lead (Lifecycle Stage Pipeline)|Date entered Sales Qualified Lead|"
            + "Date entered salesqualifiedlead",
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
        "Record ID|Deal ID|Datensatz-ID", "Deal Stage|Deal-Phase|dealstage",
        "Close Date|Abschlussdatum|closedate|Date entered *|Create Date|Erstellungsdatum|Erstelldatum",
      ],
      columns: [
        ("Record ID|Deal ID|Datensatz-ID", .field(.dealID)), ("Deal Name|Deal-Name|Dealname", .field(.name)),
        ("Deal Stage|Deal-Phase|dealstage", .field(.stage)),
        ("Create Date|Erstellungsdatum|Erstelldatum|createdate", .field(.opened)),
        ("Close Date|Abschlussdatum|closedate", .field(.closed)),
        ("Amount|Betrag|Amount in company currency", .field(.amount)), ("Currency|Deal Currency|Währung", .field(.currency)),
        ("Is Closed Won", .field(.stage)), ("Is closed lost", .field(.stage)), ("Is Deal Closed?", .field(.stage)),
        ("Associated Contact IDs|Associated Contact ID", .field(.leadID)), ("Associated Company", .field(.company)),
        ("Associated Company IDs|Associated Company ID", .field(.accountID)), ("Deal Type", .field(.dealKind)),
        ("Closed Lost Reason|Grund für Verlust|Grund für verlorenen Abschluss", .field(.lossReason)),
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
      "HubSpot tickets", .complaints, signs: ["Ticket ID|Record ID", "Ticket name|Ticket status|Ticket Category"],
      columns: [("Create Date|Created", .field(.day)), ("Category|Ticket Category", .field(.kind)), ("Priority", .setting)],
      worth: "what went wrong and when; which tickets are complaints only where a category says so"),
  ]
}
