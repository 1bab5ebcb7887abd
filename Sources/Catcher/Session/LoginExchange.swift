import Crypto
import FoundationEssentials
import MailReading

/// One AUTH exchange (RFC 4954) by PLAIN (RFC 4616), LOGIN, CRAM-MD5 (RFC 2195), OAUTHBEARER (RFC 7628) or XOAUTH2.
struct LoginExchange: Sendable, Hashable {
    enum Progress: Sendable, Hashable {
        /// Send 334 with this text and give the next line to `receive`.
        case ask(String)
        case finished(SessionOptions.Login)
        case failed(Response)
    }

    private enum Mechanism: String {
        case plain = "PLAIN", login = "LOGIN", cramMD5 = "CRAM-MD5"
        case oauthBearer = "OAUTHBEARER", xoauth2 = "XOAUTH2"

        var bearer: BearerResponse.Mechanism? { BearerResponse.Mechanism(rawValue: rawValue) }
    }

    /// What CRAM-MD5 asks; no secret, and one server's is as good as another's.
    private static let challenge = "<1896.697170952@catcher.localhost>"

    private let mechanism: Mechanism
    /// The one login that there is: CRAM-MD5 proves the password without telling it.
    private let account: SessionOptions.Login
    private var username: String?
    /// The client was told why its token is not taken, and is to say that it has heard.
    private var isErrorTold = false

    /// Begins with the mechanism's name; nil for one that is not offered.
    init?(mechanism: some StringProtocol, account: SessionOptions.Login) {
        guard let mechanism = Mechanism(rawValue: mechanism.uppercased()) else { return nil }
        self.mechanism = mechanism
        self.account = account
    }

    /// What to ask first, when the command brought no initial response.
    var opening: Progress {
        switch mechanism {
        case .plain, .oauthBearer, .xoauth2: .ask("")
        case .login: .ask("VXNlcm5hbWU6")
        case .cramMD5: .ask(Data(Self.challenge.utf8).base64EncodedString())
        }
    }

    /// Takes one line of the client's, without its CRLF.
    mutating func receive(_ line: some Collection<UInt8>) -> Progress {
        if line.elementsEqual("*".utf8) { return .failed(Response(501, "5.7.0", "Cancelled")) }
        if isErrorTold, let bearer = mechanism.bearer {
            let isHeard = line.elementsEqual(bearer.acknowledgement)
            return .failed(
                isHeard
                    ? Response(535, "5.7.8", "Authentication credentials invalid")
                    : Response(501, "5.5.2", "Not the answer to an error"))
        }
        guard let octets = Base64Decoder.decode(line) else { return .failed(Response(501, "5.5.2", "Not base64")) }
        switch mechanism {
        case .plain:
            let parts = octets.split(separator: 0, omittingEmptySubsequences: false)
            guard parts.count == 3 else { return .failed(Response(501, "5.5.2", "Not a PLAIN response")) }
            return .finished(login(parts[1], parts[2]))
        case .login:
            guard let username else {
                username = String(decoding: octets, as: UTF8.self)
                return .ask("UGFzc3dvcmQ6")
            }
            return .finished(login(username.utf8, octets))
        case .cramMD5:
            let code = HMAC<Insecure.MD5>.authenticationCode(
                for: Data(Self.challenge.utf8), using: SymmetricKey(data: Data(account.password.utf8)))
            let expected = "\(account.username) " + code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            let isRight = octets.elementsEqual(expected.utf8)
            return .finished(isRight ? account : SessionOptions.Login(username: "", password: ""))
        case .oauthBearer: return bearer(octets, .oauthBearer)
        case .xoauth2: return bearer(octets, .xoauth2)
        }
    }

    private mutating func bearer(_ octets: [UInt8], _ mechanism: BearerResponse.Mechanism) -> Progress {
        let response = BearerResponse(octets, by: mechanism)
        if let response, response.username == account.username, account.tokens.contains(response.token) {
            return .finished(account)
        }
        isErrorTold = true
        return .ask(Data(mechanism.error(isMalformed: response == nil).utf8).base64EncodedString())
    }

    private func login(_ username: some Collection<UInt8>, _ password: some Collection<UInt8>)
        -> SessionOptions.Login
    {
        SessionOptions.Login(
            username: String(decoding: username, as: UTF8.self), password: String(decoding: password, as: UTF8.self),
            tokens: account.tokens)
    }
}
