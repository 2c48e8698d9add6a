import Foundation
import Subprocess
import TestFolder
import Testing

/// One run of the built program without a terminal: what it printed, what it complained, how it ended.
struct ProgramRun: Sendable {
  var output: [UInt8]
  var errors: [UInt8]
  /// 0–255; a signal is −N.
  var status: Int32

  var text: String { String(decoding: output, as: UTF8.self) }
  var complaint: String { String(decoding: errors, as: UTF8.self) }
  var lines: [String] { text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init) }

  func json() throws -> [String: Any] { try #require(try JSONSerialization.jsonObject(with: Data(output)) as? [String: Any]) }

  /// Bytes and characters that a terminal would obey, or that turn text around.
  var orders: [String] {
    (text + complaint).unicodeScalars.filter { scalar in
      switch scalar.value {
      case 10: false
      case 0..<32, 127..<160, 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029, 0xFEFF: true
      default: false
      }
    }.map { "U+" + String($0.value, radix: 16, uppercase: true) }
  }
}

/// Runs the program that lies beside this test bundle.
func parley(_ arguments: [String], in folder: String? = nil) async throws -> ProgramRun {
  let result = try await run(
    .path(.init(Tmux.parley)), arguments: .init(arguments), workingDirectory: folder.map { .init($0) }, input: .none,
    output: .bytes(limit: 1 << 24), error: .bytes(limit: 1 << 20))
  let status: Int32 =
    switch result.terminationStatus {
    case .exited(let code): code
    case .signaled(let signal): -signal
    }
  return ProgramRun(output: result.standardOutput, errors: result.standardError, status: status)
}

/// A folder of files that is gone after `body`; commands run inside it, so that sentences name what a person would type.
func withFolder<Result: Sendable>(
  _ files: [(name: String, text: String)], _ body: (String) async throws -> Result
) async throws -> Result {
  try await withFolder(bytes: files.map { ($0.name, Array($0.text.utf8)) }, body)
}

func withFolder<Result: Sendable>(
  bytes files: [(name: String, bytes: [UInt8])], _ body: (String) async throws -> Result
) async throws -> Result {
  let folder = TestFolder()
  folder.make("shop")
  for (name, bytes) in files { folder.write("shop/" + name, bytes) }
  defer { withExtendedLifetime(folder) {} }
  return try await body(folder.path)
}

/// Three files small enough to be checked by hand.
let shop: [(name: String, text: String)] = [
  (
    "leads.csv",
    """
    lead_id,created,source
    L1,2026-01-05,Fair
    L2,2026-01-12,Fair
    L3,2026-01-19,Web
    L4,2026-02-30,Web
    L5,2026-02-02,Web

    """
  ),
  (
    "deals.csv",
    """
    deal_id,lead_id,opened,closed,stage,amount
    D1,L1,2026-01-20,2026-03-01,Closed Won,1200
    D2,L3,2026-02-01,2026-03-08,Closed Lost,800
    D3,L5,2026-02-20,,Negotiation,950

    """
  ),
]
