import Glibc
import Testing

/// A process with pipes at both ends, for tests that kill it: its output is read as it comes.
struct Spawned {
  let process: pid_t
  let input: CInt
  let output: CInt
  let errors: CInt

  /// Starts a program with arguments, each a word; `environment` is added to our own.
  init(_ words: [String], environment: [String] = []) throws {
    var ends = [[CInt]](repeating: [0, 0], count: 3)
    for i in 0..<3 {
      let made = pipe(&ends[i])
      try #require(made == 0, "no pipe")
      for end in ends[i] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, ends[0][0], 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1][1], 1)
    posix_spawn_file_actions_adddup2(&actions, ends[2][1], 2)
    var own: [String] = []
    var entry = environ
    while let text = entry.pointee {
      own.append(String(cString: text))
      entry += 1
    }
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var surroundings: [UnsafeMutablePointer<CChar>?] = (own + environment).map { strdup($0) } + [nil]
    var process: pid_t = 0
    let problem = posix_spawnp(&process, words[0], &actions, nil, &arguments, &surroundings)
    for text in arguments + surroundings { free(text) }
    posix_spawn_file_actions_destroy(&actions)
    close(ends[0][0])
    close(ends[1][1])
    close(ends[2][1])
    try #require(problem == 0, "\(words[0]) cannot be started")
    self.process = process
    input = ends[0][1]
    output = ends[1][0]
    errors = ends[2][0]
  }

  func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(input, bytes, bytes.count)
  }

  func endInput() { close(input) }

  /// Reads `descriptor` until `enough` says so or the other end is closed.
  static func read(_ descriptor: CInt, until enough: ([UInt8]) -> Bool = { _ in false }) -> [UInt8] {
    var all: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while !enough(all) {
      let count = Glibc.read(descriptor, &piece, piece.count)
      guard count > 0 else { break }
      all += piece[..<count]
    }
    return all
  }

  /// A file's bytes.
  static func contents(_ path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    return read(descriptor)
  }

  /// Waits for the end; a signal is −N.
  func end() -> CInt {
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    close(output)
    close(errors)
    return status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
  }
}
