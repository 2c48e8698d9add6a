import Glibc

/// A folder on the disk for as long as somebody holds it; it goes with all that is in it. The one way in which tests have folders.
package final class TestFolder: Sendable {
  package let path: String

  package init(_ files: [(name: String, text: String)] = []) {
    var template = Array("/tmp/parley-test-XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? ""
    }
    precondition(!path.isEmpty, "no folder could be made in /tmp")
    for (name, text) in files { write(name, text) }
  }

  deinit { TestFolder.remove(path) }

  /// Writes a file, over what stands there; a folder in its name is made.
  package func write(_ name: String, _ text: String) { write(name, Array(text.utf8)) }

  package func write(_ name: String, _ bytes: [UInt8]) {
    if let slash = name.lastIndex(of: "/") { make(String(name[..<slash])) }
    let descriptor = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o640)
    precondition(descriptor >= 0, "\(name) cannot be written")
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let wrote = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      precondition(wrote > 0, "\(name) cannot be written")
      rest = rest.dropFirst(wrote)
    }
  }

  /// Makes a folder in it; one that is there stays.
  package func make(_ name: String) { mkdir("\(path)/\(name)", 0o755) }

  /// Names in it (or in a folder of it), without hidden ones, in order.
  package func names(_ name: String = "") -> [String] {
    TestFolder.names(name.isEmpty ? path : "\(path)/\(name)").filter { !$0.hasPrefix(".") }.sorted()
  }

  private static func names(_ folder: String) -> [String] {
    guard let listing = opendir(folder) else { return [] }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Links are removed and not followed.
  private static func remove(_ place: String) {
    var status = stat()
    guard lstat(place, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      unlink(place)
      return
    }
    // A test may have shut it.
    chmod(place, 0o755)
    for name in names(place) { remove("\(place)/\(name)") }
    rmdir(place)
  }
}
