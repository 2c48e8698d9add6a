import Foundation
import Glibc
import TestFolder
import Testing

@testable import parley

/// When a folder tells what others write, and when one has to look.
@Suite struct FolderWatchTests {
  @Test(arguments: [
    (0xEF53, false, "ext4"), (0x5846_5342, false, "XFS"), (0x9123_683E, false, "Btrfs"), (0x0102_1994, false, "tmpfs"),
    (0x794C_7630, false, "overlayfs, whose upper layer is local"), (0x2FC1_2FC1, false, "ZFS"), (0x6969, true, "NFS"),
    (0xFF53_4D42, true, "CIFS"), (0xFE53_4D42, true, "SMB 2"), (0x6573_5546, true, "FUSE, sshfs among them"),
    (0x0102_1997, true, "9P"),
    (0x00C3_6400, true, "CephFS"),
  ])
  func `a disk that other hosts write to is known by its number`(disk: UInt32, isOfMany: Bool, name: String) {
    #expect(FolderWatch.isOfMany(disk: disk) == isOfMany, "\(name)")
  }

  @Test func `a folder on a local disk is watched and nobody has to look; one that is not there is not looked for`()
    async throws
  {
    try await withFolder(shop) { folder in
      #expect(!FolderWatch(folders: [folder + "/shop"]).isBlind)
      #expect(!FolderWatch(folders: [folder + "/nowhere"]).isBlind)
    }
  }

  @Test func `a file that is written is reported by its name, once`() throws {
    let place = TestFolder()
    defer { withExtendedLifetime(place) {} }
    let folder = place.path
    let watch = FolderWatch(folders: [folder, "/nowhere/at/all"])
    #expect(watch.drain().changed.isEmpty)
    for _ in 0..<3 { close(open(folder + "/journal", O_WRONLY | O_CREAT, 0o600)) }
    var waiting = pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&waiting, 1, 5000) == 1)
    let news = watch.drain()
    #expect(news.changed == ["journal"] && news.written.isEmpty)
    // Bytes that come before the file is closed are told as such.
    let open = open(folder + "/journal", O_WRONLY)
    #expect(write(open, "x", 1) == 1 && poll(&waiting, 1, 5000) == 1)
    let early = watch.drain()
    #expect(early.changed.isEmpty && early.written == ["journal"])
    close(open)
    #expect(poll(&waiting, 1, 5000) == 1 && watch.drain().changed == ["journal"])
  }
}
