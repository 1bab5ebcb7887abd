import CCurl
import Mail

extension EasyHandle {
    /// Tells libcurl how to open a connection to this relay: name, TCP, greeting, EHLO, TLS, login, and then no further.
    func configure(for relay: RelaySettings, login: LoginMethod = .standard) throws(RelayFault) {
        let scheme = relay.implicitTLS ? "smtps" : "smtp"
        // The path is the name that libcurl says in EHLO.
        try set(CURLOPT_URL, "\(scheme)://\(relay.authority)/\(Self.percentEncoded(relay.helo))")
        try set(CURLOPT_PROTOCOLS_STR, scheme)
        try set(CURLOPT_CONNECT_ONLY, 1)
        try set(CURLOPT_NOSIGNAL, 1)
        // A proxy set in the environment for web traffic is none for mail.
        try set(CURLOPT_PROXY, "")
        // A look-up that hangs must not hold up the end of the program.
        try set(CURLOPT_QUICK_EXIT, 1)

        // Never CURLUSESSL_TRY: it would go on in clear.
        try set(CURLOPT_USE_SSL, Int((relay.tls == .required ? CURLUSESSL_ALL : CURLUSESSL_NONE).rawValue))
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        if let caFile = relay.caFile {
            try set(CURLOPT_CAINFO, caFile)
            // libcurl would keep what it has read for a day: a mended file should be seen by the next connection.
            try set(CURLOPT_CA_CACHE_TIMEOUT, 0)
        }

        if let username = relay.username, let password = relay.password {
            try set(CURLOPT_USERNAME, username)
            try set(CURLOPT_PASSWORD, try password.word())
            try set(CURLOPT_LOGIN_OPTIONS, login.mechanisms.map { "AUTH=\($0)" }.joined(separator: ";"))
            try set(CURLOPT_SASL_IR, login == .standard ? 1 : 0)
        }

        // The loop has deadlines of its own for both halves of the opening; these are libcurl's for the whole of it.
        let whole = relay.timeouts.connect + relay.timeouts.greeting
        try set(CURLOPT_CONNECTTIMEOUT_MS, Int(whole / .milliseconds(1)))
        try set(CURLOPT_SERVER_RESPONSE_TIMEOUT, Int((whole / .seconds(1)).rounded(.up)))
    }

    private static func percentEncoded(_ name: String) -> String {
        name.utf8.percentEncoded { !"[]:".utf8.contains($0) }
    }
}

extension Transmission.End {
    /// Why a connection could not be opened: in the relay's words if it spoke, else in libcurl's.
    static func unopened(
        _ result: CURLcode, _ handshake: SMTPHandshake, isConnected: Bool, detail: String
    ) -> Transmission.End {
        if let refusal = handshake.refusal { return .refused(refusal, at: handshake.stage) }
        if let malformed = handshake.malformed {
            return .broken(.garbage, at: handshake.stage, detail: malformed.description)
        }
        let stage = isConnected ? handshake.stage : .connect
        switch result {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            return .broken(.nameNotFound, at: .connect, detail: detail)
        case CURLE_COULDNT_CONNECT:
            return .broken(.connectionRefused, at: .connect, detail: detail)
        case CURLE_OPERATION_TIMEDOUT:
            return .broken(.timedOut, at: stage, detail: detail)
        case CURLE_USE_SSL_FAILED:
            return .broken(.tlsMissing, at: .startTLS, detail: "the relay does not offer STARTTLS")
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            return .broken(.tlsFailed, at: .startTLS, detail: detail)
        case CURLE_LOGIN_DENIED:
            return .broken(.loginImpossible, at: .auth, detail: detail)
        case CURLE_WEIRD_SERVER_REPLY, CURLE_REMOTE_ACCESS_DENIED:
            return .broken(.garbage, at: stage, detail: detail)
        default:
            return .broken(.closedByPeer, at: stage, detail: detail)
        }
    }
}

extension Transmission.End {
    /// Whether the relay refused the login, or offers none that fits.
    var isLoginRefused: Bool {
        switch self {
        case .refused(_, at: .auth), .broken(.loginImpossible, _, _): true
        default: false
        }
    }

    /// Whether the relay refused for good what it was told at the login: the token may have become too old.
    var isTokenRefused: Bool {
        if case .refused(let reply, at: .auth) = self { return reply.isPermanent }
        return false
    }

    /// With what the relay offers, where that is what is wrong.
    func naming(_ capabilities: Capabilities) -> Transmission.End {
        guard case .broken(.loginImpossible, let stage, _) = self else { return self }
        let offered = capabilities.logins + capabilities.loginsOfOldForm.map { "AUTH=\($0)" }
        return .broken(
            .loginImpossible, at: stage,
            detail: offered.isEmpty
                ? "the relay offers no login" : "the relay offers \(offered.joined(separator: ", "))")
    }
}
