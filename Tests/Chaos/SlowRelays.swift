import Catcher
import Synchronization
import TestServers

/// The two relays of one worker: one takes its time at the dot, the other one lies at the end of a slow network. At each moment dots are out,
/// and large bodies are half out. They note what they have read.
final class SlowRelays: Sendable {
    /// A transaction that came to DATA.
    private struct Transaction {
        let recipient: String
        let dataAt = ContinuousClock.now
        var dotAt: ContinuousClock.Instant?
    }

    /// How long the reply to a dot takes.
    static let answer = Duration.milliseconds(1_500)
    private static let octetsPerSecond = 12_000

    /// What both of them took.
    let mailbox: MailStore
    private let thinking: CatchingServer
    private let distant: CatchingServer
    private let forwarding: PortForwarding
    private let port: Int
    private let notes: Notes

    private init(_ thinking: CatchingServer, _ distant: CatchingServer, _ notes: Notes) throws {
        mailbox = thinking.mailbox
        self.thinking = thinking
        self.distant = distant
        self.notes = notes
        port = try FreePort.next()
        forwarding = try PortForwarding(from: port, to: distant.port, octetsPerSecond: Self.octetsPerSecond)
    }

    /// Runs two of them for as long as the body runs; all their mail goes into `mailbox`.
    static func running<Result>(_ mailbox: MailStore, _ body: (SlowRelays) async throws -> Result) async throws
        -> Result
    {
        let notes = Notes()
        let relays = try SlowRelays(
            await CatchingServer.start(conduct: notes.script(relay: 0), mailbox: mailbox),
            await CatchingServer.start(conduct: notes.script(relay: 1), mailbox: mailbox), notes)
        do {
            let result = try await body(relays)
            await relays.stop()
            return result
        } catch {
            await relays.stop()
            throw error
        }
    }

    private func stop() async {
        forwarding.stop()
        await thinking.stop()
        await distant.stop()
    }

    /// A stage whose worker has these relays.
    func with(_ stage: Stage) -> Stage {
        stage.with(relay: thinking).with([
            "FACTEUR_SMTP_URL": "smtp://127.0.0.1:\(thinking.port),smtp://127.0.0.1:\(port)",
            "FACTEUR_SMTP_WEIGHTS": "1,1",
        ])
    }

    /// Transactions of which DATA was read and the dot was not.
    var bodiesOut: Int { notes.transactions.count { $0.dotAt == nil } }

    /// Bodies that had begun to come by the first moment, and were not whole by the second one.
    func bodies(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant) -> Int {
        notes.transactions.count { $0.dataAt < start && $0.dotAt.map { $0 > end } ?? true }
    }

    /// Who the mail was for whose dot was read within this time.
    func dots(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant) -> Set<String> {
        Set(notes.transactions.filter { $0.dotAt.map { (start...end).contains($0) } ?? false }.map(\.recipient))
    }

    /// No more waits: what is left is sent at once.
    func hurry() { notes.hurry() }

    private final class Notes: Sendable {
        private struct Key: Hashable {
            let relay, connection, message: Int
        }

        private struct State {
            var transactions: [Key: Transaction] = [:]
            var answer = SlowRelays.answer
        }

        private let state = Mutex(State())

        var transactions: [Transaction] { state.withLock { Array($0.transactions.values) } }

        func hurry() { state.withLock { $0.answer = .zero } }

        func script(relay: Int) -> Script {
            Script { [self] moment in
                guard [.data, .dot].contains(moment.stage) else { return [.usual] }
                let key = Key(relay: relay, connection: moment.connection, message: moment.message)
                return state.withLock { state in
                    guard moment.stage == .dot else {
                        state.transactions[key] = Transaction(recipient: moment.recipient ?? "")
                        return [.usual]
                    }
                    state.transactions[key]?.dotAt = .now
                    return [.pause(state.answer), .usual]
                }
            }
        }
    }
}
