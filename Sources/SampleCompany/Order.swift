import Records

extension Company {
  /// Contacts get their numbers in the order in which they were created, as a CRM numbers them.
  mutating func sortPeople() {
    let order = people.indices.sorted { (people[$0].created, $0) < (people[$1].created, $1) }
    var rank = [Int32](repeating: 0, count: people.count)
    for (place, index) in order.enumerated() { rank[index] = Int32(place) }
    people = order.map { people[$0] }
    ranges = []
    for index in deals.indices { deals[index].person = rank[Int(deals[index].person)] }
    for index in scans.indices where scans[index].person >= 0 { scans[index].person = rank[Int(scans[index].person)] }
    for index in registrations.indices where registrations[index].person >= 0 {
      registrations[index].person = rank[Int(registrations[index].person)]
    }
    let places = deals.indices.sorted { (deals[$0].opened, $0) < (deals[$1].opened, $1) }
    deals = places.map { deals[$0] }
    for index in deals.indices { people[Int(deals[index].person)].deal = Int32(index) }
  }
}
