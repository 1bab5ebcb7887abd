/// Listens while a connection is opened by somebody else: told every line that the relay says from its greeting on, it knows which
/// command a reply answers, what the relay offers, and who refused what.
package struct SMTPHandshake: Sendable {
    /// What the last EHLO offered. What was said before STARTTLS is forgotten (RFC 3207 section 4.2).
    package private(set) var capabilities = Capabilities()
    /// The step whose reply is awaited, or that failed.
    package private(set) var stage = SMTPStage.greeting
    /// The reply that refused to go on.
    package private(set) var refusal: Reply?
    /// What the relay said that is no reply.
    package private(set) var malformed: ReplyParser.Malformed?
    /// Whether a login was accepted (RFC 4954 section 6).
    package private(set) var isAuthenticated = false

    private let expectsStartTLS: Bool
    private var isSecured = false
    private var parser = ReplyParser()
    private var linesOfReply = 0

    /// `expectsStartTLS`: the connection begins in clear and must not stay so.
    package init(expectsStartTLS: Bool) { self.expectsStartTLS = expectsStartTLS }

    /// Takes in one line, or several, with their line ends. False: this is no SMTP, hang up.
    package mutating func heard(_ bytes: some Collection<UInt8>) -> Bool {
        do throws(ReplyParser.Malformed) {
            for line in bytes.split(separator: UInt8(ascii: "\n")) {
                if stage == .ehlo, linesOfReply > 0 {
                    capabilities.read(line.dropFirst(4).prefix { $0 != UInt8(ascii: "\r") })
                }
                linesOfReply += 1
                parser.append(line)
                parser.append(CollectionOfOne(UInt8(ascii: "\n")))
                guard let reply = try parser.next() else { continue }
                linesOfReply = 0
                step(reply)
            }
            return true
        } catch {
            malformed = error
            return false
        }
    }

    private mutating func step(_ reply: Reply) {
        refusal = nil
        guard reply.code < 400 else {
            refusal = reply
            return
        }
        switch stage {
        case .greeting:
            stage = .ehlo
        case .ehlo:
            stage = expectsStartTLS && !isSecured && capabilities.startTLS ? .startTLS : .auth
        case .startTLS:
            isSecured = true
            capabilities = Capabilities()
            stage = .ehlo
        default:
            if reply.isPositive { isAuthenticated = true }
        }
    }
}
