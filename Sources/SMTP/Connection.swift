import CCurl
import Mail

/// One connection to the relay, from its opening to its end: carries the bytes between socket and dialogue.
final class Connection {
    enum State {
        /// libcurl's, up to the login.
        case opening
        /// Ours: a token is waited for, or said.
        case loggingIn
        /// Its token was refused and it is closed: whether there is a newer one decides about the next.
        case refused
        case idle, busy, leaving
    }

    let number: Int
    let handle: EasyHandle
    var state = State.opening
    let startedAt: ContinuousClock.Instant
    private(set) var handshake: SMTPHandshake
    private(set) var socket: curl_socket_t = -1
    /// What the socket is watched for.
    var watched: SocketWatch.Interest = []
    /// When to stop waiting for what is awaited now.
    var deadline: ContinuousClock.Instant?
    var messages = 0
    /// How long the opening took; told with the first message, and zero after.
    var connect = Duration.zero

    let context: LoopContext
    /// The relay's name.
    let relay: String
    let isPlain: Bool
    var dialogue: (any Conversation)?
    var delivery: Submission?
    /// The message behind it, whose commands are out.
    var follower: Follower?
    /// Whether the message on the way was such a one, and the relay has said nothing to it yet.
    var isUnansweredFollower = false
    /// Whether commands are out of a message that goes by another connection now: this one is of no use after its reply.
    var owesFollower = false
    /// Whose probe this connection was opened for; nil for one that carries messages.
    let probe: ProbeRequest?
    /// How it logs in.
    let login: LoginMethod
    /// The token that it logs in with.
    var token: AccessToken?
    /// Why the relay did not take the token.
    var refusal: Transmission.End?
    /// Whether another token was refused just before: a second refusal is not about its age.
    let isSecondLogin: Bool
    var begunAt: ContinuousClock.Instant
    var handedOverAt: ContinuousClock.Instant?
    /// How long the relay took over the last dot, from the body's first byte on.
    var lastReply: Duration?
    var idleSince: ContinuousClock.Instant
    var needsReset = false
    /// Stays where it is until all is taken: TLS wants the same bytes at the same address again.
    var outgoing: [UInt8] = []
    var taken = 0
    /// What goes out behind that.
    var upcoming: ArraySlice<[UInt8]> = []
    /// How many of the bytes that are still to be taken are the dialogue's own.
    var ownBytes = 0
    /// The message whose final dot is among the outgoing bytes.
    var handedOver: Lease?

    init(
        _ number: Int, to relay: RelaySettings, for probe: ProbeRequest? = nil, login: LoginMethod,
        token: AccessToken? = nil, _ context: LoopContext
    ) throws(RelayFault) {
        self.login = login
        self.token = token
        isSecondLogin = token != nil
        self.number = number
        self.probe = probe
        self.context = context
        self.relay = relay.name
        isPlain = relay.tls == .none && !relay.implicitTLS
        handle = try EasyHandle()
        startedAt = context.now
        begunAt = context.now
        idleSince = context.now
        deadline = probe?.deadline ?? context.now + relay.timeouts.connect
        handshake = SMTPHandshake(expectsStartTLS: relay.tls == .required && !relay.implicitTLS)
        try handle.configure(for: relay, login: login)
        facteur_set_header_callback(
            handle.raw,
            { bytes, size, count, context in
                guard let bytes, let context else { return 0 }
                let connection = Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue()
                let heard = UnsafeRawBufferPointer(start: bytes, count: size * count)
                // Less than all makes libcurl give up.
                return connection.handshake.heard(heard) ? size * count : 0
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    // MARK: - SMTPHandshake

    /// The deadline of an opening has passed: once TCP is there, the relay gets the time for a greeting too.
    func isOverdue(_ timeouts: SMTPTimeouts) -> Bool {
        guard probe == nil else { return true }
        let end = startedAt + timeouts.connect + timeouts.greeting
        guard handle.isConnected, context.now < end else { return true }
        deadline = end
        return false
    }

    /// libcurl has opened the connection. Returns why it is of no use all the same.
    func opened(wantsLogin: Bool) -> Transmission.End? {
        if wantsLogin, !handshake.isAuthenticated {
            return .broken(.loginImpossible, at: .auth, detail: "the relay offers no login")
        }
        // This first read also ties the connection to its handle: one that is not is closed by libcurl when it tidies up.
        guard let open = handle.socket, isQuiet else {
            return .broken(.closedByPeer, at: handshake.stage, detail: "the relay hung up after the login")
        }
        socket = open
        state = .idle
        deadline = nil
        idleSince = context.now
        connect = context.now - startedAt
        return nil
    }

    // MARK: - Between messages

    /// Whether the relay has said nothing that nobody asked for, goodbye included.
    var isQuiet: Bool {
        guard case .again = handle.receive(into: &context.buffer) else { return false }
        return true
    }

    /// Says QUIT; the connection is closed when the relay has answered, or after a short while. False when it cannot be said.
    func leave() -> Bool {
        let quit = Array("QUIT\r\n".utf8)
        guard case .bytes(quit.count) = handle.send(quit, from: 0) else { return false }
        state = .leaving
        deadline = context.now + context.timeouts.quit
        return true
    }

    /// What to wait for.
    var interest: SocketWatch.Interest {
        guard isWatched else { return [] }
        return taken < outgoing.count ? [.read, .write] : .read
    }
}
