import CCurl
import Mail

/// How connections come to be: for messages, as many as the pool allows, and for probes.
extension EventLoop {
    func openConnection() {
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

    func goOnOpening() {
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

    func whyUnopened(_ connection: Connection, _ result: CURLcode) -> Transmission.End {
        Transmission.End.unopened(
            result, connection.handshake, isConnected: connection.handle.isConnected,
            detail: connection.handle.explanation(of: result)
        ).without(relay.secrets)
    }

    /// Whether a connection whose login was refused is opened again at once, to log in another way.
    func opensAnew(_ connection: Connection, _ end: Transmission.End) -> Bool {
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

    /// Opens a connection that is none of the pool's: how many carry messages is not for a probe to change.
    func begin(_ probe: ProbeRequest) {
        lastNumber += 1
        do throws(RelayFault) {
            try open(Connection(lastNumber, to: relay, for: probe, login: logins.first, context))
        } catch {
            probe.asker.resume(returning: .broken(error.fault, at: .connect, detail: error.description))
        }
    }

    func end(_ connection: Connection, _ probe: ProbeRequest, _ finish: Dialogue.Finish) {
        let farewell = connection.end(finish)
        probe.asker.resume(returning: farewell.transmission.end.without(relay.secrets))
        if farewell.isUsable { dismiss(connection.number) } else { drop(connection) }
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
}
