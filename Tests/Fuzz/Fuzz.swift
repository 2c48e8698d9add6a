import Glibc
import Records

/// libFuzzer's own loop: it makes inputs, watches which branches they reach and keeps those that reach new ones.
@_silgen_name("LLVMFuzzerRunDriver")
func drive(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// Where libFuzzer's own `main` calls it: which of the two begins, the linker decides.
@_cdecl("LLVMFuzzerTestOneInput")
func tryOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  Fuzz.read(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// Every reader on bytes that nobody has seen: separated cells, gzip, zstd, ZIP, workbooks, JSON, SQLite and `parley.toml`, each told
/// by the bytes themselves. A trap, a stray access or a hang is a finding; a sentence is not.
@main
struct Fuzz {
  static func main() {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(
      drive(&count, &arguments) { tryOne($0, $1) })
  }

  static func read(_ bytes: [UInt8]) {
    nonisolated(unsafe) let done = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    sem_init(done, 0, 0)
    Task.detached {
      _ = try? Settings(toml: String(decoding: bytes, as: UTF8.self))
      let files = [
        Folder.MemoryFile(name: "input.csv", bytes: bytes),
        Folder.MemoryFile(
          name: "leads.csv", bytes: Array("lead_id,email,created,source\nL1,a@b.example,2026-01-05,ads\n".utf8)),
      ]
      if let reading = try? await Reading.read(.memory(name: "folder", files: files), workers: 1) {
        _ = reading.ledger(asOf: nil)
        _ = reading.proposedSettings
      }
      sem_post(done)
    }
    sem_wait(done)
    sem_destroy(done)
    done.deallocate()
  }
}
