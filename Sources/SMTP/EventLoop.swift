import CCurl
import CLinux
import Mail

/// The loop of one relay's thread: waits for sockets, deadlines and new messages, and moves each connection on by what happened.
/// Made and used on that thread alone.
final class EventLoop {
    let relay: RelaySettings
    let inbox: Inbox
    let context: LoopContext
    private var pool: ConnectionPool
    /// Messages that have ended, and are told of when all that has come in is read: whoever waits for them is woken once.
    private var ended: [(sender: CheckedContinuation<Transmission, Never>, transmission: Transmission)] = []
    var connections: [Int: Connection] = [:]
    private var lastNumber = 0
    private var closing: Inbox.Closing?
    /// Whether the next message's commands may leave behind a dot.
    private var follows = true
    private var logins = LoginMethods(knowsSCRAM: Libcurl.knowsSCRAM)

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

    private func watch(_ connection: Connection, for interest: SocketWatch.Interest) {
        guard connection.watched != interest else { return }
        inbox.sockets.watch(
            connection.socket, as: connection.number, for: interest, before: connection.watched)
        connection.watched = interest
    }

    // MARK: - Messages in, ends out

    private func takeIn() {
        let batch = inbox.take()
        for delivery in batch.deliveries { context.waiting.append(delivery) }
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
        for lane in Lane.allCases {
            while pool.hasIdle(for: lane), let delivery = takeFresh(lane) {
                guard let connection = pool.take(for: lane).flatMap({ connections[$0] }) else {
                    return context.waiting.putBack(delivery)
                }
                if let finish = connection.begin(delivery) { end(connection, finish) }
            }
        }
        guard closing == nil, context.waiting.count > 0 else { return }
        while pool.room(for: context.waiting.counts, at: context.now) > 0 { openConnection() }
    }

    /// The next message of a lane; one that has waited beyond its patience is looked at by its sender first.
    private func takeFresh(_ lane: Lane) -> Submission? {
        while let delivery = context.waiting.take(lane) {
            guard delivery.isStale(at: context.now) else { return delivery }
            end(delivery, .waited)
        }
        return nil
    }

    /// Which message goes behind the one that a connection is about to send. A newsletter's stands behind its like alone, so that it gets no
    /// connection that is kept for transactional mail.
    private func follower(of connection: Connection) -> Submission? {
        let isOpen = pool.mayGoOn(
            messages: connection.messages, openedAt: connection.startedAt, at: context.now)
        guard follows, closing == nil, isOpen else { return nil }
        if let delivery = takeFresh(.transactional) { return delivery }
        return connection.delivery?.message.lane == .bulk ? takeFresh(.bulk) : nil
    }

    private func end(_ connection: Connection, _ finish: Dialogue.Finish) {
        var last: Dialogue.Finish? = finish
        while let finish = last { last = conclude(connection, finish) }
    }

    /// Takes in a message's end; returns that of the one behind it where it is known already.
    private func conclude(_ connection: Connection, _ finish: Dialogue.Finish) -> Dialogue.Finish? {
        if let probe = connection.probe {
            end(connection, probe, finish)
            return nil
        }
        guard var delivery = connection.delivery else { return nil }
        let farewell = connection.end(finish)
        if let follower = connection.takeFollower() { putBack(follower) }
        if finish.isStale, !delivery.isSecondTry {
            delivery.isSecondTry = true
            putBack(delivery)
            // What was idle beside it is likely as dead; the message is to meet a connection that lives.
            for number in pool.takeAllIdle() { connections[number].map(drop) }
        } else {
            if let reply = finish.end.replyToDot {
                context.journal.replied(delivery.message.lease, reply)
            }
            ended.append((delivery.sender, farewell.transmission))
        }
        if let (next, heard) = farewell.next {
            pool.goesOn(connection.number, with: next.delivery.message.lane)
            return connection.promote(next, heard: heard)
        }
        guard farewell.isUsable else {
            drop(connection)
            return nil
        }
        let isKept = pool.rested(
            connection.number, messages: connection.messages, openedAt: connection.startedAt, at: context.now)
        if !isKept { dismiss(connection.number) }
        return nil
    }

    /// A message whose connection is of no use waits for another.
    private func putBack(_ delivery: Submission) {
        if closing == nil { context.waiting.putBack(delivery) } else { end(delivery, .stopping) }
    }

    /// Ends a message of which no body was sent.
    private func end(_ delivery: Submission, _ fault: TransmissionFault) {
        let detail = fault == .stopping ? "the worker stops" : "no connection was free"
        end(delivery, .broken(fault, at: .connect, detail: detail))
    }

    private func end(_ delivery: Submission, _ end: Transmission.End, connect: Duration = .zero) {
        let transmission = Transmission(end: end, relay: relay.name, connect: connect, dialogue: .zero)
        ended.append((delivery.sender, transmission))
    }

    private func tell() {
        for (sender, transmission) in ended { sender.resume(returning: transmission) }
        ended.removeAll(keepingCapacity: true)
    }

    private func failWaiting(_ end: Transmission.End, connect: Duration = .zero) {
        while let delivery = context.waiting.take() { self.end(delivery, end, connect: connect) }
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
        let farewell = connection.end(finish)
        probe.asker.resume(returning: farewell.transmission.end.without(relay.secrets))
        if farewell.isUsable { dismiss(connection.number) } else { drop(connection) }
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
        watch(connection, for: [])
        inbox.multi.remove(connection.handle)
    }

    // MARK: - Time

    private func expire() {
        let now = context.now
        for connection in connections.values {
            if let follower = connection.follower?.delivery, follower.isStale(at: now) {
                connection.takeFollower().map { end($0, .waited) }
            }
            guard let deadline = connection.deadline, deadline <= now else { continue }
            switch connection.state {
            case .opening:
                if connection.isOverdue(relay.timeouts) {
                    failOpening(connection, whyUnopened(connection, CURLE_OPERATION_TIMEDOUT))
                }
            case .loggingIn, .refused: expireLogin(connection)
            case .busy: expire(connection)
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

    /// The relay has not answered in time. One that lets the commands behind a dot go unanswered, as some gateways do, is told none there any
    /// more, and the message goes by another connection.
    private func expire(_ connection: Connection) {
        guard connection.isUnansweredFollower, let delivery = connection.delivery else {
            if let finish = connection.tell(.deadlinePassed) { end(connection, finish) }
            return
        }
        follows = false
        putBack(delivery)
        drop(connection)
    }

    private func milliseconds(until moment: ContinuousClock.Instant) -> Int32 {
        Int32((max(.zero, moment - context.now) / .milliseconds(1)).rounded(.up))
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
