import CPack
import Glibc

/// What a file is, told by its first bytes and never by its name.
enum Packing: Sendable, Hashable {
  /// Separated cells, or nothing we know: the table reader decides.
  case text
  case gzip, zstd, zip, sqlite, json
  /// A web page, or a workbook as XML: what is often named `.xls`.
  case markup
  /// Something with a well-known beginning that holds no table.
  case other

  /// Unpacked bytes of one file; more is no export.
  static let limit = 8 << 30
  /// Bytes out for one byte in, from `freely` bytes on: text packs twenty to one, a bomb a thousand to one.
  static let mostTimes = 250
  static let freely = 64 << 20

  /// The most bytes that `count` packed ones may become.
  static func allowance(for count: Int) -> Int { min(limit, max(freely, mostTimes * count)) }

  private static let beginnings: [(Packing, [UInt8])] = [
    (.gzip, [0x1F, 0x8B]), (.zstd, [0x28, 0xB5, 0x2F, 0xFD]), (.zip, [0x50, 0x4B, 0x03, 0x04]),
    (.zip, [0x50, 0x4B, 0x05, 0x06]), (.sqlite, Array("SQLite format 3\u{0}".utf8)),
    // PNG, JPEG, old Office, programs, bzip2, xz, 7z, RAR, fonts, Parquet
    (.other, [0x89, 0x50, 0x4E, 0x47]), (.other, [0xFF, 0xD8, 0xFF]), (.other, [0xD0, 0xCF, 0x11, 0xE0]),
    (.other, [0x7F, 0x45, 0x4C, 0x46]), (.other, Array("BZh".utf8)), (.other, [0xFD, 0x37, 0x7A, 0x58, 0x5A]),
    (.other, [0x37, 0x7A, 0xBC, 0xAF]), (.other, Array("Rar!".utf8)), (.other, Array("PAR1".utf8)),
    (.other, Array("%PDF-".utf8)), (.other, Array("GIF8".utf8)), (.other, Array("{\\rtf".utf8)),
  ]

  init(_ start: UnsafePointer<UInt8>, _ count: Int) {
    for (packing, bytes) in Packing.beginnings where count >= bytes.count {
      if bytes.indices.allSatisfy({ start[$0] == bytes[$0] }) {
        self = packing
        return
      }
    }
    self = Packing.isJson(start, count) ? .json : MarkupTables.begins(start, count) ? .markup : .text
  }

  /// `{` or `[` before anything else, followed by what JSON allows there: a heading may begin with a bracket, too.
  private static func isJson(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var at = count >= 3 && start[0] == 0xEF && start[1] == 0xBB && start[2] == 0xBF ? 3 : 0
    func skipBlanks() { while at < count, [0x20, 0x09, 0x0A, 0x0D].contains(start[at]) { at += 1 } }
    skipBlanks()
    guard at < count, start[at] == UInt8(ascii: "{") || start[at] == UInt8(ascii: "[") else { return false }
    let isList = start[at] == UInt8(ascii: "[")
    at += 1
    skipBlanks()
    guard at < count else { return true }
    return isList
      ? [UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "]")].contains(start[at])
      : [UInt8(ascii: "\""), UInt8(ascii: "}")].contains(start[at])
  }
}

extension Sheet {
  /// The tables of a file, unpacked as often as it was packed (`.csv.gz`, a `.zip` of exports), as texts that `TableReader` reads.
  ///
  /// Throws what is wrong with the file as a whole; a part that cannot be read is a failure of its own beside the others.
  /// `ends`: where the readings of its tables ended before; `keeps`: what is needed to go on is kept.
  static func all(
    in bytes: FileBytes, log: FileBytes? = nil, of file: String, after ends: [TableEnd?] = [], keeps: Bool = false,
    workers: Int,
    depth: Int = 0
  ) async throws(LoadFailure) -> [Result<Sheet, LoadFailure>] {
    switch Packing(bytes.start, bytes.count) {
    case .text: return TextTables.split(BackslashQuotes.plain(bytes), of: file).map { .success($0) }
    case .markup: return try MarkupTables.read(bytes, of: file)
    case .other: return [.success(Sheet(name: file, bytes: bytes))]
    case .json:
      let end = ends.count == 1 ? ends[0] : nil
      return try await JsonSheets.read(bytes, of: file, after: end, keeps: keeps, workers: workers)
    case .sqlite: return try SqliteSheets.read(bytes, log: log, of: file)
    case .gzip:
      guard depth < 2 else { throw .unpackable(file: file, reason: "it is packed more than twice") }
      return try await all(
        in: try Unpacking.gzip(bytes, of: file), of: file, after: ends, keeps: keeps, workers: workers, depth: depth + 1)
    case .zstd:
      guard depth < 2 else { throw .unpackable(file: file, reason: "it is packed more than twice") }
      return try await all(
        in: try Unpacking.zstd(bytes, of: file), of: file, after: ends, keeps: keeps, workers: workers, depth: depth + 1)
    case .zip:
      guard depth < 2 else { throw .unpackable(file: file, reason: "it is packed more than twice") }
      let archive = try ZipArchive(bytes, of: file)
      if archive.isWorkbook { return try Workbook.sheets(archive, of: file) }
      var found: [Result<Sheet, LoadFailure>] = []
      for entry in archive.entries where archive.isExport(entry) {
        let name = "\(file)/\(entry.name)"
        do throws(LoadFailure) {
          found += try await all(in: try archive.bytes(of: entry), of: name, workers: workers, depth: depth + 1)
        } catch {
          found.append(.failure(error))
        }
      }
      guard !found.isEmpty else { throw .unpackable(file: file, reason: "no export is in it") }
      return found
    }
  }
}

/// Deflate and zstd, as their own libraries do them.
enum Unpacking {
  /// A gzip file, which may be several one after the other.
  static func gzip(_ bytes: FileBytes, of file: String) throws(LoadFailure) -> FileBytes {
    var sink = ByteSink(capacity: 4 * bytes.count, limit: Packing.allowance(for: bytes.count))
    var stream = z_stream()
    guard cpack_inflate_gzip(&stream) == Z_OK else { throw .unpackable(file: file, reason: "no memory") }
    defer { inflateEnd(&stream) }
    var taken = 0
    while true {
      var code = Z_OK
      var isFilled = false
      guard
        sink.withRoom(
          1 << 20,
          { room, count in
            let (most, count) = (UInt32(min(bytes.count - taken, 1 << 30)), UInt32(min(count, 1 << 30)))
            stream.next_in = UnsafeMutablePointer(mutating: bytes.start + taken)
            stream.avail_in = most
            stream.next_out = room
            stream.avail_out = count
            code = inflate(&stream, Z_NO_FLUSH)
            taken += Int(most - stream.avail_in)
            isFilled = stream.avail_out == 0
            return Int(count - stream.avail_out)
          })
      else { throw tooLarge(file, bytes.count) }
      if code == Z_STREAM_END {
        // Padding after the last member is allowed; another member begins like the first.
        guard taken + 1 < bytes.count, bytes.start[taken] == 0x1F, bytes.start[taken + 1] == 0x8B else { break }
        inflateReset(&stream)
      } else if code != Z_OK && code != Z_BUF_ERROR {
        throw .unpackable(file: file, reason: "it is damaged after \(sink.count) bytes")
      } else if taken == bytes.count, !isFilled {
        throw .unpackable(file: file, reason: "it ends too early")
      }
    }
    return sink.bytes(grewWhileRead: bytes.grewWhileRead)
  }

  /// A zstd file, which may be several frames one after the other.
  static func zstd(_ bytes: FileBytes, of file: String) throws(LoadFailure) -> FileBytes {
    var sink = ByteSink(capacity: 4 * bytes.count, limit: Packing.allowance(for: bytes.count))
    guard let stream = ZSTD_createDStream() else { throw .unpackable(file: file, reason: "no memory") }
    defer { ZSTD_freeDStream(stream) }
    var input = ZSTD_inBuffer(src: bytes.start, size: bytes.count, pos: 0)
    var left = 1
    while true {
      var isFilled = false
      guard
        sink.withRoom(
          ZSTD_DStreamOutSize(),
          { room, count in
            var output = ZSTD_outBuffer(dst: room, size: count, pos: 0)
            left = ZSTD_decompressStream(stream, &output, &input)
            isFilled = output.pos == count
            return output.pos
          })
      else { throw tooLarge(file, bytes.count) }
      if ZSTD_isError(left) != 0 { throw .unpackable(file: file, reason: "it is damaged after \(sink.count) bytes") }
      if input.pos == input.size, !isFilled { break }
    }
    guard left == 0 else { throw .unpackable(file: file, reason: "it ends too early") }
    return sink.bytes(grewWhileRead: bytes.grewWhileRead)
  }

  static func tooLarge(_ file: String, _ packed: Int) -> LoadFailure {
    .unpackable(
      file: file,
      reason: "it unpacks to more than \(Packing.allowance(for: packed) >> 20) MiB, which no export of its size does")
  }
}
