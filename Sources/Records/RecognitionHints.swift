/// Words in the names of files and in cells.
extension RecognitionWords {
  /// A word in a file's name that speaks for a subject. A hint: it never decides alone.
  static let fileHints: [(word: String, subject: Subject)] = [
    ("leads", .leads), ("lead", .leads), ("contacts", .leads), ("contact", .leads), ("prospects", .leads),
    ("qualified", .leads), ("deals", .deals), ("deal", .deals), ("opportunities", .deals), ("opportunity", .deals),
    ("pipeline", .deals), ("closed", .deals), ("touches", .touches), ("touchpoints", .touches), ("journeys", .touches),
    ("activities", .activities), ("activity", .activities), ("calls", .activities), ("tasks", .activities),
    ("task", .activities),
    ("customers", .customers), ("subscriptions", .customers), ("contracts", .customers), ("arr", .customers),
    ("tickets", .complaints), ("ticket", .complaints), ("complaints", .complaints), ("nps", .complaints),
    ("feedback", .complaints), ("satisfaction", .complaints), ("spend", .spend), ("costs", .spend), ("ads", .spend),
    ("budget", .spend), ("weekly", .numbers), ("daily", .numbers), ("monthly", .numbers), ("traffic", .numbers),
    ("sessions", .numbers), ("scans", .entries), ("badge", .entries), ("registrations", .entries), ("attendees", .entries),
    ("webinar", .entries), ("webinars", .entries), ("mqls", .entries), ("kontakte", .leads), ("contactos", .leads),
    ("contacten", .leads), ("interessenten", .leads), ("verkaufschancen", .deals), ("abschlüsse", .deals), ("affaires", .deals),
    ("opportunités", .deals), ("negocios", .deals), ("oportunidades", .deals), ("kunden", .customers), ("verträge", .customers),
    ("clients", .customers), ("contrats", .customers), ("clientes", .customers), ("contratos", .customers),
    ("klanten", .customers), ("beschwerden", .complaints), ("réclamations", .complaints), ("quejas", .complaints),
    ("klachten", .complaints), ("kosten", .spend), ("ausgaben", .spend), ("dépenses", .spend), ("gastos", .spend),
    ("uitgaven", .spend), ("anrufe", .activities), ("appels", .activities), ("llamadas", .activities),
    ("anmeldungen", .entries), ("teilnehmer", .entries), ("inscriptions", .entries), ("participants", .entries),
    ("asistentes", .entries), ("deelnemers", .entries),
  ]

  /// Files of this name are about our own people or about settings, whatever dates and addresses they hold.
  static let staffFiles = [
    "owner", "owners", "user", "users", "team", "teams", "employees", "list", "lists", "form", "forms", "campaign", "campaigns",
    "automation", "transaction", "segment", "account", "accounts", "company", "companies", "pipeline", "stage",
  ]

  /// What somebody is asked who is asked for a score.
  static let recommending = [
    "recommend", "recommended", "weiterempfehlen", "empfehlen", "recommander", "recommanderiez", "recomendar", "recomiende",
    "recomendaría", "aanbevelen", "consigliare", "consiglierebbe", "consiglieresti",
  ]
  /// The last day of what a row says the first of.
  static let periodEnd = [
    "end date", "date end", "ends", "end", "ends on", "end day", "campaign end", "campaign end date", "finish date", "until",
    "enddatum", "ende", "date de fin", "fecha de fin", "fecha fin", "data fim", "data de término", "einddatum", "data fine",
  ]

  /// What becomes of a mailing, a post, an advertisement.
  static let mailings = [
    "sent", "sends", "recipients", "deliveries", "impressions", "views", "reach", "likes", "engagements", "versendet",
    "gesendet", "zugestellt", "envoyés", "enviados", "entregados", "entregues", "aberturas", "cliques", "verzonden", "geopend",
    "kliks", "inviati", "aperture", "clic", "配信数", "開封数", "クリック数",
    "opens", "opened", "clicks", "clicked", "bounces", "bounced", "unsubscribes", "unsubscribed", "delivered", "öffnungen",
    "geöffnet", "klicks", "geklickt", "abmeldungen", "ouvertures", "ouverts", "clics", "désabonnements", "aperturas", "bajas",
  ]
  /// When a form's answer came, as Google's form says it in each language.
  static let stamps = [
    "timestamp", "zeitstempel", "horodateur", "marca temporal", "carimbo data hora", "informazioni cronologiche", "tijdstempel",
  ]
  /// Who was let in, who said yes, who stood at the door.
  static let whoCame = [
    "approval status", "order status", "rsvp", "rsvp status", "registration status", "guest status", "invitation status",
    "invite status", "checked in",
  ]

  /// What says a deal is won or lost, wherever a stage, status or outcome is spelled.
  static let wonWords = [
    "won", "closedwon", "win", "signed", "sold", "unterschrieben", "verkauft", "vundet", "wygrana", "gewonnen", "gagné",
    "gagnée", "gagnés", "signé", "signée", "ganado", "ganada",
    "ganados", "firmado", "getekend", "vinto", "vinta", "ganho", "ganha", "ganhos", "成約", "受注", "成立",
  ]
  static let lostWords = [
    "lost", "closedlost", "loss", "absage", "abgesagt", "abgelehnt", "tabt", "przegrana", "disqualified", "dead", "abandoned",
    "verloren", "perdu", "perdue", "perdus", "perdido",
    "perdida", "perdidos", "perso", "persa", "失注", "不成約", "不成立",
  ]
  /// `Not Won Yet`, `Almost won` are neither; `Closed, not won` is lost.
  private static let unfinished = [
    "yet", "almost", "nearly", "likely", "soon", "fast", "noch", "bientôt", "presque", "casi", "bijna",
  ]
  private static let negations = ["not", "no", "nicht", "kein", "keine", "non", "pas", "niet", "geen", "não"]
  private static let wonTogether = [
    "negócio fechado", "contract signed", "vertrag unterschrieben", "auftrag", "auftrag erteilt", "auftrag erhalten",
    "beauftragt",
    "bestellt",
  ]
  private static let lostTogether = [
    "no interest", "not interested", "kein interesse", "kein auftrag", "kein abschluss", "not sold", "pas intéressé",
    "sin interés",
    "geen interesse",
  ]

  static func saysWon(_ words: Heading) -> Bool {
    wonTogether.contains(words.joined) || standsWon(words) == true
  }
  static func saysLost(_ words: Heading) -> Bool {
    words.containsAny(of: lostWords) || lostTogether.contains(words.joined) || standsWon(words) == false
  }

  /// Whether a word for winning stands for itself; false where the one before it says the opposite; `nil` where none is there, or
  /// it is still to come.
  private static func standsWon(_ words: Heading) -> Bool? {
    guard let at = words.words.firstIndex(where: { wonWords.contains($0) }), !words.containsAny(of: unfinished) else {
      return nil
    }
    return !words.words[max(0, at - 2)..<at].contains { negations.contains($0) }
  }
  static let expansionWords = [
    "expansion", "upsell", "upgrade", "crosssell", "cross", "existing", "addon", "erweiterung", "bestandskunde",
    "bestandskunden",
    "extension", "ampliación", "uitbreiding",
  ]
  static let renewalWords = ["renewal", "renew", "renewed", "verlängerung", "renouvellement", "renovación", "verlenging"]
  static let newWords = ["new", "neu", "neugeschäft", "neukunde", "nouveau", "nouvelle", "nuevo", "nueva", "nieuw", "nieuwe"]
  /// What a negative ticket or answer calls itself.
  static let negativeWords = [
    "negative", "bad", "complaint", "complaints", "unsatisfied", "dissatisfied", "detractor", "angry", "unhappy", "poor",
    "negativ", "schlecht", "unzufrieden", "beschwerde", "négatif", "négative", "mauvais", "insatisfait", "réclamation",
    "negativo", "negativa", "malo", "mala", "insatisfecho", "queja", "negatief", "slecht", "ontevreden", "klacht",
  ]
  static let yesWords = [
    "true", "yes", "y", "t", "1", "ja", "j", "oui", "vrai", "sí", "si", "verdadero", "wahr", "sim", "verdadeiro", "はい",
  ]
  static let noWords = ["false", "no", "n", "f", "0", "nein", "non", "faux", "falso", "falsch", "nee", "não", "いいえ"]
  /// An order or a place that was taken back.
  static let takenBack = [
    "cancelled", "canceled", "refunded", "refund", "storniert", "abgesagt", "erstattet", "annulé", "annulée", "remboursé",
    "remboursée", "cancelado", "cancelada", "reembolsado", "reembolsada", "annullato", "rimborsato", "geannuleerd",
    "terugbetaald",
  ]
  /// Who registered and was not there, as a word of the cell.
  private static let awayWords =
    takenBack + ["not", "absent", "registered", "nicht", "ausente", "niet", "afwezig", "noshow"]
  /// Who was asked and never said yes, waits for a place, or has left the list.
  private static let declinedWords = [
    "declined", "invited", "waitlist", "waitlisted", "denied", "unsubscribed", "cleaned", "bounced", "optedout", "blocked",
    "eingeladen", "warteliste", "abgemeldet", "invité", "invitée", "décliné", "déclinée", "désinscrit", "désabonné", "invitado",
    "invitada", "rechazado", "rechazada", "convidado", "convidada", "recusado", "recusada", "descadastrado", "invitato",
    "invitata", "rifiutato", "disiscritto", "uitgenodigd", "wachtlijst", "uitgeschreven",
  ]

  /// Why somebody whose word this is is nobody who came; `nil`: they may have.
  static func absence(_ words: Heading) -> PeopleRule? {
    if words.containsAny(of: declinedWords) { return .declined }
    let isAway = noWords.contains(words.joined) || words.containsAny(of: awayWords) || words.words.first == "no"
    return isAway ? .stayedAway : nil
  }

  /// Headings of the stages of deals.
  static let stageHeadings = [
    "stage", "dealstage", "etapa", "estágio", "estagio", "fase", "phase", "dealphase", "étape", "etape", "stadio", "ステージ",
    "フェーズ",
  ]
  /// Headings that only lists of our own people have, and those that say something only where sellers stand beside them.
  static let hired = [
    "hire", "hired", "hiring", "eintritt", "eintrittsdatum", "embauche", "contratación", "admissão", "assunzione",
  ]
  static let sellers = [
    "rep", "reps", "agent", "seller", "salesperson", "employee", "vendedor", "verkäufer", "mitarbeiter", "vendeur",
    "commercial",
  ]
  static let ofSellers = ["quota", "manager", "territory", "seniority", "team", "teamlead"]
}
