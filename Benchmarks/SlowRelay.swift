import Catcher
import Synchronization
import TestServers

/// A relay that answers each dot after a while, as one that writes each mail to a disk or has it looked through. No thread waits meanwhile.
final class SlowRelay: SessionConduct {
    private let delay: Duration
    private let dots = Mutex<[ContinuousClock.Instant]>([])

    init(delay: Duration) { self.delay = delay }

    func answer(at moment: SessionMoment, usual: UsualReply) -> SessionAnswer {
        let reply = SessionAction.write(usual.octets)
        guard moment.stage == .dot else { return SessionAnswer(actions: [reply], takesEffect: usual.isPositive) }
        dots.withLock { $0.append(.now) }
        return SessionAnswer(actions: [.pause(delay), reply], takesEffect: usual.isPositive)
    }

    func interruptions(at moment: SessionMoment) -> [BodyInterruption] { [] }

    /// Runs one, and a workplace before it whose newsletters may have all of its lines.
    static func with(
        delay: Duration, lines: Int, _ body: (Workplace, SlowRelay, _ address: String) async throws -> Void
    ) async throws {
        let relay = SlowRelay(delay: delay)
        let server = try await CatchingServer.start(conduct: relay, mailbox: MailStore(capacity: 1))
        let address = "127.0.0.1:\(server.port)"
        let settings = [
            "FACTEUR_SMTP_URL": "smtp://\(address)", "FACTEUR_SMTP_CONNECTIONS": "\(lines)",
            "FACTEUR_SMTP_RESERVED_FOR_TRANSACTIONAL": "0",
        ]
        try await Workplace.with(settings) { place in try await body(place, relay, address) }
        await server.stop()
    }

    /// Watches the mail that `send` makes come in, until all of it is there; messages a second in full flow: between two dots in its middle
    /// eight tenths, whole turns of all lines apart, so that it matters nothing where in a turn they fell.
    func rate(of count: Int, lines: Int, _ send: () async throws -> Void) async throws -> Double {
        dots.withLock { $0.removeAll() }
        try await send()
        let deadline = ContinuousClock.now + .seconds(300)
        while dots.withLock(\.count) < count {
            guard ContinuousClock.now < deadline else { throw Stage.Failure("the slow relay waited in vain for mail") }
            try await Task.sleep(for: .milliseconds(100))
        }
        let dots = dots.withLock { $0 }
        let (first, turns) = (count / 10, count * 8 / 10 / lines)
        guard turns > 0 else { throw Stage.Failure("\(count) messages are too few for \(lines) lines") }
        return Double(turns * lines) / ((dots[first + turns * lines] - dots[first]) / .seconds(1))
    }
}
