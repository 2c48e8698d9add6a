import Cells
import Dashboard
import Glibc
import Records
import SampleCompany
import Translation

/// What the user pointed at, and from which day they want to look at it.
struct Opening: Sendable {
  /// `nil`: the sample company.
  var path: String?
  var asOf: Day?

  var folder: Folder {
    if let path { return .directory(path: path) }
    return .memory(name: Fernhill.name, files: Fernhill.files())
  }

  /// The company's name before anything is read: the folder's own.
  var name: String {
    guard let path else { return Fernhill.name }
    let parts = path.split(separator: "/").map(String.init).filter { $0 != "." && $0 != ".." }
    return parts.last ?? path
  }

  static let workers = max(1, min(8, sysconf(CInt(_SC_NPROCESSORS_ONLN))))

  func read(
    after earlier: ReadFiles? = nil, changed: [String] = [], keeps: Bool = false,
    isShown: Bool = false, progress: @escaping @Sendable (ReadingProgress) -> Void = { _ in }
  ) async throws(LoadFailure) -> Reading {
    try await Reading.read(
      folder, workers: Opening.workers, after: earlier, changed: changed, keeps: keeps, isShown: isShown,
      progress: progress)
  }

  /// What the Data view shows; dates ahead of the clock are looked for in a folder of the user's, not in the sample company.
  func inspection(of reading: Reading) -> Inspection {
    reading.inspection(today: path == nil ? nil : Day(number: Int32(time(nil) / 86_400)))
  }

  /// Reads, cuts and translates: the straight line, for everybody who does not need to watch it.
  func translated(isShown: Bool = false) async throws(LoadFailure) -> (reading: Reading, ledger: Ledger, findings: Findings) {
    let reading = try await read(isShown: isShown)
    let ledger = reading.ledger(asOf: asOf)
    let findings = Findings.translate(ledger, workers: Opening.workers)
    // A journal that cannot be read is told by those who show it; figures do not wait for it.
    guard let journal = try? journal(until: findings.cutoff) else { return (reading, ledger, findings) }
    var found = findings.tested(by: journal)
    found.hear(journal)
    return (reading, ledger, found)
  }
}

/// Prints text for people: nothing in it can be an order to the terminal.
func say(_ text: String = "") {
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) { emit(printable(String(line)) + "\n") }
}

/// Prints text that is already harmless: JSON, frames.
func emit(_ text: String) {
  var text = text
  let isWhole = text.withUTF8 { writeAll(UnsafeRawBufferPointer($0), to: 1) }
  // A closed pipe (`parley … | head`) is the reader's way of saying enough; anything else is a loss.
  guard !isWhole, errno != EPIPE else { return }
  complain("standard output: it cannot be written: \(String(cString: strerror(errno))).")
  exit(2)
}

/// Does asynchronous work elsewhere and sleeps here until it is done.
func waiting<Success: Sendable>(_ work: @escaping @Sendable () async throws -> Success) throws -> Success {
  let box = Mailbox<Result<Success, any Error>>()
  Task.detached(executorPreference: Workers.shared) {
    do { box.post(.success(try await work())) } catch { box.post(.failure(error)) }
  }
  while true {
    var polled = pollfd(fd: box.descriptor, events: Int16(POLLIN), revents: 0)
    poll(&polled, 1, -1)
    if let result = box.drain().first { return try result.get() }
  }
}
