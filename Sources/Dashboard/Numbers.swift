import Glibc
import Records
import Translation

/// How figures look, everywhere: thousands with commas, a true minus, money in k and M, dates without a year they share with today.
package enum Numbers {
  package static func count(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    return grouped(value.rounded())
  }

  package static func count(_ value: Int) -> String { grouped(Double(value)) }

  /// At most three figures of a quantity that need not be whole: `0.39`, `4.3`, `1,240`.
  package static func amount(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    let size = abs(value)
    if size >= 99.5 || value == value.rounded() && size < 1e15 { return grouped(value.rounded()) }
    if size >= 9.95 { return fixed(value, 0) }
    if size >= 0.995 { return fixed(value, 1) }
    // Less than can be shown is not a figure with two noughts.
    return size < 0.005 ? "0" : fixed(value, 2)
  }

  /// `€840`, `€18.5k`, `€216k`, `€1.6M`; the code instead of a sign where we know none.
  package static func money(_ value: Double, _ currency: String?) -> String {
    guard value.isFinite else { return "–" }
    let size = abs(value)
    let figure: String
    if size >= 999_500_000 {
      figure = fixed(size / 1e9, size < 9.95e9 ? 1 : 0) + "bn"
    } else if size >= 999_500 {
      figure = fixed(size / 1e6, size < 99.5e6 ? 1 : 0) + "M"
    } else if size >= 99_950 {
      figure = fixed(size / 1e3, 0) + "k"
    } else if size >= 999.5 {
      figure = fixed(size / 1e3, 1) + "k"
    } else {
      figure = fixed(size, 0)
    }
    return (value < 0 ? "−" : "") + sign(currency) + figure
  }

  private static func sign(_ currency: String?) -> String {
    switch currency {
    case "EUR": "€"
    case "USD": "$"
    case "GBP": "£"
    case "JPY": "¥"
    case "BRL": "R$"
    case "INR": "₹"
    case let code?: code + " "
    case nil: ""
    }
  }

  /// `0.9%`, `41%`.
  package static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "–" }
    let value = share * 100
    return fixed(value, abs(value) < 9.95 && value != 0 ? 1 : 0) + "%"
  }

  /// `+38%`, `−4%`, `0%`; beyond a tenfold change the factor.
  package static func change(from before: Double, to now: Double) -> String {
    guard before > 0, now.isFinite else { return "–" }
    let share = now / before - 1
    if share >= 9.995 { return fixed(now / before, 0) + "×" }
    let value = (share * 100).rounded()
    return value == 0 ? "0%" : (value > 0 ? "+" : "−") + grouped(abs(value)) + "%"
  }

  package static func hours(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    return (value < 9.95 ? fixed(value, 1) : grouped(value.rounded())) + " h"
  }

  /// A span of days in the unit people would use: `9 days`, `17 weeks`.
  package static func span(days: Int) -> String {
    if days <= 1 { return "a day" }
    if days < 21 { return "\(days) days" }
    return "\(Int((Double(days) / 7).rounded())) weeks"
  }

  /// `a year`, `180 days`.
  package static func horizon(_ days: Int) -> String { days == 365 ? "a year" : "\(days) days" }

  package static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
  package static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  /// `to 28 Oct 2026`; nothing dated is no first of January 1970.
  package static func to(_ day: Day) -> String { day == Day(number: 0) ? "no day is counted yet" : "to \(fullDate(day))" }

  /// `28 Oct`, with the year when it is not the one of `today`.
  package static func date(_ day: Day, today: Day) -> String {
    let (year, month, number) = day.parts
    return "\(number) \(months[month - 1])" + (year == today.parts.year ? "" : " \(year)")
  }

  package static func fullDate(_ day: Day) -> String {
    let (year, month, number) = day.parts
    return "\(number) \(months[month - 1]) \(year)"
  }

  package static func monthName(_ day: Day, today: Day) -> String {
    let (year, month, _) = day.parts
    return monthNames[month - 1] + (year == today.parts.year ? "" : " \(year)")
  }

  /// A figure with its range, `128 (40–260)`; `high`, where its upper end is written in another way.
  static func told(_ e: Estimate, _ figure: (Double) -> String, high: ((Double) -> String)? = nil) -> String {
    "\(figure(e.value)) (\(range(figure(e.low), high?(e.high) ?? figure(e.high))))"
  }
  /// The same to so many places: `3.3 (2.3–4.4)`.
  static func told(_ e: Estimate, places: Int) -> String { told(e) { fixed($0, places) } }

  /// `2–6`, and `−1 to 3` when a sign is in it.
  package static func range(_ low: String, _ high: String) -> String {
    low == high ? low : low.contains("−") || high.contains("−") ? "\(low) to \(high)" : "\(low)–\(high)"
  }

  private static func grouped(_ whole: Double) -> String {
    guard abs(whole) < 1e15 else { return "\(whole)" }
    let digits = Array(String(Int(abs(whole))))
    var text = ""
    for (i, digit) in digits.enumerated() {
      if i > 0, (digits.count - i).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return (whole < 0 ? "−" : "") + text
  }

  /// Rounded half away from zero to `places` decimals, thousands grouped, with a true minus.
  package static func fixed(_ value: Double, _ places: Int) -> String {
    let factor = pow(10, Double(places))
    let scaled = (abs(value) * factor).rounded()
    let whole = (scaled / factor).rounded(.down)
    let sign = value < 0 && scaled > 0 ? "−" : ""
    guard places > 0 else { return sign + grouped(whole) }
    let rest = String(Int(scaled - whole * factor))
    return sign + grouped(whole) + "." + String(repeating: "0", count: max(0, places - rest.count)) + rest
  }
}
