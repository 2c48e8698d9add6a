/// How badge and e-mail of every row of a list are spelled, by number: equal texts have equal numbers, and those that differ in the case
/// of their letters only have equal keys. No text is kept.
struct EntryTexts: Sendable {
  struct Text {
    /// Letters folded, and as they are; 0 where the cell is empty.
    var key: UInt64
    var exact: UInt64

    /// The same text in other letters.
    func isVariant(of other: Text) -> Bool { key == other.key && exact != other.exact }
  }

  fileprivate var badges = Spellings()
  fileprivate var emails = Spellings()
  /// Rows of our own people.
  private var isStaff: [Bool]

  fileprivate struct Spellings: Sendable {
    var keys: [UInt64] = []
    var exact: [UInt64] = []
    subscript(row: Int) -> Text { keys.isEmpty ? Text(key: 0, exact: 0) : Text(key: keys[row], exact: exact[row]) }
  }

  func badge(_ row: Int) -> Text { badges[row] }
  func email(_ row: Int) -> Text { emails[row] }
  /// Address or badge, whichever there is.
  func key(_ row: Int) -> UInt64 { emails[row].key != 0 ? emails[row].key : badges[row].key }
  func isStaff(_ row: Int) -> Bool { isStaff[row] }

  /// The columns are read side by side in one walk over the file. `own`: mail domains of our own people, in lower case.
  init(_ table: Table, badge: Int?, email: Int?, own: [String]) {
    isStaff = [Bool](repeating: false, count: table.rowCount)
    var isOpen = (badge: false, email: false)
    if let badge { isOpen.badge = badges.take(table.columns[badge], &isStaff) { $0.isStaffBadge } }
    if let email { isOpen.email = emails.take(table.columns[email], &isStaff) { $0.isAddress(atOneOf: own) } }
    let openBadge = isOpen.badge ? badge : nil
    let openEmail = isOpen.email ? email : nil
    guard openBadge != nil || openEmail != nil else { return }
    table.text.walk(0..<table.rowCount) { batch, first in
      for row in 0..<batch.count {
        if let openBadge, badges.keys[first + row] != 0 {
          let cell = batch.cell(row, openBadge).bare
          badges.exact[first + row] = KeyHash.exact(cell.start, cell.count)
          if cell.isStaffBadge { isStaff[first + row] = true }
        }
        if let openEmail, emails.keys[first + row] != 0 {
          let cell = batch.cell(row, openEmail).bare
          emails.exact[first + row] = KeyHash.exact(cell.start, cell.count)
          if cell.isAddress(atOneOf: own) { isStaff[first + row] = true }
        }
      }
    }
  }
}

extension EntryTexts.Spellings {
  /// Takes a column's keys; answers whether the spelling has to be looked up in the file.
  mutating func take(_ column: Column, _ isStaff: inout [Bool], _ isMarked: (CellBytes) -> Bool) -> Bool {
    let all = column.keys()
    guard all.count == isStaff.count else { return false }
    keys = all
    exact = all
    switch column.cells {
    case .categories(let codes, let names):
      let own = names.map { name in
        var name = name
        return name.withUTF8 { bytes -> (exact: UInt64, isMarked: Bool) in
          guard let start = bytes.baseAddress else { return (0, false) }
          return (KeyHash.exact(start, bytes.count), isMarked(CellBytes(start: start, count: bytes.count)))
        }
      }
      for row in codes.indices where codes[row] != Column.missingCode {
        exact[row] = own[Int(codes[row])].exact
        if own[Int(codes[row])].isMarked { isStaff[row] = true }
      }
      return false
    case .keys: return true
    case .numbers, .moments, .ambiguousMoments: return false
    }
  }
}

extension CellBytes {
  /// `STF-104`: a badge of our own people.
  fileprivate var isStaffBadge: Bool { hasPrefix(ignoringCase: "stf") }

  /// Whether the text is an address at one of the domains, which are in lower case.
  fileprivate func isAddress(atOneOf domains: [String]) -> Bool { domains.contains { isAddress(at: $0) } }

  private func isAddress(at domain: String) -> Bool {
    let length = domain.utf8.count
    guard count > length, start[count - length - 1] == UInt8(ascii: "@") else { return false }
    var index = count - length
    for byte in domain.utf8 {
      if CellBytes.lowercased(start[index]) != byte { return false }
      index += 1
    }
    return true
  }
}
