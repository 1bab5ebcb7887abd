import Logging
import Mail
import Synchronization
import Testing

@testable import facteur

@Suite("Several relays", .timeLimit(.minutes(1)))
struct RelayChainTests {
    /// Ends every message as it was told.
    private final class Relay: Carrier {
        let end: Mutex<Transmission.End>
        let count = Mutex(0)
        let isClosed = Mutex(false)

        init(_ end: Transmission.End) { self.end = Mutex(end) }

        func send(_ message: Message) async -> Transmission {
            count.withLock { $0 += 1 }
            return Transmission(end: end.withLock { $0 }, relay: "", connect: .zero, dialogue: .zero)
        }

        func close(within patience: Duration) async { isClosed.withLock { $0 = true } }
        func close() async { isClosed.withLock { $0 = true } }
    }

    private final class Clock: Sendable {
        let time = Mutex(Duration.zero)
    }

    private let clock = Clock()

    private func chain(_ relays: Relay...) -> RelayChain {
        RelayChain(
            relays.enumerated().map { ("relay \($0)", $1) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: { [clock] in clock.time.withLock { $0 } })
    }

    private func message() throws -> Message {
        let id = try #require(MessageID("01936000-0000-7000-8000-000000000000"))
        return Message(
            lease: Lease(message: id, token: 1), lane: .transactional, attempt: 1,
            envelope: Envelope(sender: "a@b.test", recipient: "c@d.test"), bytes: [])
    }

    private static let accepted = Transmission.End.accepted(Reply(code: 250, enhanced: nil, text: "ok"))
    private static let refusedLine = Transmission.End.broken(.connectionRefused, at: .connect, detail: "refused")

    @Test("The first relay that can be reached takes the message; the others are spared")
    func first() async throws {
        let (one, two) = (Relay(Self.accepted), Relay(Self.accepted))
        #expect(await chain(one, two).send(try message()).end == Self.accepted)
        #expect(one.count.withLock { $0 } == 1)
        #expect(two.count.withLock { $0 } == 0)
    }

    @Test(
        "A relay that said nothing of the message hands it on",
        arguments: [
            refusedLine, .broken(.tlsFailed, at: .startTLS, detail: "certificate"),
            .refused(Reply(code: 421, enhanced: nil, text: "busy"), at: .greeting),
        ])
    func failover(end: Transmission.End) async throws {
        let (one, two) = (Relay(end), Relay(Self.accepted))
        #expect(await chain(one, two).send(try message()).end == Self.accepted)
        #expect(one.count.withLock { $0 } == 1)
    }

    @Test(
        "What was begun on one relay stays with it",
        arguments: [
            .inDoubt(.closedByPeer, detail: "closed"), .broken(.closedByPeer, at: .data, detail: "closed"),
            .refused(Reply(code: 550, enhanced: nil, text: "no"), at: .rcpt),
            .broken(.stopping, at: .connect, detail: "stopping"),
        ] as [Transmission.End])
    func noFailover(end: Transmission.End) async throws {
        let (one, two) = (Relay(end), Relay(Self.accepted))
        #expect(await chain(one, two).send(try message()).end == end)
        #expect(two.count.withLock { $0 } == 0)
    }

    @Test("A relay that is down is asked last for a while, then first again")
    func rests() async throws {
        let (one, two) = (Relay(Self.refusedLine), Relay(Self.accepted))
        let chain = chain(one, two)
        for _ in 0..<3 { _ = await chain.send(try message()) }
        #expect(one.count.withLock { $0 } == 1)
        clock.time.withLock { $0 = RelayChain.rest + .seconds(1) }
        one.end.withLock { $0 = Self.accepted }
        for _ in 0..<2 { _ = await chain.send(try message()) }
        #expect(one.count.withLock { $0 } == 3)
    }

    @Test("When none can be reached the last one's word stands; closing closes all")
    func allDown() async throws {
        let (one, two) = (Relay(Self.refusedLine), Relay(Self.refusedLine))
        let chain = chain(one, two)
        #expect(await chain.send(try message()).end == Self.refusedLine)
        #expect(two.count.withLock { $0 } == 1)
        await chain.close(within: .seconds(1))
        #expect(one.isClosed.withLock { $0 } && two.isClosed.withLock { $0 })
    }
}
