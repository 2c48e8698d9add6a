import ArgumentParser
import Cells
import Dashboard
import Glibc
import Journal
import SampleCompany

extension Layout: ExpressibleByArgument {}

/// `parley sample FOLDER`
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "Write the sample company as export files into a new or empty folder.",
    discussion: "With --scale 1 what its people wrote down comes with them: ideas, votes, notes, goals, a meeting.")

  @Argument(help: "Where to write them.") var folder: String
  @Option(help: "So many times the people; 50 makes a million leads.") var scale = 1
  @Option(help: "Whose headings people and deals come under: parley, hubspot or salesforce.") var layout = Layout.parley

  func validate() throws {
    guard (1...1000).contains(scale) else { throw ValidationError("--scale: write a whole number from 1 to 1000.") }
  }

  func run() throws {
    let files = try SampleFiles(folder)
    let bar = ProgressLine()
    do throws(SampleFiles.Failure) {
      let write = { (name: String, bytes: UnsafeRawBufferPointer) throws(SampleFiles.Failure) in
        try files.append(bytes, to: name)
      }
      try Fernhill.write(scale: scale, layout: layout, progress: { bar.show($0) }, to: write)
      bar.clear()
      // Of so many times the people nothing was guessed and decided.
      if scale == 1 {
        let journal = Array((Journal.header + Fernhill.journal.entries.map(\.line).joined()).utf8)
        var failure: SampleFiles.Failure?
        journal.withUnsafeBytes { bytes in
          do throws(SampleFiles.Failure) { try files.append(bytes, to: JournalFile.fileName) } catch { failure = error }
        }
        if let failure { throw failure }
      }
      try files.close()
    } catch {
      bar.clear()
      throw refuse(error.sentence)
    }
    say("\(folder): \(files.count) files, \(Numbers.count(files.bytes / 1_000_000)) MB. Open it with: parley \(folder)")
  }
}

/// The files being written, open side by side because the company is written copy by copy.
final class SampleFiles {
  enum Failure: Error {
    case cannotCreate(path: String, reason: String)
    case notEmpty(path: String)
    case cannotWrite(path: String, reason: String)

    var sentence: String {
      switch self {
      case .cannotCreate(let path, let reason): "\(path): it cannot be made: \(reason). Give another folder."
      case .notEmpty(let path):
        "\(path): there are files in it already, and they are not written over. Give a new or empty folder."
      case .cannotWrite(let path, let reason):
        "\(path): it cannot be written: \(reason). What was written so far can be removed."
      }
    }
  }

  private let folder: String
  private var open: [(name: String, descriptor: CInt)] = []
  private(set) var bytes = 0
  var count: Int { open.count }

  init(_ folder: String) throws {
    self.folder = folder
    if mkdir(folder, 0o755) != 0 {
      guard errno == EEXIST else {
        throw refuse(Failure.cannotCreate(path: folder, reason: String(cString: strerror(errno))).sentence)
      }
      guard let listing = opendir(folder) else {
        throw refuse(Failure.cannotCreate(path: folder, reason: String(cString: strerror(errno))).sentence)
      }
      defer { closedir(listing) }
      while let entry = readdir(listing) {
        if entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) { throw refuse(Failure.notEmpty(path: folder).sentence) }
      }
    }
  }

  func append(_ piece: UnsafeRawBufferPointer, to name: String) throws(Failure) {
    let path = "\(folder)/\(name)"
    let descriptor: CInt
    if let found = open.first(where: { $0.name == name }) {
      descriptor = found.descriptor
    } else {
      descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: String(cString: strerror(errno))) }
      open.append((name, descriptor))
    }
    guard writeAll(piece, to: descriptor) else { throw .cannotWrite(path: path, reason: String(cString: strerror(errno))) }
    bytes += piece.count
  }

  func close() throws(Failure) {
    for (name, descriptor) in open where Glibc.close(descriptor) != 0 {
      throw .cannotWrite(path: "\(folder)/\(name)", reason: String(cString: strerror(errno)))
    }
  }
}

/// A bar on standard error that grows because rows were written; nothing at all where nobody watches.
final class ProgressLine {
  private let isShown = isatty(2) == 1
  private var last = -1

  func show(_ share: Double) {
    let percent = Int(share * 100)
    guard isShown, percent != last else { return }
    last = percent
    let solid = bar(share, of: 1, columns: 40)
    let rest = String(repeating: "┈", count: max(0, 40 - solid.count))
    put("\r\(solid)\(rest) \(percent)%")
  }

  func clear() { if isShown, last >= 0 { put("\r\u{1B}[K") } }

  private func put(_ text: String) {
    var text = text
    _ = text.withUTF8 { write(2, $0.baseAddress, $0.count) }
  }
}
