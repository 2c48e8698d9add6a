import Records

/// Contacts, their deals, touches and the hours spent on them.
extension ParleyLayout {
  mutating func writeContacts<Failure: Error>(
    _ company: Company, to sink: (String, UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let names = Origin.allCases.map { Array($0.name.utf8) }
    let reasons = Words.sentBackReasons.map { Array($0.utf8) }
    let heard = Words.heard.map { Array($0.utf8) }
    let defects = Defects(rows: company.people.count, count: Truths.dirty.contacts)
    for (index, person) in company.people.enumerated() {
      numbering.contact(Int32(index), to: &contacts)
      contacts.comma()
      identity.address(of: numbering.people + index, to: &contacts)
      contacts.comma()
      identity.name(of: numbering.people + index, to: &contacts)
      contacts.comma()
      identity.company(of: numbering.people + index, to: &contacts)
      contacts.comma()
      days.write(minute: person.created, to: &contacts)
      contacts.comma()
      contacts.text(names[person.origin.rawValue])
      contacts.comma()
      days.write(minute: person.handed, to: &contacts)
      contacts.comma()
      days.write(known: person.accepted, to: &contacts)
      contacts.comma()
      days.write(known: person.sentBack, to: &contacts)
      contacts.comma()
      contacts.text(reasons[Int(person.reason)])
      contacts.comma()
      days.write(minute: person.answered, to: &contacts)
      contacts.comma()
      days.write(known: person.qualified, to: &contacts)
      contacts.comma()
      contacts.text(heard[Int(person.heard)])
      contacts.newline()
      if let number = defects.after(index) { writeBrokenContact(number, after: index) }
      try contacts.flushIfFull(to: sink)
    }
  }

  mutating func writeDeals<Failure: Error>(
    _ company: Company, to sink: (String, UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let defects = Defects(rows: company.deals.count, count: Truths.dirty.deals)
    for (index, deal) in company.deals.enumerated() {
      writeDeal(deal, index, customers: company.accounts.count)
      if let number = defects.after(index) { writeBrokenDeal(number, after: index, deal) }
      try deals.flushIfFull(to: sink)
    }
  }

  private mutating func writeDeal(_ deal: Deal, _ index: Int, customers: Int) {
    deals.byte(UInt8(ascii: "D"))
    deals.number(numbering.deals + index + 1)
    deals.comma()
    numbering.contact(deal.person, to: &deals)
    deals.comma()
    numbering.account(deal.account >= 0 ? deal.account : Int32(customers + index), to: &deals)
    deals.comma()
    days.write(deal.opened, to: &deals)
    deals.comma()
    let closed: Int
    switch deal.ending {
    case .won(let day):
      deals.text("closed won")
      closed = day
    case .lost(let day):
      deals.text("closed lost")
      closed = day
    case .open(let expected):
      deals.text(deal.proposalOn >= 0 ? "proposal" : deal.demoOn >= 0 ? "demo" : "qualified")
      closed = expected
    }
    deals.comma()
    deals.number(deal.amount)
    deals.comma()
    days.write(closed, to: &deals)
    deals.comma()
    switch deal.ending {
    case .won: deals.text("won")
    case .lost: deals.text("lost")
    case .open: deals.text("open")
    }
    deals.comma()
    deals.text(Words.lossReasons[Int(deal.reason)])
    deals.comma()
    deals.text(deal.kind.rawValue)
    deals.text(",rep ")
    deals.number(Int(deal.owner) + 1)
    deals.comma()
    days.write(deal.qualifiedOn, to: &deals)
    deals.comma()
    days.write(known: Int16(deal.demoOn), to: &deals)
    deals.comma()
    days.write(known: Int16(deal.proposalOn), to: &deals)
    deals.newline()
  }

  mutating func writeTouches<Failure: Error>(
    _ company: Company, to sink: (String, UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let channels = Origin.allCases.map { Array(",\($0.name),\($0.touchKind)\n".utf8) }
    for touch in company.touches {
      numbering.contact(touch.person, to: &touches)
      touches.comma()
      days.write(Int(touch.day), to: &touches)
      touches.text(channels[touch.channel.rawValue])
      try touches.flushIfFull(to: sink)
    }
  }

  mutating func writeActivities<Failure: Error>(
    _ company: Company, to sink: (String, UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let kinds = Words.activityKinds.map { Array(",\($0),".utf8) }
    for activity in company.activities {
      numbering.contact(activity.person, to: &activities)
      activities.comma()
      days.write(minute: activity.at, to: &activities)
      activities.text(kinds[Int(activity.kind)])
      activities.number(Int(activity.minutes))
      activities.newline()
      try activities.flushIfFull(to: sink)
    }
  }
}

extension Origin {
  /// What a touch through this channel is.
  var touchKind: String {
    switch self {
    case .booth: "scan"
    case .search, .linkedIn: "ad click"
    case .syndication: "download"
    case .demo: "form"
    case .referral: "introduction"
    case .nurture: "mail click"
    case .webinar: "attendance"
    case .outbound: "call"
    }
  }
}
