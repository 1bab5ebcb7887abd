/// A sender as the settings have it: what is to be looked at in the DNS.
package struct SenderSetup: Sendable {
    /// A key that mail is signed with.
    package struct Key: Sendable, Hashable {
        package let domain: String
        package let selector: String
        /// The record that must be published: `v=DKIM1; k=rsa; p=...`.
        package let record: String

        package init(domain: String, selector: String, record: String) {
            self.domain = domain
            self.selector = selector
            self.record = record
        }

        /// Where it is published.
        package var name: String { "\(selector)._domainkey.\(domain)" }
    }

    /// A server to which mail is handed.
    package struct Relay: Sendable, Hashable {
        package let host: String
        /// Whether it is this machine, so that its name says nothing of the address that mail comes from.
        package let isLoopback: Bool

        package init(host: String, isLoopback: Bool) {
            self.host = host
            self.isLoopback = isLoopback
        }
    }

    /// The domain in From.
    package var fromDomain: String
    /// An envelope sender as a message has it.
    package var returnPath: String
    /// What relays say of themselves is not known: this host's name stands for it.
    package var helo: String
    package var keys: [Key]
    package var relays: [Relay]

    package init(fromDomain: String, returnPath: String, helo: String, keys: [Key], relays: [Relay]) {
        self.fromDomain = fromDomain
        self.returnPath = returnPath
        self.helo = helo
        self.keys = keys
        self.relays = relays
    }

    /// The domain that SPF is asked of.
    package var returnPathDomain: String { String(returnPath.split(separator: "@").last ?? "") }
}
