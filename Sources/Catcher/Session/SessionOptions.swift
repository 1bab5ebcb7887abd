/// What a server offers and demands.
package struct SessionOptions: Sendable, Hashable {
    /// The extensions of the EHLO reply. AUTH is not among them: a `login` offers it.
    package enum Extension: String, Sendable, Hashable, CaseIterable {
        case pipelining = "PIPELINING"  // RFC 2920
        case size = "SIZE"  // RFC 1870
        case eightBitMIME = "8BITMIME"  // RFC 6152
        /// Letters beyond ASCII in addresses and headers (RFC 6531).
        case smtpUTF8 = "SMTPUTF8"
        case enhancedStatusCodes = "ENHANCEDSTATUSCODES"  // RFC 2034
        /// Refused, unless something before the server speaks TLS (RFC 3207).
        case startTLS = "STARTTLS"
    }

    /// The one account that may send; without AUTH, MAIL is then refused.
    package struct Login: Sendable, Hashable {
        package var username: String
        package var password: String
        /// Those with which OAUTHBEARER and XOAUTH2 log in, where they are offered and taken.
        package var tokens: Set<String>

        package init(username: String, password: String, tokens: Set<String> = []) {
            self.username = username
            self.password = password
            self.tokens = tokens
        }
    }

    /// How a login is offered and taken: servers differ.
    package struct LoginHabits: Sendable, Hashable {
        /// What the EHLO reply says of it.
        package var offer = "AUTH PLAIN LOGIN"
        /// The mechanisms that are taken; another one is refused, offered or not.
        package var taken = ["PLAIN", "LOGIN"]
        /// Whether the first response may, must or must not stand in the command (RFC 4954 section 4).
        package var initialResponse = InitialResponse.allowed

        package enum InitialResponse: Sendable, Hashable {
            case allowed, required, refused
        }

        package init() {}
    }

    package var loginHabits = LoginHabits()
    package var hostname = "catcher.localhost"
    package var extensions: Set<Extension> = [.pipelining, .size, .eightBitMIME, .enhancedStatusCodes]
    package var login: Login?
    /// Whether a front passes the session on and speaks TLS after a 220 to STARTTLS. The server itself never does.
    package var isBehindTLS = false
    /// Octets of a mail; larger ones are refused.
    package var maximumSize = 10 * 1024 * 1024
    /// Recipients of one mail.
    package var maximumRecipients = 100

    package init() {}
}
