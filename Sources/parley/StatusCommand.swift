import ArgumentParser
import Cells
import Dashboard
import Glibc
import Records
import Translation

/// `parley status`
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "One line for tmux’s status bar: room 48 · arriving 43 · goal 62 · 3 waiting > 4 h.",
    discussion: "The line of an unchanged folder is kept in the cache; that may be deleted at any time.")

  @OptionGroup var place: Where

  func run() throws {
    if let path = place.folder, !isFolder(path) { throw refuse("\(path): there is no such folder.") }
    let cache = StatusCache(place)
    if let line = cache.line {
      say(line)
      return
    }
    let line = try waiting { try await work() }
    cache.keep(line)
    say(line)
  }

  private func work() async throws -> String {
    let findings: Findings
    do throws(LoadFailure) { (_, _, findings) = try await place.opening.translated() } catch { throw refuse(error.sentence) }
    guard let (answer, aims) = AlignAnswer.of(findings, try place.opening.told(until: findings.cutoff)) else {
      throw refuse("\(place.label): goals and room could not be worked out.")
    }
    return AlignReport(answer, aims).status
  }
}

/// The last line of a folder, kept under what the folder looked like: names, sizes and times of all its files, and this program's own.
///
/// Nothing in it is believed unless all of that is still the same; whatever cannot be read or written is as if it were not there.
struct StatusCache {
  private let file: KeptFile?
  private let print: String

  init(_ place: Where) {
    let full = place.folder.map { KeptFile.realPlace($0) ?? $0 } ?? "sample"
    var hash = Fnv()
    hash.add("3")
    hash.add(full)
    hash.add(place.asOf?.description ?? "")
    hash.add(StatusCache.look("/proc/self/exe"))
    if let folder = place.folder {
      for name in StatusCache.names(folder) {
        hash.add(name)
        hash.add(StatusCache.look(folder + "/" + name))
      }
    }
    print = hash.hex
    var own = Fnv()
    own.add(full + "\n" + (place.asOf?.description ?? ""))
    file = KeptFile.cached("status-\(own.hex)")
  }

  private static func names(_ folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  private static func look(_ path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else { return "none" }
    return
      "\(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec) \(status.st_ctim.tv_sec) \(status.st_ctim.tv_nsec)"
  }

  /// The kept line, where everything is as it was.
  var line: String? {
    guard let bytes = file?.bytes, bytes.count < 600 else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 3, lines[0] == print, lines[2].isEmpty, !lines[1].isEmpty, lines[1].count < 200 else { return nil }
    return String(lines[1])
  }

  func keep(_ line: String) {
    file?.makeFolder()
    _ = file?.write(Array("\(print)\n\(line)\n".utf8))
  }
}

/// FNV-1a, 64 bits: tells one folder's look from another's; no secret.
private struct Fnv {
  private var value: UInt64 = 0xcbf2_9ce4_8422_2325
  mutating func add(_ text: String) {
    for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    value = (value ^ 0xFF) &* 0x100_0000_01b3
  }
  var hex: String { String(value, radix: 16) }
}
