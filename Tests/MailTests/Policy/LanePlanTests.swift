import Mail
import Testing

@Suite("A lane plan")
struct LanePlanTests {
    private func pace(_ mean: Duration?) -> RunningMean {
        var pace = RunningMean()
        if let mean { pace.record(mean) }
        return pace
    }

    @Test(
        "About a quarter of the slots is reserved, at least one, and never all; none where none is wanted (S13)",
        arguments: [
            (16, 0.001, 1), (1, 0, 0), (1, 0.25, 0), (2, 0.25, 1), (3, 0.25, 1), (4, 0.25, 1), (8, 0.25, 2),
            (16, 0.25, 4), (16, 0, 0),
            (16, 0.5, 8), (16, 1, 15), (16, 9, 15), (16, -1, 0), (0, 0.25, 0), (-3, 0.25, 0),
        ])
    func reserved(slots: Int, share: Double, reserved: Int) {
        let plan = LanePlan(slots: slots, reservedShare: share)
        #expect(plan.slots.count == max(slots, 1))
        #expect(plan.slots.count { $0 == .reserved } == reserved)
        #expect(plan.slots(for: .transactional) == plan.slots.count)
        #expect(plan.slots(for: .bulk) == plan.slots.count - reserved)
    }

    @Test(
        "The claim-ahead is what the slots send in 100 ms: nothing through a slow relay, hundreds through a fast one",
        arguments: [
            (nil, 0, 0), (.seconds(2), 0, 0), (.milliseconds(800), 2, 1), (.milliseconds(50), 32, 24),
            (.milliseconds(4), 400, 300), (.microseconds(100), 500, 500), (.zero, 0, 0),
        ] as [(Duration?, Int, Int)])
    func ahead(mean: Duration?, transactional: Int, bulk: Int) {
        let plan = LanePlan(slots: 16)
        #expect(plan.ahead(.transactional, pace: pace(mean)) == transactional)
        #expect(plan.ahead(.bulk, pace: pace(mean)) == bulk)
    }

    @Test(
        "A claim covers the free slots and the claim-ahead, and waits until half of that is used",
        arguments: [
            // free, held, mean, claimed
            (16, 0, nil, 16), (3, 0, nil, 3), (0, 0, nil, 0), (2, 2, nil, 0), (2, 5, nil, 0),
            (0, 0, .milliseconds(4), 400), (0, 200, .milliseconds(4), 200), (0, 201, .milliseconds(4), 0),
            (16, 0, .milliseconds(4), 416), (0, 1, .milliseconds(800), 1),
            (1, 0, .seconds(2), 1), (0, 0, .seconds(2), 0),
        ] as [(Int, Int, Duration?, Int)])
    func claim(free: Int, held: Int, mean: Duration?, expected: Int) {
        let plan = LanePlan(slots: 16)
        #expect(plan.claim(.transactional, free: free, held: held, pace: pace(mean)) == expected)
    }
}

@Suite("A slot's pace")
struct LinePaceTests {
    @Test("Is unknown, then the first time, then a running mean that follows a change within tens of messages")
    func mean() {
        var pace = RunningMean()
        #expect(pace.mean == nil)
        pace.record(.milliseconds(10))
        #expect(pace.mean == .milliseconds(10))
        pace.record(.milliseconds(170))
        #expect(pace.mean == .milliseconds(20))
        for _ in 0..<64 { pace.record(.milliseconds(100)) }
        #expect(pace.mean.map { $0 > .milliseconds(98) && $0 < .milliseconds(100) } == true)
    }
}

@Suite("A poll's pace")
struct PollPaceTests {
    @Test("Backs off from 20 ms to a second while nothing is found")
    func backsOff() {
        var pace = PollPace()
        let pauses = (0..<8).map { _ in pace.pause(foundMail: false, jitter: 0) }
        #expect(pauses == [20, 40, 80, 160, 320, 640, 1000, 1000].map { .milliseconds($0) })
        #expect(!pace.isBusy)
    }

    @Test("Finding mail makes it busy again")
    func busy() {
        var pace = PollPace()
        for _ in 0..<6 { _ = pace.pause(foundMail: false, jitter: 0) }
        #expect(pace.pause(foundMail: true, jitter: 0) == PollPace.busy)
        #expect(pace.isBusy)
    }

    @Test("A wake-up makes it busy again, and jitter never makes a pause longer than a second")
    func wakes() {
        var pace = PollPace()
        for _ in 0..<6 { #expect(pace.pause(foundMail: false, jitter: 1) <= PollPace.idle) }
        pace.wake()
        #expect(pace.isBusy)
        #expect(pace.pause(foundMail: false, jitter: -1) == .milliseconds(16))
    }
}
