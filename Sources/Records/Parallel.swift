import Glibc

/// Work on plain arrays split over cores, for the few loops that are worth it. The bodies touch places of their own only:
/// that is the caller's promise, which the compiler cannot check.
enum Parallel {
  /// Below this many rows a second thread costs more than it saves.
  static let least = 100_000

  /// `body` gets each of the ranges that make up `0..<count`, at the same time where that pays.
  static func ranges(_ count: Int, workers: Int, _ body: (Range<Int>) -> Void) {
    let parts = count < least ? 1 : max(1, workers)
    if parts == 1 { return body(0..<count) }
    perform(parts) { part in body(count * part / parts..<count * (part + 1) / parts) }
  }

  /// Both, at the same time where that pays.
  static func both(_ count: Int, workers: Int, _ first: () -> Void, _ second: () -> Void) {
    if workers < 2 || count < least {
      first()
      second()
    } else {
      perform(2) { $0 == 0 ? first() : second() }
    }
  }

  private static func perform(_ parts: Int, _ body: (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      let work = Unchecked(value: body)
      // One part is this thread's own; one that no thread can be had for is too.
      let threads = (1..<parts).map { part in (part, begin { work.value(part) }) }
      body(0)
      for (part, thread) in threads {
        if let thread { pthread_join(thread, nil) } else { body(part) }
      }
    }
  }
}

/// Begins a thread; `nil` when the system has none to give. It is joined or detached by the caller.
package func begin(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
  let box = Unmanaged.passRetained(ThreadBody(body))
  var thread = pthread_t()
  let failed = pthread_create(
    &thread, nil,
    { raw in
      guard let raw else { return nil }
      Unmanaged<ThreadBody>.fromOpaque(raw).takeRetainedValue().body()
      return nil
    }, box.toOpaque())
  if failed == 0 { return thread }
  box.release()
  return nil
}

/// What a thread does.
private final class ThreadBody: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

/// A value that several threads use at places of their own.
struct Unchecked<Value>: @unchecked Sendable {
  let value: Value
}
