import Records

/// How many of each group's people had a deal that got to each dated stage, between opening and winning.
struct DealStages {
  /// In the order in which deals pass them.
  private let names: [String]
  /// By group, then by stage.
  private let counts: [[Int]]
  /// A company may keep more; a path of counts has room for these.
  private static let most = 6

  static let none = DealStages()

  private init() { (names, counts) = ([], []) }

  /// Which stages each person's deals got to: the same for every window.
  struct Reached: Sendable {
    fileprivate var names: [String] = []
    /// A bit a stage.
    fileprivate var stages: [UInt8] = []
    /// Who got to any.
    fileprivate var people: [Int32] = []

    init() {}

    init(_ ledger: Ledger) {
      let deals = ledger.deals
      guard !deals.paths.isEmpty else { return }
      let order = DealStages.order(of: deals)
      names = order.map { deals.paths.stages[$0] }
      var place = [Int?](repeating: nil, count: deals.paths.stages.count)
      for (at, stage) in order.enumerated() { place[stage] = at }
      stages = [UInt8](repeating: 0, count: ledger.leads.count)
      for deal in 0..<deals.count where deals.lead[deal] >= 0 {
        let person = Int(deals.lead[deal])
        for entry in deals.paths.path(of: deal) {
          guard let at = place[Int(entry.stage)] else { continue }
          if stages[person] == 0 { people.append(deals.lead[deal]) }
          stages[person] |= 1 << UInt8(at)
        }
      }
    }
  }

  /// People who came within the window.
  init(_ ledger: Ledger, _ reached: Reached, in window: RecordWindow) {
    names = reached.names
    guard !names.isEmpty else {
      counts = []
      return
    }
    let groups = ledger.sources.count + ledger.overlays.count
    var counts = [[Int]](repeating: [Int](repeating: 0, count: names.count), count: groups)
    func add(_ group: Int, _ person: Int) {
      let stages = reached.stages[person]
      guard stages != 0, ledger.leads.created[person] >= window.from, ledger.leads.created[person] <= window.to else { return }
      for at in reached.names.indices where stages & (1 << UInt8(at)) != 0 { counts[group][at] += 1 }
    }
    for person in reached.people { add(Int(ledger.leads.source[Int(person)]), Int(person)) }
    for (at, overlay) in ledger.overlays.enumerated() {
      for person in overlay.leads { add(ledger.sources.count + at, Int(person)) }
    }
    self.counts = counts
  }

  /// The commonest stages, by their mean place among those of a deal.
  fileprivate static func order(of deals: Deals) -> [Int] {
    var places = [Double](repeating: 0, count: deals.paths.stages.count)
    var times = [Int](repeating: 0, count: places.count)
    for deal in 0..<deals.count {
      for (at, entry) in deals.paths.path(of: deal).enumerated() {
        places[Int(entry.stage)] += Double(at)
        times[Int(entry.stage)] += 1
      }
    }
    let common = places.indices.filter { times[$0] >= 3 }.sorted { times[$0] != times[$1] ? times[$0] > times[$1] : $0 < $1 }
    return common.prefix(most).sorted {
      let (a, b) = (places[$0] / Double(times[$0]), places[$1] / Double(times[$1]))
      return a != b ? a < b : $0 < $1
    }
  }

  /// The steps of one group, where anybody of it got to a stage.
  func steps(of group: Int) -> [PathStep] {
    guard counts.indices.contains(group), counts[group].contains(where: { $0 > 0 }) else { return [] }
    return zip(names, counts[group]).map { PathStep(stage: .deal($0), count: $1) }
  }
}
