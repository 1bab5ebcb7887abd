import NIOCore
import Synchronization

/// What all connections of a server share: numbers, conduct, mailbox, tally.
final class ConnectionRegistry: Sendable {
    private struct State {
        var options: SessionOptions
        var conduct: any SessionConduct
        var tally = Tally()
        var channels: [Int: any Channel] = [:]
        var isClosed = false
    }

    private let mailbox: MailStore
    private let state: Mutex<State>

    init(options: SessionOptions, conduct: any SessionConduct, mailbox: MailStore) {
        self.mailbox = mailbox
        state = Mutex(State(options: options, conduct: conduct))
    }

    var tally: Tally { state.withLock(\.tally) }

    func follow(_ conduct: any SessionConduct) { state.withLock { $0.conduct = conduct } }

    func take(tokens: Set<String>) { state.withLock { $0.options.login?.tokens = tokens } }

    /// A connection opened; nil when the server has stopped.
    func open(_ channel: any Channel) -> SMTPSession? {
        state.withLock { state in
            guard !state.isClosed else { return nil }
            state.tally.opened()
            let number = state.tally.connections
            state.channels[number] = channel
            return SMTPSession(connection: number, options: state.options, conduct: state.conduct)
        }
    }

    func closed(_ connection: Int) {
        state.withLock { state in
            state.tally.closed()
            state.channels[connection] = nil
        }
    }

    func saw(_ verb: Command.Verb, recipients: [String]) {
        state.withLock { $0.tally.saw(verb, recipients: recipients) }
    }

    func caught(_ mail: CaughtMail) { mailbox.add(mail) }

    /// Resets every open connection, and refuses those to come.
    func closeAll() async {
        let channels = state.withLock { state in
            state.isClosed = true
            return Array(state.channels.values)
        }
        for channel in channels {
            channel.resetConnection()
            try? await channel.closeFuture.get()
        }
    }
}
