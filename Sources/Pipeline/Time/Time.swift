import Mail

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Time and chance, as the pipeline knows them: passed in, so that tests hold both in their hands.
package struct Time: Sendable {
    /// Monotonic time from an origin of no meaning: every wait and deadline is counted on it.
    package var now: @Sendable () -> Duration
    /// Ends early when the task is cancelled.
    package var sleep: @Sendable (Duration) async -> Void
    /// The machine's calendar clock: for people's eyes in log lines alone, never for a decision.
    package var calendar: @Sendable () -> Timestamp
    /// A number from -1 to 1, so that workers which failed together do not come back together.
    package var jitter: @Sendable () -> Double

    package init(
        now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async -> Void,
        calendar: @escaping @Sendable () -> Timestamp, jitter: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.sleep = sleep
        self.calendar = calendar
        self.jitter = jitter
    }

    /// The machine's clocks. The monotonic one goes on while the machine sleeps: links expire meanwhile, too.
    package static let system: Time = {
        let clock = ContinuousClock()
        let origin = clock.now
        let chance = Chance()
        return Time(
            now: { origin.duration(to: clock.now) },
            sleep: { try? await clock.sleep(for: $0) },
            calendar: {
                var moment = timespec()
                clock_gettime(CLOCK_REALTIME, &moment)
                return Timestamp(microseconds: Int64(moment.tv_sec) * 1_000_000 + Int64(moment.tv_nsec) / 1000)
            },
            jitter: { chance.next() })
    }()
}
