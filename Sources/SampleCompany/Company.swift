import Records

/// One copy of Fernhill's two years as records, before anybody decides how they are written.
///
/// The plan fixes every count; chance fixes only who, and on which day.
struct Company {
  var chance: Xoshiro256
  var people: [Person] = []
  /// Where the handed-over people of each origin and period lie in `people`.
  var ranges: [[Range<Int>]] = []
  var deals: [Deal] = []
  var touches: [Touch] = []
  var activities: [Activity] = []
  var scans: [Scan] = []
  var accounts: [Account] = []
  var registrations: [Registration] = []
  var tickets: [Ticket] = []
  var answers: [SurveyAnswer] = []
  var listed: [Listed] = []

  init(seed: UInt64, copy: Int) {
    chance = Xoshiro256(seed: seed &+ UInt64(copy) &* 0x9E37_79B9_7F4A_7C15)
    people.reserveCapacity(21_400)
    handOver()
    answerDemoRequests()
    balanceQualified()
    openDeals()
    winDeals()
    answerTheRest()
    acceptOrSendBack()
    datePipeline()
    addContactsNobodyHandedOver()
    addOutbound()
    scanBadges()
    signCustomers()
    holdWebinars()
    closeTheBooks()
    hearFromCustomers()
    sortPeople()
    touchPeople()
    spendHours()
    listTheQualified()
  }
}

/// One contact. Days and minutes are counted from the first day of the record; `none` is -1.
struct Person {
  static let none: Int16 = -1
  var origin: Origin
  var created: Minute
  var handed = Clock.never
  var answered = Clock.never
  var accepted = Person.none
  var sentBack = Person.none
  var qualified = Person.none
  var period: Int8 = -1
  var show: Int8 = -1
  var speed = Speed.unset
  var isNoted = false
  var isWaiting = false
  /// Index into `Words.sentBackReasons` and into `Words.heard`; 0 is empty.
  var reason: UInt8 = 0
  var heard: UInt8 = 0
  var deal: Int32 = -1
  /// Customer account, for attendees.
  var account: Int32 = -1

  init(_ origin: Origin, created: Minute) {
    self.origin = origin
    self.created = created
  }
}

/// How fast a handed-over lead got its first answer, in working time.
enum Speed: UInt8 {
  case unset
  /// Demo requests: under an hour, the same day (within 2.1 hours, within 4, after that), later.
  case hour, sameDayPrompt, sameDayInTime, sameDayLate, later
  /// Everybody else: up to 2.1 hours, up to 4, up to 9; and in the overload days: up to 19.6 hours, after that.
  case prompt, inTime, slow, delayed, stalled
}

/// One opportunity.
struct Deal {
  enum Ending: Equatable {
    case won(Int)
    case lost(Int)
    case open(expected: Int)
  }
  enum Kind: String { case new, expansion }
  var person: Int32
  var origin: Origin
  var opened: Int
  var qualifiedOn: Int
  var demoOn = -1
  var proposalOn = -1
  var ending = Ending.open(expected: 0)
  var isWinner = false
  var isEarly = false
  var amount = 0
  var reason: UInt8 = 0
  var kind = Kind.new
  var owner: UInt8 = 0
  var account: Int32 = -1
}

/// One contact between the company and a person.
struct Touch {
  var person: Int32
  var day: Int16
  var channel: Origin
}

/// Time that sales spent on one person.
struct Activity {
  var person: Int32
  var at: Minute
  var kind: UInt8
  var minutes: Int16
}

/// One row of a badge scanner; `person` is -1 for a colleague's badge.
struct Scan {
  var person: Int32
  var show: Int8
  var at: Minute
  var isVariant: Bool
  var hasNote: Bool
}

/// One customer contract.
struct Account {
  enum Group: UInt8 { case none, invited, attended }
  var start: Int
  var end: Int?
  var yearlyAtStart: Int
  var yearly: Int
  var renewals: Int
  var lastRenewal: Int?
  var churnReason: UInt8 = 0
  var group = Group.none
}

/// One registration for a customer webinar; `person` is -1 where nobody came.
struct Registration {
  var webinar: Int
  var person: Int32
  var account: Int32
}

/// One support ticket that was rated.
struct Ticket {
  var account: Int32
  var day: Int
  var isNegative: Bool
}

/// One answer to the survey new customers get.
struct SurveyAnswer {
  var account: Int32
  var day: Int
  var score: Int
}

/// One row of the list of marketing-qualified leads.
struct Listed {
  enum Kind: UInt8 { case first, again, otherList, otherAddress }
  var person: Int32
  var day: Int
  var kind: Kind
}
