import Glibc
import Records
import Translation

/// Processor and wall time of one fit by number of metrics and weeks.
///
///     parley-calibrate weekly-speed
enum WeeklySpeed {
  @Sendable static func run(_ flags: Flags) async {
    var rows: [[String]] = []
    for (metrics, weeks) in [(2, 130), (4, 130), (4, 208), (8, 130), (8, 208)] {
      let world = WeeklyWorld(seed: 77, weeks: weeks, channels: metrics)
      let processor = seconds(CLOCK_PROCESS_CPUTIME_ID)
      let wall = seconds(CLOCK_MONOTONIC)
      let fit = try? await world.model.fit(seed: 1, workers: 2)
      rows.append([
        "\(metrics)", "\(weeks)", "\((seconds(CLOCK_MONOTONIC) - wall).rounded3)",
        "\((seconds(CLOCK_PROCESS_CPUTIME_ID) - processor).rounded3)", "\(fit?.sweeps ?? 0)",
      ])
    }
    table(["metrics", "weeks", "wall s, two threads", "processor s", "sweeps"], rows)
  }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

extension Double {
  fileprivate var rounded3: Double { (self * 1000).rounded() / 1000 }
}
