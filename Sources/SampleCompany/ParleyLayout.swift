import Records

/// Writes records as the plain files of Parley's own layout: snake-case headings, ISO dates, commas.
///
/// Another vendor's layout is these files rewritten (`VendorFile`).
struct ParleyLayout {
  var settings = Lines("parley.toml")
  var contacts = Lines("contacts.csv")
  var deals = Lines("deals.csv")
  var touches = Lines("touches.csv")
  var activities = Lines("activities.csv")
  var customers = Lines("customers.csv")
  var tickets = Lines("tickets.csv")
  var nps = Lines("nps.csv")
  var webinars = Lines("webinars.csv")
  var mqls = Lines("mqls-2026-q2.csv")
  var spend = Lines("spend.csv")
  var weekly = Lines("weekly.csv")
  var plan = Lines("people-plan.csv")
  var scans = Plan.shows.map { Lines("badge-scans-\($0.city)-\($0.month).csv") }
  let days = DayNames()
  let identity = Identity()
  var requests = [Int](repeating: 0, count: Plan.fullWeeks + 1)
  var numbering = Numbering()

  mutating func writeHeadings() {
    // Amounts in the exports are bare, as they are in most: the analyst's file says what money they are.
    settings.text("[company]\nname = \"\(Fernhill.name)\"\ncurrency = \"EUR\"\nhour_cost = 110\n")
    contacts.text(
      "contact_id,email,name,company,created,source,handed_over,accepted,sent_back,sent_back_reason,first_answer,qualified,heard_of_us\n"
    )
    deals.text(
      "deal_id,contact_id,account,opened,stage,amount,closed,outcome,reason,kind,owner,qualified_on,demo_on,proposal_on\n")
    touches.text("contact_id,at,channel,kind\n")
    activities.text("contact_id,at,kind,minutes\n")
    customers.text("account,start,end,arr_at_start,arr,renewals,last_renewal,churn_reason,webinar\n")
    tickets.text("ticket_id,account,opened_at,kind,score\n")
    nps.text("account,at,score\n")
    webinars.text("webinar,held_on,email,account,attended\n")
    mqls.text("mql_id,contact_id,email,name,company,became_mql,score,list,accepted\n")
    spend.text("month,channel,spend\n")
    weekly.text("week,sessions,engaged_sessions,posts,post_impressions,sends,opens,clicks,demo_page_views\n")
    plan.text("week,role,heads,room\n")
    for show in scans.indices { ScanFile.all[show].writeHeading(to: &scans[show]) }
  }

  mutating func write<Failure: Error>(
    _ company: Company, to sink: (String, UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try writeContacts(company, to: sink)
    try writeDeals(company, to: sink)
    try writeTouches(company, to: sink)
    try writeActivities(company, to: sink)
    try writeCustomers(company, to: sink)
    try writeFeedback(company, to: sink)
    try writeWebinars(company, to: sink)
    try writeMQLs(company, to: sink)
    try writeScans(company, to: sink)
    for person in company.people where person.origin == .demo { requests[Clock.day(of: person.created) / 7] += 1 }
    numbering.advance(past: company)
  }

  mutating func flushAll<Failure: Error>(
    to sink: (String, UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try settings.flush(to: sink)
    try contacts.flush(to: sink)
    try deals.flush(to: sink)
    try touches.flush(to: sink)
    try activities.flush(to: sink)
    for show in scans.indices { try scans[show].flush(to: sink) }
    try customers.flush(to: sink)
    try tickets.flush(to: sink)
    try nps.flush(to: sink)
    try webinars.flush(to: sink)
    try mqls.flush(to: sink)
    try spend.flush(to: sink)
    try weekly.flush(to: sink)
    try plan.flush(to: sink)
  }
}

/// Numbers already given to the people, deals, accounts, tickets and list rows of earlier copies.
///
/// A value of its own: a method of the layout that wrote into one of its files would copy that file for every cell.
struct Numbering {
  private(set) var people = 0
  private(set) var deals = 0
  private(set) var accounts = 0
  private(set) var tickets = 0
  private(set) var listed = 0

  mutating func advance(past company: Company) {
    people += company.people.count
    deals += company.deals.count
    // Prospects have account numbers, too, after those of the customers.
    accounts += company.accounts.count + company.deals.count
    tickets += company.tickets.count
    listed += company.listed.count
  }

  func contact(_ person: Int32, to lines: inout Lines) {
    lines.byte(UInt8(ascii: "C"))
    lines.number(people + Int(person) + 1)
  }

  func account(_ account: Int32, to lines: inout Lines) {
    lines.byte(UInt8(ascii: "A"))
    lines.number(accounts + Int(account) + 1)
  }
}

extension Lines {
  /// Hands on what is there, once there is a piece of it.
  mutating func flushIfFull<Failure: Error>(
    to sink: (String, UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    if isFull { try flush(to: sink) }
  }

  mutating func flush<Failure: Error>(
    to sink: (String, UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    guard !bytes.isEmpty else { return }
    var failure: Failure?
    bytes.withUnsafeBytes { raw in
      do throws(Failure) { try sink(name, raw) } catch { failure = error }
    }
    if let failure { throw failure }
    removeAll()
  }
}
