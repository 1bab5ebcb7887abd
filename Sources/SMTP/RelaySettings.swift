import Mail

/// One relay: where it is, how to prove who is who, how many connections to keep.
package struct RelaySettings: Sendable {
    package enum TLS: Sendable, Hashable {
        /// Nothing is said, login included, before the connection is encrypted and the relay's certificate verified.
        case required
        /// In clear; accepted for a loopback relay alone.
        case none
    }

    /// What applies where the operator says nothing.
    package enum Standard {
        package static let connections = 8
        package static let messagesPerConnection = 500
        package static let connectionAge = Duration.seconds(600)
    }

    /// What the operator calls the relay; nil where relays have no names.
    package var relayName: String?
    package var host: String
    package var port: Int
    /// TLS from the first byte (RFC 8314 section 3.3) instead of STARTTLS.
    package var implicitTLS = false
    package var tls = TLS.required
    /// A PEM file of the authorities to trust instead of the system's.
    package var caFile: String?
    package var username: String?
    package var password: Secret?
    /// Tokens to log in with instead of a password (RFC 7628).
    package var tokens: (any AccessTokens)?
    /// The name to say in EHLO: this host's full name (RFC 5321 section 4.1.1.1).
    package var helo: String
    /// The most connections open at a time.
    package var connections = Standard.connections
    /// Of them so many carry transactional mail alone, whatever a newsletter has waiting.
    package var reservedConnections = 0
    package var messagesPerConnection = Standard.messagesPerConnection
    package var connectionAge = Standard.connectionAge
    /// A connection unused for so long is closed.
    package var idleTime = Duration.seconds(60)
    package var timeouts = SMTPTimeouts()
    /// Whom the relay may be told to deliver to.
    package var rule = DeliveryRule.everybody

    package init(host: String, port: Int, helo: String) {
        self.host = host
        self.port = port
        self.helo = helo
    }

    /// `host:port`, for logs; `news (host:port)` where the relay has a name.
    package var name: String { relayName.map { "\($0) (\(authority))" } ?? authority }

    /// `host:port`, as a URL has it.
    var authority: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    /// The login, which a relay that refuses it may repeat.
    var secrets: Secrets {
        guard let username, let word = try? password?.word() else { return Secrets() }
        return Secrets(username: username, password: word)
    }

    /// What is wrong with the settings, nil when nothing is.
    var fault: RelayFault? {
        if tls == .none, !LoopbackHost.isOne(host) {
            return RelayFault("smtp.tls none: \(name) is not this machine; use smtp.tls required")
        }
        if host.isEmpty || !host.utf8.allSatisfy({ Self.isNameByte($0) || $0 == UInt8(ascii: ":") }) {
            return RelayFault("smtp.url: \(name) is no host name: letters, digits, dots and hyphens are allowed")
        }
        if helo.isEmpty || !helo.utf8.allSatisfy({ Self.isNameByte($0) || "[]:".utf8.contains($0) }) {
            return RelayFault("mail.helo: \(helo) is no host name: give this host's full name")
        }
        if password != nil, tokens != nil {
            return RelayFault(
                "smtp.passwordFile: a token logs in already; set a password or a token's source, not both")
        }
        if (username == nil) != (password == nil && tokens == nil) {
            return RelayFault(
                "smtp.username: set it and one of smtp.passwordFile, smtp.oauth and smtp.tokenFile, or none of them")
        }
        guard (1...65535).contains(port), connections > 0, messagesPerConnection > 0 else {
            return RelayFault("smtp.url: port, connections and messages per connection must be above zero")
        }
        return nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

/// Why there can be no connection to the relay at all: one line, what and what to do.
package struct RelayFault: Error, Sendable, Hashable, CustomStringConvertible {
    package var description: String
    /// What a message that was to go meets.
    var fault: TransmissionFault

    package init(_ description: String, _ fault: TransmissionFault = .connectionRefused) {
        self.description = description
        self.fault = fault
    }
}

/// A word that must not be shown: printing, dumping and interpolating it say nothing.
package struct Secret: Sendable, CustomStringConvertible, CustomReflectable {
    /// Reads the word itself, for the one place that hands it over.
    let word: @Sendable () throws(RelayFault) -> String

    package init(_ word: String) { self.word = { () throws(RelayFault) in word } }

    /// A word that is read anew for each connection, so that one which was changed where it is kept needs no restart.
    package init(from word: @escaping @Sendable () throws(RelayFault) -> String) { self.word = word }

    package var description: String { "(secret)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
