import CPack

/// A ZIP file in memory: a workbook of Excel's, or exports packed together.
struct ZipArchive: ~Copyable {
  struct Entry: Sendable {
    var name: String
    var index: UInt64
    var size: Int
    var packed: Int
  }
  let entries: [Entry]
  private let file: String
  private let archive: OpaquePointer
  /// The archive reads from these bytes as long as it is open.
  private let bytes: FileBytes

  private static let mostEntries = 10_000

  init(_ bytes: FileBytes, of file: String) throws(LoadFailure) {
    let archive = try ZipArchive.open(bytes, file)
    self.archive = archive
    self.bytes = bytes
    self.file = file
    entries = ZipArchive.entries(of: archive)
  }

  private static func open(_ bytes: FileBytes, _ file: String) throws(LoadFailure) -> OpaquePointer {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let source = zip_source_buffer_create(bytes.start, UInt64(bytes.count), 0, &error) else {
      throw .unpackable(file: file, reason: String(cString: zip_error_strerror(&error)))
    }
    guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      zip_source_free(source)
      throw .unpackable(file: file, reason: String(cString: zip_error_strerror(&error)))
    }
    let count = zip_get_num_entries(archive, 0)
    guard count <= mostEntries else {
      zip_discard(archive)
      throw .unpackable(file: file, reason: "it holds \(count) files")
    }
    return archive
  }

  private static func entries(of archive: OpaquePointer) -> [Entry] {
    (0..<UInt64(max(0, zip_get_num_entries(archive, 0)))).compactMap { index in
      var status = zip_stat_t()
      guard zip_stat_index(archive, index, 0, &status) == 0, let name = status.name else { return nil }
      let text = String(cString: name)
      if text.hasSuffix("/") { return nil }
      return Entry(name: text, index: index, size: Int(clamping: status.size), packed: Int(clamping: status.comp_size))
    }
  }

  deinit { zip_discard(archive) }

  var isWorkbook: Bool { entries.contains { $0.name.lowercased() == "xl/workbook.xml" } }

  /// Hidden files and the droppings of operating systems are no exports.
  func isExport(_ entry: Entry) -> Bool {
    let parts = entry.name.split(separator: "/")
    return !parts.contains { $0.hasPrefix(".") || $0.hasPrefix("__MACOSX") } && entry.size > 0
      && !FolderListing.others.contains(FolderListing.ending(entry.name))
  }

  func entry(_ name: String) -> Entry? {
    entries.first { $0.name == name } ?? entries.first { $0.name.lowercased() == name.lowercased() }
  }

  /// An entry whole.
  func bytes(of entry: Entry) throws(LoadFailure) -> FileBytes {
    var sink = ByteSink(
      capacity: min(entry.size, Packing.allowance(for: entry.packed)), limit: Packing.allowance(for: entry.packed))
    try read(entry) { start, count in sink.append(start, count) }
    return sink.bytes()
  }

  /// An entry piece by piece. Sizes that the archive states are not believed: what comes out is counted.
  func read(_ entry: Entry, _ piece: (UnsafePointer<UInt8>, Int) -> Void) throws(LoadFailure) {
    guard let handle = zip_fopen_index(archive, entry.index, 0) else {
      throw .unpackable(file: file, reason: "\(Reason.cut(entry.name)): \(String(cString: zip_strerror(archive)))")
    }
    defer { zip_fclose(handle) }
    let size = 1 << 16
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    defer { memory.deallocate() }
    var total = 0
    while true {
      let got = Int(zip_fread(handle, memory, UInt64(size)))
      guard got >= 0 else {
        throw .unpackable(file: file, reason: "\(Reason.cut(entry.name)): \(String(cString: zip_file_strerror(handle)))")
      }
      if got == 0 { return }
      total += got
      guard total <= Packing.allowance(for: entry.packed) else { throw Unpacking.tooLarge(file, entry.packed) }
      piece(memory, got)
    }
  }
}
