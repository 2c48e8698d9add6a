/// What was planted in Fernhill's files: the one place from which tests read what must be found again.
///
/// Counts are exact for every seed; shares and medians hold to the digits given unless a tolerance is stated.
/// Where two of the company's documented numbers could not both hold, the more specific one was kept:
///
/// * The record starts on Monday 28 October 2024, so that 104 full weeks and three days end on Wednesday 28 October 2026; the
///   four days of October 2024 are billed with November.
/// * Periods count leads by the day of *handover*; deals and wins belong to their lead's period, whenever they came. By the
///   calendar, 108 deals opened, too, in the ten overload weeks.
/// * 18.0% to 9.9% opened is mostly the mix: bought contacts open at 4.6%, flooded or not; demo requests fell from 28% to 18%.
/// * 64 a week were answered while 110 came; the other 46 a week were worked off beside the newer ones until October 2026, so
///   that all 1,096 have an answer, the median is 19.6 hours for any reader, and room can be measured.
/// * In calm weeks leads were handed over in the morning, so clock hours and working hours agree up to four.
/// * 17 wins of 4,250 scans are 0.40% so far, 0.44% in the end: the last show is 26 days old.
/// * No median of opening to signature of 74 days fits beside 17 weeks from first touch: it is a few days longer.
package enum Truths {
  /// One origin of contacts, over the whole record.
  package struct Source: Sendable {
    package var name: String
    /// Contacts; for webinars attendees; 0 where marketing counts nothing.
    package var volume: Int
    package var spend: Int
    package var handedOver: Int
    package var opened: Int
    package var won: Int
    /// Average first-year revenue of a won deal; the won amounts add up to `won` times this.
    package var averageAmount: Int
    /// Median days from `created` to `won`, as planted (before the record's end cuts the late ones off).
    package var lagMedian: Double?
    /// Share of contacts that become customers in the end: wins seen, divided by the contacts' finished share under that law.
    package var eventualRate: Double?
  }

  package static let sources: [Source] = Origin.allCases.map { origin in
    let row = origin.rawValue
    let isHanded = Origin.handedOver.contains(origin)
    let volume = origin == .outbound ? 0 : Plan.volume[row]
    let opened =
      isHanded ? Plan.opened[row].reduce(0, +) : origin == .webinar ? Plan.expansion.opened : Plan.outbound.opened
    let won = isHanded ? Plan.won[row].reduce(0, +) : origin == .webinar ? Plan.expansion.won : Plan.outbound.won
    return Source(
      name: origin.name, volume: volume, spend: Plan.spend[row],
      handedOver: isHanded ? Plan.handed[row].reduce(0, +) : 0, opened: opened, won: won,
      averageAmount: Plan.averageAmount[row], lagMedian: isHanded ? Plan.lags[row].median : nil,
      eventualRate: isHanded ? eventual[row] : nil)
  }

  private static let eventual = [0.0044, 0.0170, 0.0129, 0.0021, 0.0285, 0.150, 0.0148]

  /// Median days, all new customers from marketing; chance moves them by a few days from seed to seed.
  package struct Waits: Sendable {
    package var firstTouchToWon = 119.0
    package var openedToWon = 76.0
    /// For booth scans, from `created`: a tenth by then, half, nine tenths.
    package var boothScans = (p10: 61.0, median: 119.0, p90: 214.0)
    package var tolerance = 8.0
  }
  package static let waits = Waits()

  package static let handedOver = 5230
  package static let opened = 853
  package static let won = 216
  package static let customers = 305
  package static let yearlyRevenue = 7_300_000
  package static let cutoff = "2026-10-28"
  /// The last week of the record has 3 of 7 days.
  package static let daysOfLastWeek = 3

  /// 1. The booth parade: 17 customers of 4,250 scans; 13 of them from the 383 with a noted need.
  package struct Booth: Sendable {
    package var rows = 5118
    package var people = 4250
    package var repeats = 604
    package var staff = 171
    package var caseVariants = 93
    package var noted = 383
    package var wonNoted = 13
    package var won = 17
    package var revenue = 314_500
    package var hours = 1490
  }
  package static let booth = Booth()

  /// Counts of the survey's answers.
  package struct Scores: Sendable {
    package var promoters: Int
    package var passives: Int
    package var detractors: Int
    package var net: Int { 100 * (promoters - detractors) / (promoters + passives + detractors) }
  }

  /// 2. More leads, fewer wins: leads by the day of handover, inside and outside 16 February - 26 April 2026.
  ///
  /// Opened and won belong to the leads handed over in those weeks. Hours are working hours, Monday to Friday 9 to 17.
  /// Complaints in the first 60 days and scores belong to the customers that *started* in those weeks.
  package struct Overload: Sendable {
    package struct Side: Sendable {
      package var weeks: Double
      package var handedOver: Int
      package var opened: Int
      package var won: Int
      package var medianHours: Double
      /// Share answered within 4 working hours.
      package var inTime: Double
      package var complaints: Double
      package var scores: Scores
    }
    package var room = 64
    package var calm = Side(
      weeks: 94.4, handedOver: 4134, opened: 745, won: 200, medianHours: 2.1, inTime: 0.88, complaints: 0.4,
      scores: Scores(promoters: 226, passives: 112, detractors: 62))
    package var busy = Side(
      weeks: 10, handedOver: 1096, opened: 108, won: 16, medianHours: 19.6, inTime: 0.39, complaints: 1.3,
      scores: Scores(promoters: 22, passives: 12, detractors: 16))
  }
  package static let overload = Overload()

  /// 3. Traffic is not a lead: sessions by 62% up from September 2025, demo requests and deals from them as before.
  package struct Traffic: Sendable {
    package var sessionsBefore = 38_000
    package var sessionsAfter = 61_600
    /// A month, by day of creation.
    package var requestsBefore = 147
    package var requestsAfter = 149
    /// A month, by day of handover.
    package var openedBefore = 14
    package var openedAfter = 14
    package var elasticity = 0.0
  }
  package static let traffic = Traffic()

  /// 4. Keep or win: customers that left, of those at the start of each of the record's years.
  package struct Retention: Sendable {
    package var churnFirstYear = 0.14
    package var churnSecondYear = 0.12
    package var tolerance = 0.005
    package var programme = 60_000
  }
  package static let retention = Retention()

  /// 5. The quiet channel: of contracts that came up, the share renewed, by what the customer did with webinars.
  package struct Quiet: Sendable {
    package var webinars = 22
    package var attendees = 640
    package var registrations = 1206
    package var won = 63
    package var revenue = 894_600
    package var attended = 0.96
    package var notAttended = 0.84
    package var invitedNotAttending = 0.91
    package var tolerance = 0.006
  }
  package static let quiet = Quiet()

  /// 6. Whose ruler: LinkedIn's share of the 216 new customers under each rule.
  package struct Ruler: Sendable {
    package var last = 4
    package var source = 15
    package var linear = 12.0
    package var first = 19
    package var selfReported = 9
    /// Place among the seven channels that bring new customers.
    package var rankByLast = 7
    package var rankByFirst = 3
  }
  package static let ruler = Ruler()

  /// 7. Past the bend: contacts of paid search follow `ceiling * (1 - exp(-spend / scale))` a month, without noise.
  package struct Bend: Sendable {
    package var scale = 10_500.0
    /// Wins a month at unlimited spend, by that curve and the origin's 52 wins.
    package var ceiling = 2.54
    package var tolerance = 0.1
  }
  package static let bend = Bend()

  /// 8. Unfinished October: leads by the day of handover; January - March 2026 against August - October 2026.
  package struct Unfinished: Sendable {
    package struct Cohort: Sendable {
      package var handedOver: Int
      package var won: Int
      /// Of those watched for 60 days at least: how many, and how many had won within 60 days.
      package var watched60: Int
      package var wonWithin60: Int
    }
    package var winter = Cohort(handedOver: 978, won: 21, watched60: 978, wonWithin60: 8)
    package var autumn = Cohort(handedOver: 559, won: 5, watched60: 222, wonWithin60: 2)
  }
  package static let unfinished = Unfinished()

  /// 9. 1,096 or 845: rows and people on the list of the second quarter of 2026.
  package struct MQLs: Sendable {
    package var rows = 1096
    package var reentered = 157
    package var doubled = 94
    package var people = 845
    package var accepted = 634
  }
  package static let mqls = MQLs()

  /// 10. Two goals, one team: leads a week, and the thirteen weeks with two colleagues away.
  package struct Conflict: Sendable {
    package var room = 64
    package var roomOnLeave = 48
    package var weeksOnLeave = 13
    package var goal = 62
    package var today = 48
    package var firstWeek = "2026-W42"
    package var lastWeek = "2027-W01"
  }
  package static let conflict = Conflict()

  /// 11. Speed on our own data: demo requests by speed of the first call, and how many qualified by talk.
  ///
  /// `early` are those handed over Monday to Wednesday, `late` Thursday and Friday; within them the ratio is about 1.6.
  package struct Speed: Sendable {
    package struct Cell: Sendable {
      package var people: Int
      package var qualified: Int
    }
    /// Under an hour, the same day, later.
    package var all = [Cell(people: 390, qualified: 226), Cell(people: 610, qualified: 238), Cell(people: 230, qualified: 56)]
    package var early = [Cell(people: 330, qualified: 206), Cell(people: 370, qualified: 174), Cell(people: 50, qualified: 20)]
    package var late = [Cell(people: 60, qualified: 20), Cell(people: 240, qualified: 64), Cell(people: 180, qualified: 36)]
    package var ratioWithin = 1.6
  }
  package static let speed = Speed()

  /// 12. Opens that nobody opened: shares of mails sent, before and from October 2025.
  package struct Opens: Sendable {
    package var opensBefore = 0.24
    package var opensAfter = 0.41
    package var clicksBefore = 0.031
    package var clicksAfter = 0.030
    package var firstWeek = "2025-10-06"
  }
  package static let opens = Opens()

  /// Rows planted to be refused, by file: they come on top of every count.
  package struct Dirty: Sendable {
    package var contacts = 17
    package var deals = 11
    package var webinars = 4
    package var customers = 6
    package var spend = 2
    package var weekly = 1
    package var total: Int { contacts + deals + webinars + customers + spend + weekly }
  }
  package static let dirty = Dirty()
}
