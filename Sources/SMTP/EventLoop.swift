import CCurl
import CLinux
import Mail

/// The loop of one relay's thread: waits for sockets, deadlines and new messages, and moves each connection on by what happened.
/// Made and used on that thread alone.
final class EventLoop {
    let relay: RelaySettings
    let inbox: Inbox
    let context: LoopContext
    var pool: ConnectionPool
    /// Messages that have ended, and are told of when all that has come in is read: whoever waits for them is woken once.
    var ended: [(sender: CheckedContinuation<Transmission, Never>, transmission: Transmission)] = []
    var connections: [Int: Connection] = [:]
    var lastNumber = 0
    var closing: Inbox.Closing?
    /// Whether the next message's commands may leave behind a dot.
    var follows = true
    var logins = LoginMethods(knowsSCRAM: Libcurl.knowsSCRAM)

    init(_ relay: RelaySettings, inbox: Inbox, journal: any Journal, leases: any HandoverGuard) {
        self.relay = relay
        self.inbox = inbox
        context = LoopContext(journal: journal, leases: leases, timeouts: relay.timeouts)
        pool = ConnectionPool(
            ConnectionPool.Limits(
                connections: relay.connections, reserved: relay.reservedConnections,
                messagesPerConnection: relay.messagesPerConnection,
                connectionAge: relay.connectionAge, idleTime: relay.idleTime))
        context.follower = { [unowned self] in follower(of: $0) }
    }

    /// Runs until the carrier is closed and every message has its end.
    func run() {
        var events = [epoll_event](repeating: epoll_event(), count: 64)
        var ready: [Int] = []
        while true {
            context.now = .now
            takeIn()
            assign()
            tell()
            if closing != nil, connections.isEmpty, context.waiting.count == 0 { break }
            let (next, isAnyOpening) = review()
            let wait = milliseconds(until: next)
            if isAnyOpening { inbox.multi.wait(for: inbox.sockets, milliseconds: wait) }
            inbox.sockets.wait(milliseconds: isAnyOpening ? 0 : wait, into: &events) { ready.append($0) }
            context.now = .now
            if isAnyOpening { goOnOpening() }
            for number in ready { connections[number].map(self.ready) }
            ready.removeAll(keepingCapacity: true)
            if next <= context.now { expire() }
            tell()
        }
        inbox.finish()
    }

    /// One look at all connections: has each watched for what it waits for; when the first thing is due that nobody rings for, and whether
    /// libcurl is opening any.
    private func review() -> (next: ContinuousClock.Instant, isAnyOpening: Bool) {
        var next = context.now + .seconds(60)
        var isAnyOpening = false
        for connection in connections.values {
            if connection.state == .opening { isAnyOpening = true }
            watch(connection, for: connection.interest)
            if let deadline = connection.deadline, deadline < next { next = deadline }
            if let moment = connection.follower?.delivery.freshUntil, moment < next { next = moment }
        }
        for moment in [pool.nextMoment(after: context.now), closing?.deadline] {
            if let moment, moment < next { next = moment }
        }
        return (next, isAnyOpening)
    }

    func watch(_ connection: Connection, for interest: SocketWatch.Interest) {
        guard connection.watched != interest else { return }
        inbox.sockets.watch(
            connection.socket, as: connection.number, for: interest, before: connection.watched)
        connection.watched = interest
    }

    private func ready(_ connection: Connection) {
        guard connections[connection.number] === connection else { return }
        switch connection.state {
        case .opening, .refused: break
        case .loggingIn: goOnLoggingIn(connection)
        case .busy: if let finish = connection.ready() { end(connection, finish) }
        case .idle: if !connection.isQuiet { drop(connection) }
        case .leaving: if !connection.isQuiet { drop(connection) }
        }
    }

    /// Says goodbye to an idle connection that the pool has let go.
    func dismiss(_ number: Int) {
        guard let connection = connections[number] else { return }
        if !connection.leave() { drop(connection) }
    }

    /// Closes a connection without a word.
    func drop(_ connection: Connection) {
        guard connections.removeValue(forKey: connection.number) != nil else { return }
        pool.lost(connection.number)
        watch(connection, for: [])
        inbox.multi.remove(connection.handle)
    }

    private func milliseconds(until moment: ContinuousClock.Instant) -> Int32 {
        Int32((max(.zero, moment - context.now) / .milliseconds(1)).rounded(.up))
    }
}
