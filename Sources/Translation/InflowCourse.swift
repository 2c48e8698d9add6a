import Glibc
import Records

/// How leads came over the weeks of a record: a level for each source, a growth, a season, the turn of the year, and steps of the level.
///
/// A level that stepped up a year ago and has stood still since is no growth. Steps are looked for at a few ages, for all sources at
/// once and for each, with the tails of a t distribution: most are nothing, one may be large. What goes on after the last week is
/// the growth alone, and less of it week by week.
struct InflowCourse {
  /// Ages in weeks at which a level may step: more of them lately, where it matters.
  static let ages = [3, 6, 9, 13, 17, 22, 28, 35, 43, 52, 61, 71, 82, 95, 115]
  /// What a level moves by in a week, of all sources together and of one, and how heavy the tails are.
  static let moves = (all: 0.012, own: 0.015)
  static let tails = 2.0
  /// Growth a year: of all together, and of one source beside it. What is left of it a week later.
  static let growth = (all: 0.12, own: 0.05)
  static let lasting = 0.97

  let sources: Int
  let span: Int
  private let pairs: Int
  private let ages: [Int]
  private let rounds: [[(sine: Double, cosine: Double)]]
  /// By week: how much of its working days lies between Christmas Eve and New Year’s Day. Waves of a year cannot fall for two weeks.
  private let turns: [Double]
  /// How far those days may fall off, in logarithms: it is the same for all sources, and nothing is believed before one is on record.
  static let turn = 0.7

  private var seasons: Int { 2 * sources + 1 }
  private var steps: Int { seasons + 2 * pairs }
  private var turning: Int { steps + ages.count * (sources > 1 ? sources + 1 : 1) }
  private var size: Int { turning + 1 }

  init(sources: Int, span: Int, from: Day) {
    self.sources = sources
    self.span = span
    let pairs = span >= 104 ? 3 : span >= 60 ? 1 : 0
    self.pairs = pairs
    ages = InflowCourse.ages.filter { $0 + 3 <= span }
    turns = (0..<span + 1 + Inflow.weeks).map { InflowCourse.turn(ofWeek: from + 7 * $0) }
    rounds = (0..<span + 1 + Inflow.weeks).map { w in
      (0..<pairs).map { k in
        let angle = 2 * Double.pi * Double(k + 1) * Double(Int(from.number) + w * 7) / 365.25
        return (sin(angle), cos(angle))
      }
    }
  }

  /// Without rows: what is believed of every term before a week is seen.
  var regression: SparseRegression {
    var model = SparseRegression(.poisson, width: 4 + 2 * pairs + 2 * ages.count, size: size)
    // Steps first: a growth would take the half of each.
    for i in sources...2 * sources { model.precision[i] = 1 / (0.05 * 0.05) }
    for (k, sd) in [0.25, 0.15, 0.10].prefix(pairs).enumerated() {
      for part in 0..<2 { model.precision[seasons + 2 * k + part] = 1 / (sd * sd) }
    }
    // Begun wide, so that a step that is there is found.
    for i in steps..<turning { model.precision[i] = 1 / (0.15 * 0.15) }
    let hasSeen = turns.prefix(span).contains { $0 > 0 }
    model.precision[turning] = hasSeen ? 1 / (InflowCourse.turn * InflowCourse.turn) : 1e6
    return model
  }

  private static func turn(ofWeek monday: Day) -> Double {
    let days = (0..<5).count { at in
      let (_, month, day) = (monday + at).parts
      return month == 12 && day >= 24 || month == 1 && day == 1
    }
    return Double(days) / 5
  }

  func terms(_ s: Int, _ w: Int) -> [(Int, Double)] {
    let ahead = Double(w - span + 1)
    let lasting = InflowCourse.lasting
    let years = (ahead <= 0 ? ahead : lasting * (1 - pow(lasting, ahead)) / (1 - lasting)) / 52
    var terms = [(s, 1.0), (sources, years), (sources + 1 + s, years)]
    for (k, round) in rounds[w].enumerated() {
      terms.append((seasons + 2 * k, round.sine))
      terms.append((seasons + 2 * k + 1, round.cosine))
    }
    if turns[w] > 0 { terms.append((turning, turns[w])) }
    for (k, age) in ages.enumerated() where span - 1 - w >= age {
      terms.append((steps + k, -1))
      if sources > 1 { terms.append((steps + (s + 1) * ages.count + k, -1)) }
    }
    return terms
  }

  /// The fit once each step has been given the room that it takes (EM for the scales of t distributions).
  func settled(_ model: SparseRegression, from start: [Double]) -> SparseRegression.Fit {
    var model = model
    var fit = model.fit(from: start)
    for round in 0..<6 {
      if round > 1 {
        // A growth, too, is mostly next to nothing and now and then large.
        let variances = fit.variances(sources..<2 * sources + 1)
        for i in sources...2 * sources {
          let usual = i == sources ? InflowCourse.growth.all : InflowCourse.growth.own
          let seen = round == 2 ? usual * usual : fit.top[i] * fit.top[i] + variances[i - sources]
          model.precision[i] = (InflowCourse.tails + 1) / (InflowCourse.tails * usual * usual + seen)
        }
      }
      let variances = fit.variances(steps..<turning)
      for i in steps..<turning {
        let k = (i - steps) % ages.count
        let gap = Double(ages[k] - (k > 0 ? ages[k - 1] : 0))
        let move = i < steps + ages.count ? InflowCourse.moves.all : InflowCourse.moves.own
        let tails = InflowCourse.tails
        let seen = fit.top[i] * fit.top[i] + variances[i - steps]
        model.precision[i] = (tails + 1) / (tails * move * move * gap + seen)
      }
      fit = model.fit(from: fit.top)
    }
    return fit
  }
}

extension SparseRegression.Fit {
  /// Posterior variances of some terms.
  func variances(_ terms: Range<Int>) -> [Double] {
    terms.map { term in
      var unit = [Double](repeating: 0, count: top.count)
      unit[term] = 1
      return factor.solved(unit).reduce(0) { $0 + $1 * $1 }
    }
  }
}
