import Glibc

/// A file of the package as the house tests read it.
struct SourceText: Sendable, CustomStringConvertible {
  /// From the package's root: `Sources/Cells/Frame.swift`.
  let path: String
  var description: String { path }

  /// The room it belongs to: `Cells`.
  var room: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }
  let lines: [String]
  /// The lines with comments and the insides of string literals blanked, so that only code is judged.
  let code: [String]

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    code = SourceText.code(of: lines)
  }

  private static func code(of lines: [String]) -> [String] {
    var out: [String] = []
    var isLong = false
    for line in lines {
      var kept = ""
      var rest = line[...]
      var isText = false
      while let first = rest.first {
        if rest.hasPrefix("\"\"\"") {
          isLong.toggle()
          rest = rest.dropFirst(3)
        } else if isLong {
          rest = rest.dropFirst()
        } else if first == "\\", isText {
          // What is interpolated into a text counts as text here.
          rest = rest.dropFirst(2)
        } else if first == "\"" {
          isText.toggle()
          kept.append(first)
          rest = rest.dropFirst()
        } else if isText {
          rest = rest.dropFirst()
        } else if rest.hasPrefix("//") {
          break
        } else {
          kept.append(first)
          rest = rest.dropFirst()
        }
      }
      out.append(kept)
    }
    return out
  }

  /// `import X`, `public import X`, `@testable import X`, `import struct X.Y`: X.
  var imports: [String] {
    lines.compactMap { line in
      var words = line.split(separator: " ")[...]
      while let first = words.first,
        ["public", "package", "internal", "private", "@testable", "@preconcurrency"].contains(first)
      {
        words = words.dropFirst()
      }
      guard words.first == "import" else { return nil }
      words = words.dropFirst()
      if let kind = words.first, ["struct", "enum", "class", "func", "protocol"].contains(kind) { words = words.dropFirst() }
      return words.first.map { String($0.prefix { $0 != "." }) }
    }
  }

  /// Every Swift file under `Sources`, sorted by path.
  static let sources: [SourceText] = all("Sources")

  static func all(_ folder: String, ending: String = ".swift") -> [SourceText] {
    names(folder).flatMap { name -> [SourceText] in
      let path = folder + "/" + name
      if isFolder(path) { return all(path, ending: ending) }
      return name.hasSuffix(ending) ? [SourceText(path: path, text: read(path) ?? "")] : []
    }
  }

  /// The folder that holds `Package.swift`.
  static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  /// Names in a folder of the package, sorted; dotfiles are left out.
  static func names(_ folder: String) -> [String] {
    guard let listing = opendir(root + "/" + folder) else { return [] }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(root + "/" + path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func read(_ path: String) -> String? {
    guard let file = fopen(root + "/" + path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&piece, 1, piece.count, file)
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += piece[..<count]
    }
  }
}
