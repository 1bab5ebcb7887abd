import Webhooks

extension EventEndpoint {
    /// Those of the settings, by the alphabet; of one that is not whole the settings have told.
    static func all(_ settings: Settings) -> [EventEndpoint] {
        settings.names(of: Keys.Events.url).compactMap { name in
            guard let url = settings[Keys.Events.url.of(name)],
                let signer = settings.secret(Keys.Events.secretFile.of(name)).flatMap(WebhookSigner.init(secret:))
            else { return nil }
            return EventEndpoint(
                name: name, url: url, signer: signer, kinds: settings[Keys.Events.kinds.of(name)],
                allowPrivate: settings[Keys.Events.allowPrivate.of(name)])
        }
    }
}
