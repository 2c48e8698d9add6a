import Glibc

@testable import Records

/// Reading a table from text written in a test.
enum Specimen {
  static func table(
    _ text: String, workers: Int = 1, options: ReadOptions = ReadOptions()
  ) async throws(LoadFailure) -> Table {
    try await table(bytes: Array(text.utf8), workers: workers, options: options)
  }

  static func table(
    bytes: [UInt8], workers: Int = 1, options: ReadOptions = ReadOptions()
  ) async throws(LoadFailure) -> Table {
    try await TableReader.read(file: "specimen.csv", bytes: FileBytes(bytes: bytes), workers: workers, options: options)
  }

  /// A file below the package's root, nil when it is not there.
  static func file(_ path: String) -> FileBytes? { try? FileBytes.read(path: Specimen.path(path)) }

  static func path(_ path: String) -> String {
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/") + "/" + path
  }

  static func write(_ text: String, to path: String) {
    guard let file = fopen(path, "w") else { return }
    defer { fclose(file) }
    fputs(text, file)
  }

  /// Names in a directory below the package's root, sorted; nil when it is not there.
  static func names(in path: String) -> [String]? {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    guard let directory = opendir(root + "/" + path) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}

extension Table {
  func column(_ name: String) -> Column? { columns.first { $0.name == name } }

  func numbers(_ name: String) -> [Double]? {
    guard case .numbers(let values, _)? = column(name)?.cells else { return nil }
    return values
  }

  func days(_ name: String) -> [String]? {
    guard case .moments(let moments, _)? = column(name)?.cells else { return nil }
    return moments.map { $0.isMissing ? "" : $0.day.description }
  }

  /// `2026-03-05 19:05:00`
  func times(_ name: String) -> [String]? {
    guard case .moments(let moments, _)? = column(name)?.cells else { return nil }
    return moments.map { moment in
      if moment.isMissing { return "" }
      let second = Int(moment.seconds - Int64(moment.day.number) * 86_400)
      func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
      return "\(moment.day) \(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
    }
  }

  func words(_ name: String) -> [String]? {
    guard case .categories(let codes, let names)? = column(name)?.cells else { return nil }
    return codes.map { $0 == Column.missingCode ? "" : names[Int($0)] }
  }

  func hashes(_ name: String) -> [UInt64]? {
    guard case .keys(let hashes, _)? = column(name)?.cells else { return nil }
    return hashes
  }

  var texts: [[String]] { (0..<rowCount).map { text.cells(row: $0) } }
  var rejectionLines: [String] { rejections.examples.map { $0.reason.sentence(file: file, line: $0.line) } }
}
