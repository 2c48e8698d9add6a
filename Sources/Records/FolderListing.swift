import Glibc

/// What a folder holds, by name: exports, the settings, and what is left alone.
struct FolderListing: Sendable {
  struct File: Sendable {
    var name: String
    /// `nil`: it is in memory.
    var path: String?
    var bytes: FileBytes?
    var size: Int
  }
  var name: String
  /// The path as the user gave it, for sentences.
  var path: String
  var files: [File] = []
  var settings: File?
  var leftAlone: [String] = []

  static let settingsName = "parley.toml"
  private static let endings = ["csv", "tsv", "txt", "tab"]

  init(_ folder: Folder) throws(LoadFailure) {
    switch folder {
    case .memory(let name, let files):
      self.name = name
      path = name
      for file in files {
        let bytes = FileBytes(bytes: file.bytes)
        sort(File(name: file.name, path: nil, bytes: bytes, size: file.bytes.count))
      }
    case .directory(let path):
      self.path = path
      var trimmed = path[...]
      while trimmed.count > 1, trimmed.last == "/" { trimmed = trimmed.dropLast() }
      name = trimmed.split(separator: "/").last.map(String.init) ?? path
      try list(path)
    }
    files.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    leftAlone.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private mutating func list(_ path: String) throws(LoadFailure) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { throw .noSuchFolder(path: path) }
      throw .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw .notAFolder(path: path) }
    guard let directory = opendir(path) else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix(".") { continue }
      let full = path + (path.hasSuffix("/") ? "" : "/") + name
      guard stat(full, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFREG {
        sort(File(name: name, path: full, bytes: nil, size: Int(status.st_size)))
      } else {
        leftAlone.append(name + "/")
      }
    }
  }

  /// `parley.toml` and the journal beside it are Parley's own; dotfiles are nobody's business.
  private mutating func sort(_ file: File) {
    if file.name.hasPrefix(".") { return }
    if file.name == FolderListing.settingsName {
      settings = file
    } else if file.name.hasPrefix("parley.") {
      return
    } else if let dot = file.name.lastIndex(of: "."),
      FolderListing.endings.contains(file.name[file.name.index(after: dot)...].lowercased())
    {
      files.append(file)
    } else {
      leftAlone.append(file.name)
    }
  }
}

extension FolderListing.File {
  func load() throws(LoadFailure) -> FileBytes {
    if let bytes { return bytes }
    guard let path else { throw .unreadable(path: name, reason: "it has no place") }
    return try FileBytes.read(path: path)
  }
}
