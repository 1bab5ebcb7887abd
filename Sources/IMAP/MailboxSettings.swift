import Mail

/// A mailbox of an IMAP server: where it is, how to log in, and where its mails go.
package struct MailboxSettings: Sendable {
    /// How a login proves whose it is.
    package enum Proof: Sendable {
        /// Read anew for each connection, so that a changed password needs no restart.
        case password(@Sendable () throws(MailboxFault) -> String)
        /// OAUTHBEARER (RFC 7628) or XOAUTH2.
        case tokens(any AccessTokens)
    }

    package var host: String
    package var port: Int
    /// TLS from the first byte (RFC 8314 section 3.2) instead of STARTTLS.
    package var implicitTLS = true
    /// False for a server on this machine alone: nothing is encrypted.
    package var isEncrypted = true
    /// A PEM file of the authorities to trust instead of the system's.
    package var caFile: String?
    package var username: String
    package var proof: Proof
    /// The folder that is read, as people write it: `INBOX/Retours`.
    package var folder = "INBOX"
    /// Where its mails go once they are handled; made where it is missing.
    package var handledFolder = "Handled"

    package init(host: String, port: Int, username: String, proof: Proof) {
        self.host = host
        self.port = port
        self.username = username
        self.proof = proof
    }

    /// `imap.shop.example:993`, for faults.
    package var name: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }
}

/// Why a mailbox cannot be read: one line, what and what to do, without a secret.
package struct MailboxFault: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Kind: Sendable, Hashable {
        /// Time mends it: the server or the token server is away, or hung up.
        case unreachable
        /// Somebody must act: the login, the folders, TLS.
        case refused
    }

    package var kind: Kind
    package var description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
