import ArgumentParser
import FoundationEssentials
import Logging
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
        let press = try ProofPress(try templates.directory(settings), settings)
        if let export { return try write(press, to: export) }
        let seen = TemplateWatch.Fingerprint(of: press.directory)
        let board = ProofBoard(press.proofs())
        let logger = Log.start(settings, Systemd(environment: [:]))
        let page = PreviewEndpoint(board: board, port: port, logger: logger) { port in
            StandardOutput.write(
                "\(press.directory) is shown on http://\(PreviewEndpoint.host):\(port)/ (Ctrl-C ends the preview)")
        }
        do {
            try await Services.run([TemplateWatch(press: press, board: board, seen: seen), page], logger: logger)
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

    private func write(_ press: ProofPress, to folder: String) throws {
        let proofs = press.proofs()
        try ProofExport(proofs: proofs).write(to: folder)
        for fault in proofs.faults { StandardOutput.write("\(fault)") }
        guard proofs.faults.isEmpty else {
            throw CommandError.failed(
                "preview: \(press.directory): faults: \(proofs.faults.count), listed above and in \(folder)/index.html: mend them"
            )
        }
        StandardOutput.write("ok: \(proofs.proofs.count) letters are in \(folder): open index.html")
    }
}
