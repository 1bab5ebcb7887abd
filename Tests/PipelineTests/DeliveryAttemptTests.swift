import Logging
import Mail
import Replies
import Synchronization
import Testing

@testable import Pipeline

@Suite("A deliveryAttempt", .timeLimit(.minutes(1)))
struct DeliveryAttemptTests {
    let clock = HandClock()
    let tape = LogTape()
    let telemetry: Telemetry

    init() { telemetry = Telemetry(logger: tape.logger, recipients: .masked, time: clock.time) }

    /// One message's deliveryAttempt, begun `wait` after its claim.
    private func travel(
        _ outbox: MemoryOutbox, lane: Lane = .transactional, renderer: PlainRenderer = PlainRenderer(),
        carrier: ScriptedCarrier = ScriptedCarrier(), retry: [Lane: WorkerSettings.Retry] = [:],
        wait: Duration = .zero, leases: LeaseGuard? = nil, meanwhile: (MemoryOutbox) async -> Void = { _ in }
    ) async throws -> AttemptResult {
        let asked = clock.now
        let deliveryAttempt = try deliveryAttempt(
            outbox, renderer: renderer, carrier: carrier, retry: retry, leases: leases)
        let claimed = try #require(try await outbox.claim(lane, limit: 1).first)
        clock.advance(by: wait)
        await meanwhile(outbox)
        return await deliveryAttempt.run(ClaimedMessage(claimed, claimedAt: asked))
    }

    private func deliveryAttempt(
        _ outbox: MemoryOutbox, renderer: PlainRenderer = PlainRenderer(), carrier: ScriptedCarrier = ScriptedCarrier(),
        retry: [Lane: WorkerSettings.Retry] = [:], leases: LeaseGuard? = nil
    ) throws -> DeliveryAttempt {
        let relays = RelayPool(
            [carrier.relay()], connections: 1, reservedShare: 0.25,
            judge: try ReplyTable.shipped().judge, telemetry: telemetry, time: clock.time, wakeUp: WakeUp())
        let leases = leases ?? .sure(clock.time)
        let watched = WatchedOutbox(
            outbox: outbox, watch: OutboxWatch(telemetry: telemetry, time: clock.time), leases: leases, time: clock.time
        )
        return DeliveryAttempt(
            renderer: renderer, composer: try .test(), relays: relays, judge: try ReplyTable.shipped().judge,
            issueContents: IssueContents(watched), outbox: watched, leases: leases,
            journal: JournalWatch(nil, telemetry: telemetry, time: clock.time, wakeUp: WakeUp()),
            kinds: { KindDefinition.test[$0] }, overrides: retry, telemetry: telemetry,
            time: clock.time)
    }

    private func outcome(_ result: AttemptResult) -> Outcome { result.settlement.outcome }

    @Test("A message that is due is sent")
    func sent() async throws {
        let outbox = MemoryOutbox(time: clock.time)
        await outbox.enqueue()
        let result = try await travel(outbox)
        #expect(outcome(result) == .sent)
        #expect(await outbox.statusQuestions == 0)
    }

    @Test(
        "What must not be sent at the claim is not sent",
        arguments: [
            (LeaseStatus.expired, Outcome.expired), (.superseded, .superseded), (.suppressed, .suppressed),
            (.cancelled, .cancelled), (.lost, .released),
        ])
    func notDueAtClaim(status: LeaseStatus, expected: Outcome) async throws {
        let carrier = ScriptedCarrier()
        let outbox = MemoryOutbox(time: clock.time)
        await outbox.change(await outbox.enqueue(), to: status)
        let result = try await travel(outbox, carrier: carrier)
        #expect(outcome(result) == expected)
        #expect(carrier.seen.order.isEmpty)
    }

    @Test(
        "What changed while the message waited more than a second for its slot is seen (S12)",
        arguments: [
            (LeaseStatus.superseded, Outcome.superseded), (.suppressed, .suppressed), (.cancelled, .cancelled),
        ])
    func changedWhileWaiting(status: LeaseStatus, expected: Outcome) async throws {
        let carrier = ScriptedCarrier()
        let outbox = MemoryOutbox(time: clock.time)
        let id = await outbox.enqueue()
        let result = try await travel(outbox, carrier: carrier, wait: .milliseconds(1100)) {
            await $0.change(id, to: status)
        }
        #expect(outcome(result) == expected)
        #expect(carrier.seen.order.isEmpty)
        #expect(await outbox.statusQuestions == 1)
    }

    @Test("A lease that another worker took meanwhile is let go unsent")
    func stolen() async throws {
        let carrier = ScriptedCarrier()
        let outbox = MemoryOutbox(time: clock.time)
        let id = await outbox.enqueue()
        let result = try await travel(outbox, carrier: carrier, wait: .seconds(2)) { await $0.steal(id) }
        #expect(outcome(result) == .released)
        #expect(carrier.seen.order.isEmpty)
    }

    @Test("A message that expires between claim and send is not sent, even within the second (S12)")
    func expiredMeanwhile() async throws {
        let carrier = ScriptedCarrier()
        let outbox = MemoryOutbox(time: clock.time)
        await outbox.enqueue(expiresIn: .milliseconds(500))
        let result = try await travel(outbox, carrier: carrier, wait: .milliseconds(500))
        #expect(outcome(result) == .expired)
        #expect(carrier.seen.order.isEmpty)
    }

    @Test("Without the database's word nothing goes out that has waited: it is handed back")
    func noWord() async throws {
        let carrier = ScriptedCarrier()
        let outbox = MemoryOutbox(time: clock.time)
        await outbox.enqueue()
        let result = try await travel(outbox, carrier: carrier, wait: .seconds(2)) { await $0.goAway() }
        #expect(outcome(result) == .released)
        #expect(carrier.seen.order.isEmpty)
        #expect(tape.lines("database_lost").count == 1)
    }

    @Test("A broken template keeps the mail and calls a person, once a minute; a wrong parameter fails")
    func renderFaults() async throws {
        let outbox = MemoryOutbox(time: clock.time)
        for _ in 0..<3 { await outbox.enqueue() }
        let broken = PlainRenderer { _ in RenderFault("html.mustache, line 3: unclosed section") }
        #expect(outcome(try await travel(outbox, renderer: broken)) == .postponed(delay: .seconds(120)))
        #expect(outcome(try await travel(outbox, renderer: broken)) == .postponed(delay: .seconds(120)))
        #expect(tape.lines("template_fault").count == 1)
        let wrong = PlainRenderer { _ in RenderFault("link is no https URL", cause: .parameter) }
        let result = try await travel(outbox, renderer: wrong)
        #expect(outcome(result) == .failed(suppress: false))
        #expect(result.settlement.reply == "link is no https URL")
    }

    @Test("Mail that waits for a template's repair fails in the end, when its kind's patience is over")
    func repairTooLate() async throws {
        let outbox = MemoryOutbox(time: clock.time)
        await outbox.enqueue(age: .seconds(48 * 3600))
        let broken = PlainRenderer { _ in RenderFault("html.mustache, line 3: unclosed section") }
        #expect(outcome(try await travel(outbox, renderer: broken)) == .failed(suppress: false))
    }

    @Test("A kind without a template is kept, with an alarm")
    func unknownKind() async throws {
        let outbox = MemoryOutbox(time: clock.time)
        await outbox.enqueue(kind: "welcome-gift")
        #expect(outcome(try await travel(outbox)) == .postponed(delay: .seconds(120)))
        #expect(tape.lines("template_fault").first?.fields["kind"] == "welcome-gift")
    }

    @Test("An address that cannot be an envelope's fails; its value is in no line")
    func wrongAddress() async throws {
        let outbox = MemoryOutbox(time: clock.time)
        await outbox.enqueue(to: "two words@client.test")
        let result = try await travel(outbox)
        #expect(outcome(result) == .failed(suppress: false))
        #expect(!result.settlement.reply.contains("words"))
    }

    @Test("In doubt, a reset goes again once with the same Message-ID, and then waits for a person (D9)")
    func doubtOfReset() async throws {
        let outbox = MemoryOutbox(time: clock.time)
        let id = await outbox.enqueue()
        let identities = Mutex<Set<String>>([])
        let carrier = ScriptedCarrier { message, _ in
            let lines = String(decoding: message.bytes, as: UTF8.self).split(separator: "\r\n")
            let identity = lines.filter { $0.hasPrefix("Message-ID:") }.joined()
            identities.withLock { _ = $0.insert(identity) }
            return .inDoubt(.closedByPeer, detail: "closed after the dot")
        }
        let first = try await travel(outbox, carrier: carrier)
        #expect(outcome(first) == .resend(delay: .seconds(5)))
        _ = try await outbox.settle([first.settlement])
        clock.advance(by: .seconds(5))
        let second = try await travel(outbox, carrier: carrier)
        #expect(outcome(second) == .inDoubt)
        #expect(second.delivery.message == id)
        #expect(second.delivery.attempt == 2)
        #expect(carrier.seen.order.count == 2)
        #expect(identities.withLock { $0.count } == 1)
    }

    @Test("In doubt, a newsletter waits for a person at once (D9)")
    func doubtOfNewsletter() async throws {
        let outbox = MemoryOutbox(time: clock.time)
        await outbox.enqueue(kind: "newsletter", lane: .bulk)
        let carrier = ScriptedCarrier { _, _ in .inDoubt(.timedOut, detail: "no reply in 10 min") }
        #expect(outcome(try await travel(outbox, lane: .bulk, carrier: carrier)) == .inDoubt)
    }

    @Test("A greylist is given its five minutes, unless the operator set the lane's delays")
    func greylistPatience() async throws {
        let carrier = ScriptedCarrier { _, _ in .refused(.greylisted, at: .rcpt) }
        var delays: [Duration] = []
        for retry in [[:], [Lane.transactional: WorkerSettings.Retry(delays: [.seconds(1)])]] {
            let outbox = MemoryOutbox(time: clock.time)
            await outbox.enqueue()
            guard case .deferred(let delay) = outcome(try await travel(outbox, carrier: carrier, retry: retry)) else {
                Issue.record("a greylisted message must be deferred")
                return
            }
            delays.append(delay)
        }
        #expect(delays[0] == .seconds(300))
        #expect(delays[1] < .seconds(2))
    }

    @Test("The relay's faults leave the attempt uncounted; the recipient's count, until patience ends (S12, S14)")
    func whoseFault() async throws {
        let outbox = MemoryOutbox(time: clock.time)
        await outbox.enqueue(age: .seconds(49 * 3600))
        let down = ScriptedCarrier { _, _ in .refusedConnection }
        let result = try await travel(outbox, carrier: down)
        #expect(outcome(result) == .postponed(delay: .seconds(5)))
        _ = try await outbox.settle([result.settlement])
        clock.advance(by: .seconds(5))

        // The first answer of the recipient's own server is never the last, however old the message is.
        let busy = ScriptedCarrier { _, _ in .refused(.greylisted, at: .rcpt) }
        let deferred = try await travel(outbox, carrier: busy)
        #expect(outcome(deferred) == .deferred(delay: .seconds(300)))
        _ = try await outbox.settle([deferred.settlement])
        clock.advance(by: .seconds(300))
        #expect(outcome(try await travel(outbox, carrier: busy)) == .failed(suppress: false))
    }

    @Test("A wait that the reply names goes before the operator's delays (S15)")
    func namedWait() async throws {
        let outbox = MemoryOutbox(time: clock.time)
        await outbox.enqueue()
        let later = Reply(code: 450, enhanced: "4.7.1", text: "greylisted, try again in 90 seconds")
        let carrier = ScriptedCarrier { _, _ in .refused(later, at: .rcpt) }
        let retry = [Lane.transactional: WorkerSettings.Retry(delays: [.seconds(2)])]
        #expect(outcome(try await travel(outbox, carrier: carrier, retry: retry)) == .deferred(delay: .seconds(90)))
    }

    @Test(
        "A provider that slows us down parks its domain, at no attempt's cost; after five days its mail has failed (P1)"
    )
    func parking() async throws {
        let slow = Reply(code: 421, enhanced: "4.7.28", text: "unusual rate of unsolicited mail")
        let carrier = ScriptedCarrier { _, _ in .refused(slow, at: .rcpt) }
        for (age, isOver) in [(Duration.seconds(49 * 3600), false), (.seconds(5 * 86_400), true)] {
            let outbox = MemoryOutbox(time: clock.time)
            await outbox.enqueue(age: age)
            let result = try await travel(outbox, carrier: carrier)
            #expect(result.settlement.parking == .seconds(600))
            #expect(outcome(result) == (isOver ? .failed(suppress: false) : .postponed(delay: .seconds(600))))
        }
    }

    @Test("The operator's delays beat the kind's")
    func operatorsDelays() async throws {
        let outbox = MemoryOutbox(time: clock.time)
        await outbox.enqueue()
        let down = ScriptedCarrier { _, _ in .refusedConnection }
        let retry = [Lane.transactional: WorkerSettings.Retry(delays: [.seconds(2)])]
        #expect(outcome(try await travel(outbox, carrier: down, retry: retry)) == .postponed(delay: .seconds(2)))
    }

    @Test("A carrier that was closing had begun nothing: the message is handed back")
    func closing() async throws {
        let outbox = MemoryOutbox(time: clock.time)
        await outbox.enqueue()
        let closing = ScriptedCarrier { _, _ in .broken(.stopping, at: .connect, detail: "closing") }
        let result = try await travel(outbox, carrier: closing)
        #expect(outcome(result) == .released)
    }

    @Test("A wrong login keeps the mail and alarms as an error (S5)")
    func wrongLogin() async throws {
        let outbox = MemoryOutbox(time: clock.time)
        await outbox.enqueue()
        let refusal = Reply(code: 535, enhanced: "5.7.8", text: "authentication failed")
        let carrier = ScriptedCarrier { _, _ in .refused(refusal, at: .auth) }
        let result = try await travel(outbox, carrier: carrier)
        #expect(outcome(result) == .postponed(delay: .seconds(5)))
        #expect(tape.lines("alarm").first?.level == .error)
        #expect(tape.lines("alarm").first?.fields["reason"]?.contains("smtp.username") == true)
    }

    @Test("What is said of a relay that is down names no recipient")
    func relayNamesNobody() async throws {
        let outbox = MemoryOutbox(time: clock.time)
        await outbox.enqueue()
        let busy = Reply(code: 421, enhanced: "4.3.2", text: "<marie@client.test>: too busy, see https://x.test/a")
        let transmission = Transmission(
            end: .refused(busy, at: .rcpt), relay: "relay.test:587", connect: .zero, dialogue: .zero)
        let claimed = try #require(try await outbox.claim(.transactional, limit: 1).first)
        guard
            case .fails(let failing) = try deliveryAttempt(outbox).conclude(
                transmission, claimed, .zero, by: RetryRules(nil, override: nil)
            ).feedback
        else {
            Issue.record("a 421 is the relay's fault")
            return
        }
        #expect(failing.isBusy)
        #expect(failing.reason.hasSuffix("(<m***@client.test>: too busy, see [link])"))
    }
}
