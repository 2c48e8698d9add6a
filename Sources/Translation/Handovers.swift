import Records

/// Leads as sales meets them: when each came, when it was first answered, what it opened, and the deals that were open meanwhile.
///
/// This is the boundary between records and the statistics of room and waiting: a warehouse could fill it as well as a folder can.
/// Days are counted from `first`; -1 says *not (yet)*.
package struct Handovers: Sendable {
  package var first: Day
  package var cutoff: Day
  package var sources: [String]
  /// One entry a lead in each of these.
  package var came: [Int32] = []
  package var source: [UInt16] = []
  package var answered: [Int32] = []
  /// Days from coming to the first answer, with their parts where times are recorded; `.nan` where there was none.
  package var wait: [Float] = []
  /// Came early enough to be answered on its first day: a lead of the evening that waits for the morning is no queue.
  package var wasEarly: [Bool] = []
  package var opened: [Int32] = []
  /// What somebody noted about it: 0 where nothing is said, 1 no need, 2 a need.
  package var noted: [UInt8] = []
  package var deals = Deals()
  /// First day on which opened deals are recorded; `nil` where none are.
  package var dealsFrom: Int32?

  /// One entry a deal in every array.
  package struct Deals: Sendable {
    package var opened: [Int32] = []
    /// Won or lost.
    package var closed: [Int32] = []
    package var isWon: [Bool] = []
    /// `UInt16.max` where no lead is known.
    package var source: [UInt16] = []
    package init() {}
    package var count: Int { opened.count }
  }

  package init(first: Day, cutoff: Day, sources: [String]) {
    self.first = first
    self.cutoff = cutoff
    self.sources = sources
  }

  package var count: Int { came.count }
  package var days: Int { cutoff - first + 1 }
}

extension Leads {
  /// The day on which sales could begin with a lead: its handover, where any is recorded; else that on which it came.
  func cameToSales(_ lead: Int, byHandover: Bool) -> Day? { byHandover ? handedOver[lead] : created[lead] }
}
