extension Exporter {
  /// Smaller CRMs, and the lists of people that forms of advertising platforms collect.
  static let crms = [
    Exporter(
      "Close opportunities", .deals,
      signs: ["value", "value_period", "status_type", "lead_id", "value_formatted"],
      columns: [
        ("id", .field(.dealID)), ("lead_id", .field(.leadID)), ("lead_name", .field(.company)),
        ("status_type", .field(.stage)), ("value_formatted", .field(.amount)), ("value_currency", .field(.currency)),
        ("date_created", .field(.opened)), ("date_won", .field(.won)), ("date_lost", .field(.lost)),
        ("value|expected_value|confidence|status_label|annualized_value|annualized_expected_value|date_updated", .setting),
      ],
      worth: "what was opened, won and lost with the day of each; its plain values are cents, so the written ones are read"),
    Exporter(
      "Close opportunities", .deals,
      signs: ["value", "value_period", "status_type", "lead_id"],
      columns: [
        ("id", .field(.dealID)), ("lead_id", .field(.leadID)), ("lead_name", .field(.company)),
        ("status_type", .field(.stage)), ("value", .field(.amount)), ("value_currency", .field(.currency)),
        ("date_created", .field(.opened)), ("date_won", .field(.won)), ("date_lost", .field(.lost)),
        ("expected_value|confidence|status_label|annualized_value|annualized_expected_value|date_updated", .setting),
      ],
      habits: Habits(amountsAreCents: true),
      worth: "what was opened, won and lost with the day of each; values are cents"),
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
        (
          "Deal - Currency of value|Deal - Currency|Deal - Währung|Negocio - Moneda|Affaire - Devise|Affaire - Devise de Valeur",
          .field(.currency)
        ),
        ("Deal - Status|Negocio - Estado|Affaire - Statut", .field(.stage)),
        ("Deal - Stage|Deal - Phase|Negocio - Etapa|Affaire - Étape", .field(.stage)),
        (
          "Deal - Add time|Deal - Deal created|Deal - Created|Deal - Deal erstellt|Deal - Hinzugefügt am|Negocio - Negocio creado el"
            + "|Affaire - Affaire créée",
          .field(.opened)
        ),
        (
          "Deal - Won time|Deal - Gewonnen am|Deal - Gewonnen um|Negocio - Hora de ganado|Affaire - Date de gain|Affaire - Heure de gain",
          .field(.won)
        ),
        (
          "Deal - Lost time|Deal - Verloren am|Deal - Verloren um|Negocio - Hora de perdido|Affaire - Date de perte|Affaire - Heure de perte",
          .field(.lost)
        ),
        ("Deal - Closed on|Deal - Deal closed on|Deal - Abgeschlossen am", .field(.closed)),
        ("Deal - Lost reason|Deal - Grund für Verlust|Deal - Verlustgrund|Affaire - Raison de la perte", .field(.lossReason)),
        ("Deal - Owner|Deal - Besitzer|Affaire - Propriétaire", .field(.owner)),
        (
          "Deal - Organization|Organization|Organization - Name|Deal - Organisation|Organisation|Affaire - Organisation|Negocio - Organización",
          .field(.company)
        ),
        ("Person - Email (Work)|Person - Email|Person - E-Mail (Arbeit)|Person - E-Mail", .field(.email)),
        ("Deal - Expected close date|Deal - Probability|Deal - Total activities|Deal - Update time|Deal - Label", .setting),
      ],
      worth: "what was opened, won and lost with the day of each; leads come from the people export, joined by e-mail"),
    Exporter(
      "Pipedrive people", .leads,
      signs: [
        "Person - Name|Personne - Nom|Persona - Nombre",
        "Person - Email*|Person - E-Mail*|Person - ID|Person - Created|Personne - ID|Personne - Email*|Persona - ID|Persona - Correo*",
      ],
      unless: ["Deal - Title|Deal - ID"],
      columns: [
        ("Person - ID|Personne - ID|Persona - ID", .field(.leadID)),
        (
          "Person - Email (Work)|Person - Email|Person - E-Mail (Arbeit)|Person - E-Mail|Personne - Email - Travail|Personne - Email"
            + "|Personne - Email (Travail)|Persona - Correo electrónico",
          .field(.email)
        ),
        ("Person - Name|Personne - Nom|Persona - Nombre", .field(.name)),
        ("Person - Organization|Person - Organisation|Personne - Organisation|Persona - Organización", .field(.company)),
        (
          "Person - Created|Person - Person created|Person - Add time|Person - Person erstellt|Personne - Personne créée"
            + "|Persona - Persona creada", .field(.created)
        ),
        (
          "Person - Source|Person - Lead source|Person - Marketing source|Person - Quelle|Person - Lead-Quelle|Personne - Source"
            + "|Persona - Fuente", .field(.source)
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
    Exporter(
      "Bitrix24 deals", .deals, signs: ["Deal Name", "Responsible person", "Stage", "Deal closed|Pipeline|End date"],
      columns: [
        ("ID", .field(.dealID)), ("Deal Name", .field(.name)), ("Stage|Deal closed", .field(.stage)),
        ("Amount|Total", .field(.amount)), ("Currency", .field(.currency)), ("Created on", .field(.opened)),
        ("End date*", .field(.closed)), ("Responsible person", .field(.owner)), ("Company", .field(.company)),
        ("Lead", .field(.leadID)), ("Contact: Work E-mail|Contact: E-mail", .field(.email)), ("Source", .field(.source)),
        ("Start date|Modified on|Probability|Expected revenue", .setting),
      ],
      worth: "what was opened, won and lost; the end date of an open deal is a plan and not counted"),
    Exporter(
      "Kommo leads", .deals, signs: ["Lead title|Lead name", "Lead status", "Sale|Budget", "Responsible user|Pipeline"],
      columns: [
        ("ID", .field(.dealID)), ("Lead title|Lead name", .field(.name)), ("Lead status", .field(.stage)),
        ("Sale|Budget", .field(.amount)), ("Created at", .field(.opened)), ("Closed at", .field(.closed)),
        ("Responsible user", .field(.owner)), ("Company|Lead's company", .field(.company)),
        ("Work email (contact)|Work email|Contact's work email|Email", .field(.email)),
        ("Last modified|Created by|Modified by|Lead tags|Tags|Pipeline|Closest task", .setting),
      ],
      worth: "what Kommo calls leads are deals: opened, won and lost; the people are in its list of contacts"),
    Exporter(
      "Odoo pipeline", .deals,
      signs: ["Expected Revenue", "Salesperson|Sales Team", "Opportunity|Lead", "Stage", "Created on|Expected Closing"],
      columns: [
        ("External ID|ID", .field(.dealID)), ("Opportunity|Lead", .field(.name)), ("Company Name|Customer", .field(.company)),
        ("Email", .field(.email)), ("Salesperson", .field(.owner)), ("Expected Revenue", .field(.amount)),
        ("Currency", .field(.currency)), ("Stage", .field(.stage)), ("Created on", .field(.opened)),
        ("Closed Date|Closing Date", .field(.closed)), ("Lost Reason", .field(.lossReason)), ("Source", .field(.source)),
        ("Expected Closing|Probability|Prorated Revenue|Active|Sales Team|Type", .setting),
      ],
      worth: "leads and opportunities in one table, told apart by their type; lost ones are archived, so export those, too"),
    Exporter(
      "SuiteCRM opportunities", .deals,
      signs: [
        "Opportunity Name|Potential Name|Name", "Sales Stage", "Expected Close Date",
        "Date Created|Created Time|Date Modified|Opportunity Amount",
      ],
      unless: ["Close Date|Actual Close Date|Closed Date"],
      columns: [
        ("ID|Record ID", .field(.dealID)), ("Opportunity Name|Potential Name|Name", .field(.name)),
        ("Account Name|Organization Name|Related To", .field(.company)), ("Sales Stage", .field(.stage)),
        ("Opportunity Amount|Amount|Likely", .field(.amount)), ("Currency", .field(.currency)),
        ("Expected Close Date", .field(.closed)), ("Date Created|Created Time", .field(.opened)),
        ("Lead Source", .field(.source)), ("Assigned to|Assigned To|User Name", .field(.owner)), ("Type", .field(.dealKind)),
        ("Date Modified|Modified Time|Probability (%)|Probability|Best|Worst|Next Step", .setting),
      ],
      worth: "what was opened, won and lost; the close date of this program stays the expected one where nobody corrects it"),
    Exporter(
      "Meta lead forms", .leads,
      signs: ["created_time", "form_id|form_name", "ad_id|ad_name|campaign_id|campaign_name", "is_organic|platform"],
      columns: [
        ("id|lead_id", .field(.leadID)), ("created_time", .field(.created)), ("platform", .field(.source)),
        ("email|work_email|email_address|e-mail", .field(.email)), ("full_name|first_name", .field(.name)),
        ("company_name", .field(.company)),
        ("ad_id|ad_name|adset_id|adset_name|campaign_id|campaign_name|form_id|form_name|is_organic|lead_status", .setting),
      ],
      worth: "who left details on which platform; what a campaign cost is in the advertising report"),
    Exporter(
      "LinkedIn lead forms", .leads,
      signs: ["Form Name|Form ID", "Submitted At|Submitted Date", "Campaign Name|Campaign Group", "Lead Type|Test Lead"],
      columns: [
        ("Lead ID", .field(.leadID)), ("Submitted At|Submitted Date", .field(.created)), ("Campaign Name", .field(.source)),
        ("Email Address|Work Email|Email", .field(.email)), ("First Name", .field(.name)), ("Company Name", .field(.company)),
        ("Account Name|Form Name|Form ID|Lead Type|Creative ID|Campaign ID|Campaign Group", .setting),
      ],
      worth: "who left details, by campaign; test leads are left out"),
  ]
}
