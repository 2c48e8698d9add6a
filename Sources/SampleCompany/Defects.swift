import Records

/// Where broken rows stand: spread evenly, so many in a file.
struct Defects {
  private let every: Int
  private let count: Int

  init(rows: Int, count: Int) {
    every = max(1, rows / (count + 1))
    self.count = count
  }

  /// The number of the broken row that follows this row, `nil` for nearly all.
  func after(_ row: Int) -> Int? {
    guard row > 0, row % every == 0 else { return nil }
    let number = row / every - 1
    return number < count ? number : nil
  }
}

/// The rows no reader may take; what is wrong with each is said beside it.
extension ParleyLayout {
  mutating func writeBrokenContact(_ number: Int, after index: Int) {
    switch number {
    case ..<6:
      writeStray(number)
      // A day no calendar has.
      contacts.text(",lost.row@nowhere.example,Lost Row,Nowhere,2026-02-3\(number % 2) 10:00,Paid search,,,,,,,\n")
    case ..<11:
      writeStray(number)
      // Nobody knows when this contact was created.
      contacts.text(",lost.row@nowhere.example,Lost Row,Nowhere,,LinkedIn ads,,,,,,,\n")
    case ..<15:
      writeStray(number)
      // Cut off in the middle.
      contacts.text(",lost.row@nowhere.example,Lost Row\n")
    default:
      // The id of the row above, with another person.
      numbering.contact(Int32(index), to: &contacts)
      contacts.text(
        ",lost.twin\(numbering.people + number)@nowhere.example,Lost Twin,Nowhere,2026-03-02 10:00,Paid search,,,,,,,\n")
    }
  }

  private mutating func writeStray(_ number: Int) {
    contacts.byte(UInt8(ascii: "X"))
    contacts.number(numbering.people + number + 1)
  }

  mutating func writeBrokenDeal(_ number: Int, after index: Int, _ deal: Deal) {
    switch number {
    case ..<6:
      deals.text("X\(numbering.deals + number + 1),,,2025-11-31,proposal,21000,2026-01-15,lost,no budget,new,rep 1,,,\n")
    case ..<8:
      deals.text("X\(numbering.deals + number + 1),,,2026-05-04,proposal\n")
    default:
      // The id of the row above, at another stage.
      deals.text("D\(numbering.deals + index + 1),")
      numbering.contact(deal.person, to: &deals)
      deals.text(",,2026-05-04,negotiation,21000,2026-12-15,open,,new,rep 1,,,\n")
    }
  }
}
