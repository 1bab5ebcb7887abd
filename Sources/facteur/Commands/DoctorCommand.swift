import ArgumentParser
import FoundationEssentials
import Mail
import Postgres
import Templates

/// `facteur doctor`
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Looks at everything that a worker needs: each a line, ok or why not.",
        discussion: """
            Sends no mail: at the relay it goes as far as TLS and login.

            Example: facteur doctor --config /etc/facteur/facteur.yaml
            """)

    @OptionGroup var templates: TemplatesOptions
    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let settings = try options.settings(for: .worker)
        var findings = [Finding("settings", nil)]
        findings += SettingsWarnings.warnings(settings).map { .warning("settings", $0) }
        findings += await database(settings)
        findings += templates(settings)
        findings += replies(settings)
        findings.append(stateDirectory(settings))
        let tokens = LoginTokens.relay(settings)
        if let tokens { findings.append(await token(tokens, settings)) }
        for url in settings[Keys.SMTP.url] ?? [] { findings.append(await relay(url, settings, tokens)) }
        for finding in findings { StandardOutput.write(finding.line) }
        let faults = findings.compactMap(\.fault)
        guard let worst = faults.max(by: { $0.code.rawValue < $1.code.rawValue }) else { return }
        throw CommandError(worst.code, ["doctor: \(faults.count) of \(findings.count) checks failed: see above"])
    }

    /// What one look found.
    private struct Finding {
        let line: String
        let fault: CommandError?

        /// In order when there is no fault.
        init(_ name: String, _ fault: CommandError?, detail: String = "") {
            let ok = detail.isEmpty ? "" : ": \(detail)"
            line = fault.map { "failing  \(name): \($0.lines.joined(separator: "; "))" } ?? "ok       \(name)\(ok)"
            self.fault = fault
        }

        private init(line: String) {
            self.line = line
            fault = nil
        }

        static func warning(_ name: String, _ text: String) -> Finding { Finding(line: "warning  \(name): \(text)") }
    }

    private func database(_ settings: Settings) async -> [Finding] {
        let migrator = Migrator(DatabaseSettings(settings))
        do throws(OutboxError) {
            try await migrator.verify()
            return [Finding("database", nil), Finding("schema", nil)] + (await rights(migrator))
        } catch {
            guard case .schema = error else { return [Finding("database", CommandError(error))] }
            // Where the schema is another one, or none, nothing can be said in favour of its rights.
            let rights = await rights(migrator).filter { $0.fault != nil }
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

    private func templates(_ settings: Settings) -> [Finding] {
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

    private func replies(_ settings: Settings) -> [Finding] {
        do throws(CommandError) {
            let replies = try ReloadableReplies(settings)
            return [Finding("replies", nil, detail: "\(replies.origin), \(replies.count) rows")]
        } catch {
            return error.lines.map { Finding("replies", .settings($0)) }
        }
    }

    private func stateDirectory(_ settings: Settings) -> Finding {
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

    private func token(_ tokens: any AccessTokens, _ settings: Settings) async -> Finding {
        let source = settings[Keys.SMTP.tokenFile] == nil ? Keys.SMTP.oauth.tokenURL.name : Keys.SMTP.tokenFile.name
        return switch await tokens.token() {
        case .token: Finding("token", nil, detail: "from \(source)")
        case .noneNewer: Finding("token", .failed("\(source): gives none"))
        case .failed(let fault):
            Finding(
                "token", fault.kind == .unreachable ? .unavailable(fault.description) : .settings(fault.description))
        }
    }

    private func relay(_ url: RelayURL, _ settings: Settings, _ tokens: (any AccessTokens)?) async -> Finding {
        await Finding(
            "relay \(url.text)", RelayProbe.fault(of: url, settings, tokens: tokens),
            detail: "reached, TLS and login as set")
    }
}
