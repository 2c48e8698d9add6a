import Cells
import Glibc

/// Where a theme is kept.
enum ThemePlace: Equatable {
  /// A file of the user's.
  case file(String)
  /// One that came with the program, inside it.
  case shipped(String)

  /// What a message about the theme calls its file.
  var path: String {
    switch self {
    case .file(let path): path
    case .shipped(let name): "themes/\(name).toml"
    }
  }
}

/// The themes there are: in the user's own folder first, then the ones inside the program.
struct ThemeFiles {
  /// The files of the folder `themes`, as text, by name. They are compiled in: who copies the program has its colours.
  static let shipped: [String: String] = [
    "contrast": PackageResources.contrast_toml, "dark": PackageResources.dark_toml, "light": PackageResources.light_toml,
    "mono": PackageResources.mono_toml, "okabe": PackageResources.okabe_toml, "sixteen": PackageResources.sixteen_toml,
  ].mapValues { String(decoding: $0, as: UTF8.self) }

  /// The user's own folder, whether or not it is there.
  let folder: String?

  init(environment: (String) -> String?) {
    func says(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }
    folder = (says("XDG_CONFIG_HOME") ?? says("HOME").map { $0 + "/.config" }).map { $0 + "/parley/themes" }
  }

  /// The theme to start with and, if it could not be the one asked for, a sentence that says why. `wanted` is a name or a file;
  /// without one, what suits a terminal of this depth. Never fails: a broken file of the user's falls back on the shipped theme.
  func choose(_ wanted: String?, depth: Depth) -> (theme: Theme, complaint: String?) {
    let usual = depth == .none ? "mono" : depth == .sixteen ? "sixteen" : "dark"
    do {
      return (try read(wanted ?? usual), nil)
    } catch {
      return ((try? ThemeReading(files: self).theme(at: .shipped(usual))) ?? .mono, error.sentence)
    }
  }

  /// The theme of that name, or in that file (what has a `/` or ends in `.toml`).
  func read(_ wanted: String) throws(ThemeFailure) -> Theme {
    let isFile = wanted.contains("/") || wanted.hasSuffix(".toml")
    guard let place = isFile ? .file(wanted) : places(of: wanted).first else { throw .notFound(wanted, known: names) }
    return try ThemeReading(files: self).theme(at: place)
  }

  /// Where a theme of that name is kept; the user's own hides the shipped one.
  func places(of name: String) -> [ThemePlace] {
    let own = folder.map { "\($0)/\(name).toml" }.flatMap { access($0, R_OK) == 0 ? ThemePlace.file($0) : nil }
    return (own.map { [$0] } ?? []) + (ThemeFiles.shipped[name] == nil ? [] : [.shipped(name)])
  }

  /// The names of all themes, in order.
  var names: [String] {
    var all = Set(ThemeFiles.shipped.keys)
    if let listing = folder.flatMap({ opendir($0) }) {
      defer { closedir(listing) }
      while let entry = readdir(listing) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        if name.hasSuffix(".toml"), !name.hasPrefix(".") { all.insert(String(name.dropLast(5))) }
      }
    }
    return all.sorted()
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
