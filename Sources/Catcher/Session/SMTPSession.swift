import NIOCore

/// One SMTP session of the server's side, strict and without I/O: octets in, actions out.
struct SMTPSession: Sendable {
    /// What the next octets are.
    enum Phase: Sendable, Hashable {
        case command
        case login(LoginExchange)
        case body
        /// Nothing is read any more: the connection ends, or hangs.
        case over
    }

    /// The mail transaction that MAIL began.
    struct Transaction: Sendable, Hashable {
        var sender: String
        var recipients: [String] = []
        /// Whether MAIL said SMTPUTF8 (RFC 6531 section 3.4).
        var isInternational = false
    }

    let connection: Int
    let options: SessionOptions
    let conduct: any SessionConduct
    var phase = Phase.command
    var isGreeted = false
    var isLoggedIn = false
    /// MAIL commands so far.
    var messages = 0
    var transaction: Transaction?
    /// What is to happen while the mail is read.
    var interruptions: [BodyInterruption] = []
    var reader = DataReader(maximumSize: 0)
    var actions: [SessionAction] = []
    private var input = ByteBuffer()

    /// RFC 5321 section 4.5.3.1.4 gives a command 512 octets and extensions more; RFC 4954 section 4 gives AUTH 12,288.
    private static let maximumLine = 12_288

    init(connection: Int, options: SessionOptions, conduct: any SessionConduct) {
        self.connection = connection
        self.options = options
        self.conduct = conduct
    }

    /// Whether more of the client's octets have come than were read.
    var hasMoreInput: Bool { input.readableBytes > 0 }

    /// The connection is open: the greeting.
    mutating func begin() -> [SessionAction] {
        answer(.greeting, Response(220, nil, "\(options.hostname) ESMTP"))
        return takeActions()
    }

    /// The client sent octets: a part of a command, or many.
    mutating func receive(_ octets: ByteBuffer) -> [SessionAction] {
        if hasMoreInput {
            input.writeImmutableBuffer(octets)
        } else {
            input = octets
        }
        while phase != .over, advance() {}
        if phase == .over { input.clear() }
        input.discardReadBytes()
        return takeActions()
    }

    /// Reads one line, or a mail's lines; false when more octets are needed.
    private mutating func advance() -> Bool {
        if phase == .body { return readBody() }
        guard let end = input.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) else {
            if input.readableBytes > Self.maximumLine {
                write(Response(500, "5.5.2", "Line too long"))
                close()
            }
            return false
        }
        guard let line = input.readSlice(length: end - input.readerIndex + 1)?.readableBytesView else { return false }
        guard line.firstIndex(of: UInt8(ascii: "\r")) == line.endIndex - 2 else {
            write(Response(500, "5.5.2", "A command ends in CRLF"))
            return true
        }
        if case .login(let exchange) = phase {
            continueLogin(exchange, line.dropLast(2))
        } else {
            obey(line.dropLast(2))
        }
        return true
    }

    private mutating func readBody() -> Bool {
        guard hasMoreInput else { return false }
        let isWhole = reader.read(from: &input)
        carryOutInterruptions()
        if isWhole, phase == .body { finishMail() }
        return isWhole
    }

    private mutating func takeActions() -> [SessionAction] {
        defer { actions.removeAll(keepingCapacity: true) }
        return actions
    }
}
