import ArgumentParser
import FoundationEssentials
import Logging
import Mail
import Preview
import Templates
import Web

/// `facteur preview`
struct PreviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "A page that shows every kind in every locale, and follows the templates as they are edited.",
        discussion: """
            Shows each kind's sample as HTML and text, its headers and size, and what the check says of it; a file that is \
            saved shows at once. Listens on 127.0.0.1 alone. Without mail.from the letters are those of a sample shop.

            With --export it writes the same as files instead, and ends with exit code 1 when the check found faults.

            Example: facteur preview --templates ./templates
            """)

    @Option(help: "The page's port; 0 takes a free one.")
    var port = 8026

    @Option(help: ArgumentHelp("Write HTML, text and message of each into this folder instead.", valueName: "folder"))
    var export: String?

    @OptionGroup var templates: TemplatesOptions
    @OptionGroup var options: SettingsOptions

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port: give a number from 0 to 65535") }
    }

    func run() async throws {
        let settings = try settings()
        let renderer = PreviewRenderer(
            directory: try templates.directory(settings), shop: ShopSettings(settings),
            webPublicURL: settings[Keys.Web.publicURL] ?? NewsletterHold.placeholderURL,
            composer: try Composer(settings))
        if let export { return try write(renderer, to: export) }
        let seen = TemplateWatch.Fingerprint(of: renderer.directory)
        let feed = PreviewFeed(renderer.snapshot())
        let logger = Log.start(settings, Systemd(environment: [:]))
        let page = PreviewEndpoint(feed: feed, port: port, logger: logger) { port in
            StandardOutput.write(
                "\(renderer.directory) is shown on http://\(PreviewEndpoint.host):\(port)/ (Ctrl-C ends the preview)")
        }
        do {
            try await Services.run([TemplateWatch(renderer: renderer, feed: feed, seen: seen), page], logger: logger)
        } catch let fault as ListenFault {
            throw CommandError.failed("preview: \(fault)")
        }
    }

    /// The settings, with the sample shop's where there is no sender.
    private func settings() throws -> Settings {
        let own = try options.settings(for: .templates)
        guard own[Keys.Mail.from] == nil else { return own }
        return try SettingsReader.read(
            file: options.config, for: .templates,
            environment: SampleShop.environment.merging(ProcessInfo.processInfo.environment) { $1 })
    }

    private func write(_ renderer: PreviewRenderer, to folder: String) throws {
        let snapshot = renderer.snapshot()
        do throws(ExportFault) { try PreviewExport(snapshot).write(to: folder) } catch {
            throw CommandError.failed("preview: \(error)")
        }
        for fault in snapshot.faults { StandardOutput.write("\(fault)") }
        guard snapshot.faults.isEmpty else {
            throw CommandError.failed(
                "preview: \(renderer.directory): faults: \(snapshot.faults.count), listed above and in \(folder)/index.html: mend them"
            )
        }
        StandardOutput.write("ok: \(snapshot.entries.count) letters are in \(folder): open index.html")
    }
}
