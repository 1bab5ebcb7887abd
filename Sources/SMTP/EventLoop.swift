import CCurl
import Mail

/// The loop of one relay's thread: waits for sockets, deadlines and new messages, and moves each connection on by what happened.
/// Made and used on that thread alone.
final class EventLoop {
    let relay: RelaySettings
    let inbox: Inbox
    let context: LoopContext
    private var pool: ConnectionPool
    private var waiting = SendQueue()
    var connections: [Int: Connection] = [:]
    private var lastNumber = 0
    private var closing: Inbox.Closing?
    private var logins = LoginMethods(knowsSCRAM: Libcurl.knowsSCRAM)

    init(_ relay: RelaySettings, inbox: Inbox, journal: any Journal, leases: any HandoverGuard) {
        self.relay = relay
        self.inbox = inbox
        context = LoopContext(journal: journal, leases: leases, timeouts: relay.timeouts)
        pool = ConnectionPool(
            ConnectionPool.Limits(
                connections: relay.connections, messagesPerConnection: relay.messagesPerConnection,
                connectionAge: relay.connectionAge, idleTime: relay.idleTime))
    }

    /// Runs until the carrier is closed and every message has its end.
    func run() {
        var sockets: [curl_waitfd] = []
        var polled: [Connection] = []
        while true {
            context.now = .now
            takeIn()
            assign()
            if closing != nil, connections.isEmpty, waiting.count == 0 { break }
            sockets.removeAll(keepingCapacity: true)
            polled.removeAll(keepingCapacity: true)
            for connection in connections.values where connection.isWatched {
                sockets.append(curl_waitfd(fd: connection.socket, events: connection.interest, revents: 0))
                polled.append(connection)
            }
            inbox.multi.poll(&sockets, milliseconds: millisecondsToWait())
            context.now = .now
            if connections.values.contains(where: { $0.state == .opening }) { goOnOpening() }
            for (connection, socket) in zip(polled, sockets) where socket.revents != 0 { ready(connection) }
            expire()
        }
        inbox.finish()
    }

    // MARK: - Messages in, ends out

    private func takeIn() {
        let batch = inbox.take()
        for delivery in batch.deliveries { waiting.append(delivery) }
        for probe in batch.probes { begin(probe) }
        for token in batch.tokens { received(token) }
        guard let wish = batch.closing else { return }
        closing = wish
        failWaiting(.broken(.stopping, at: .connect, detail: "the worker stopped before a connection was free"))
        for connection in connections.values where [.opening, .loggingIn, .refused].contains(connection.state) {
            connection.probe?.asker.resume(returning: .broken(.stopping, at: .connect, detail: "the worker stopped"))
            drop(connection)
        }
        for number in pool.takeAllIdle() { dismiss(number) }
    }

    private func assign() {
        while waiting.count > 0, let number = pool.take() {
            guard let connection = connections[number], let delivery = waiting.take() else { continue }
            if let finish = connection.begin(delivery) { end(connection, finish) }
        }
        guard closing == nil else { return }
        while pool.room(for: waiting.count, at: context.now) > 0 { openConnection() }
    }

    private func end(_ connection: Connection, _ finish: Dialogue.Finish) {
        if let probe = connection.probe { return end(connection, probe, finish) }
        guard var delivery = connection.delivery else { return }
        let (transmission, isUsable) = connection.end(finish, relay: relay.name)
        if finish.isStale, !delivery.isSecondTry {
            delivery.isSecondTry = true
            waiting.putBack(delivery)
            // What was idle beside it is likely as dead; the message is to meet a connection that lives.
            for number in pool.takeAllIdle() { connections[number].map(drop) }
        } else {
            if let reply = finish.end.replyToDot {
                context.journal.replied(delivery.message.lease, reply)
            }
            delivery.sender.resume(returning: transmission)
        }
        guard isUsable else { return drop(connection) }
        let isKept = pool.rested(
            connection.number, messages: connection.messages, openedAt: connection.startedAt, at: context.now)
        if !isKept { dismiss(connection.number) }
    }

    private func failWaiting(_ end: Transmission.End, connect: Duration = .zero) {
        while let delivery = waiting.take() {
            delivery.sender.resume(
                returning: Transmission(end: end, relay: relay.name, connect: connect, dialogue: .zero))
        }
    }

    // MARK: - Probes

    /// Opens a connection that is none of the pool's: how many carry messages is not for a probe to change.
    private func begin(_ probe: ProbeRequest) {
        lastNumber += 1
        do throws(RelayFault) {
            try open(Connection(lastNumber, to: relay, for: probe, login: logins.first, context))
        } catch {
            probe.asker.resume(returning: .broken(error.fault, at: .connect, detail: error.description))
        }
    }

    private func end(_ connection: Connection, _ probe: ProbeRequest, _ finish: Dialogue.Finish) {
        let (transmission, isUsable) = connection.end(finish, relay: relay.name)
        probe.asker.resume(returning: transmission.end.without(relay.secrets))
        if isUsable { dismiss(connection.number) } else { drop(connection) }
    }

    // MARK: - Connections

    private func openConnection() {
        lastNumber += 1
        pool.beganOpening(lastNumber)
        do throws(RelayFault) {
            try open(Connection(lastNumber, to: relay, login: logins.first, context))
        } catch {
            guard pool.failedOpening(lastNumber, isDeaf: false, at: context.now) == .total else { return }
            failWaiting(.broken(error.fault, at: .connect, detail: error.description))
        }
    }

    func open(_ connection: Connection) throws(RelayFault) {
        guard inbox.multi.add(connection.handle) else { throw RelayFault("libcurl has no memory for a connection") }
        connections[connection.number] = connection
        inbox.multi.perform()
    }

    private func goOnOpening() {
        inbox.multi.perform()
        while let (handle, result) = inbox.multi.nextOpened() {
            guard let connection = connections.values.first(where: { $0.handle.raw == handle }) else { continue }
            let unopened =
                result == CURLE_OK
                ? connection.opened(wantsLogin: relay.password != nil) : whyUnopened(connection, result)
            if let unopened {
                if !opensAnew(connection, unopened) {
                    failOpening(connection, unopened.naming(connection.handshake.capabilities))
                }
                continue
            }
            if connection.handshake.isAuthenticated { logins.accepted(connection.login) }
            if let tokens = relay.tokens { logIn(connection, by: tokens) } else { admit(connection) }
        }
    }

    /// The connection is ready for what it was opened for.
    func admit(_ connection: Connection) {
        if let probe = connection.probe {
            if let finish = connection.beginProbe(by: probe.deadline) { end(connection, finish) }
        } else {
            pool.opened(connection.number, at: context.now)
        }
    }

    private func whyUnopened(_ connection: Connection, _ result: CURLcode) -> Transmission.End {
        Transmission.End.unopened(
            result, connection.handshake, isConnected: connection.handle.isConnected,
            detail: connection.handle.explanation(of: result)
        ).without(relay.secrets)
    }

    /// Whether a connection whose login was refused is opened again at once, to log in another way.
    private func opensAnew(_ connection: Connection, _ end: Transmission.End) -> Bool {
        guard end.isLoginRefused,
            let next = logins.refused(
                connection.login, end.code, offered: connection.handshake.capabilities.logins)
        else { return false }
        connections[connection.number] = nil
        inbox.multi.remove(connection.handle)
        do throws(RelayFault) {
            try open(Connection(connection.number, to: relay, for: connection.probe, login: next, context))
            return true
        } catch {
            connections[connection.number] = connection
            return false
        }
    }

    func failOpening(_ connection: Connection, _ end: Transmission.End) {
        if let probe = connection.probe {
            drop(connection)
            probe.asker.resume(returning: end)
            return
        }
        let failure = pool.failedOpening(connection.number, isDeaf: end.isDeaf, at: context.now)
        let time = context.now - connection.startedAt
        drop(connection)
        if failure == .total { failWaiting(end, connect: time) }
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
    private func dismiss(_ number: Int) {
        guard let connection = connections[number] else { return }
        if !connection.leave() { drop(connection) }
    }

    /// Closes a connection without a word.
    private func drop(_ connection: Connection) {
        guard connections.removeValue(forKey: connection.number) != nil else { return }
        pool.lost(connection.number)
        inbox.multi.remove(connection.handle)
    }

    // MARK: - Time

    private func expire() {
        let now = context.now
        for connection in connections.values {
            guard let deadline = connection.deadline, deadline <= now else { continue }
            switch connection.state {
            case .opening:
                if connection.isOverdue(relay.timeouts) {
                    failOpening(connection, whyUnopened(connection, CURLE_OPERATION_TIMEDOUT))
                }
            case .loggingIn, .refused: expireLogin(connection)
            case .busy: if let finish = connection.tell(.deadlinePassed) { end(connection, finish) }
            case .idle: break
            case .leaving: drop(connection)
            }
        }
        for number in pool.takeOverdue(at: now) { dismiss(number) }
        guard let end = closing?.deadline, end <= now else { return }
        for connection in connections.values {
            if connection.state == .busy, let finish = connection.tell(.stopping) { self.end(connection, finish) }
            drop(connection)
        }
    }

    private func millisecondsToWait() -> Int32 {
        let now = context.now
        var next = now + .seconds(60)
        for connection in connections.values {
            if let deadline = connection.deadline, deadline < next { next = deadline }
        }
        for moment in [pool.nextMoment(after: now), closing?.deadline] {
            if let moment, moment < next { next = moment }
        }
        return Int32((max(.zero, next - now) / .milliseconds(1)).rounded(.up))
    }
}

extension Transmission.End {
    /// Whether nobody answered at all.
    fileprivate var isDeaf: Bool {
        if case .broken(_, at: .connect, _) = self { return true }
        return false
    }

    /// The code of the reply that ended it.
    fileprivate var code: Int? {
        if case .refused(let reply, _) = self { return reply.code }
        return nil
    }

    /// The reply to the final dot, if that is what ended it.
    fileprivate var replyToDot: Reply? {
        switch self {
        case .accepted(let reply), .refused(let reply, at: .dot): reply
        default: nil
        }
    }
}
