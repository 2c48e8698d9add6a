/// The same rows as another kind of file: JSON Lines, a list of JSON, packed with gzip or zstd (which need no skill: what is stored
/// whole is packed, too), a workbook.
enum Dress {
  static let endings = ["csv", "jsonl", "json", "csv.gz", "csv.zst", "xlsx", "jsonl.gz"]

  /// What is written on line by line: the rows as they stand in a file that is not packed.
  static func lines(_ csv: [UInt8], _ ending: String) -> [UInt8] {
    ending.hasPrefix("jsonl") ? objects(csv).flatMap { $0 + [0x0A] } : csv
  }

  /// The whole file, of which so much is written.
  static func whole(_ lines: [UInt8], _ name: String) -> [UInt8] {
    if name.hasSuffix(".json") {
      return [0x5B] + Array(objects(lines).filter { !$0.isEmpty }.joined(separator: [0x2C])) + [0x5D]
    }
    if name.hasSuffix(".xlsx") { return workbook(records(lines)) }
    return packed(lines, name)
  }

  /// What is written behind a file; `nil` where all of it has to be written anew.
  static func piece(_ lines: [UInt8], _ name: String) -> [UInt8]? {
    name.hasSuffix(".json") || name.hasSuffix(".xlsx") ? nil : packed(lines, name)
  }

  private static func packed(_ bytes: [UInt8], _ name: String) -> [UInt8] {
    if name.hasSuffix(".gz") { return gzip(bytes) }
    return name.hasSuffix(".zst") ? zstd(bytes) : bytes
  }

  /// Cells of separated text, quotes taken off.
  private static func records(_ bytes: [UInt8]) -> [[[UInt8]]] {
    var (records, record, cell, isQuoted): ([[[UInt8]]], [[UInt8]], [UInt8], Bool) = ([], [], [], false)
    for byte in bytes {
      switch byte {
      case 0x22: isQuoted.toggle()
      case 0x2C where !isQuoted:
        record.append(cell)
        cell = []
      case 0x0A where !isQuoted:
        records.append(record + [cell])
        (record, cell) = ([], [])
      default: cell.append(byte)
      }
    }
    return record.isEmpty && cell.isEmpty ? records : records + [record + [cell]]
  }

  /// An object a record, without the keys that say nothing; what has another number of cells is no object.
  private static func objects(_ csv: [UInt8]) -> [[UInt8]] {
    let records = records(csv)
    guard let heading = records.first else { return [] }
    return records.dropFirst().map { record in
      guard record.count == heading.count else { return Array(record.joined(separator: [0x2C])) }
      let members = zip(heading, record).filter { !$1.isEmpty }.map { quoted($0) + [0x3A] + quoted($1) }
      return [0x7B] + Array(members.joined(separator: [0x2C])) + [0x7D]
    }
  }

  private static func quoted(_ text: [UInt8]) -> [UInt8] {
    [0x22] + text.flatMap { $0 == 0x0A ? [0x5C, 0x6E] : $0 == 0x22 || $0 == 0x5C ? [0x5C, $0] : [$0] } + [0x22]
  }

  // MARK: Containers

  private static func number(_ value: Int, _ bytes: Int) -> [UInt8] { (0..<bytes).map { UInt8(value >> (8 * $0) & 0xFF) } }

  private static func pieces(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.isEmpty ? [[]] : stride(from: 0, to: bytes.count, by: 60_000).map { bytes[$0..<min($0 + 60_000, bytes.count)] }
  }

  private static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    let all = pieces(bytes)
    for (at, piece) in all.enumerated() {
      out += [at + 1 == all.count ? 1 : 0] + number(piece.count, 2) + number(piece.count ^ 0xFFFF, 2) + piece
    }
    return out + number(checksum(bytes), 4) + number(bytes.count, 4)
  }

  private static func zstd(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0xA0] + number(bytes.count, 4)
    let all = pieces(bytes)
    for (at, piece) in all.enumerated() { out += number(piece.count << 3 | (at + 1 == all.count ? 1 : 0), 3) + piece }
    return out
  }

  private static func checksum(_ bytes: [UInt8]) -> Int {
    var sum: UInt32 = ~0
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 != 0 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return Int(~sum)
  }

  private static func workbook(_ records: [[[UInt8]]]) -> [UInt8] {
    var sheet = "<worksheet><sheetData>"
    for (row, record) in records.enumerated() {
      sheet += "<row r=\"\(row + 1)\">"
      for (column, cell) in record.enumerated() where !cell.isEmpty {
        let text = String(decoding: cell, as: UTF8.self).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        let letter = Character(UnicodeScalar(UInt8(65 + column)))
        sheet += "<c r=\"\(letter)\(row + 1)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
      }
      sheet += "</row>"
    }
    return archive([
      ("[Content_Types].xml", "<Types/>"),
      ("xl/workbook.xml", "<workbook><sheets><sheet name=\"Rows\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"),
      (
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"rId1\" Type=\"a/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
      ),
      ("xl/worksheets/sheet1.xml", sheet + "</sheetData></worksheet>"),
    ])
  }

  private static func archive(_ files: [(name: String, text: String)]) -> [UInt8] {
    var (out, list): ([UInt8], [UInt8]) = ([], [])
    for file in files {
      let (name, bytes) = (Array(file.name.utf8), Array(file.text.utf8))
      let sizes = number(checksum(bytes), 4) + number(bytes.count, 4) + number(bytes.count, 4) + number(name.count, 2)
      let head = number(20, 2) + number(0, 2) + number(0, 2) + number(0, 2) + number(33, 2) + sizes + number(0, 2)
      list +=
        [0x50, 0x4B, 1, 2] + number(20, 2) + head + number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4)
        + number(out.count, 4) + name
      out += [0x50, 0x4B, 3, 4] + head + name + bytes
    }
    let end = number(files.count, 2) + number(files.count, 2) + number(list.count, 4) + number(out.count, 4) + number(0, 2)
    return out + list + [0x50, 0x4B, 5, 6] + number(0, 2) + number(0, 2) + end
  }
}
