import Mail
import Synchronization

@testable import SMTP

/// Messages and settings for the tests.
enum TestMessages {
    /// A mail to `recipient` whose subject carries `number`.
    static func message(
        _ number: Int = 1, to recipient: String = "r@client.test", lane: Lane = .transactional, lines: Int = 3
    ) -> Message {
        let body = String(repeating: "Bonjour, ceci est une ligne.\r\n", count: lines)
        let text =
            "From: s@shop.test\r\nTo: \(recipient)\r\nSubject: message \(number)\r\n"
            + "Message-ID: <\(number)@shop.test>\r\n\r\n" + body
        return Message(
            lease: Lease(message: MessageID(high: 1, low: UInt64(number)), token: 1), lane: lane, attempt: 1,
            envelope: Envelope(sender: "s@shop.test", recipient: recipient), bytes: Array(text.utf8))
    }

    /// A plain relay on loopback.
    static func relay(port: Int, connections: Int = 1) -> RelaySettings {
        var relay = RelaySettings(host: "127.0.0.1", port: port, helo: "shop.test")
        relay.tls = .none
        relay.connections = connections
        return relay
    }
}

/// A journal in memory, which can be told to fail.
final class TestJournal: Journal {
    enum Entry: Sendable, Hashable {
        case begun(Lease)
        case replied(Lease, Int)
    }

    private let state = Mutex<[Entry]>([])
    private let fault: JournalFault?

    init(fault: JournalFault? = nil) { self.fault = fault }

    var entries: [Entry] { state.withLock(\.self) }

    func begin(_ lease: Lease) throws(JournalFault) {
        if let fault { throw fault }
        state.withLock { $0.append(.begun(lease)) }
    }

    func replied(_ lease: Lease, _ reply: Reply) { state.withLock { $0.append(.replied(lease, reply.code)) } }

    func settled(_ leases: [Lease]) {}
    func isWritable() -> Bool { fault == nil }
}

extension SMTPCarrier {
    /// Sends many at once; the ends in the messages' order.
    func send(_ messages: [Message]) async -> [Transmission.End] {
        await withTaskGroup(of: (Int, Transmission.End).self) { group in
            for (index, message) in messages.enumerated() {
                group.addTask { (index, await self.send(message).end) }
            }
            var ends: [(Int, Transmission.End)] = []
            for await end in group { ends.append(end) }
            return ends.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// Runs a carrier for as long as the body runs, and closes it.
    static func running<Result: Sendable>(
        _ settings: RelaySettings, journal: any Journal = TestJournal(), leases: any HandoverGuard = OpenGuard(),
        _ body: (SMTPCarrier) async throws -> Result
    ) async throws -> Result {
        let carrier = try SMTPCarrier(settings, journal: journal, leases: leases)
        do {
            let result = try await body(carrier)
            await carrier.close(within: .seconds(20))
            return result
        } catch {
            await carrier.close(within: .zero)
            throw error
        }
    }
}

/// Lets everything leave.
struct OpenGuard: HandoverGuard {
    func mayLeave(_ lease: Lease) {}
}

extension Transmission.End {
    var isAccepted: Bool { if case .accepted = self { true } else { false } }

    /// `refused 550 at rcpt`, `broken closedByPeer at data`: an end without its words.
    var summary: String {
        switch self {
        case .accepted(let reply): "accepted \(reply.code)"
        case .refused(let reply, let stage): "refused \(reply.code) at \(stage.rawValue)"
        case .broken(let fault, let stage, _): "broken \(fault) at \(stage.rawValue)"
        case .inDoubt(let fault, _): "inDoubt \(fault)"
        }
    }
}
