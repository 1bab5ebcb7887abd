import Mail
import Pipeline
import Synchronization

extension Time {
    /// The machine's clock, run faster: a second of the worker's passes in `1 / speed` s, so that waits and time-outs are
    /// real and tests are not slow.
    static func fast(_ speed: Int) -> Time {
        let clock = ContinuousClock()
        let origin = clock.now
        return Time(
            now: { origin.duration(to: clock.now) * speed },
            sleep: { try? await clock.sleep(for: $0 / speed) },
            calendar: { Timestamp(seconds: 1_795_000_000) },
            jitter: { 0 })
    }
}

/// A clock that stands still until a test moves it.
final class HandClock: Sendable {
    private let moment = Mutex(Duration.zero)

    var now: Duration { moment.withLock { $0 } }
    func advance(by duration: Duration) { moment.withLock { $0 += duration } }

    var time: Time {
        Time(
            now: { self.now }, sleep: { self.advance(by: $0) }, calendar: { Timestamp(seconds: 1_795_000_000) },
            jitter: { 0 })
    }
}

/// Waits for a condition, generously: a loaded machine is no failure.
func eventually(_ condition: () async -> Bool) async -> Bool {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(50)
    while clock.now < end {
        if await condition() { return true }
        try? await clock.sleep(for: .milliseconds(2))
    }
    return await condition()
}
