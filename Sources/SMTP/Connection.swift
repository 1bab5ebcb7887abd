import CCurl
import Mail

/// What all connections of one loop share. Used by the loop's thread alone.
final class LoopContext {
    let journal: any Journal
    let leases: any HandoverGuard
    let timeouts: SMTPTimeouts
    /// One moment for everything that happens between two waits.
    var now = ContinuousClock.now
    /// Holds at least one TLS record, so that a read leaves nothing that no poll would see.
    var buffer = [UInt8](repeating: 0, count: 32 * 1024)
    /// Messages for which there is no connection yet.
    var waiting = SendQueue()
    /// Which message goes behind the one that a connection is about to send; nil where none does.
    var follower: (Connection) -> Submission? = { _ in nil }

    init(journal: any Journal, leases: any HandoverGuard, timeouts: SMTPTimeouts) {
        self.journal = journal
        self.leases = leases
        self.timeouts = timeouts
    }
}

/// What is said on an open connection: a message's transaction, or a probe's NOOP.
protocol Conversation {
    mutating func handle(_ event: Dialogue.Event) -> Dialogue.Step

    /// What was heard behind the reply that ended it.
    var unread: ArraySlice<UInt8> { get }
}

extension Conversation {
    var unread: ArraySlice<UInt8> { [] }
}

extension Dialogue: Conversation {}
extension NoopDialogue: Conversation {}
extension BearerDialogue: Conversation {}

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
    private var handedOverAt: ContinuousClock.Instant?
    /// How long the relay took over the last dot, from the body's first byte on.
    private(set) var lastReply: Duration?
    var idleSince: ContinuousClock.Instant
    private var needsReset = false
    /// Stays where it is until all is taken: TLS wants the same bytes at the same address again.
    var outgoing: [UInt8] = []
    var taken = 0
    /// What goes out behind that.
    private var upcoming: ArraySlice<[UInt8]> = []
    /// How many of the bytes that are still to be taken are the dialogue's own.
    private var ownBytes = 0
    /// The message whose final dot is among the outgoing bytes.
    private var handedOver: Lease?

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

    // MARK: - One message

    /// Begins a transaction; returns its end if that is known at once.
    func begin(_ delivery: Submission) -> Dialogue.Finish? {
        // A connection that waited for its first message may have died meanwhile just like one between two.
        let wasIdle = messages > 0 || context.now - idleSince > .seconds(1)
        var dialogue = Dialogue(
            delivery.message, relay: relay, capabilities: handshake.capabilities, timeouts: context.timeouts,
            isReused: wasIdle, resets: needsReset)
        let step = dialogue.begin()
        self.dialogue = dialogue
        self.delivery = delivery
        state = .busy
        messages += 1
        begunAt = context.now
        return run(step)
    }

    /// Says NOOP; returns the end if that is known at once.
    func beginProbe(by deadline: ContinuousClock.Instant) -> Dialogue.Finish? {
        let dialogue = NoopDialogue(timeout: deadline - context.now)
        self.dialogue = dialogue
        state = .busy
        return run(dialogue.begin())
    }

    /// Tells the dialogue what happened; returns the transaction's end once there is one.
    func tell(_ event: Dialogue.Event) -> Dialogue.Finish? {
        guard let step = dialogue?.handle(event) else { return nil }
        return run(step)
    }

    /// The socket took so many bytes: those of the message first, then those of the one behind it.
    private func accepted(_ count: Int) -> Dialogue.Finish? {
        let own = min(count, ownBytes)
        ownBytes -= own
        if count > own { _ = follower?.dialogue.handle(.accepted(count - own)) }
        return own > 0 ? tell(.accepted(own)) : nil
    }

    /// The socket can be read or written.
    func ready() -> Dialogue.Finish? {
        if taken < outgoing.count, let finish = flush() { return finish }
        return drain()
    }

    /// What a message leaves behind.
    struct Farewell {
        /// Its facts.
        var transmission: Transmission
        /// The message behind it that is next, with what was heard of it already.
        var next: (follower: Follower, heard: ArraySlice<UInt8>)?
        /// Whether the connection can be kept.
        var isUsable: Bool
    }

    /// Takes leave of the message.
    func end(_ finish: Dialogue.Finish) -> Farewell {
        let transmission = Transmission(
            end: finish.end, relay: relay, connect: connect, dialogue: context.now - begunAt)
        lastReply = handedOverAt.map { context.now - $0 }
        let heard = dialogue?.unread ?? []
        connect = .zero
        dialogue = nil
        delivery = nil
        deadline = nil
        handedOverAt = nil
        needsReset = finish.connection == .reset
        state = .idle
        // Where some of its commands are not out yet the rest leaves with what comes.
        if finish.connection == .keep, ownBytes == 0, !owesFollower, let next = follower {
            follower = nil
            ownBytes = upcoming.reduce(outgoing.count - taken) { $0 + $1.count }
            handedOver = nil
            return Farewell(transmission: transmission, next: (next, heard), isUsable: true)
        }
        outgoing = []
        upcoming = []
        taken = 0
        ownBytes = 0
        handedOver = nil
        return Farewell(
            transmission: transmission,
            isUsable: finish.connection != .close && !owesFollower && heard.isEmpty && isQuiet)
    }

    func run(_ step: consuming Dialogue.Step) -> Dialogue.Finish? {
        if let finish = step.finish { return finish }
        if let wait = step.deadline { deadline = context.now + wait }
        guard var bytes = step.send.take() else { return nil }
        handedOver = step.handsOver ? delivery?.message.lease : nil
        ownBytes = step.rest.reduce(bytes.count) { $0 + $1.count }
        if let lease = handedOver {
            // Asked before, so that the journal holds nothing that never began to leave; and in `flush`, for writing may take long.
            if let refusal = handoverRefusal { return tell(.handoverRefused(detail: refusal)) }
            do throws(JournalFault) {
                try context.journal.begin(lease)
            } catch {
                return tell(.notRecorded(detail: error.description))
            }
        }
        upcoming = step.rest[...]
        if step.handsOver {
            handedOverAt = context.now
            if let commands = follow() {
                _ = dialogue?.handle(.followed)
                if upcoming.isEmpty { bytes += commands } else { upcoming.append(commands) }
            }
        }
        (outgoing, taken) = (bytes, 0)
        return flush()
    }

    private func flush() -> Dialogue.Finish? {
        while taken < outgoing.count {
            // The last thing before the system call: this thread may have been stopped for long anywhere before.
            if let refusal = handoverRefusal { return tell(.handoverRefused(detail: refusal)) }
            switch handle.send(outgoing, from: taken) {
            case .bytes(let count):
                taken += count
                if taken == outgoing.count, let next = upcoming.popFirst() { (outgoing, taken) = (next, 0) }
                if let finish = accepted(count) { return finish }
            case .again:
                return nil
            case .failed(let detail):
                // It may have said why before it hung up.
                return drain() ?? tell(.closed(detail: detail))
            }
        }
        return nil
    }

    /// Why the outgoing bytes must not leave; nil when they may.
    private var handoverRefusal: String? {
        // Behind the message's last byte come another one's commands, which may leave in any case.
        guard let handedOver, ownBytes > 0 else { return nil }
        do throws(HandoverRefusal) {
            try context.leases.mayLeave(handedOver)
            return nil
        } catch {
            return error.description
        }
    }

    func drain() -> Dialogue.Finish? {
        while true {
            switch handle.receive(into: &context.buffer) {
            case .bytes(let count):
                isUnansweredFollower = false
                if let finish = tell(.received(context.buffer[..<count])) { return finish }
                // Nothing more is there: what comes meanwhile the next poll sees. Within TLS libcurl may hold more, which no poll sees.
                if isPlain, count < context.buffer.count { return nil }
            case .again:
                return nil
            case .closed(let detail):
                return tell(.closed(detail: detail))
            }
        }
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
