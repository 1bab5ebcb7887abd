import Catcher
import Synchronization
import TestServers

/// The relay of several hosts, which takes its time at the dot. It notes what it has read of each message, and from which worker.
final class HostRelay: Sendable {
    /// A transaction that came to DATA.
    private struct Transaction {
        let worker: String
        let recipient: String
        let dataAt = ContinuousClock.now
        var dotAt: ContinuousClock.Instant?
    }

    private struct Key: Hashable {
        let connection, message: Int
    }

    /// How long the reply to a dot takes.
    static let answer = Duration.milliseconds(500)
    /// How long after its reply an outcome may still be unread, or not stored.
    private static let settling = Duration.seconds(1)

    private let front: TLSFront
    private let server: CatchingServer
    private let notes: Notes

    var mailbox: MailStore { server.mailbox }

    private init(_ front: TLSFront, _ server: CatchingServer, _ notes: Notes) {
        self.front = front
        self.server = server
        self.notes = notes
    }

    /// Runs one on a host for as long as the body runs.
    static func with<Result: Sendable>(on host: HostNetwork.Host, _ body: (HostRelay) async throws -> Result)
        async throws
        -> Result
    {
        let notes = Notes()
        var options = SessionOptions()
        options.extensions.insert(.startTLS)
        options.isBehindTLS = true
        return try await CatchingServer.running(options: options, conduct: notes.script) { server in
            let front = try await TLSFront.start(before: server.port, on: host)
            defer { front.stop() }
            return try await body(HostRelay(front, server, notes))
        }
    }

    /// A stage whose worker has this relay. What it sends has a return path with its name.
    func with(_ stage: Stage, for worker: String) -> Stage {
        stage.with([
            "FACTEUR_SMTP_URL": "smtp://\(front.host):\(front.port)", "FACTEUR_SMTP_CA_FILE": front.caFile,
            "FACTEUR_MAIL_RETURN_PATH": "\(worker)+{id}@bounce.boutique.example",
        ])
    }

    /// Transactions of a worker that came to DATA within this time.
    func begun(by worker: String, from start: ContinuousClock.Instant, to end: ContinuousClock.Instant) -> Int {
        notes.transactions.count { $0.worker == worker && (start...end).contains($0.dataAt) }
    }

    /// Who the mail was for that a worker had begun to hand over when its link was cut, and had not stored as sent: the reply to its dot was
    /// unread, or read a moment ago. The rest of it may arrive when the link is there again.
    func open(by worker: String, at cut: ContinuousClock.Instant) -> Set<String> {
        Set(
            notes.transactions.filter { transaction in
                transaction.worker == worker && transaction.dataAt <= cut
                    && transaction.dotAt.map { $0 >= cut - Self.answer - Self.settling } ?? true
            }.map(\.recipient))
    }

    private final class Notes: Sendable {
        private let state = Mutex<[Key: Transaction]>([:])

        var transactions: [Transaction] { state.withLock { Array($0.values) } }

        var script: Script {
            Script { [self] moment in
                guard [.data, .dot].contains(moment.stage) else { return [.usual] }
                let key = Key(connection: moment.connection, message: moment.message)
                return state.withLock { transactions in
                    guard moment.stage == .dot else {
                        let worker = moment.sender?.prefix { $0 != "+" } ?? ""
                        transactions[key] = Transaction(worker: String(worker), recipient: moment.recipient ?? "")
                        return [.usual]
                    }
                    transactions[key]?.dotAt = .now
                    return [.pause(HostRelay.answer), .usual]
                }
            }
        }
    }
}
