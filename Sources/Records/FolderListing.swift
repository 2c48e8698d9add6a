import Glibc

/// A file as it was when it was listed: one that was written since, or put in its place, has another.
struct FileStamp: Sendable, Equatable {
  private var device: UInt64
  private var node: UInt64
  private var size: Int
  private var written: Int64
  private var changed: Int64

  init(_ status: stat) {
    func moment(_ time: timespec) -> Int64 { Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec) }
    device = UInt64(status.st_dev)
    node = UInt64(status.st_ino)
    size = Int(status.st_size)
    written = moment(status.st_mtim)
    changed = moment(status.st_ctim)
  }
}

/// What a folder holds, by name: exports, the settings, and what is left alone.
struct FolderListing: Sendable {
  struct Log: Sendable, Equatable {
    var path: String
    var stamp: FileStamp
  }

  struct File: Sendable {
    var name: String
    /// `nil`: it is in memory.
    var path: String?
    var bytes: FileBytes?
    var size: Int
    /// Which file it was and when it was written last; none in memory.
    var stamp: FileStamp?
    /// What a database's program has written beside it and not put into it yet.
    var log: Log?
    /// By its ending an export: then it is said if nothing can be read from it.
    var isNamedAsExport: Bool { FolderListing.endings.contains(FolderListing.ending(name)) }
  }
  var name: String
  /// The path as the user gave it, for sentences.
  var path: String
  var files: [File] = []
  var settings: File?
  var leftAlone: [String] = []

  static let settingsName = "parley.toml"
  static let endings = [
    "csv", "tsv", "txt", "tab", "json", "jsonl", "ndjson", "xlsx", "xlsm", "gz", "zst", "zip", "sqlite", "sqlite3", "db",
  ]
  /// What programs keep beside their data or what is plainly no table; everything else is looked into.
  static let others = [
    "sqlite-wal", "sqlite-shm", "db-wal", "db-shm", "db-journal", "sqlite-journal", "md", "toml", "yaml", "yml", "html", "htm",
    "xml", "pdf", "doc", "docx", "ppt", "pptx", "odt", "key", "eml", "msg", "log", "bak", "tmp", "part", "crdownload", "lock",
    "py", "sh", "sql", "r", "ipynb", "swift", "js", "ts", "css", "mp3", "mp4", "mov", "webp", "svg", "heic", "exe", "dmg",
    "iso", "ods", "numbers", "parquet", "bz2", "xz", "7z", "rar", "tar",
  ]

  static func ending(_ name: String) -> String {
    name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
  }

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
    var logs: [String: Log] = [:]
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix(".") { continue }
      let full = path + (path.hasSuffix("/") ? "" : "/") + name
      guard stat(full, &status) == 0 else { continue }
      if !FolderListing.isInside(full, of: path) {
        leftAlone.append(name + " (a link out of the folder)")
      } else if status.st_mode & S_IFMT == S_IFREG {
        sort(File(name: name, path: full, bytes: nil, size: Int(status.st_size), stamp: FileStamp(status)))
        if name.hasSuffix("-wal"), status.st_size > 0 {
          logs[String(name.dropLast(4))] = Log(path: full, stamp: FileStamp(status))
        }
      } else {
        leftAlone.append(name + (FolderListing.holdsExports(full) ? LeftAlone.folderOfExports : "/"))
      }
    }
    for at in files.indices { files[at].log = logs[files[at].name] }
  }

  /// Whether something in a folder within the folder is called as exports are.
  private static func holdsExports(_ path: String) -> Bool {
    guard let directory = opendir(path) else { return false }
    defer { closedir(directory) }
    for _ in 0..<1000 {
      guard let entry = readdir(directory) else { return false }
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix("."), endings.contains(ending(name)) { return true }
    }
    return false
  }

  /// Whether a name stands for something in the folder itself: a link may point anywhere, and what it points at is not the folder's.
  private static func isInside(_ full: String, of folder: String) -> Bool {
    var status = stat()
    guard lstat(full, &status) == 0 else { return false }
    guard status.st_mode & S_IFMT == S_IFLNK else { return true }
    guard let target = realpath(full, nil) else { return false }
    defer { free(target) }
    guard let root = realpath(folder, nil) else { return false }
    defer { free(root) }
    return String(cString: target).hasPrefix(String(cString: root) + "/")
  }

  /// `parley.toml` and the journal beside it are Parley's own; dotfiles are nobody's business.
  private mutating func sort(_ file: File) {
    if file.name.hasPrefix(".") { return }
    if file.name == FolderListing.settingsName {
      settings = file
    } else if file.name.hasPrefix("parley.") {
      return
    } else if file.isNamedAsExport || (!FolderListing.others.contains(FolderListing.ending(file.name)) && file.mayBeExport) {
      files.append(file)
    } else {
      leftAlone.append(file.name)
    }
  }
}

extension FolderListing.File {
  /// Whether its first bytes are those of a format we open, or of text: programs do not always name what they write.
  fileprivate var mayBeExport: Bool {
    guard size > 0 else { return false }
    let head: [UInt8]
    if let bytes {
      head = bytes.withUnsafeBytes { Array($0.prefix(4096)) }
    } else {
      guard let path, let found = FileBytes.head(of: path, 4096) else { return false }
      head = found
    }
    return head.withUnsafeBufferPointer { head in
      guard let start = head.baseAddress else { return false }
      switch Packing(start, head.count) {
      case .other: return false
      case .text: return head.count(where: { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }) * 20 <= head.count
      case .gzip, .zstd, .zip, .sqlite, .json, .markup: return true
      }
    }
  }

  /// The log beside it, as it was when the folder was listed; it has to be had before the file, for it is emptied into that.
  func loadLog() throws(LoadFailure) -> FileBytes? {
    guard let log else { return nil }
    return try FileBytes.read(path: log.path)
  }

  /// Whether the log is still the one that was listed.
  var isLogTheSame: Bool {
    guard let log else { return true }
    var status = stat()
    return stat(log.path, &status) == 0 && FileStamp(status) == log.stamp
  }

  func load() throws(LoadFailure) -> FileBytes {
    if let bytes { return bytes }
    guard let path else { throw .unreadable(path: name, reason: "it has no place") }
    return try FileBytes.read(path: path)
  }
}
