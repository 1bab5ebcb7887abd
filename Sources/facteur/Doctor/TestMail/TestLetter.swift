import FoundationEssentials
import Mail

/// A short mail that says that it is a trial.
struct TestLetter {
    private static let subject = "Message d’essai de Facteur"

    private static func text(_ relay: String) -> String {
        """
        Bonjour,

        Ce message est un essai\u{A0}: il vérifie que le courrier de Facteur arrive. Vous pouvez le supprimer.

        Il est parti par le relais \(relay).
        """
    }

    let letter: Letter
    let claimed: Claimed

    /// - Parameters:
    ///   - relay: The relay that it goes through, `host:port`.
    ///   - moment: Now.
    init(to recipient: EmailAddress, by relay: String, at moment: Timestamp) {
        letter = Letter(subject: Self.subject, text: Self.text(relay), html: nil, language: "fr")
        let (high, low) = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))
        claimed = Claimed(
            lease: Lease(message: MessageID(high: high, low: low), token: 1), status: .due, kind: "essai",
            lane: .transactional, attempt: 1, recipient: recipient.text, recipientName: nil, locale: "fr",
            parameters: "{}", enqueuedAt: moment, datedAt: moment, expiresAt: nil, expiresIn: nil, queued: .zero,
            issue: nil)
    }
}
