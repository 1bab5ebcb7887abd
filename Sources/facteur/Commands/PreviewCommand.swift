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
        abstract: "A page that shows every kind in every locale, or issues, and follows the files as they are edited.",
        discussion: """
            Shows each kind's sample as HTML and text, its headers and size, and what the check says of it; a file that is \
            saved shows at once. Listens on 127.0.0.1 alone. Without mail.from the letters are those of a sample shop.

            Of an issue's file, or of a folder of them, it shows each language as mailboxes, phones and desktops do, with its \
            faults beside their lines.

            With --export it writes the same as files instead, and ends with exit code 1 when the check found faults.

            Example: facteur preview --templates ./templates

            Example: facteur preview lettre.md
            """)

    @Argument(help: "An issue's file, or a folder of issues or templates, instead of the templates in force.")
    var path: String?

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
        let settings = try SampleShop.settings(options)
        let source = try source(settings)
        if let export { return try write(source, to: export) }
        let shown = path ?? source.watched.first ?? ""
        let seen = TemplateWatch.Fingerprint(of: source.watched)
        let feed = PreviewFeed(source.snapshot())
        let logger = Log.start(settings, Systemd(environment: [:]))
        let page = PreviewEndpoint(feed: feed, port: port, logger: logger) { port in
            StandardOutput.write(
                "\(shown) is shown on http://\(PreviewEndpoint.host):\(port)/ (Ctrl-C ends the preview)")
        }
        do {
            try await Services.run([TemplateWatch(source: source, feed: feed, seen: seen), page], logger: logger)
        } catch let fault as ListenFault {
            throw CommandError.failed("preview: \(fault)")
        }
    }

    /// The templates, or the issues that are named.
    private func source(_ settings: Settings) throws -> any PreviewSource {
        let webPublicURL = settings[Keys.Web.publicURL] ?? NewsletterHold.placeholderURL
        let composer = try Composer(settings)
        let isTemplates = path.map { FileManager.default.fileExists(atPath: $0 + "/layouts") } ?? true
        if let path, !isTemplates {
            guard FileManager.default.fileExists(atPath: path) else {
                throw CommandError.failed("preview: \(path) is not there: name an issue's file, or a folder")
            }
            return IssuePreviewRenderer(
                path: path, templates: try templates.directory(settings), shop: ShopSettings(settings),
                webPublicURL: webPublicURL, composer: composer, zone: settings[Keys.Newsletter.timeZone])
        }
        let directory = if let path { path } else { try templates.directory(settings) }
        return PreviewRenderer(
            directory: directory, shop: ShopSettings(settings),
            webPublicURL: webPublicURL, composer: composer)
    }

    private func write(_ source: any PreviewSource, to folder: String) throws {
        let snapshot = source.snapshot()
        do throws(ExportFault) { try PreviewExport(snapshot).write(to: folder) } catch {
            throw CommandError.failed("preview: \(error)")
        }
        for fault in snapshot.faults { StandardOutput.write("\(fault)") }
        guard snapshot.faults.isEmpty else {
            throw CommandError.failed(
                "preview: \(path ?? source.watched.first ?? ""): faults: \(snapshot.faults.count), listed above and in \(folder)/index.html: mend them"
            )
        }
        StandardOutput.write("ok: \(snapshot.entries.count) letters are in \(folder): open index.html")
    }
}
