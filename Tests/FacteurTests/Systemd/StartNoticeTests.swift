import Synchronization
import Testing

@testable import facteur

@Suite("When a worker counts as started")
struct StartNoticeTests {
    @Test(
        "READY is told once, when both have happened in any order",
        arguments: [
            [StartNotice.Step.isListening, .hasTried], [.hasTried, .isListening],
            [.hasTried, .hasTried, .isListening, .hasTried, .isListening],
        ])
    func ready(steps: [StartNotice.Step]) {
        let count = Mutex(0)
        let notice = StartNotice { count.withLock { $0 += 1 } }
        for step in steps { notice.done(step) }
        #expect(count.withLock { $0 } == 1)
    }

    @Test("One step alone is no start", arguments: StartNotice.Step.allCases)
    func notReady(step: StartNotice.Step) {
        let count = Mutex(0)
        let notice = StartNotice { count.withLock { $0 += 1 } }
        notice.done(step)
        notice.done(step)
        #expect(count.withLock { $0 } == 0)
    }
}
