/// What programs on the way have made of ids: `100000.0` where a column was taken for numbers, `0000100000` where it was filled up,
/// `9.00100E+11` where a spreadsheet shortened it. The first two are the id all the same; the third is nobody's.
enum IDSpelling: Sendable, Hashable {
  case decimal, padded, shortened

  /// One column whose ids are read otherwise than they stand there.
  struct Change: Sendable, Hashable {
    var table: Int
    var column: Int
    var spelling: IDSpelling
    /// One of the cells, for sentences.
    var example: String
  }

  /// Of tables with ids of an odd spelling those that are read as what they mean. What is spoilt is always; the others where no other
  /// table has them as they stand, and another has them so.
  static func changes(in tables: [Table]) -> [Change] {
    var odd: [Change] = []
    for (table, own) in tables.enumerated() {
      for (at, column) in own.columns.enumerated() {
        guard case .keys(let hashes, let text) = column.cells, Heading(column.name).isOfIDs,
          let first = hashes.firstIndex(where: { $0 != 0 }), let spelling = spelling(of: text.text(ofRow: first)),
          holds(spelling, hashes, text)
        else { continue }
        odd.append(Change(table: table, column: at, spelling: spelling, example: text.text(ofRow: first)))
      }
    }
    return odd.filter { change in
      if change.spelling == .shortened { return true }
      let own = tables[change.table].columns[change.column]
      let others = tables.indices.filter { $0 != change.table }.flatMap { tables[$0].columns }
        .filter { $0.hashes != nil && Heading($0.name).isOfIDs }
      guard !others.isEmpty else { return false }
      let (asItStands, plain) = (KeyIndex(own.keys()), KeyIndex(own.respelt(change.spelling).keys()))
      var isMet = false
      for column in others {
        let keys = column.keys().filter { $0 != 0 }
        guard !keys.isEmpty else { continue }
        if asItStands.find(all: keys).contains(where: { $0 >= 0 }) { return false }
        if plain.find(all: keys).count(where: { $0 >= 0 }) * 2 >= keys.count { isMet = true }
      }
      return isMet
    }
  }

  private static func spelling(of text: String) -> IDSpelling? {
    for spelling in [IDSpelling.decimal, .padded, .shortened] where spelling.isMet(text) { return spelling }
    return nil
  }

  private func isMet(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    func areDigits(_ part: some Collection<UInt8>) -> Bool { !part.isEmpty && part.allSatisfy { (48...57).contains($0) } }
    switch self {
    case .decimal: return bytes.count > 2 && bytes.suffix(2) == [0x2E, 0x30] && areDigits(bytes.dropLast(2))
    case .padded: return bytes.count > 3 && bytes[0] == 0x30 && areDigits(bytes)
    case .shortened:
      // Either decimal sign, and always an exponent of two figures.
      guard bytes.count >= 5, bytes.count <= 24, let e = bytes.firstIndex(where: { $0 | 0x20 == 0x65 }), e + 3 < bytes.count,
        bytes[e + 1] == 0x2B, areDigits(bytes[(e + 2)...])
      else { return false }
      let parts = bytes[..<e].split(omittingEmptySubsequences: false) { $0 == 0x2E || $0 == 0x2C }
      return parts.count <= 2 && parts[0].count == 1 && parts.allSatisfy { areDigits($0) }
    }
  }

  /// Whether all of a column's cells are spelt so; of those that were filled up, all to one length. Half are enough where most
  /// were spoilt.
  private static func holds(_ spelling: IDSpelling, _ hashes: [UInt64], _ text: TextStore) -> Bool {
    var count = (all: 0, met: 0)
    var length: Int?
    var isOne = true
    text.rows.walk(0..<hashes.count) { batch, first in
      for row in 0..<batch.count where isOne && hashes[first + row] != 0 {
        let cell = batch.cell(row, text.column).text
        count.all += 1
        if spelling.isMet(cell) { count.met += 1 } else if spelling != .shortened { isOne = false }
        if spelling == .padded, (length ?? cell.utf8.count) != cell.utf8.count { isOne = false }
        length = cell.utf8.count
      }
    }
    return isOne && count.all > 1 && count.met * 2 > count.all
  }

  /// The id that is meant; `nil`: nobody can know.
  fileprivate func plain(_ text: String) -> String? {
    guard isMet(text) else { return text }
    switch self {
    case .decimal: return String(text.dropLast(2))
    case .padded:
      let plain = text.drop { $0 == "0" }
      return plain.isEmpty ? "0" : String(plain)
    case .shortened: return nil
    }
  }
}

extension Column {
  /// The same cells with the keys of what they mean.
  func respelt(_ spelling: IDSpelling) -> Column {
    guard case .keys(var hashes, let text) = cells else { return self }
    text.rows.walk(0..<hashes.count) { batch, first in
      for row in 0..<batch.count where hashes[first + row] != 0 {
        hashes[first + row] = spelling.plain(batch.cell(row, text.column).text).map { KeyHash.hash($0) } ?? 0
      }
    }
    var column = self
    column.cells = .keys(hashes: hashes, text: text)
    return column
  }
}

extension Heading {
  /// `Lead ID`, `contact_id`, `ID`: a column of ids, of whatever.
  fileprivate var isOfIDs: Bool {
    (words.last.map { ["id", "ids"].contains($0) || $0.hasSuffix("id") && $0.utf8.first ?? 0 >= 0x80 } ?? false)
      || words.first == "id"
  }
}
