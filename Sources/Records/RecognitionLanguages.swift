/// What headings are called in German, French, Spanish, Dutch and Italian: more phrases for the same fields.
///
/// A single word is trusted only as a whole heading: `nom` is a name, `nom de la campagne` is not.
extension RecognitionWords {
  static func abroad(_ field: Field, of subject: Subject) -> [Phrase] {
    let own: [(Field, [String])] =
      switch subject {
      case .leads: leadsAbroad
      case .deals: dealsAbroad
      case .stages: stagesAbroad
      case .touches: [(.day, daysAbroad), (.channel, channelsAbroad), (.kind, ["art", "typ", "tipo", "soort"])]
      case .entries: entriesAbroad
      case .activities:
        [
          (.day, daysAbroad + ["anrufdatum", "date de l appel", "fecha de llamada", "gespreksdatum"]),
          (.minutes, ["dauer", "minuten", "dauer in minuten", "durée", "duración", "minutos", "duur"]),
          (.kind, ["art", "typ", "aktivität", "type d activité", "tipo", "tipo de actividad", "soort"]),
        ]
      case .customers: customersAbroad
      case .complaints:
        [
          (.day, daysAbroad + createdAbroad),
          (
            .kind,
            ["zufriedenheit", "kategorie", "satisfacción", "satisfaction client", "catégorie", "categoría", "tevredenheid"]
          ),
          (.value, ["bewertung", "note", "puntuación", "nota", "beoordeling"]),
        ]
      case .spend: [(.period, daysAbroad + periodsAbroad), (.channel, channelsAbroad), (.spent, spentAbroad)]
      case .numbers: [(.period, daysAbroad + periodsAbroad), (.channel, channelsAbroad)]
      case .reference: []
      }
    let words = (own + everywhere).filter { $0.0 == field }.flatMap(\.1)
    return words.map { Phrase($0, isWholeOnly: !$0.utf8.contains(0x20)) }
  }

  private static let everywhere: [(Field, [String])] = [
    (
      .leadID,
      [
        "kontakt id", "lead nummer", "leadnummer", "kontaktnummer", "identifiant du contact", "identifiant du prospect",
        "id du contact", "id contact", "id de contacto", "id del contacto", "id del cliente potencial", "contactnummer",
        "id de la piste", "lead nr", "ids des contacts associés", "id de candidato", "id del candidato", "リード id",
        "id des contacts associés", "ids de contactos asociados",
        "kontakt nr", "id do contato", "id do lead", "コンタクトid", "リードid",
        "contact nummer", "id contatto",
      ]
    ),
    (
      .email,
      [
        "e mail adresse", "mailadresse", "adresse e mail", "adresse email", "adresse électronique", "courriel",
        "correo electrónico", "correo", "dirección de correo", "e mailadres", "emailadres", "indirizzo e mail",
        "eメール", "メールアドレス", "メール",
      ]
    ),
    (
      .name,
      [
        "vorname", "nachname", "nom", "prénom", "nom complet", "nombre", "apellidos", "apellido", "naam", "voornaam", "nome",
        "nome completo", "sobrenome", "ansprechpartner", "氏名", "名", "姓",
      ]
    ),
    (
      .company,
      [
        "firma", "firmenname", "unternehmen", "name des unternehmens", "organisation", "kunde", "kundenname", "entreprise",
        "nom du compte", "nombre de la cuenta", "nome account", "nome azienda", "accountnaam", "bedrijf account", "会社名 取引先名",
        "取引先名", "entreprise associée",
        "société", "nom de l entreprise", "client", "compte", "empresa", "nombre de la empresa", "cliente", "cuenta", "bedrijf",
        "bedrijfsnaam", "klant", "klantnaam", "azienda", "nome da empresa", "会社名", "企業名",
      ]
    ),
    (.accountID, ["kundennummer", "kunden id", "numéro client", "id client", "número de cliente", "klantnummer"]),
    (
      .currency,
      [
        "währung", "währungscode", "devise", "code de devise", "bedrag valuta", "betrag währung", "montant devise",
        "importe divisa", "金額 通貨", "moneda", "divisa", "valuta", "valutacode", "moeda", "通貨",
      ]
    ),
    (
      .owner,
      [
        "besitzer", "verantwortlich", "lead eigenaar", "opportunity eigenaar", "lead inhaber", "opportunity inhaber", "リード所有者",
        "商談 所有者", "zuständiger mitarbeiter", "verkäufer", "propriétaire", "commercial", "responsable",
        "propietario", "comercial", "eigenaar", "verkoper", "proprietário", "responsável", "担当者",
      ]
    ),
  ]

  private static let createdAbroad = [
    "erstellt am", "erstellt", "erstellungsdatum", "erstelldatum", "angelegt am", "anlagedatum", "eingangsdatum",
    "date de création", "créé le", "créée le", "fecha de creación", "creado el", "fecha de alta", "aanmaakdatum",
    "aangemaakt op", "aangemaakt", "datum aangemaakt", "gemaakt op", "creatiedatum", "data di creazione", "data de criação",
    "criado em", "criada em",
    "data de cadastro", "作成日", "登録日", "作成日時",
  ]
  private static let daysAbroad = ["datum", "tag", "zeitpunkt", "jour", "fecha", "día", "dag", "data", "giorno", "dia", "日付"]
  private static let periodsAbroad = [
    "woche", "monat", "zeitraum", "kalenderwoche", "kw", "cw", "semaine", "mois", "période", "semana", "mes", "período", "week",
    "maand",
    "periode", "settimana", "mese", "mês", "月", "週",
  ]
  private static let channelsAbroad = [
    "kanal", "quelle", "plattform", "plataforma", "plateforme", "piattaforma", "netzwerk", "rede", "origem", "媒体", "kampagne",
    "kampagnenname", "canal", "campagne", "nom de la campagne", "fuente", "campaña",
    "nombre de la campaña", "kanaal", "campagnenaam", "canale", "campagna", "campanha", "nome da campanha", "キャンペーン", "キャンペーン名",
    "チャネル",
  ]
  private static let spentAbroad = [
    "kosten", "ausgaben", "werbeausgaben", "ausgegebener betrag", "coût", "coûts", "dépenses", "montant dépensé", "gasto",
    "gastos", "coste", "costes", "costo", "costos", "importe gastado", "uitgaven", "besteed bedrag", "spesa", "custo", "custos",
    "valor gasto", "valor usado", "investimento", "inversión", "inversion", "費用", "消化金額",
    "広告費",
  ]

  private static let sourcesAbroad =
    [
      "quelle", "lead quelle", "leadquelle", "herkunft", "ursprüngliche quelle", "kanal", "origine", "origine du lead",
      "origine de la piste", "origen del candidato", "source originale", "source originale du trafic",
      "source de trafic d origine",
      "source du lead", "source d origine", "provenance", "canal", "fuente", "fuente original", "origen", "origen del lead",
      "bron", "leadbron", "oorspronkelijke bron", "herkomst", "kanaal", "fonte", "origem", "fonte original",
      "origem original",
      "origem do lead", "wie haben sie von uns erfahren", "comment nous avez vous connu", "cómo nos conociste",
      "como nos conheceu",
      "オリジナルソース", "オリジナルトラフィックソース", "リードソース", "流入元", "獲得経路",
    ]

  private static let leadsAbroad: [(Field, [String])] = [
    (.created, createdAbroad),
    (.source, sourcesAbroad),
    (
      .handedOver,
      [
        "übergeben am", "übergabedatum", "übergabe", "marketing qualified lead", "mql datum", "date mql", "transmis le",
        "fecha mql", "entregado el", "overgedragen op", "mql am", "data mql",
      ]
    ),
    (
      .accepted,
      [
        "angenommen am", "akzeptiert am", "sales qualified lead", "sql datum", "accepté le", "aceptado el", "geaccepteerd op",
        "konvertiert am", "date de conversion", "fecha de conversión",
      ]
    ),
    (.rejected, ["abgelehnt am", "zurückgegeben am", "refusé le", "rejeté le", "rechazado el", "afgewezen op"]),
    (.rejectionReason, ["ablehnungsgrund", "motif de refus", "motif de rejet", "motivo de rechazo", "reden afwijzing"]),
    (
      .firstResponse,
      [
        "erster anruf", "erste antwort", "erstkontakt am", "reaktionszeit", "premier appel", "première réponse",
        "primera llamada", "primera respuesta", "eerste gesprek", "eerste reactie",
      ]
    ),
  ]

  private static let dealsAbroad: [(Field, [String])] = [
    (
      .dealID,
      [
        "deal nummer", "dealnummer", "auftragsnummer", "identifiant de l affaire", "identifiant de la transaction",
        "id de l affaire", "id de l opportunité", "id de l enregistrement", "id de fiche d informations", "商談 id",
        "id da oportunidade",
        "id opportunità", "id del negocio", "id de la oportunidad", "id oportunidad",
        "opportunity nummer",
        "auftrag nr", "angebotsnummer", "angebot nr", "id do negócio", "取引id",
      ]
    ),
    (
      .name,
      [
        "titel", "nom de l affaire", "nom de la transaction", "nom de l opportunité", "nombre del negocio",
        "nombre de la oportunidad", "dealnaam", "naam van deal", "opportunity naam", "opportunitynaam", "商談名", "auftrag",
        "angebot", "nome do negócio",
        "nome trattativa", "nome opportunità",
        "取引名", "案件名",
      ]
    ),
    (
      .opened,
      createdAbroad + [
        "eröffnet am", "geöffnet am", "angebot vom", "angebotsdatum", "angebot am", "date d ouverture", "ouvert le",
        "fecha de apertura", "abierto el", "geopend op",
        "aberto em",
      ]
    ),
    (.won, ["gewonnen am", "gagné le", "date de gain", "ganado el", "fecha de ganado", "gewonnen op", "ganho em", "受注日"]),
    (.lost, ["verloren am", "perdu le", "date de perte", "perdido el", "verloren op", "perdido em", "失注日"]),
    (
      .closed,
      [
        "abschlussdatum", "abgeschlossen", "entschieden", "clôturé", "cerrado", "gesloten", "abgeschlossen am",
        "entscheidung am", "entscheidungsdatum", "abschluss", "vertragsdatum",
        "auftragsdatum", "date de signature", "signé le",
        "fecha de firma", "data chiusura", "成約日", "geschlossen am", "entschieden am", "date de clôture", "date de fermeture",
        "clôturé le", "schlusstermin", "fecha de cierre", "cerrado el", "sluitingsdatum", "afsluitdatum", "gesloten op",
        "data di chiusura",
        "data de fechamento", "fechado em", "クローズ日", "完了日", "完了予定日",
      ]
    ),
    (
      .stage,
      [
        "phase", "dealphase", "deal phase", "verkaufsphase", "vertriebsphase", "étape de vente", "esito", "stand", "ergebnis",
        "étape", "statut", "estágio", "estágio do funil", "etapa do funil", "phase de la transaction",
        "étape de la transaction",
        "étape de l affaire", "étape de l opportunité", "résultat", "etapa",
        "etapa del negocio", "estado", "resultado", "fase", "dealfase", "resultaat", "stato", "etapa do negócio",
        "fase do negócio", "fase trattativa",
        "situação", "取引ステージ", "ステージ", "フェーズ",
      ]
    ),
    (
      .amount,
      [
        "betrag", "wert", "auftragswert", "dealwert", "umsatz", "montant", "valeur", "importe", "valor", "monto", "cantidad",
        "bedrag", "waarde", "dealwaarde", "omzet", "importo", "valore", "wert netto", "nettowert", "betrag netto",
        "auftragssumme",
        "angebotssumme", "angebotswert", "summe", "netto", "nettobetrag", "montant ht", "montant total", "ca", "total neto",
        "auftragsvolumen", "volumen", "valor do negócio", "金額", "取引額",
      ]
    ),
    (
      .lossReason,
      [
        "verlustgrund", "grund für verlust", "grund für verlorenen abschluss", "motif de perte", "raison de la perte",
        "motivo de pérdida", "motivo de la pérdida", "reden verlies", "verliesreden", "reden van verlies",
        "motivo da perda", "失注理由",
      ]
    ),
    (.source, sourcesAbroad),
    (.dealKind, ["art", "typ", "type de transaction", "type d affaire", "tipo", "tipo de negocio", "soort"]),
  ]

  private static let stagesAbroad: [(Field, [String])] = [
    (.stage, ["neue phase", "neuer wert", "nouvelle étape", "nueva etapa", "nieuwe fase"]),
    (.stageBefore, ["alte phase", "alter wert", "ancienne étape", "etapa anterior", "oude fase"]),
    (.day, daysAbroad + ["geändert am", "modifié le", "modificado el", "gewijzigd op"]),
  ]

  private static let entriesAbroad: [(Field, [String])] = [
    (.badge, ["badge nummer", "badgenummer", "ausweisnummer", "numéro de badge", "número de acreditación"]),
    (
      .day,
      daysAbroad + createdAbroad + [
        "gescannt am", "registriert am", "angemeldet am", "scanné le", "inscrit le", "date d inscription", "escaneado el",
        "inscrito el", "fecha de registro", "gescand op", "ingeschreven op",
      ]
    ),
    (
      .noted, ["notiz", "notizen", "bemerkung", "bemerkungen", "kommentar", "remarques", "notas", "comentarios", "opmerkingen"]
    ),
    (.attended, ["teilgenommen", "anwesend", "présent", "présence", "asistió", "asistencia", "aanwezig"]),
    (.source, ["veranstaltung", "événement", "evento", "evenement"]),
  ]

  private static let customersAbroad: [(Field, [String])] = [
    (
      .start,
      [
        "vertragsbeginn", "kunde seit", "beginn", "startdatum", "début du contrat", "client depuis", "date de début",
        "inicio del contrato", "cliente desde", "fecha de inicio", "contractbegin", "klant sinds", "ingangsdatum",
      ]
    ),
    (
      .ended,
      [
        "vertragsende", "gekündigt am", "kündigungsdatum", "ende", "fin du contrat", "résilié le", "date de fin",
        "fin del contrato", "fecha de fin", "fecha de baja", "contracteinde", "opgezegd op", "einddatum",
      ]
    ),
    (
      .yearly,
      [
        "jahresumsatz", "jahreswert", "jährlicher umsatz", "revenu annuel", "chiffre d affaires annuel", "ingresos anuales",
        "valor anual", "jaaromzet", "jaarwaarde",
      ]
    ),
  ]
}
