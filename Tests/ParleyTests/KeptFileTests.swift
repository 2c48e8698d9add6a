import Foundation
import Glibc
import Records
import Testing

@testable import parley

/// Files of ours: in the cache place, and beside the user's data.
@Suite struct KeptFileTests {
  @Test func `the cache place is the one the surroundings name, and a place that is no whole path is none`() {
    func cached(_ environment: [String: String]) -> String? { KeptFile.cached("a") { environment[$0] }?.path }
    #expect(cached(["XDG_CACHE_HOME": "/var/c", "HOME": "/home/a"]) == "/var/c/parley/a")
    #expect(cached(["HOME": "/home/a"]) == "/home/a/.cache/parley/a")
    #expect(cached(["XDG_CACHE_HOME": "here", "HOME": "/home/a"]) == "/home/a/.cache/parley/a")
    #expect(cached(["HOME": ""]) == nil)
    #expect(cached([:]) == nil)
  }

  @Test func `a file is there whole, or it is as it was; nothing is left beside it`() async throws {
    try await withFolder([]) { folder in
      let file = KeptFile(path: folder + "/made/here/a")
      #expect(file.bytes == nil)
      #expect(file.write([1, 2]) == ENOENT)
      mkdir(folder + "/made", 0o755)
      file.makeFolder()
      #expect(file.write([1, 2]) == 0)
      #expect(file.bytes == [1, 2])
      #expect(file.write([3], place: .onlyIfFree) == EEXIST)
      #expect(file.bytes == [1, 2])
      #expect(file.write([3]) == 0)
      #expect(file.bytes == [3])
      let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/made/here")
      #expect(names == ["a"])
    }
  }

  @Test func `an answer is not written into a parley.toml that is no UTF-8: not a byte of it is lost`() async throws {
    try await withFolder([]) { folder in
      let path = folder + "/shop/parley.toml"
      let before = Array("# caf".utf8) + [0xE9] + Array(" in Latin 1\ncompany = \"A\"\n".utf8)
      try Data(before).write(to: URL(fileURLWithPath: path))
      var said = ""
      do throws(MappingFailure) { said = try keepAnswer(.subject(file: "a.csv", nil), in: folder + "/shop") } catch {
        said = error.sentence
      }
      #expect(said == "\(path): it is not UTF-8, so nothing is written into it. Save it as UTF-8, then try again.")
      #expect(Array(try Data(contentsOf: URL(fileURLWithPath: path))) == before)
    }
  }
}
