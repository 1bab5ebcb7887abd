import Mail
import Testing

@Suite("A relay that hangs up")
struct HangUpWatchTests {
    private let own = MessageID.test(1)
    private let other = MessageID.test(2)

    @Test("Hangs up on a message alone where another one that began later passes")
    func alone() {
        var watch = HangUpWatch()
        watch.passed(begunAt: .seconds(9))
        watch.hungUp(on: own, at: .seconds(10))
        #expect(!watch.isOwnFault(of: own, hungUpAt: .seconds(10)), "who passed had begun before")
        watch.passed(begunAt: .seconds(11))
        #expect(watch.isOwnFault(of: own, hungUpAt: .seconds(10)))
    }

    @Test("Goes down itself where others meet the same at the same time, though it is back at once (S14)")
    func together() {
        var watch = HangUpWatch()
        watch.hungUp(on: own, at: .seconds(10))
        watch.hungUp(on: other, at: .milliseconds(10_900))
        watch.passed(begunAt: .seconds(12))
        #expect(!watch.isOwnFault(of: own, hungUpAt: .seconds(10)))
        #expect(!watch.isOwnFault(of: other, hungUpAt: .milliseconds(10_900)))
    }

    @Test("Hangs up on two messages, each by itself, when they meet it at different times")
    func apart() {
        var watch = HangUpWatch()
        watch.hungUp(on: own, at: .seconds(10))
        watch.hungUp(on: own, at: .milliseconds(10_500))
        watch.hungUp(on: other, at: .seconds(12))
        watch.passed(begunAt: .seconds(13))
        #expect(watch.isOwnFault(of: own, hungUpAt: .milliseconds(10_500)))
        #expect(watch.isOwnFault(of: other, hungUpAt: .seconds(12)))
    }
}
