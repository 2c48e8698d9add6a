import Records

/// Fernhill Scheduling, the invented company: two years of records whose true rates are known (`Truths`).
package enum Fernhill {
  package static let name = "Fernhill Scheduling"
  package static let seed: UInt64 = 2026_10_28

  /// All files of the company in memory, the same bytes for the same seed on every machine.
  package static func files(seed: UInt64 = Fernhill.seed, scale: Int = 1, layout: Layout = .parley) -> [Folder.MemoryFile] {
    var files: [Folder.MemoryFile] = []
    func keep(name: String, bytes: UnsafeRawBufferPointer) {
      if let index = files.firstIndex(where: { $0.name == name }) {
        files[index].bytes.append(contentsOf: bytes)
      } else {
        files.append(Folder.MemoryFile(name: name, bytes: Array(bytes)))
      }
    }
    write(seed: seed, scale: scale, layout: layout, progress: { _ in }, to: keep)
    // Growing leaves up to half of an array empty; a reader wants some bytes behind the last.
    for at in files.indices {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(files[at].bytes.count + 64)
      bytes += files[at].bytes
      files[at].bytes = bytes
    }
    return files
  }

  /// Streams the files in pieces, `scale` times the people with names of their own, one copy in memory at a time.
  ///
  /// `sink` gets a file's name and its next bytes, files taking turns; `progress` the share of rows written, 0 to 1.
  package static func write<Failure: Error>(
    seed: UInt64 = Fernhill.seed, scale: Int, layout vendor: Layout = .parley, progress: (Double) -> Void,
    to sink: (_ file: String, UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    precondition(scale >= 1, "the company has at least one copy of itself")
    let files = vendor.files
    // The heading is the line before the first record.
    var rows = files.map { _ in -1 }
    func rewrite(_ name: String, _ piece: UnsafeRawBufferPointer) throws(Failure) {
      guard files.contains(where: { $0.own == name }) else { return try sink(name, piece) }
      for (at, file) in files.enumerated() where file.own == name {
        try hand(on: file.rewritten(piece, rows: &rows[at]), of: file.name, to: sink)
      }
    }
    var layout = ParleyLayout()
    layout.writeHeadings()
    for copy in 0..<scale {
      let company = Company(seed: seed, copy: copy)
      progress((Double(copy) + 0.5) / Double(scale))
      try layout.write(company, to: rewrite)
      progress(Double(copy + 1) / Double(scale))
    }
    layout.writeNumbers(seed: seed, scale: scale)
    try layout.flushAll(to: rewrite)
    for (at, file) in files.enumerated() { try hand(on: file.ending(rows: rows[at]), of: file.name, to: sink) }
  }

  private static func hand<Failure: Error>(
    on bytes: [UInt8], of name: String, to sink: (String, UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    guard !bytes.isEmpty else { return }
    var failure: Failure?
    bytes.withUnsafeBytes { raw in
      do throws(Failure) { try sink(name, raw) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
