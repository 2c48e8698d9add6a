import Records

/// Where a contact came from; its name is the value of the source column and the channel of a touch.
enum Origin: Int, CaseIterable, Sendable {
  case booth, search, linkedIn, syndication, demo, referral, nurture, webinar, outbound

  var name: String {
    switch self {
    case .booth: "Booth scans"
    case .search: "Paid search"
    case .linkedIn: "LinkedIn ads"
    case .syndication: "Content syndication"
    case .demo: "Demo requests"
    case .referral: "Referrals"
    case .nurture: "Email nurture"
    case .webinar: "Customer webinars"
    case .outbound: "Outbound"
    }
  }

  /// The seven whose contacts are handed to sales: the rows of the plan's tables.
  static let handedOver: [Origin] = [.booth, .search, .linkedIn, .syndication, .demo, .referral, .nurture]
}

/// What happens when, by design: counts for every origin and period, so that totals hold exactly and only places are random.
///
/// Periods are the columns of the tables: quiet start, redesign, New Year, overload to 31 March and to 26 April,
/// then to the end of June, July, 1-29 August, and the last sixty days.
enum Plan {
  static let firstDay = Day(number: 20_024)
  /// Days of the record, 28 October 2024 up to and with Wednesday 28 October 2026.
  static let days = 731
  static let lastDay = days - 1
  static let fullWeeks = 104

  /// First day of each period, and the end.
  static let bounds = [0, 308, 430, 476, 520, 546, 611, 642, 671, 731]
  static let redesign = 1
  static let overload = 3...4
  static let overloadDays = 476..<546
  /// Handed over from January to March, and from August on: scenario 8.
  static let winter = 2...3
  static let august = 7

  /// Rows as `Origin.handedOver`, columns the periods.
  static let handed = [
    [282, 91, 80, 11, 0, 0, 0, 0, 46],
    [454, 186, 53, 97, 64, 120, 57, 62, 77],
    [144, 59, 17, 30, 20, 38, 18, 20, 24],
    [358, 147, 42, 440, 255, 94, 45, 49, 60],
    [516, 208, 77, 74, 44, 109, 52, 49, 101],
    [58, 24, 7, 13, 8, 15, 7, 8, 10],
    [113, 47, 13, 24, 16, 30, 14, 34, 19],
  ]
  static let opened = [
    [19, 6, 6, 0, 0, 0, 0, 0, 3],
    [96, 39, 11, 20, 13, 22, 10, 12, 13],
    [29, 12, 3, 6, 4, 6, 3, 4, 4],
    [19, 8, 2, 20, 11, 4, 2, 2, 2],
    [142, 56, 25, 13, 8, 31, 15, 14, 26],
    [25, 10, 3, 5, 2, 6, 3, 3, 3],
    [20, 8, 3, 4, 2, 5, 2, 5, 3],
  ]
  static let won = [
    [10, 3, 4, 0, 0, 0, 0, 0, 0],
    [28, 11, 1, 2, 2, 5, 3, 0, 0],
    [9, 3, 0, 1, 1, 1, 0, 0, 0],
    [4, 3, 0, 2, 1, 0, 0, 0, 0],
    [44, 17, 4, 2, 1, 9, 3, 2, 2],
    [12, 5, 2, 2, 1, 3, 1, 1, 0],
    [6, 2, 1, 0, 1, 1, 0, 0, 0],
  ]
  /// How many of a period's wins came within 60 days of handover; `nil`: left to chance.
  static let wonWithin60: [Int?] = [nil, nil, 5, 3, nil, nil, nil, 2, nil]
  /// Accepted by sales, all origins together; the second quarter of 2026 is scenario 9.
  static let accepted = [1655, 655, 249, 482, 285, 349, 166, 191, 280]

  /// Contacts of the demo form by period: 147 a month before the redesign, 149 in its four months.
  static let demoVolume = [1489, 596, 225, 215, 127, 318, 151, 142, 257]

  /// Handed over on the last afternoon and not yet answered.
  static let waiting: [(origin: Origin, count: Int)] = [(.search, 5), (.linkedIn, 2), (.syndication, 4)]

  /// First contact to signature, planted for each of `Origin.handedOver`.
  static let lags = [119.0, 132, 140, 150, 110, 98, 128].map { LogNormal(median: $0, sigma: 0.49) }
  /// Mean days from creation to handover.
  static let nursing: [Double] = [10, 38, 42, 46, 0, 4, 34]

  struct Show {
    var city: String
    var month: String
    var code: String
    /// First of three days.
    var day: Int
    var people: Int
    var repeats: Int
    var staff: Int
    var variants: Int
    var noted: Int
    /// Handed over, by period.
    var handed: [(period: Int, count: Int)]
  }

  static let shows = [
    Show(
      city: "munich", month: "2024-12", code: "MUC", day: 36, people: 790, repeats: 112, staff: 32, variants: 17, noted: 71,
      handed: [(0, 95)]),
    Show(
      city: "barcelona", month: "2025-03", code: "BCN", day: 141, people: 720, repeats: 102, staff: 29, variants: 16,
      noted: 65, handed: [(0, 86)]),
    Show(
      city: "london", month: "2025-06", code: "LON", day: 218, people: 840, repeats: 119, staff: 34, variants: 18, noted: 76,
      handed: [(0, 101)]),
    Show(
      city: "amsterdam", month: "2025-09", code: "AMS", day: 316, people: 760, repeats: 108, staff: 30, variants: 17,
      noted: 69, handed: [(1, 91)]),
    Show(
      city: "copenhagen", month: "2026-01", code: "CPH", day: 449, people: 760, repeats: 108, staff: 30, variants: 17,
      noted: 68, handed: [(2, 80), (3, 11)]),
    Show(
      city: "lyon", month: "2026-10", code: "LYS", day: 702, people: 380, repeats: 55, staff: 16, variants: 8, noted: 34,
      handed: [(8, 46)]),
  ]

  /// Twenty-two Tuesdays, about one a month, 14 January 2025 to 20 October 2026.
  static let webinars = (0..<22).map { index in (78 + index * 644 / 21) / 7 * 7 + 1 }

  /// Spend on paid search in thousands, November 2024 to October 2026; the curve of scenario 7 turns it into contacts.
  static let searchSpend = [12, 12, 14, 16, 18, 20, 20, 22, 18, 16, 22, 24, 26, 20, 22, 24, 26, 26, 22, 20, 20, 18, 24, 24]

  /// First day of each month from November 2024, and the day after the record.
  static let months: [Int] = {
    var firsts: [Int] = []
    var day = (firstDay + 10).startOfMonth
    while day - firstDay < days {
      firsts.append(day - firstDay)
      day = day.startOfNextMonth
    }
    return firsts + [days]
  }()

  static func day(_ index: Int) -> Day { firstDay + index }
}

extension Plan {
  /// Mean days from handover to opening, beyond the first four; in the overload weeks deals were opened hastily.
  static let talking: [Double] = [8, 28, 34, 30, 30, 22, 24]
  static let talkingInOverload = 16.0
  /// Of the deals opened in calm weeks, the share that is won in the end, and the time from opening to signature.
  static let shareWon = 0.3
  static let opening = LogNormal(median: 74, sigma: 0.55)

  /// Average first-year revenue of a won deal, in the order of `Origin.allCases`.
  static let averageAmount = [18_500, 23_100, 29_400, 21_800, 24_600, 27_900, 20_100, 14_200, 31_000]
  /// Contacts in all, in that order; outbound contacts are created by sales and are no marketing volume.
  static let volume = [4250, 3900, 1480, 6200, 3520, 210, 980, 640, 150]
  static let spend = [318_000, 486_000, 214_000, 186_000, 168_000, 21_000, 58_000, 26_400, 0]

  static let outbound = (opened: 150, won: 30)
  static let expansion = (opened: 96, won: 63)
  static let registrations = 1206
  static let customersNow = 305
  static let yearlyNow = 7_300_000

  /// Minutes that sales spent: on scans, on referrals (nine hours a won deal), on every other handed-over lead (2.9 hours).
  static let scanMinutes = 1490 * 60
  static let referralMinutes = 27 * 9 * 60
  static let otherMinutes = (5230 - 510 - 150) * 174
  static let outboundMinutes = 150 * 12 * 60
  static let expansionMinutes = 96 * 4 * 60
}
