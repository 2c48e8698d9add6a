import Records

/// How many of each group's people had a deal that got to each dated stage, between opening and winning.
struct DealStages {
  /// In the order in which deals pass them.
  private let names: [String]
  /// By group, then by stage.
  private let counts: [[Int]]
  /// A company may keep more; a path of counts has room for these.
  private static let most = 6

  /// People who came within the window.
  init(_ ledger: Ledger, in window: RecordWindow) {
    let paths = ledger.deals.paths
    guard !paths.isEmpty else {
      (names, counts) = ([], [])
      return
    }
    let order = DealStages.order(of: ledger.deals)
    names = order.map { paths.stages[$0] }
    var place = [Int?](repeating: nil, count: paths.stages.count)
    for (at, stage) in order.enumerated() { place[stage] = at }
    var reached = [UInt8](repeating: 0, count: ledger.leads.count)
    for deal in 0..<ledger.deals.count where ledger.deals.lead[deal] >= 0 {
      for entry in paths.path(of: deal) {
        if let at = place[Int(entry.stage)] { reached[Int(ledger.deals.lead[deal])] |= 1 << UInt8(at) }
      }
    }
    let groups = ledger.sources.count + ledger.overlays.count
    var counts = [[Int]](repeating: [Int](repeating: 0, count: order.count), count: groups)
    func add(_ group: Int, _ person: Int) {
      let stages = reached[person]
      guard stages != 0, ledger.leads.created[person] >= window.from, ledger.leads.created[person] <= window.to else { return }
      for at in order.indices where stages & (1 << UInt8(at)) != 0 { counts[group][at] += 1 }
    }
    for person in reached.indices where reached[person] != 0 { add(Int(ledger.leads.source[person]), person) }
    for (at, overlay) in ledger.overlays.enumerated() {
      for person in overlay.leads { add(ledger.sources.count + at, Int(person)) }
    }
    self.counts = counts
  }

  /// The commonest stages, by their mean place among those of a deal.
  private static func order(of deals: Deals) -> [Int] {
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
