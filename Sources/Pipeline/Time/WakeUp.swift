import Synchronization

/// Wakes the one task that waits for something to do. A ring while nobody waits is kept for the next wait, so none is lost.
final class WakeUp: Sendable {
    private struct State {
        var hasRung = false
        var waiter: CheckedContinuation<Bool, Never>?
        /// Counts the waits, so that the timer of an earlier one wakes nobody.
        var wait = 0
    }

    private let state = Mutex(State())

    func ring() {
        let waiter = state.withLock { state in
            if state.waiter == nil { state.hasRung = true }
            return state.waiter.take()
        }
        waiter?.resume(returning: true)
    }

    /// Returns at a ring, at the latest after `patience`; whether it was a ring. Cancelling the task rings.
    @discardableResult
    func wait(atMost patience: Duration, by time: Time) async -> Bool {
        let wait = state.withLock { state -> Int? in
            if state.hasRung {
                state.hasRung = false
                return nil
            }
            state.wait += 1
            return state.wait
        }
        // Without a timer: while there is much to do this is the rule.
        guard let wait else { return true }
        let timer = Task {
            await time.sleep(patience)
            self.end(wait)
        }
        defer { timer.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                if let answer = enter(waiter, wait) { waiter.resume(returning: answer) }
            }
        } onCancel: {
            ring()
        }
    }

    /// What to answer at once; nil when the waiter is kept.
    private func enter(_ waiter: CheckedContinuation<Bool, Never>, _ wait: Int) -> Bool? {
        state.withLock { state in
            if state.hasRung {
                state.hasRung = false
                return true
            }
            // The timer was quicker than this line.
            if state.wait != wait { return false }
            state.waiter = waiter
            return nil
        }
    }

    private func end(_ wait: Int) {
        let waiter = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard state.wait == wait else { return nil }
            state.wait += 1
            return state.waiter.take()
        }
        waiter?.resume(returning: false)
    }
}

/// Runs an operation and waits for it at most so long; what takes longer is left to itself. Whether it ended in time.
func finishes(
    within patience: Duration, by time: Time, _ operation: @escaping @Sendable () async -> Void
) async -> Bool {
    let wakeUp = WakeUp()
    Task {
        await operation()
        wakeUp.ring()
    }
    return await wakeUp.wait(atMost: patience, by: time)
}
