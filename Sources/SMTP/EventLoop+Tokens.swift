import Mail

/// Logins by token: libcurl opens the connection up to the login, a token is asked for, and said by our own dialogue. The loop never
/// waits for a token: it comes in like a message.
extension EventLoop {
    /// The connection is open, and nobody is logged in yet.
    func logIn(_ connection: Connection, by tokens: any AccessTokens) {
        connection.awaitLogin(by: relay)
        // The one that was asked for when the one before was refused.
        if let token = connection.token { say(token, on: connection) } else { ask(tokens, for: connection) }
    }

    /// A token has come, or none.
    func received(_ delivery: TokenDelivery) {
        guard let connection = connections[delivery.connection] else { return }
        switch (delivery.answer, connection.state) {
        case (.token(let token), .loggingIn): say(token, on: connection)
        case (.token(let token), .refused): openAnew(connection, with: token)
        case (.failed(let fault), .loggingIn), (.failed(let fault), .refused):
            failOpening(
                connection, .broken(fault.transmissionFault, at: .auth, detail: fault.description))
        case (.noneNewer, .refused): failOpening(connection, refusal(of: connection))
        default: break
        }
    }

    /// The relay spoke while the login was under way.
    func goOnLoggingIn(_ connection: Connection) {
        if connection.isSayingToken {
            if let finish = connection.ready() { end(connection, login: finish) }
        } else if !connection.isQuiet {
            failOpening(
                connection, .broken(.closedByPeer, at: .auth, detail: "the relay hung up before the login"))
        }
    }

    /// The time for the opening is over.
    func expireLogin(_ connection: Connection) {
        if connection.isSayingToken {
            if let finish = connection.tell(.deadlinePassed) { end(connection, login: finish) }
        } else if connection.state == .refused {
            failOpening(connection, refusal(of: connection))
        } else {
            failOpening(
                connection, .broken(.tokenServerUnreachable, at: .auth, detail: "no token in the time for the login"))
        }
    }

    private func ask(_ tokens: any AccessTokens, for connection: Connection) {
        let (inbox, number) = (inbox, connection.number)
        let refused = connection.state == .refused ? connection.token : nil
        tokens.token(insteadOf: refused) { answer in
            inbox.submit(TokenDelivery(connection: number, answer: answer))
        }
    }

    private func say(_ token: AccessToken, on connection: Connection) {
        if let finish = connection.beginLogin(token, to: relay) { end(connection, login: finish) }
    }

    private func end(_ connection: Connection, login finish: Dialogue.Finish) {
        guard let end = connection.endLogin(finish) else { return admit(connection) }
        guard end.isTokenRefused, !connection.isSecondLogin, let tokens = relay.tokens else {
            return failOpening(connection, end.naming(connection.handshake.capabilities))
        }
        // A token may be taken back before its end, or be renewed by somebody else: once, a newer one is tried.
        inbox.multi.remove(connection.handle)
        connection.awaitNewerToken()
        ask(tokens, for: connection)
    }

    private func openAnew(_ connection: Connection, with token: AccessToken) {
        do throws(RelayFault) {
            let next = try Connection(
                connection.number, to: relay, for: connection.probe, login: connection.login, token: token, context)
            try open(next)
        } catch {
            failOpening(connection, refusal(of: connection))
        }
    }

    private func refusal(of connection: Connection) -> Transmission.End {
        connection.refusal ?? .broken(.loginImpossible, at: .auth, detail: "the relay took no token")
    }
}
