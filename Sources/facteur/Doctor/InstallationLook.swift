import FoundationEssentials
import Mail
import Postgres
import Templates

/// Looks at everything that a worker needs on this machine: settings, database, templates, relays.
struct InstallationLook {
    let settings: Settings
    let templates: TemplatesOptions

    func findings() async -> [Finding] {
        var findings = [Finding("settings", nil)]
        findings += SettingsWarnings.warnings(settings).map { .warning("settings", $0) }
        findings += await database()
        findings += templateFindings()
        findings += replies()
        findings.append(stateDirectory())
        return findings + (await RelayLook(settings: settings).findings())
    }

    private func database() async -> [Finding] {
        let migrator = Migrator(DatabaseSettings(settings))
        do throws(OutboxError) {
            try await migrator.verify()
            return [Finding("database", nil), Finding("schema", nil)] + (await rights(migrator))
        } catch {
            guard case .schema = error else { return [Finding("database", CommandError(error))] }
            // Where the schema is another one, or none, nothing can be said in favour of its rights.
            let rights = await rights(migrator).filter { $0.code != nil }
            return [Finding("database", nil), Finding("schema", CommandError(error))] + rights
        }
    }

    /// What the roles may do: whoever asks here may be allowed everything, and a producer nothing.
    private func rights(_ migrator: Migrator) async -> [Finding] {
        do throws(OutboxError) {
            let missing = try await migrator.missingRights()
            guard !missing.isEmpty else { return [Finding("rights", nil)] }
            return missing.map { Finding("rights", .settings("\($0): run `facteur migrate` as the schema's owner")) }
        } catch {
            return [Finding("rights", CommandError(error))]
        }
    }

    private func templateFindings() -> [Finding] {
        do {
            let directory = try templates.directory(settings)
            let faults = TemplateCheck.faults(
                directory: directory, shop: ShopSettings(settings),
                webPublicURL: settings[Keys.Web.publicURL] ?? NewsletterHold.placeholderURL)
            guard !faults.isEmpty else { return [Finding("templates", nil, detail: directory)] }
            return faults.map { Finding("templates", .settings("\(directory)/\($0)")) }
        } catch {
            return [Finding("templates", error as? CommandError ?? .failed(String(describing: error)))]
        }
    }

    private func replies() -> [Finding] {
        do throws(CommandError) {
            let replies = try ReloadableReplies(settings)
            return [Finding("replies", nil, detail: "\(replies.origin), \(replies.count) rows")]
        } catch {
            return error.lines.map { Finding("replies", .settings($0)) }
        }
    }

    private func stateDirectory() -> Finding {
        do throws(CommandError) {
            let path = try StateDirectory.path(settings, environment: ProcessInfo.processInfo.environment)
            guard FileManager.default.isWritableFile(atPath: path) else {
                throw .settings("\(path) cannot be written: give it to this user or set state.directory")
            }
            return Finding("state directory", nil, detail: path)
        } catch {
            return Finding("state directory", error)
        }
    }
}
