import CTerm
import Glibc

/// Says when a file in a folder was written, replaced or removed: another pane's journal, a new export, a theme being edited.
final class FolderWatch {
  /// Readable when something has changed: for the loop.
  let descriptor: CInt

  /// Watches what exists of `folders`; a folder that cannot be watched is simply never reported.
  init(folders: [String]) {
    descriptor = inotify_init1(CInt(IN_NONBLOCK) | CInt(IN_CLOEXEC))
    let kinds = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_MODIFY)
    for folder in folders { inotify_add_watch(descriptor, folder, kinds) }
  }

  deinit { close(descriptor) }

  /// The names of the files that changed since the last time, each once, in the order they first did: those that are there whole,
  /// and those that somebody is writing still.
  func drain() -> (changed: [String], written: [String]) {
    var names: [String] = []
    var written: [String] = []
    let head = MemoryLayout<inotify_event>.size
    var buffer = [UInt8](repeating: 0, count: 16384)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return (names, written) }
      var at = 0
      while at + head <= count {
        let length = buffer.withUnsafeBytes { Int($0.loadUnaligned(fromByteOffset: at, as: inotify_event.self).len) }
        let name = String(decoding: buffer[at + head..<min(count, at + head + length)].prefix { $0 != 0 }, as: UTF8.self)
        let kinds = buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: at, as: inotify_event.self).mask }
        if name.isEmpty {
        } else if kinds & UInt32(IN_MODIFY) != 0 {
          if !written.contains(name) { written.append(name) }
        } else if !names.contains(name) {
          names.append(name)
        }
        at += head + length
      }
    }
  }
}
