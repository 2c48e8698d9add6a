import Glibc
import Records
import Synchronization

/// The threads that reading and translating run on: begun when there is something to do, gone when there is not, so that a
/// dashboard that lies idle is one thread that sleeps. (The default pool looks after itself once a second for ever.)
final class Workers: TaskExecutor {
  static let shared = Workers(most: Opening.workers)

  private struct Queue: Sendable {
    var jobs: [UnownedJob] = []
    var threads = 0
  }

  private let most: Int
  private let queue = Mutex(Queue())

  init(most: Int) { self.most = most }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let isWanted = queue.withLock { queue in
      queue.jobs.append(job)
      guard queue.threads < most else { return false }
      queue.threads += 1
      return true
    }
    guard isWanted else { return }
    if let thread = begin({ self.work() }) {
      pthread_detach(thread)
    } else {
      // Without a thread the work is done here: late is better than never.
      work()
    }
  }

  /// Does what is there until nothing is.
  private func work() {
    while let job = next() { job.runSynchronously(on: asUnownedTaskExecutor()) }
  }

  private func next() -> UnownedJob? {
    queue.withLock { queue in
      if queue.jobs.isEmpty {
        queue.threads -= 1
        return nil
      }
      return queue.jobs.removeFirst()
    }
  }
}
