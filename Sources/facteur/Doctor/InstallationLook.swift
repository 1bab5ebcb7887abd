import FoundationEssentials
import Mail
import Templates

/// Looks at everything that a service needs on this machine: all of it, whatever is wrong with the first.
struct InstallationLook {
    /// What is looked at for whom.
    enum Service: Sendable {
        case worker, web

        var scope: SettingsScope { self == .worker ? .worker : .web }

        /// The role that its database user is in.
        var role: String { self == .worker ? "facteur_worker" : "facteur_web" }
    }

    let service: Service
    /// What of the settings is right.
    let settings: Settings
    let faults: [SettingFault]
    let templates: TemplatesOptions

    func findings() async -> [Finding] {
        async let database = DatabaseLook(settings: settings, role: service.role).findings()
        async let publicAddress = PublicAddressLook(settings: settings).findings()
        let ports = await ListenLook(settings: settings).findings(of: service)
        switch service {
        case .worker:
            async let relays = RelayLook(settings: settings).findings()
            async let endpoints = EndpointLook(settings: settings).findings()
            let state = StateDirectoryLook(settings: settings).findings()
            return await settingFindings() + database + templateFindings() + replies() + state + ports + relays
                + publicAddress + endpoints
        case .web: return await settingFindings() + database + replies() + ports + publicAddress
        }
    }

    private func settingFindings() -> [Finding] {
        let wrong = faults.filter { !$0.isOutOfReach }.map { Finding("settings", .settings($0.description)) }
        let unread = faults.filter(\.isOutOfReach).map { Finding.skipped("settings", $0.description) }
        let warnings = service == .worker ? SettingsWarnings.warnings(settings) : settings.warnings
        return (wrong.isEmpty && unread.isEmpty ? [Finding.ok("settings")] : []) + wrong + unread
            + warnings.map { .warning("settings", $0) }
    }

    private func templateFindings() -> [Finding] {
        do {
            let directory = try templates.directory(settings)
            let faults = TemplateCheck.faults(
                directory: directory, shop: ShopSettings(settings),
                webPublicURL: settings[Keys.Web.publicURL] ?? NewsletterHold.placeholderURL)
            guard !faults.isEmpty else { return [.ok("templates", directory)] }
            return faults.map { Finding("templates", .settings("\(directory)/\($0)")) }
        } catch {
            return [Finding("templates", error as? CommandError ?? .failed(String(describing: error)))]
        }
    }

    private func replies() -> [Finding] {
        do throws(CommandError) {
            let replies = try ReloadableReplies(settings)
            return [.ok("replies", "\(replies.origin), \(replies.count) rows")]
        } catch {
            return error.lines.map { Finding("replies", .settings($0)) }
        }
    }
}
