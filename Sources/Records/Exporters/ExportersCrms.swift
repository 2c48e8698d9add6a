extension Exporter {
  /// Pipedrive and Zoho.
  static let crms = [
    Exporter(
      "Pipedrive deals", .deals,
      signs: [
        "Deal - Title|Deal - Titel|Negocio - Título|Affaire - Titre",
        "Deal - Value|Deal - Status|Deal - Owner|Deal - Pipeline|Deal - Wert|Deal - Besitzer|Negocio - Valor|Negocio - Estado"
          + "|Affaire - Valeur|Affaire - Statut",
      ],
      columns: [
        ("Deal - ID|Negocio - ID|Affaire - ID", .field(.dealID)),
        ("Deal - Title|Deal - Titel|Negocio - Título|Affaire - Titre", .field(.name)),
        ("Deal - Value|Deal - Wert|Negocio - Valor|Affaire - Valeur", .field(.amount)),
        ("Deal - Currency of value|Deal - Currency|Deal - Währung|Negocio - Moneda|Affaire - Devise", .field(.currency)),
        ("Deal - Status|Negocio - Estado|Affaire - Statut", .field(.stage)),
        ("Deal - Stage|Deal - Phase|Negocio - Etapa|Affaire - Étape", .field(.stage)),
        (
          "Deal - Add time|Deal - Deal created|Deal - Created|Deal - Deal erstellt|Deal - Hinzugefügt am|Negocio - Negocio creado el"
            + "|Affaire - Affaire créée",
          .field(.opened)
        ),
        ("Deal - Won time|Deal - Gewonnen am|Deal - Gewonnen um|Negocio - Hora de ganado|Affaire - Date de gain", .field(.won)),
        (
          "Deal - Lost time|Deal - Verloren am|Deal - Verloren um|Negocio - Hora de perdido|Affaire - Date de perte",
          .field(.lost)
        ),
        ("Deal - Closed on|Deal - Deal closed on|Deal - Abgeschlossen am", .field(.closed)),
        ("Deal - Lost reason|Deal - Grund für Verlust|Deal - Verlustgrund", .field(.lossReason)),
        ("Deal - Owner|Deal - Besitzer", .field(.owner)),
        ("Deal - Organization|Organization|Organization - Name|Deal - Organisation|Organisation", .field(.company)),
        ("Person - Email (Work)|Person - Email|Person - E-Mail (Arbeit)|Person - E-Mail", .field(.email)),
        ("Deal - Expected close date|Deal - Probability|Deal - Total activities|Deal - Update time|Deal - Label", .setting),
      ],
      worth: "what was opened, won and lost with the day of each; leads come from the people export, joined by e-mail"),
    Exporter(
      "Pipedrive people", .leads,
      signs: ["Person - Name", "Person - Email*|Person - E-Mail*|Person - ID|Person - Created"],
      unless: ["Deal - Title|Deal - ID"],
      columns: [
        ("Person - ID", .field(.leadID)),
        ("Person - Email (Work)|Person - Email|Person - E-Mail (Arbeit)|Person - E-Mail", .field(.email)),
        ("Person - Name", .field(.name)), ("Person - Organization|Person - Organisation", .field(.company)),
        ("Person - Created|Person - Person created|Person - Add time|Person - Person erstellt", .field(.created)),
        (
          "Person - Source|Person - Lead source|Person - Marketing source|Person - Quelle|Person - Lead-Quelle", .field(.source)
        ),
      ],
      worth: "who the people are and when they were added; Pipedrive has no source of its own, so add a field for it"),
    Exporter(
      "Zoho leads", .leads,
      signs: ["Record Id|Lead Id", "Lead Name|Lead Owner|Last Name", "Created Time", "Lead Source|Lead Status"],
      columns: [
        ("Record Id|Lead Id", .field(.leadID)), ("Created Time", .field(.created)), ("Lead Source", .field(.source)),
        ("Company", .field(.company)), ("Email", .field(.email)), ("Lead Name", .field(.name)),
        ("Converted Time|Lead Conversion Time", .field(.accepted)),
        ("Annual Revenue|Modified Time|Last Activity Time", .setting),
      ],
      worth: "who the leads are and where they came from; when they were handed over only where you have a field for it"),
    Exporter(
      "Zoho deals", .deals, signs: ["Record Id|Deal Id", "Deal Name", "Stage", "Closing Date|Created Time"],
      columns: [
        ("Record Id|Deal Id", .field(.dealID)), ("Deal Name", .field(.name)), ("Stage", .field(.stage)),
        ("Amount", .field(.amount)), ("Closing Date", .field(.closed)), ("Created Time", .field(.opened)),
        ("Contact Id|Contact Name.id", .field(.leadID)), ("Account Name", .field(.company)), ("Currency", .field(.currency)),
        ("Type", .field(.dealKind)), ("Modified Time|Expected Revenue|Probability (%)|Last Activity Time", .setting),
      ],
      worth: "what was opened, won and lost; these headings are not confirmed by a public export, so look at them once"),
  ]
}
