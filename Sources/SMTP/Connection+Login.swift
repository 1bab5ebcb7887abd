import Mail

/// Logins by token, which are our own: libcurl has opened the connection up to there.
extension Connection {
    /// The connection is open, and speaks of no mail before a token has logged in.
    func awaitLogin(by relay: RelaySettings) {
        state = .loggingIn
        deadline = probe?.deadline ?? startedAt + relay.timeouts.connect + relay.timeouts.greeting
    }

    /// Says the token; returns the login's end if that is known at once.
    func beginLogin(_ token: AccessToken, to relay: RelaySettings) -> Dialogue.Finish? {
        self.token = token
        let login = BearerDialogue.Login(
            username: relay.username ?? "", token: token, host: relay.host, port: relay.port)
        guard var dialogue = BearerDialogue(login, offered: handshake.capabilities.logins) else {
            let end = Transmission.End.broken(.loginImpossible, at: .auth, detail: "the relay takes no token")
            return Dialogue.Finish(end: end, connection: .close, isStale: false)
        }
        let step = dialogue.begin()
        self.dialogue = dialogue
        return run(step)
    }

    /// The login is over. Returns why there is none.
    func endLogin(_ finish: Dialogue.Finish) -> Transmission.End? {
        dialogue = nil
        outgoing = []
        taken = 0
        guard case .accepted = finish.end else {
            if finish.end.isTokenRefused { refusal = finish.end }
            return finish.end
        }
        guard isQuiet else {
            return .broken(.closedByPeer, at: .auth, detail: "the relay hung up after the login")
        }
        state = .idle
        deadline = nil
        idleSince = context.now
        connect = context.now - startedAt
        return nil
    }

    /// Its socket is closed; a newer token is asked for.
    func awaitNewerToken() { state = .refused }

    /// Whether a login is under way, and not its token waited for.
    var isSayingToken: Bool { state == .loggingIn && dialogue != nil }

    /// Whether its socket is to be watched.
    var isWatched: Bool { state != .opening && state != .refused }
}
