import Cells
import Glibc

/// Where themes lie: the user's folder first, then the ones that came with the program.
struct ThemeFiles {
  /// In the order they are looked through.
  let folders: [String]

  /// `executable` is this program's own file; the themes stand in a `themes` folder above it, or in `share/parley/themes`.
  init(environment: (String) -> String?, executable: String = ThemeFiles.ownFile) {
    func says(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }
    let config = says("XDG_CONFIG_HOME") ?? says("HOME").map { $0 + "/.config" }
    folders = (config.map { [$0 + "/parley/themes"] } ?? []) + (ThemeFiles.shipped(near: executable).map { [$0] } ?? [])
  }

  /// This program's own file.
  static var ownFile: String {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = readlink("/proc/self/exe", &path, Int(PATH_MAX))
    return count > 0 ? String(decoding: path[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : ""
  }

  /// The theme to start with and, if it could not be the one asked for, a sentence that says why. `wanted` is a name or a file;
  /// without one, what suits a terminal of this depth. Never fails: the last resort is compiled in.
  func choose(_ wanted: String?, depth: Depth) -> (theme: Theme, complaint: String?) {
    let usual = depth == .none ? "mono" : depth == .sixteen ? "sixteen" : "dark"
    guard let wanted else { return ((try? read(usual)) ?? .mono, nil) }
    do {
      return (try read(wanted), nil)
    } catch {
      return ((try? read(usual)) ?? .mono, error.sentence)
    }
  }

  /// The theme of that name, or in that file (what has a `/` or ends in `.toml`).
  func read(_ wanted: String) throws(ThemeFailure) -> Theme {
    if wanted.contains("/") || wanted.hasSuffix(".toml") { return try ThemeReading(files: self).theme(at: wanted) }
    if let path = path(of: wanted) { return try ThemeReading(files: self).theme(at: path) }
    if wanted == "mono" { return .mono }
    throw .notFound(wanted, known: names)
  }

  /// The file of a theme, the user's own before the shipped one of the same name.
  func path(of name: String) -> String? {
    folders.map { "\($0)/\(name).toml" }.first { access($0, R_OK) == 0 }
  }

  /// The names of all themes, in order.
  var names: [String] {
    var all: Set<String> = ["mono"]
    for folder in folders {
      guard let listing = opendir(folder) else { continue }
      defer { closedir(listing) }
      while let entry = readdir(listing) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        if name.hasSuffix(".toml"), !name.hasPrefix(".") { all.insert(String(name.dropLast(5))) }
      }
    }
    return all.sorted()
  }

  private static func shipped(near executable: String) -> String? {
    var parts = executable.split(separator: "/").dropLast()
    while true {
      let above = parts.map { "/" + $0 }.joined()
      for folder in ["\(above)/themes", "\(above)/share/parley/themes"] where access("\(folder)/dark.toml", R_OK) == 0 {
        return folder
      }
      if parts.isEmpty { return nil }
      parts.removeLast()
    }
  }
}

/// Why a theme could not be had.
enum ThemeFailure: Error, Equatable {
  case notFound(String, known: [String])
  case unreadable(path: String)
  case broken(path: String, line: Int, what: String)

  /// Where, what, what to do.
  var sentence: String {
    switch self {
    case .notFound(let name, let known): "--theme: there is no theme \"\(name)\". There are: \(known.joined(separator: ", "))."
    case .unreadable(let path): "\(path): this theme cannot be read. Check the name and the permissions."
    case .broken(let path, let line, let what): "\(path):\(line): \(what)"
    }
  }
}
