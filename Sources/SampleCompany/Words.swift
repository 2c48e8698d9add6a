/// The invented vocabulary: names, companies, reasons. Domains end in `.example`.
enum Words {
  static let sentBackReasons = [
    "", "wrong size", "no budget", "wrong country", "student", "competitor", "wrong contact details",
    "only wanted the T-shirt",
  ]
  static let lossReasons = [
    "", "no decision", "chose a competitor", "no budget", "bad timing", "too small", "called too late", "missing feature",
  ]
  static let churnReasons = ["", "price", "never got started", "switched", "closed down", "merged"]
  static let heard = ["", "web search", "a colleague", "trade show", "newsletter", "do not remember", "LinkedIn"]
  static let heardOnLinkedIn = 6
  static let activityKinds = ["call", "mail", "meeting", "demo"]
  static let needs = [
    "shift swaps for 40 nurses", "replaces a spreadsheet", "wants a demo in spring", "three sites, night shifts",
    "asked for prices", "contract ends in June", "needs payroll export", "union rules, overtime", "roster for 120 drivers",
    "\"urgent\", call next week", "pilot in one ward", "budget approved",
  ]
  static let lists = ["web forms", "event tool"]

  /// First names as written and as in an address.
  static let firstNames: [(String, String)] = [
    ("Anna", "anna"), ("José", "jose"), ("Łukasz", "lukasz"), ("Mia", "mia"), ("Noah", "noah"), ("Zoë", "zoe"),
    ("Jürgen", "juergen"), ("Emma", "emma"), ("Liam", "liam"), ("Søren", "soeren"), ("Chloé", "chloe"), ("Marta", "marta"),
    ("Paul", "paul"), ("Ines", "ines"), ("Tom", "tom"), ("Eva", "eva"), ("Nils", "nils"), ("Sara", "sara"), ("Leo", "leo"),
    ("Ida", "ida"), ("Hugo", "hugo"), ("Lena", "lena"), ("Omar", "omar"), ("Priya", "priya"), ("Jan", "jan"), ("Rosa", "rosa"),
    ("Max", "max"), ("Ella", "ella"), ("Ivan", "ivan"), ("Nora", "nora"), ("Karl", "karl"), ("Ada", "ada"),
  ]
  static let lastNames: [(String, String)] = [
    ("Müller", "mueller"), ("Novak", "novak"), ("García", "garcia"), ("Smith", "smith"), ("Rossi", "rossi"),
    ("Kowalski", "kowalski"), ("Jensen", "jensen"), ("Dubois", "dubois"), ("小林", "kobayashi"), ("Silva", "silva"),
    ("Weber", "weber"), ("Brown", "brown"), ("Moreau", "moreau"), ("Nielsen", "nielsen"), ("O'Brien", "obrien"),
    ("de Vries", "devries"), ("Schmidt", "schmidt"), ("Lind", "lind"), ("Horváth", "horvath"), ("Bianchi", "bianchi"),
    ("Meyer", "meyer"), ("Lopez", "lopez"), ("Berg", "berg"), ("Costa", "costa"), ("Fischer", "fischer"), ("Ward", "ward"),
    ("Popescu", "popescu"), ("Larsen", "larsen"), ("Keller", "keller"), ("Martin", "martin"), ("Dvořák", "dvorak"),
    ("Reid", "reid"), ("Ito", "ito"), ("Haas", "haas"), ("Nagy", "nagy"), ("Petit", "petit"), ("Vogel", "vogel"),
    ("Cruz", "cruz"), ("Lund", "lund"), ("Stone", "stone"), ("Ferrari", "ferrari"), ("Koch", "koch"), ("Bell", "bell"),
    ("Sato", "sato"), ("Roux", "roux"), ("Wolf", "wolf"), ("Hansen", "hansen"), ("Pereira", "pereira"), ("Adler", "adler"),
    ("Young", "young"), ("Marin", "marin"), ("Olsen", "olsen"), ("Baker", "baker"), ("Greco", "greco"), ("Kraus", "kraus"),
    ("Simon", "simon"), ("Dahl", "dahl"), ("Blanc", "blanc"), ("Torres", "torres"), ("Frank", "frank"), ("Jung", "jung"),
    ("Mason", "mason"), ("Vidal", "vidal"), ("Zimmer", "zimmer"),
  ]
  static let places = [
    "Harbor", "Alder", "North", "Silver", "Green", "River", "Stone", "Maple", "Bright", "Cedar", "East", "Iron", "Lake",
    "Meadow", "Oak", "Pine", "Quarry", "Red", "South", "Timber", "Upland", "Valley", "West", "Willow", "Amber", "Birch",
    "Coral", "Delta", "Elm", "Fox", "Glen", "Hazel",
  ]
  static let trades = [
    "Clinics", "Logistics", "Bakeries", "Hotels", "Care", "Foods", "Retail", "Rail", "Security", "Cleaning", "Mills",
    "Couriers", "Dairy", "Ferries", "Gardens", "Hospitals", "Kitchens", "Laundry", "Markets", "Museums", "Nursing", "Parks",
    "Pharmacies", "Ports", "Schools", "Stores", "Taxis", "Textiles", "Tools", "Transit", "Works", "Yards",
  ]

  /// Pairs of names before one repeats, and companies; each company comes in four legal forms.
  static let people = firstNames.count * lastNames.count
  static let companies = places.count * trades.count * 4
}
