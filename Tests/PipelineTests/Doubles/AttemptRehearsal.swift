import Logging
import Mail
import Replies
import Testing

@testable import Pipeline

/// One attempt on doubles, by a clock that a test moves by hand.
struct AttemptRehearsal {
    let clock = HandClock()
    let tape = LogTape()
    let telemetry: Telemetry
    let time: Time

    /// `sleep` in place of one that moves the clock on at once.
    init(sleep: (@Sendable (Duration) async -> Void)? = nil) {
        var time = clock.time
        if let sleep { time.sleep = sleep }
        self.time = time
        telemetry = Telemetry(logger: tape.logger, recipients: .masked, time: time)
    }

    /// One message's attempt, begun `wait` after its claim.
    func run(
        _ outbox: MemoryOutbox, lane: Lane = .transactional, renderer: PlainRenderer = PlainRenderer(),
        carrier: ScriptedCarrier = ScriptedCarrier(), retry: [Lane: WorkerSettings.Retry] = [:],
        wait: Duration = .zero, leases: LeaseGuard? = nil, rule: DeliveryRule = .everybody,
        meanwhile: (MemoryOutbox) async -> Void = { _ in }
    ) async throws -> AttemptResult {
        let asked = clock.now
        let attempt = try attempt(
            outbox, renderer: renderer, carrier: carrier, retry: retry, leases: leases, rule: rule)
        let claimed = try #require(try await outbox.claim(lane, limit: 1).first)
        clock.advance(by: wait)
        await meanwhile(outbox)
        return await attempt.run(ClaimedMessage(claimed, claimedAt: asked))
    }

    func attempt(
        _ outbox: MemoryOutbox, renderer: PlainRenderer = PlainRenderer(), carrier: ScriptedCarrier = ScriptedCarrier(),
        retry: [Lane: WorkerSettings.Retry] = [:], leases: LeaseGuard? = nil, connections: Int = 1,
        rule: DeliveryRule = .everybody, files: (any AttachmentSource)? = nil
    ) throws -> DeliveryAttempt {
        let relays = RelayPool(
            [carrier.relay()], connections: connections, reservedShare: 0.25,
            judge: try ReplyFile.shipped().judge, telemetry: telemetry, time: time, wakeUp: WakeUp())
        let leases = leases ?? .sure(time)
        let watched = WatchedOutbox(
            outbox: outbox, watch: OutboxWatch(telemetry: telemetry, time: time), leases: leases, telemetry: telemetry,
            time: time)
        return DeliveryAttempt(
            renderer: renderer, composer: try .test(rule: rule), relays: relays, judge: try ReplyFile.shipped().judge,
            issueContents: IssueContents(watched), attachments: AttachmentContents(files), outbox: watched,
            leases: leases,
            journal: JournalWatch(nil, telemetry: telemetry, time: time, wakeUp: WakeUp()),
            kinds: { KindDefinition.test[$0] }, overrides: retry, telemetry: telemetry,
            time: time)
    }

    func outcome(_ result: AttemptResult) -> Outcome { result.settlement.outcome }
}
