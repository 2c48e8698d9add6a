/// Nothing that is told may hang on the order in which somebody’s report lists its rows: newest first is the same company.
extension LedgerCut {
  /// Sources in the order of the day each of them was first heard of, then by name. Who begins later comes later, so that what was drawn for
  /// the others stays theirs.
  mutating func orderSources() {
    let count = ledger.sources.count
    guard count > 1 else { return }
    var first = [Int32](repeating: .max, count: count)
    ledger.leads.source.withUnsafeBufferPointer { source in
      ledger.leads.created.withUnsafeBufferPointer { created in
        first.withUnsafeMutableBufferPointer { first in
          for lead in 0..<source.count where created[lead].number < first[Int(source[lead])] {
            first[Int(source[lead])] = created[lead].number
          }
        }
      }
    }
    let order = (0..<count).sorted { (first[$0], ledger.sources[$0].name) < (first[$1], ledger.sources[$1].name) }
    guard order != Array(0..<count) else { return }
    let place = LedgerCut.places(order)
    ledger.sources = order.map { ledger.sources[$0] }
    LedgerCut.renumber(&ledger.leads.source, place)
    for list in [\Ledger.series, \.plans, \.controls] {
      for at in ledger[keyPath: list].indices {
        ledger[keyPath: list][at].source = ledger[keyPath: list][at].source.map { Int(place[$0]) }
      }
    }
  }

  /// Channels of touches and reasons of losses, by name: nothing is drawn for one of them alone.
  mutating func orderNames() {
    let channels = ledger.touches.channels
    let order = channels.indices.sorted { channels[$0] < channels[$1] }
    if order != Array(channels.indices) {
      ledger.touches.channels = order.map { channels[$0] }
      LedgerCut.renumber(&ledger.touches.channel, LedgerCut.places(order))
    }
    let reasons = ledger.deals.lossReasons
    let sorted = reasons.indices.sorted { reasons[$0] < reasons[$1] }
    if sorted != Array(reasons.indices) {
      ledger.deals.lossReasons = sorted.map { reasons[$0] }
      LedgerCut.renumber(&ledger.deals.lossReason, LedgerCut.places(sorted))
    }
  }

  /// By old place, the new one.
  private static func places(_ order: [Int]) -> [UInt16] {
    var place = [UInt16](repeating: 0, count: order.count)
    for (at, old) in order.enumerated() { place[old] = UInt16(at) }
    return place
  }

  private static func renumber(_ codes: inout [UInt16], _ place: [UInt16]) {
    codes.withUnsafeMutableBufferPointer { codes in
      for at in codes.indices where Int(codes[at]) < place.count { codes[at] = place[Int(codes[at])] }
    }
  }
}
