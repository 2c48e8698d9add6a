import Glibc

/// What the volume of a metric does to an outcome: the outcome of one period as a curve of the units (or money) in it, with its doubt.
///
/// One curve a draw of the posterior. Everything that asks for the *next* unit reads it here: `next`, the what-if, backwards, the
/// chart. It answers inside what was ever tried and refuses beyond. Articles/response.md says how each kind of curve is had.
package struct Response: Sendable {
  /// What a volume is measured over.
  package enum Period: Sendable, Hashable {
    case week, fourWeeks, month
    /// One show, one bought list: units that came in a run of days, with weeks of nothing around it.
    case batch

    /// `nil` for a batch, which has no length of its own.
    package var days: Double? {
      switch self {
      case .week: 7
      case .fourWeeks: 28
      case .month: 365.25 / 12
      case .batch: nil
      }
    }
  }

  /// Why there is no answer at a volume.
  package enum Refusal: Error, Sendable, Hashable {
    case beyondTried(asked: Double, most: Double)
    case belowTried(asked: Double, least: Double)
  }

  /// Whether the next unit does as much as the average one, as far as nine tenths of the draws agree on it from both sides.
  package enum Bend: Sendable, Hashable {
    case less(probability: Double)
    case more(probability: Double)
    case cannotBeTold
  }

  package var period: Period
  /// Volume of the newest whole period.
  package var today: Double
  package var tried: ClosedRange<Double>
  /// Outcomes are counted so many days after each unit; `nil` where they are counted in the period itself.
  package var withinDays: Int?
  /// One a draw, in the order of the pair's `RateDraws` where it has some.
  package var curves: [Curve]

  package init(period: Period, today: Double, tried: ClosedRange<Double>, withinDays: Int?, curves: [Curve]) {
    self.period = period
    self.today = today
    self.tried = min(tried.lowerBound, today)...max(tried.upperBound, today)
    self.withinDays = withinDays
    self.curves = curves
  }

  /// Outcomes of a period that holds `volume`; only inside what was tried.
  package func outcome(at volume: Double) throws(Refusal) -> Estimate {
    try check(volume)
    return Estimate(draws: curves.map { $0.value(volume) })
  }

  package func check(_ volume: Double) throws(Refusal) {
    if volume > tried.upperBound * (1 + 1e-9) { throw .beyondTried(asked: volume, most: tried.upperBound) }
    if volume < tried.lowerBound * (1 - 1e-9) { throw .belowTried(asked: volume, least: tried.lowerBound) }
  }

  /// Draws of the outcomes that going from one volume to another adds to a period; for charts and differences, which do their own checking.
  package func change(from: Double, to: Double) -> [Double] { curves.map { $0.value(to) - $0.value(from) } }

  /// Outcomes for one more unit around today's volume.
  package var slopeToday: Estimate { Estimate(draws: curves.map { $0.slope(max(today, tried.upperBound * 0.01)) }) }

  /// Outcomes for one unit of today's volume, on average.
  package var averageToday: Estimate {
    let volume = max(today, tried.upperBound * 0.01)
    return Estimate(draws: curves.map { $0.value(volume) / volume })
  }

  package var bend: Bend {
    let volume = max(today, tried.upperBound * 0.01)
    // A straight line is neither: its slope differs from its average by rounding alone.
    func share(_ holds: (Double) -> Bool) -> Double {
      let found = curves.count { holds($0.slope(volume) - $0.value(volume) / volume) }
      return Double(found) / Double(max(1, curves.count))
    }
    let rounding = 1e-5 * abs(averageToday.value)
    let (less, more) = (share { $0 < -rounding }, share { $0 > rounding })
    return less >= 0.95 ? .less(probability: less) : more >= 0.95 ? .more(probability: more) : .cannotBeTold
  }

  /// How many more are a step worth speaking of: a hundred people (a round tenth of anything else), or as large a part of that as
  /// was tried on top of today's volume. Where that is hardly any, a tenth above the most that was ever tried is near enough to be answered
  /// for: a record month is when the question is asked.
  package var step: Int? {
    let whole = period == .fourWeeks || period == .batch ? 100 : stride
    func largest(_ room: Double) -> Int? {
      [1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01].map { Int(whole * $0) }.first { $0 >= 1 && Double($0) <= room + 1e-9 }
    }
    let inside = largest(tried.upperBound - today)
    guard let inside, Double(inside) >= whole / 10 else { return largest(1.1 * tried.upperBound - today) ?? inside }
    return inside
  }

  /// The step goes beyond what was ever tried.
  package var stepsBeyond: Bool { step.map { today + Double($0) > tried.upperBound * (1 + 1e-9) } ?? false }

  /// A round tenth of today's volume (of the most ever tried where today is empty), finer where little more was tried, in whole units:
  /// what one press plans more or less.
  package var stride: Double {
    let room = tried.upperBound - today
    let tenth = min((today > 0 ? today : tried.upperBound) / 10, room > 0 ? room / 2 : .infinity)
    guard tenth > 1 else { return 1 }
    let power = Double.powerOfTen(upTo: tenth)
    return ([1, 2, 5].map { $0 * power }.last { $0 <= tenth }) ?? 1
  }
}

extension Double {
  /// The largest power of ten that is no more than `limit`; at least 1.
  package static func powerOfTen(upTo limit: Double) -> Double {
    var power = 1.0
    while power * 10 <= limit { power *= 10 }
    return power
  }
}

extension Response {
  /// One draw: base + height · shape(volume).
  package struct Curve: Sendable, Hashable {
    package enum Family: UInt8, Sendable {
      /// Does nothing: the base alone.
      case none
      /// x^(1 + bend): each unit's chance moves with how many come at once.
      case power
      /// 1 − e^(−x/bend).
      case exponential
      /// x/(x + bend).
      case hill
      /// tanh(x/bend), the logistic saturation of the weekly model.
      case logistic
    }
    package var family: Family
    package var base: Float
    package var height: Float
    package var bend: Float

    package init(_ family: Family, base: Double = 0, height: Double, bend: Double) {
      self.family = family
      self.base = Float(base)
      self.height = Float(height)
      self.bend = Float(bend)
    }

    package func scaled(by factor: Double) -> Curve {
      var curve = self
      curve.base *= Float(factor)
      curve.height *= Float(factor)
      return curve
    }

    package func value(_ x: Double) -> Double { Double(base) + Double(height) * shape(x) }

    private func shape(_ x: Double) -> Double {
      let bend = Double(bend)
      guard x > 0 else { return 0 }
      switch family {
      case .none: return 0
      case .power: return pow(x, 1 + bend)
      case .exponential: return -expm1(-x / bend)
      case .hill: return x / (x + bend)
      case .logistic: return tanh(x / bend)
      }
    }

    /// Growth by one more unit.
    package func slope(_ x: Double) -> Double {
      let bend = Double(bend)
      let steep: Double
      switch family {
      case .none: steep = 0
      case .power: steep = (1 + bend) * pow(max(x, 1e-9), bend)
      case .exponential: steep = exp(-x / bend) / bend
      case .hill: steep = bend / ((x + bend) * (x + bend))
      case .logistic:
        let value = tanh(x / bend)
        steep = (1 - value * value) / bend
      }
      return Double(height) * steep
    }

    /// The volume on top of `volume` that adds `outcomes`; infinite where no volume does.
    package func volume(adding outcomes: Double, to volume: Double) -> Double {
      guard height > 0 else { return .infinity }
      let bend = Double(bend)
      let wanted = shape(volume) + outcomes / Double(height)
      let at: Double
      switch family {
      case .none: return .infinity
      case .power:
        guard 1 + bend > 0.01 else { return .infinity }
        at = pow(wanted, 1 / (1 + bend))
      case .exponential: at = wanted < 1 ? -bend * log1p(-wanted) : .infinity
      case .hill: at = wanted < 1 ? bend * wanted / (1 - wanted) : .infinity
      case .logistic: at = wanted < 1 ? bend * atanh(wanted) : .infinity
      }
      return max(0, at - volume)
    }
  }
}
