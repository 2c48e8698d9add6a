@testable import Records

/// A folder of small files, written as text.
func reading(_ files: [(name: String, text: String)], settings: String? = nil) async throws(LoadFailure) -> Reading {
  var all = files.map { Folder.MemoryFile(name: $0.name, bytes: Array($0.text.utf8)) }
  if let settings { all.append(Folder.MemoryFile(name: "parley.toml", bytes: Array(settings.utf8))) }
  return try await Reading.read(.memory(name: "folder", files: all), workers: 2)
}

extension Ledger {
  func file(_ name: String) -> FileReport { files.first { $0.file == name } ?? FileReport(file: "missing: \(name)", bytes: 0) }
  func reasons(_ name: String) -> [Reason] { file(name).rejections.examples.map(\.reason) }
  func lines(_ name: String) -> [Int] { file(name).rejections.examples.map(\.line) }
  func series(_ name: String) -> Series? { series.first { $0.name == name } }
}

func day(_ text: String) -> Day { Day(iso: text) ?? Day(number: -1) }

/// Five leads of two sources.
let fiveLeads = """
  lead_id,email,created,source
  L1,ann@a.example,2026-01-05,ads
  L2,bob@b.example,2026-01-12,ads
  L3,cy@c.example,2026-02-02,fair
  L4,dee@d.example,2026-02-09,fair
  L5,eve@e.example,2026-03-02,fair
  """
