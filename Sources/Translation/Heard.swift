import Records

/// Why deals of one source were lost and leads came back, as sales coded it: opinions with their source, not findings.
package struct Opinions: Sendable, Hashable {
  /// What one list says.
  package struct Coded: Sendable, Hashable {
    /// How many there were, with a reason or without.
    package var all: Int
    /// The commonest first; equal ones by name.
    package var reasons: [Reason]
    /// The file whose column it is.
    package var file: String

    package struct Reason: Sendable, Hashable {
      package var name: String
      package var count: Int
    }

    init(all: Int, counts: [String: Int], file: String) {
      self.all = all
      self.file = file
      reasons = counts.map { Reason(name: $0.key, count: $0.value) }
        .sorted { $0.count != $1.count ? $0.count > $1.count : $0.name < $1.name }
    }
  }

  /// Deals lost; `nil` where no reason is recorded.
  package var lost: Coded?
  /// Leads sent back in the last half year; `nil` where no reason is recorded, and for a list that cuts across sources.
  package var sentBack: Coded?
}

/// What a deal from one source took: the middle of those that were won, and what eight in ten of them lie between.
package struct Takes: Sendable, Hashable {
  package struct Spread: Sendable, Hashable {
    package var median: Double
    package var low: Double
    package var high: Double

    init(_ values: [Double]) {
      let sorted = values.sorted()
      (low, median, high) = (quantile(sorted: sorted, 0.1), quantile(sorted: sorted, 0.5), quantile(sorted: sorted, 0.9))
    }
  }

  /// Fewer deals than this say nothing of the next one.
  package static let fewest = 5

  package var deals: Int
  /// `nil`: not recorded, or too few.
  package var calls: Spread?
  package var touches: Spread?
  package var hours: Spread?
  package var weeks: Spread?
}

/// Both, for every group.
struct Heard {
  let opinions: [Opinions]
  let takes: [Takes]

  init(_ ledger: Ledger, _ groups: [Group]) {
    let leads = ledger.leads
    let lists = groups.map { group -> [Bool]? in
      group.members.map { members in
        var isMember = [Bool](repeating: false, count: leads.count)
        for member in members { isMember[Int(member)] = true }
        return isMember
      }
    }
    func each(_ lead: Int, _ body: (Int) -> Void) {
      body(Int(leads.source[lead]))
      for (g, list) in lists.enumerated() where list?[lead] ?? false { body(g) }
    }
    opinions = Heard.opinions(ledger, groups, each)
    takes = Heard.takes(ledger, groups, each)
  }

  private static func file(_ ledger: Ledger, _ subject: Subject, _ field: Field) -> String? {
    ledger.files.first { $0.subject == subject && $0.columns.contains { $0.field == field } }?.file
  }

  private static func opinions(
    _ ledger: Ledger, _ groups: [Group], _ each: (Int, (Int) -> Void) -> Void
  ) -> [Opinions] {
    let deals = ledger.deals
    var lost = [Int](repeating: 0, count: groups.count)
    var why = [[String: Int]](repeating: [:], count: groups.count)
    let undated = Set(deals.lostUndated)
    for deal in 0..<deals.count where deals.lead[deal] >= 0 && (deals.lost[deal] != nil || undated.contains(Int32(deal))) {
      let code = deals.lossReason[deal]
      each(Int(deals.lead[deal])) { group in
        lost[group] += 1
        if code != .max { why[group][deals.lossReasons[Int(code)], default: 0] += 1 }
      }
    }
    var back = [Int](repeating: 0, count: groups.count)
    var given = [[String: Int]](repeating: [:], count: groups.count)
    for one in ledger.queues.sentBack {
      back[Int(one.source)] += 1
      if let reason = one.reason { given[Int(one.source)][ledger.queues.reasons[reason], default: 0] += 1 }
    }
    let dealsFile = file(ledger, .deals, .lossReason)
    let leadsFile = file(ledger, .leads, .rejectionReason)
    return groups.indices.map { g in
      Opinions(
        lost: dealsFile.flatMap { lost[g] > 0 ? Opinions.Coded(all: lost[g], counts: why[g], file: $0) : nil },
        sentBack: leadsFile.flatMap { back[g] > 0 ? Opinions.Coded(all: back[g], counts: given[g], file: $0) : nil })
    }
  }

  private static func takes(_ ledger: Ledger, _ groups: [Group], _ each: (Int, (Int) -> Void) -> Void) -> [Takes] {
    let leads = ledger.leads
    var touched = [Int32](repeating: 0, count: leads.count)
    for touch in 0..<ledger.touches.count {
      let lead = Int(ledger.touches.lead[touch])
      if lead >= 0, let day = leads.won[lead], ledger.touches.day[touch] <= day { touched[lead] += 1 }
    }
    struct Values { var (calls, touches, hours, weeks): ([Double], [Double], [Double], [Double]) = ([], [], [], []) }
    var values = groups.map { _ in Values() }
    var deals = [Int](repeating: 0, count: groups.count)
    for lead in 0..<leads.count {
      guard let day = leads.won[lead] else { continue }
      each(lead) { g in
        deals[g] += 1
        values[g].weeks.append(Double(day - leads.created[lead]) / 7)
        values[g].touches.append(Double(touched[lead]))
        if ledger.recorded.contains(.calls) { values[g].calls.append(Double(leads.calls[lead])) }
        if !leads.salesHours[lead].isNaN { values[g].hours.append(Double(leads.salesHours[lead])) }
      }
    }
    func spread(_ values: [Double], _ isRecorded: Bool) -> Takes.Spread? {
      isRecorded && values.count >= Takes.fewest ? Takes.Spread(values) : nil
    }
    return groups.indices.map { g in
      Takes(
        deals: deals[g], calls: spread(values[g].calls, ledger.recorded.contains(.calls)),
        touches: spread(values[g].touches, ledger.recorded.contains(.touches)),
        hours: spread(values[g].hours, ledger.recorded.contains(.salesHours)), weeks: spread(values[g].weeks, true))
    }
  }
}
