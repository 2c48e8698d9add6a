import Records

/// A file, or a column of one, that is not in the folder and would let more be said.
package enum MissingFile: Sendable, Hashable {
  case leads
  case acceptedDays, openedDays, wonDeals, amounts
  case customers, activities, answerTimes, complaints
  /// The lead's id beside each customer, or beside each complaint.
  case leadsOfCustomers, leadsOfComplaints
  /// The rows behind the numbers of this file, with an id in each: who attended, who clicked.
  case ids(file: String)
  /// The same files from earlier on: older units, and what became of them.
  case earlier
  case touches
}

/// One missing file with what it would do: how many pairs it lifts, and which grade they could reach.
package struct Improvement: Sendable, Hashable {
  package var file: MissingFile
  /// Pairs that now have grade D or C for want of it.
  package var pairs: Int
  /// The best grade those pairs can reach with it; still to be earned by the data.
  package var upTo: Grade
}

extension Translation {
  /// The one file that would help this pair most; `nil` where no file would: it is as good as it gets, or only time helps.
  package func missingFile(_ metrics: [Metric]) -> MissingFile? {
    switch ground {
    case .notRecorded(let outcome):
      switch outcome {
      case .acceptedLeads: .acceptedDays
      case .opportunities: .openedDays
      case .dealsWon: .wonDeals
      case .revenueWon: .amounts
      case .revenueKept: .customers
      case .salesHours: .activities
      case .firstResponse: .answerTimes
      case .complaints: .complaints
      }
    case .amountsNotRecorded: .amounts
    case .cannotBeSplit(let outcome):
      switch outcome {
      case .revenueKept: .leadsOfCustomers
      case .complaints: .leadsOfComplaints
      // Waiting depends on how many come, not on where from: no file would change that.
      case .firstResponse, .acceptedLeads, .opportunities, .dealsWon, .revenueWon, .salesHours: nil
      }
    case .modelDoubts(.tooFewWeeks), .notModelled, .recordTooShort, .notCheckedBack, .spendNotTold: .earlier
    case .noIds, .nothingMeets, .leftOutOfModel, .modelDoubts, .modelled, .spend:
      // Money and shares have nobody behind them that an id could name, and not every outcome can be laid to somebody.
      switch (outcome, metrics[metric].unit) {
      case (.acceptedLeads, .count), (.opportunities, .count), (.dealsWon, .count), (.revenueWon, .count),
        (.salesHours, .count):
        metrics[metric].file.map { .ids(file: $0) }
      default: nil
      }
    case .tooFew, .noneYet:
      // A record that began late has older units whose deals are not in the file.
      notes.contains { if case .recordBegins(_, let left, _) = $0 { left > 0 } else { false } } ? .earlier : nil
    case .consistent, .countMisleads, .machineOpens, .unfinished, .notPredictedBack, .nothingWonYet, .nothingDatedYet,
      .noEffect:
      nil
    }
  }
}

extension Findings {
  /// Every missing file, the one that lifts most pairs first.
  package var improvements: [Improvement] {
    var found: [Improvement] = []
    func add(_ file: MissingFile, upTo grade: Grade) {
      if let at = found.firstIndex(where: { $0.file == file }) {
        found[at].pairs += 1
      } else {
        found.append(Improvement(file: file, pairs: 1, upTo: grade))
      }
    }
    if recorded.isDisjoint(with: [.leads]) {
      // Nothing can be followed without them: they stand before everything that is counted.
      found.append(Improvement(file: .leads, pairs: max(1, translations.count { $0.grade == .d }), upTo: .b))
    }
    for t in translations {
      guard let file = t.missingFile(metrics) else { continue }
      add(file, upTo: .b)
    }
    if rulers == nil, recorded.contains(.won), !recorded.contains(.touches) {
      // Rulers do not change a grade; they change what is decided on one.
      found.append(Improvement(file: .touches, pairs: 0, upTo: .b))
    }
    let leading = recorded.isDisjoint(with: [.leads]) ? 1 : 0
    let rest = found.dropFirst(leading).enumerated().sorted {
      ($1.element.pairs, $0.offset) < ($0.element.pairs, $1.offset)
    }
    return found.prefix(leading) + rest.map(\.element)
  }
}
