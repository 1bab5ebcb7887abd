/// Whom this installation may write to: everybody, or, where its database is a copy of production's, those alone whom the operator named.
/// One rule, asked thrice: before a message is rendered, when its envelope is made, and once more before a relay hears of it.
package struct DeliveryRule: Sendable, Hashable {
    package enum Mode: Sendable, Hashable {
        case send
        /// Mail to whom nobody allowed waits until a person lets it go.
        case hold
        /// Mail to whom nobody allowed goes to this address instead.
        case redirect(to: EmailAddress)

        /// As the settings write it.
        package var word: String {
            switch self {
            case .send: "send"
            case .hold: "hold"
            case .redirect: "redirect"
            }
        }
    }

    /// What becomes of mail to one recipient.
    package enum Disposition: Sendable, Hashable {
        case send, hold
        case redirect(to: EmailAddress)
    }

    package let mode: Mode
    /// To whom mail goes whatever the mode is.
    package let allowed: [AllowedRecipients]

    package init(_ mode: Mode, allowed: [AllowedRecipients] = []) {
        self.mode = mode
        self.allowed = allowed
    }

    /// Production's.
    package static let everybody = DeliveryRule(.send)

    /// Where mail to a recipient goes. What is no address is nobody's who was allowed.
    package func disposition(of recipient: String) -> Disposition {
        if mode == .send { return .send }
        return disposition(of: try? EmailAddress(recipient))
    }

    package func disposition(of recipient: EmailAddress?) -> Disposition {
        switch mode {
        case .send: .send
        case _ where recipient.map(isAllowed) == true: .send
        case .hold: .hold
        case .redirect(let target): .redirect(to: target)
        }
    }

    /// Whether mail to this recipient goes to somebody else.
    package func redirects(_ recipient: String) -> Bool {
        if case .redirect = disposition(of: recipient) { true } else { false }
    }

    /// Whether an envelope may have this recipient: the last look, at what is about to be said to a relay.
    package func permits(envelopeTo recipient: String) -> Bool {
        if mode == .send { return true }
        guard let recipient = try? EmailAddress(recipient) else { return false }
        if case .redirect(let target) = mode, recipient == target { return true }
        return isAllowed(recipient)
    }

    private func isAllowed(_ recipient: EmailAddress) -> Bool { allowed.contains { $0.includes(recipient) } }
}
