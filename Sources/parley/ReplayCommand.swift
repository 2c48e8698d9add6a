import ArgumentParser
import Cells
import Dashboard
import Glibc
import Records
import Translation

/// `parley replay FILE`
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Play a recorded session: to a person in a terminal, or compare its screen when there is none.")

  @Argument(help: "The session.") var file: String
  @OptionGroup var look: Look
  @Option(help: "Milliseconds between two keys.") var pace: Int32 = 600
  @Flag(help: "Compare even in a terminal.") var compare = false

  func run() throws {
    let text = try ReplayCommand.text(of: file)
    let session: Session
    do throws(Session.Failure) { session = try Session(text) } catch { throw refuse("\(file): \(error.sentence)") }
    let opening = Opening(path: ReplayCommand.folder(session.data, beside: file), asOf: try asOf(session))
    guard !compare, isatty(0) == 1, isatty(1) == 1 else { return try waiting { try await check(session, opening) } }
    try Host(opening, look: look, script: session.keys, pace: max(10, pace)).run()
  }

  private func asOf(_ session: Session) throws -> Day? {
    guard let text = session.asOf else { return nil }
    guard let day = Day(iso: text) else { throw refuse("\(file): as-of: “\(text)” is no date. Write 2026-03-31.") }
    return day
  }

  private func check(_ session: Session, _ opening: Opening) async throws {
    let frame: Frame
    do throws(LoadFailure) {
      frame = try await painted(opening, columns: session.columns, rows: session.rows, keys: session.keys)
    } catch {
      throw refuse(error.sentence)
    }
    let shown = session.isASCII ? frame.ascii() : frame
    emit(shown.printed())
    guard let expected = session.screen else { return }
    let differing = shown.text.indices.filter { !expected.indices.contains($0) || expected[$0] != shown.text[$0] }
    guard differing.isEmpty, expected.count == shown.text.count else {
      complain("\(file): the screen differs from the recorded one in \(max(1, differing.count)) lines.")
      throw ExitCode(1)
    }
  }

  private static func folder(_ data: String, beside file: String) -> String? {
    if data == "sample" { return nil }
    if data.hasPrefix("/") { return data }
    let parts = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return parts.isEmpty ? data : parts.joined(separator: "/") + "/" + data
  }

  private static func text(of path: String) throws -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw refuse("\(path): it cannot be read: \(String(cString: strerror(errno))).") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < 4_000_000 {
      let count = read(descriptor, &piece, piece.count)
      guard count > 0 else { break }
      bytes += piece[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
