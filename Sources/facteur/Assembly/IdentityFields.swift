import Mail
import Webhooks

/// By which fields mail names itself to the providers that deliver it.
enum IdentityFields {
    /// The field of the provider that `smtp.provider` names; without it those of the relays whose provider is known and may report.
    static func of(_ settings: Settings) -> [IdentityField] { providers(settings).compactMap(IdentityHeader.field) }

    private static func providers(_ settings: Settings) -> [String] {
        if let named = settings[Keys.SMTP.provider] { return [named] }
        let relays = Set((settings[Keys.SMTP.url] ?? []).compactMap { ProviderRelays.provider(of: $0.host) })
        return Keys.Web.Webhooks.secretFiles.filter { settings[$0.setting] != nil }.map(\.provider).filter(
            relays.contains)
    }

    /// A provider that may report, and whose reports would name no message of ours: none of its mail would carry the field.
    static func missing(_ settings: Settings) -> [String] {
        guard settings[Keys.SMTP.provider] == nil, settings[Keys.SMTP.url] != nil else { return [] }
        let written = providers(settings)
        return Keys.Web.Webhooks.secretFiles.filter { settings[$0.setting] != nil }.map(\.provider).filter {
            IdentityHeader.field(of: $0) != nil && !written.contains($0)
        }
    }
}
