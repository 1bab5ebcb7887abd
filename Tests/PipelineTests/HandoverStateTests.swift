import Mail
import Testing

@testable import Pipeline

@Suite("When a message may be handed over")
struct HandoverStateTests {
    private var state = HandoverState(LeaseTimes(handover: .seconds(20)))

    private static let first = MessageID(high: 1, low: 1)
    private static let lease = Lease(message: first, token: 10)
    private static let again = Lease(message: first, token: 20)
    private static let other = Lease(message: MessageID(high: 1, low: 2), token: 11)

    init() { state.stored(Registration(firstToken: 5), askedAt: .zero) }

    private func isRefused(_ lease: Lease, at now: Duration) -> Bool { state.refusal(of: lease, at: now) != nil }

    @Test("Nothing leaves before the first heartbeat is stored")
    func before() {
        let fresh = HandoverState(LeaseTimes())
        #expect(fresh.refusal(of: Self.lease, at: .zero) != nil)
        #expect(fresh.fault(at: .zero) != nil)
    }

    @Test("Nothing leaves, nor goes on leaving, while the last stored heartbeat was asked for more than 20 s ago")
    mutating func age() throws {
        try state.leave(Self.lease, at: .seconds(20))
        #expect(state.fault(at: .seconds(20)) == nil)
        #expect(isRefused(Self.lease, at: .milliseconds(20_001)))
        #expect(isRefused(Self.other, at: .milliseconds(20_001)))
        #expect(state.fault(at: .milliseconds(20_001)) != nil)
        state.stored(Registration(firstToken: 5), askedAt: .seconds(19))
        #expect(!isRefused(Self.lease, at: .seconds(39)))
        // One that was asked for earlier and answered later makes none of it older.
        state.stored(Registration(firstToken: 5), askedAt: .seconds(18))
        #expect(!isRefused(Self.lease, at: .seconds(39)))
    }

    @Test("What has begun to leave goes on, and under no other lease until its outcome is stored")
    mutating func unsettled() throws {
        try state.leave(Self.lease, at: .seconds(1))
        try state.leave(Self.lease, at: .seconds(2))
        #expect(state.isUnsettled(Self.again) && !state.isUnsettled(Self.lease) && !state.isUnsettled(Self.other))
        #expect(throws: HandoverRefusal.self) { try state.leave(Self.again, at: .seconds(3)) }
        #expect(!isRefused(Self.other, at: .seconds(3)))
        // What came of the lease that was refused says nothing of the one that left.
        state.settled([Self.again])
        #expect(isRefused(Self.again, at: .seconds(3)))
        state.settled([Self.lease])
        #expect(!state.isUnsettled(Self.again))
        try state.leave(Self.again, at: .seconds(4))
    }

    @Test("A worker that was taken for dead and registers anew hands over nothing that it had claimed before")
    mutating func registeredAnew() throws {
        state.stored(Registration(firstToken: 15), askedAt: .seconds(1))
        #expect(isRefused(Self.lease, at: .seconds(2)))
        #expect(!isRefused(Self.again, at: .seconds(2)))
        // The answer to an earlier heartbeat, read late, brings nothing back.
        state.stored(Registration(firstToken: 5), askedAt: .zero)
        #expect(isRefused(Self.lease, at: .seconds(2)))
    }
}
