import CCurl
import Mail

/// The loop of one relay's thread: waits for sockets, deadlines and new messages, and moves each line on by what happened.
/// Made and used on that thread alone.
final class EventLoop {
    private let relay: RelaySettings
    private let inbox: Inbox
    private let context: LoopContext
    private var pool: ConnectionPool
    private var waiting = SendQueue()
    private var lines: [Int: Connection] = [:]
    private var lastNumber = 0
    private var closing: Inbox.Closing?

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
            if closing != nil, lines.isEmpty, waiting.count == 0 { break }
            sockets.removeAll(keepingCapacity: true)
            polled.removeAll(keepingCapacity: true)
            for line in lines.values where line.state != .opening {
                sockets.append(curl_waitfd(fd: line.socket, events: line.interest, revents: 0))
                polled.append(line)
            }
            inbox.multi.poll(&sockets, milliseconds: millisecondsToWait())
            context.now = .now
            if lines.values.contains(where: { $0.state == .opening }) { goOnOpening() }
            for (line, socket) in zip(polled, sockets) where socket.revents != 0 { ready(line) }
            expire()
        }
        inbox.finish()
    }

    // MARK: - Messages in, ends out

    private func takeIn() {
        let batch = inbox.take()
        for delivery in batch.deliveries { waiting.append(delivery) }
        for probe in batch.probes { begin(probe) }
        guard let wish = batch.closing else { return }
        closing = wish
        failWaiting(.broken(.stopping, at: .connect, detail: "the worker stopped before a line was free"))
        for line in lines.values where line.state == .opening {
            line.probe?.asker.resume(returning: .broken(.stopping, at: .connect, detail: "the worker stopped"))
            drop(line)
        }
        for number in pool.takeAllIdle() { dismiss(number) }
    }

    private func assign() {
        while waiting.count > 0, let number = pool.take() {
            guard let line = lines[number], let delivery = waiting.take() else { continue }
            if let finish = line.begin(delivery) { end(line, finish) }
        }
        guard closing == nil else { return }
        while pool.room(for: waiting.count, at: context.now) > 0 { openLine() }
    }

    private func end(_ line: Connection, _ finish: Dialogue.Finish) {
        if let probe = line.probe { return end(line, probe, finish) }
        guard var delivery = line.delivery else { return }
        let (transmission, isUsable) = line.end(finish, relay: relay.name)
        if finish.isStale, !delivery.isSecondTry {
            delivery.isSecondTry = true
            waiting.putBack(delivery)
            // What was idle beside it is likely as dead; the message is to meet a line that lives.
            for number in pool.takeAllIdle() { lines[number].map(drop) }
        } else {
            if let reply = finish.end.replyToDot {
                context.journal.replied(delivery.message.lease, reply)
            }
            delivery.sender.resume(returning: transmission)
        }
        guard isUsable else { return drop(line) }
        let isKept = pool.rested(
            line.number, messages: line.messages, openedAt: line.startedAt, at: context.now)
        if !isKept { dismiss(line.number) }
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
            try open(Connection(lastNumber, to: relay, for: probe, context))
        } catch {
            probe.asker.resume(returning: .broken(error.fault, at: .connect, detail: error.description))
        }
    }

    private func end(_ line: Connection, _ probe: ProbeRequest, _ finish: Dialogue.Finish) {
        let (transmission, isUsable) = line.end(finish, relay: relay.name)
        probe.asker.resume(returning: transmission.end.without(relay.secrets))
        if isUsable { dismiss(line.number) } else { drop(line) }
    }

    // MARK: - Lines

    private func openLine() {
        lastNumber += 1
        pool.beganOpening(lastNumber)
        do throws(RelayFault) {
            try open(Connection(lastNumber, to: relay, context))
        } catch {
            guard pool.failedOpening(lastNumber, isDeaf: false, at: context.now) == .total else { return }
            failWaiting(.broken(error.fault, at: .connect, detail: error.description))
        }
    }

    private func open(_ line: Connection) throws(RelayFault) {
        guard inbox.multi.add(line.handle) else { throw RelayFault("libcurl has no memory for a connection") }
        lines[line.number] = line
        inbox.multi.perform()
    }

    private func goOnOpening() {
        inbox.multi.perform()
        while let (handle, result) = inbox.multi.nextOpened() {
            guard let line = lines.values.first(where: { $0.handle.raw == handle }) else { continue }
            let unopened =
                result == CURLE_OK ? line.opened(wantsLogin: relay.username != nil) : whyUnopened(line, result)
            if let unopened {
                failOpening(line, unopened)
            } else if let probe = line.probe {
                if let finish = line.beginProbe(by: probe.deadline) { end(line, finish) }
            } else {
                pool.opened(line.number, at: context.now)
            }
        }
    }

    private func whyUnopened(_ line: Connection, _ result: CURLcode) -> Transmission.End {
        Transmission.End.unopened(
            result, line.handshake, isConnected: line.handle.isConnected,
            detail: line.handle.explanation(of: result)
        ).without(relay.secrets)
    }

    private func failOpening(_ line: Connection, _ end: Transmission.End) {
        if let probe = line.probe {
            drop(line)
            probe.asker.resume(returning: end)
            return
        }
        let failure = pool.failedOpening(line.number, isDeaf: end.isDeaf, at: context.now)
        let time = context.now - line.startedAt
        drop(line)
        if failure == .total { failWaiting(end, connect: time) }
    }

    private func ready(_ line: Connection) {
        guard lines[line.number] === line else { return }
        switch line.state {
        case .opening: break
        case .busy: if let finish = line.ready() { end(line, finish) }
        case .idle: if !line.isQuiet { drop(line) }
        case .leaving: if !line.isQuiet { drop(line) }
        }
    }

    /// Says goodbye to an idle line that the pool has let go.
    private func dismiss(_ number: Int) {
        guard let line = lines[number] else { return }
        if !line.leave() { drop(line) }
    }

    /// Closes a line without a word.
    private func drop(_ line: Connection) {
        guard lines.removeValue(forKey: line.number) != nil else { return }
        pool.lost(line.number)
        inbox.multi.remove(line.handle)
    }

    // MARK: - Time

    private func expire() {
        let now = context.now
        for line in lines.values {
            guard let deadline = line.deadline, deadline <= now else { continue }
            switch line.state {
            case .opening:
                if line.isOverdue(relay.timeouts) { failOpening(line, whyUnopened(line, CURLE_OPERATION_TIMEDOUT)) }
            case .busy: if let finish = line.tell(.deadlinePassed) { end(line, finish) }
            case .idle: break
            case .leaving: drop(line)
            }
        }
        for number in pool.takeOverdue(at: now) { dismiss(number) }
        guard let end = closing?.deadline, end <= now else { return }
        for line in lines.values {
            if line.state == .busy, let finish = line.tell(.stopping) { self.end(line, finish) }
            drop(line)
        }
    }

    private func millisecondsToWait() -> Int32 {
        let now = context.now
        var next = now + .seconds(60)
        for line in lines.values { if let deadline = line.deadline, deadline < next { next = deadline } }
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

    /// The reply to the final dot, if that is what ended it.
    fileprivate var replyToDot: Reply? {
        switch self {
        case .accepted(let reply), .refused(let reply, at: .dot): reply
        default: nil
        }
    }
}
