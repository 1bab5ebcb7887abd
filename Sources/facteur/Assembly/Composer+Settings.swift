import Mail

extension Composer {
    /// The senders as the settings have them; without a signer mail is not signed.
    init(_ settings: Settings, signer: (any MessageSigner)? = nil) throws(CommandError) {
        let from = try settings.require(Keys.Mail.from)
        self.init(
            transactional: try Self.identity(from, settings),
            bulk: try Self.identity(settings[Keys.Mail.bulkFrom] ?? from, settings), signer: signer,
            identityFields: IdentityFields.of(settings), rule: DeliveryRule(settings))
    }

    private static func identity(_ from: Mailbox, _ settings: Settings) throws(CommandError) -> Identity {
        do throws(ComposeFault) {
            return try Identity(
                from: from, replyTo: settings[Keys.Mail.replyTo], returnPath: settings[Keys.Mail.returnPath],
                feedbackSender: settings[Keys.Mail.feedbackID])
        } catch {
            throw .settings("setting mail.feedbackID: \(error)")
        }
    }
}
