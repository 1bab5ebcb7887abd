import Mail
import Replies
import Synchronization
import Testing

@testable import Pipeline

@Suite("A message with several relays", .timeLimit(.minutes(1)))
struct FailoverTests {
    private let clock = HandClock()
    private let tape = LogTape()

    /// One message's deliveryAttempt with these relays, the first with a weight.
    private func travel(_ carriers: ScriptedCarrier..., expiresIn: Duration? = nil) async throws -> AttemptResult {
        try await travel(carriers, expiresIn: expiresIn)
    }

    private func travel(_ carriers: [ScriptedCarrier], expiresIn: Duration? = nil) async throws -> AttemptResult {
        let telemetry = Telemetry(logger: tape.logger, recipients: .masked, time: clock.time)
        let outbox = MemoryOutbox(time: clock.time)
        await outbox.enqueue(expiresIn: expiresIn)
        let relays = RelayPool(
            carriers.enumerated().map { $1.relay(weight: $0 == 0 ? 1 : 0) }, connections: 4, reservedShare: 0.25,
            judge: try ReplyFile.shipped().judge, telemetry: telemetry, time: clock.time, wakeUp: WakeUp())
        let deliveryAttempt = DeliveryAttempt(
            renderer: PlainRenderer(), composer: try .test(), relays: relays, judge: try ReplyFile.shipped().judge,
            issueContents: IssueContents(outbox), attachments: AttachmentContents(nil), outbox: outbox,
            leases: .sure(clock.time),
            journal: JournalWatch(nil, telemetry: telemetry, time: clock.time, wakeUp: WakeUp()),
            kinds: { KindDefinition.test[$0] }, overrides: [:], telemetry: telemetry,
            time: clock.time)
        let claimed = try #require(try await outbox.claim(.transactional, limit: 1).first)
        let result = await deliveryAttempt.run(ClaimedMessage(claimed, claimedAt: clock.now))
        #expect(relays.flying == 0)
        return result
    }

    private func relay(_ name: String, _ end: Transmission.End) -> ScriptedCarrier {
        ScriptedCarrier(name: name, { _, _ in end })
    }

    @Test("The first relay that can be reached takes the message; the others are spared")
    func first() async throws {
        let (one, two) = (relay("one", .accepted(.ok)), relay("two", .accepted(.ok)))
        #expect(try await travel(one, two).settlement.outcome == .sent)
        #expect(one.seen.order.count == 1)
        #expect(two.seen.order.isEmpty)
    }

    @Test(
        "A relay to which nothing of the message was said hands it on, in the same attempt (S14)",
        arguments: [
            .refusedConnection, .broken(.nameNotFound, at: .connect, detail: "no such host"),
            .broken(.timedOut, at: .connect, detail: "30 s"), .broken(.timedOut, at: .greeting, detail: "5 min"),
            .broken(.tlsMissing, at: .startTLS, detail: "no STARTTLS"),
            .broken(.tlsFailed, at: .startTLS, detail: "certificate"),
            .broken(.passwordUnreadable, at: .connect, detail: "smtp-password is not there"),
            .refused(Reply(code: 421, enhanced: nil, text: "busy"), at: .greeting),
            .refused(Reply(code: 554, enhanced: nil, text: "no"), at: .greeting),
            .refused(Reply(code: 535, enhanced: "5.7.8", text: "wrong password"), at: .auth),
        ] as [Transmission.End])
    func handedOn(end: Transmission.End) async throws {
        let (one, two) = (relay("one", end), relay("two", .accepted(.ok)))
        let settlement = try await travel(one, two).settlement
        #expect(settlement.outcome == .sent)
        #expect(settlement.relay == "two")
        #expect(settlement.timings.connect == .seconds(2))
        #expect(one.seen.order.count == 1)
    }

    @Test(
        "What was begun on one relay stays with it, above all what is in doubt (D9)",
        arguments: [
            .inDoubt(.closedByPeer, detail: "closed"), .inDoubt(.timedOut, detail: "10 min"),
            .broken(.closedByPeer, at: .mail, detail: "closed"), .broken(.closedByPeer, at: .data, detail: "closed"),
            .broken(.timedOut, at: .body, detail: "3 min"),
            .refused(Reply(code: 421, enhanced: nil, text: "busy"), at: .mail), .refused(.unknown, at: .rcpt),
            .refused(.greylisted, at: .dot), .broken(.stopping, at: .connect, detail: "stopping"),
        ] as [Transmission.End])
    func stays(end: Transmission.End) async throws {
        let (one, two) = (relay("one", end), relay("two", .accepted(.ok)))
        #expect(try await travel(one, two).settlement.outcome != .sent)
        #expect(two.seen.order.isEmpty)
    }

    /// What a relay comes to, for an address that needs SMTPUTF8, and for a message that is larger than its SIZE.
    private static let lacks = Transmission.End.broken(.smtpUTF8Missing, at: .mail, detail: "no SMTPUTF8")
    private static let small = Transmission.End.broken(.tooLarge, at: .mail, detail: "1 MB")

    @Test("What one relay does not take goes by the one that does (RFC 6531, RFC 1870)", arguments: [lacks, small])
    func otherTakesIt(lack: Transmission.End) async throws {
        let (one, two) = (relay("one", lack), relay("two", .accepted(.ok)))
        let settlement = try await travel(one, two).settlement
        #expect(settlement.outcome == .sent && settlement.relay == "two")
        #expect(tape.lines("relay_down").isEmpty && tape.lines("alarm").isEmpty)
    }

    @Test(
        "It fails where no relay takes it, and waits while one cannot be asked",
        arguments: [
            ([lacks], true), ([lacks, lacks], true), ([lacks, lacks, lacks], true),
            ([.refusedConnection, lacks], false), ([lacks, .refusedConnection], false),
            ([lacks, .refusedConnection, lacks], false), ([small], true), ([lacks, small], true),
            ([small, .refusedConnection], false), ([.refusedConnection, small], false),
        ] as [([Transmission.End], Bool)])
    func noneTakesIt(ends: [Transmission.End], fails: Bool) async throws {
        let carriers = ends.enumerated().map { relay("relay \($0)", $1) }
        let settlement = try await travel(carriers).settlement
        if fails {
            #expect(settlement.outcome == .failed(suppress: false))
            #expect(settlement.reply.hasSuffix("no SMTPUTF8") || settlement.reply.hasSuffix("1 MB"))
        } else {
            guard case .postponed = settlement.outcome else {
                Issue.record("\(settlement.outcome)")
                return
            }
        }
    }

    @Test("When none can be reached the last one's word stands, and the attempt does not count")
    func none() async throws {
        let settlement = try await travel(relay("one", .refusedConnection), relay("two", .refusedConnection))
            .settlement
        #expect(settlement.outcome == .postponed(delay: .seconds(5)))
        #expect(settlement.relay == "two")
    }

    @Test("A link that died while one relay was tried is not given to the next (S12)")
    func expiresMeanwhile() async throws {
        let clock = clock
        let one = ScriptedCarrier(
            name: "one",
            { _, _ in
                clock.advance(by: .seconds(30))
                return .broken(.timedOut, at: .connect, detail: "30 s")
            })
        let two = relay("two", .accepted(.ok))
        #expect(try await travel(one, two, expiresIn: .seconds(20)).settlement.outcome == .expired)
        #expect(two.seen.order.isEmpty)
    }
}
