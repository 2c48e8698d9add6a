import CTerm
import Glibc

/// Says when a file in a folder was written, replaced or removed: another pane's journal, a new export, a theme being edited.
final class FolderWatch {
  /// Readable when something has changed: for the loop.
  let descriptor: CInt
  /// What others write is not told here: the folder lies on another host, or the system has no watch left. Whoever wants to see it
  /// has to look.
  let isBlind: Bool

  /// Watches what exists of `folders`; a folder that cannot be watched is never reported.
  init(folders: [String]) {
    descriptor = inotify_init1(CInt(IN_NONBLOCK) | CInt(IN_CLOEXEC))
    let kinds = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_MODIFY)
    var isBlind = false
    for folder in folders where inotify_add_watch(descriptor, folder, kinds) < 0 {
      isBlind = isBlind || access(folder, F_OK) == 0
    }
    self.isBlind = isBlind || folders.contains { FolderWatch.isOfMany(disk: ct_disk($0)) }
  }

  /// Disks that other hosts write to without this one's kernel hearing of it, by the number that statfs gives them. What lies over a
  /// local disk (overlayfs, encryption) is heard.
  static func isOfMany(disk: UInt32) -> Bool {
    switch disk {
    // NFS, SMB in its three numbers, AFS (two), Coda, NCP, 9P, FUSE (sshfs and virtiofs among them), CephFS, Lustre, GPFS, BeeGFS,
    // OrangeFS, GFS2, OCFS2, and the shared folders of VirtualBox, VMware and Parallels.
    case 0x6969, 0x517B, 0xFE53_4D42, 0xFF53_4D42, 0x5346_414F, 0x6B41_4653, 0x7375_7245, 0x564C, 0x0102_1997, 0x6573_5546,
      0x00C3_6400, 0x0BD0_0BD0, 0x4750_4653, 0x1983_0326, 0x2003_0528, 0x0116_1970, 0x7461_636F, 0x786F_4256, 0xBACB_ACBC,
      0x7C7C_6673:
      true
    default: false
    }
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
