import Glibc
import Synchronization

/// Work on plain arrays split over cores, for the few loops that are worth it. The bodies touch places of their own only:
/// that is the caller's promise, which the compiler cannot check.
package enum Parallel {
  /// Below this many rows a second thread costs more than it saves.
  static let least = 50_000

  /// `body` gets each of the ranges that make up `0..<count`, at the same time where that pays.
  static func ranges(_ count: Int, workers: Int, _ body: (Range<Int>) -> Void) {
    let parts = count < least ? 1 : max(1, workers)
    if parts == 1 { return body(0..<count) }
    perform(parts) { part in body(count * part / parts..<count * (part + 1) / parts) }
  }

  /// What `body` answers for each of such ranges, in their order.
  package static func parts<Result: Sendable>(_ count: Int, workers: Int, _ body: (Range<Int>) -> Result) -> [Result] {
    let parts = count < least ? 1 : max(1, workers)
    return each(parts, workers: workers) { part in body(count * part / parts..<count * (part + 1) / parts) }
  }

  /// What `body` answers for each of a few pieces of work, in their order; workers take the next when they are free.
  package static func each<Result: Sendable>(_ count: Int, workers: Int, _ body: (Int) -> Result) -> [Result] {
    if workers < 2 || count < 2 { return (0..<count).map(body) }
    let next = Atomic(0)
    let done = Mutex([Result?](repeating: nil, count: count))
    perform(min(workers, count)) { _ in
      while true {
        let at = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard at < count else { return }
        let result = body(at)
        done.withLock { $0[at] = result }
      }
    }
    return done.withLock { $0 }.compactMap { $0 }
  }

  /// Fills one array from several threads: `body` gets it with the part that is its own, and writes places of that part only.
  package static func fill<Element>(
    _ array: UnsafeMutableBufferPointer<Element>, parts: Int, _ body: (UnsafeMutableBufferPointer<Element>, Int) -> Void
  ) {
    let shared = Unchecked(value: array)
    if parts < 2 { return body(array, 0) }
    perform(parts) { body(shared.value, $0) }
  }

  /// Both, at the same time where that pays.
  package static func both(_ count: Int, workers: Int, _ first: () -> Void, _ second: () -> Void) {
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

/// Values that are each handed over to one worker, who then is their only owner.
final class Handed<Value: Sendable>: Sendable {
  private let values: Mutex<[Value?]>
  init(_ values: consuming [Value?]) { self.values = Mutex(values) }

  func take(_ at: Int) -> Value? {
    values.withLock { values in
      let value = values[at]
      values[at] = nil
      return value
    }
  }
}

/// An array of bits that mean nothing yet, and where to write them. It is held by nobody else while it is written, so it does not
/// move. Pages that are never written are never taken from the system.
enum Uninitialized {
  /// Room for an eighth more: a long column whose file grows need not move.
  static func roomy(_ count: Int) -> Int { count < 1 << 16 ? count : count + count / 8 }

  /// `sure`: places that will surely be written. Behind them huge pages would take memory that nobody needs.
  static func array<Element: BitwiseCopyable>(
    _ type: Element.Type, _ count: Int, sure: Int = .max
  ) -> ([Element], UnsafeMutablePointer<Element>) {
    // Overwritten at once: an array of at least one element has a place.
    var start = UnsafeMutablePointer<Element>(bitPattern: MemoryLayout<Element>.alignment).unsafelyUnwrapped
    let array = [Element](unsafeUninitializedCapacity: roomy(count)) { buffer, initialized in
      if let base = buffer.baseAddress { start = base }
      HugePages.advise(UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[..<min(sure, count)])))
      initialized = count
    }
    return (array, start)
  }
}
