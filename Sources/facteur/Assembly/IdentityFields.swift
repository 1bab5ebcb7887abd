import Mail
import Webhooks

/// By which fields mail names itself to the providers that deliver it.
enum IdentityFields {
    /// The fields of the providers that the relays name; of a relay that names none that of its known provider, if that may report.
    static func of(_ settings: Settings) -> [IdentityField] { providers(settings).compactMap(IdentityHeader.field) }

    private static func providers(_ settings: Settings) -> [String] {
        let relays = ConfiguredRelay.all(settings)
        let named = Set(relays.compactMap(\.provider))
        let known = Set(
            relays.filter { $0.provider == nil }.flatMap(\.servers).compactMap { ProviderRelays.provider(of: $0.host) })
        let reporting = Set(
            Keys.Web.Webhooks.secretFiles.filter { settings[$0.setting] != nil }.map(\.provider).filter(known.contains))
        return Keys.Web.Webhooks.secretFiles.map(\.provider).filter { named.contains($0) || reporting.contains($0) }
    }

    /// A provider that may report, and whose reports would name no message of ours: none of its mail would carry the field.
    static func missing(_ settings: Settings) -> [String] {
        let relays = ConfiguredRelay.all(settings)
        guard relays.contains(where: { $0.provider == nil }) else { return [] }
        let written = providers(settings)
        return Keys.Web.Webhooks.secretFiles.filter { settings[$0.setting] != nil }.map(\.provider).filter {
            IdentityHeader.field(of: $0) != nil && !written.contains($0)
        }
    }
}
