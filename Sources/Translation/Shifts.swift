import Records

/// Weeks in which a number that is otherwise never silent said nothing: a counter that was off, a hole in the file. No effect.
package struct Silence: Sendable, Hashable {
  package var monday: Day
  package var weeks: Int
}

/// What broke in a number by week: weeks from which it runs on another level, and weeks in which it said nothing.
package struct Shifts: Sendable, Hashable {
  /// Oldest first.
  package var breaks: [Break]
  package var silences: [Silence]

  package static let none = Shifts(breaks: [], silences: [])

  package init(breaks: [Break], silences: [Silence]) {
    self.breaks = breaks
    self.silences = silences
  }

  /// Silent weeks are unknown when levels are looked for: a counter that was off has no level. Weeks before `whole` hold only a part
  /// of what there was: growing into the record is no level either.
  package init(in weeks: Weeks, from whole: Day? = nil) {
    var weeks = weeks
    if let whole {
      for week in weeks.values.indices where weeks.firstMonday + 7 * week < whole { weeks.values[week] = nil }
    }
    silences = Breaks.silences(in: weeks).map { Silence(monday: $0.from, weeks: $0.weeks) }
    var heard = weeks
    for silence in silences {
      let first = (silence.monday - weeks.firstMonday) / 7
      for week in first..<(first + silence.weeks) where heard.values.indices.contains(week) { heard.values[week] = nil }
    }
    breaks = Breaks.all(in: heard)
  }
}

extension Metric {
  /// Levels and silences of its weeks. A list of people is a list, not a counter: it has neither.
  var foundShifts: Shifts {
    switch kind {
    case .overlay: .none
    case .source, .series: Shifts(in: weeks)
    }
  }
}
