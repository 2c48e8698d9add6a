import Dashboard
import Glibc
import Journal
import Records
import SampleCompany
import Translation

/// A company as a session finds it: read and translated, or the reason why not.
struct Company: Sendable {
  var name: String
  var findings: Findings?
  var files: [FileReport] = []
  var leftAlone: [String] = []
  var inspection = Inspection()
  var failure: LoadFailure?
  var journal = Journal()

  /// What the dashboard is told when the reading has ended.
  var event: Event {
    if let failure { return .failed(failure) }
    guard let findings else { return .failed(.emptyFolder(path: name)) }
    return .translated(findings, files: files, leftAlone: leftAlone, inspection: inspection)
  }
}

/// Every company is read once, whoever asks first; each day it is looked at from is translated once.
actor Companies {
  static let shared = Companies()

  private struct Look: Hashable {
    var place: String
    var asOf: Day?
  }
  private var readings: [String: Task<Result<Reading, LoadFailure>, Never>] = [:]
  private var looks: [Look: Task<Company, Never>] = [:]

  /// `place` is `sample`, a folder, or one file of a folder.
  func company(_ place: String, asOf: Day?) async -> Company {
    let look = Look(place: place, asOf: asOf)
    if let task = looks[look] { return await task.value }
    let reading = reading(place)
    let task = Task { () -> Company in
      let name = Companies.name(place)
      switch await reading.value {
      case .failure(let failure): return Company(name: name, failure: failure)
      case .success(let reading):
        let ledger = reading.ledger(asOf: asOf)
        let journal = place == "sample" ? Fernhill.journal : Journal()
        return Company(
          name: name, findings: Findings.translate(ledger), files: ledger.files, leftAlone: reading.leftAlone,
          inspection: reading.inspection(), journal: asOf.map { journal.known(by: $0) } ?? journal)
      }
    }
    looks[look] = task
    return await task.value
  }

  private func reading(_ place: String) -> Task<Result<Reading, LoadFailure>, Never> {
    if let task = readings[place] { return task }
    let task = Task { () -> Result<Reading, LoadFailure> in
      do throws(LoadFailure) {
        return .success(try await Reading.read(Companies.folder(place), workers: 2, isShown: true))
      } catch { return .failure(error) }
    }
    readings[place] = task
    return task
  }

  private static func name(_ place: String) -> String {
    place == "sample" ? Fernhill.name : place.split(separator: "/").last.map(String.init) ?? place
  }

  private static func folder(_ place: String) -> Folder {
    if place == "sample" { return .memory(name: Fernhill.name, files: Fernhill.files()) }
    guard let bytes = contents(of: place) else { return .directory(path: place) }
    return .memory(name: name(place), files: [Folder.MemoryFile(name: name(place), bytes: bytes)])
  }

  /// The bytes of a file; `nil` for a folder or nothing.
  static func contents(of path: String) -> [UInt8]? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes.prefix(count))
  }
}
