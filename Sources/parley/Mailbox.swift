import CTerm
import Glibc
import Synchronization

/// Where workers leave what they found; the loop sleeps until something lies in it. Whoever posts never waits.
final class Mailbox<Message: Sendable>: Sendable {
  /// Readable while something may lie in the box: for `poll`.
  let descriptor: CInt
  private let messages = Mutex<[Message]>([])

  init() { descriptor = eventfd(0, CInt(EFD_NONBLOCK) | CInt(EFD_CLOEXEC)) }

  deinit { close(descriptor) }

  func post(_ message: Message) {
    messages.withLock { $0.append(message) }
    var one: UInt64 = 1
    _ = write(descriptor, &one, 8)
  }

  /// Everything posted so far, oldest first; the box is empty afterwards.
  func drain() -> [Message] {
    var count: UInt64 = 0
    _ = read(descriptor, &count, 8)
    return messages.withLock { box in
      defer { box = [] }
      return box
    }
  }
}
