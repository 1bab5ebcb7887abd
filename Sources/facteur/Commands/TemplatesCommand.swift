import ArgumentParser
import FoundationEssentials
import Mail
import Templates

/// `facteur templates check`
struct TemplatesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "templates", abstract: "Looks after the templates.",
        discussion: "Example: facteur templates check --templates ./templates", subcommands: [Check.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Checks every kind in every locale: variables, layout, French typography.",
            discussion: """
                Prints each fault with its file and line, and how to mend it. With --accessibility also what keeps readers with a handicap \
                from a part of a mail, by criteria of the RGAA and EN 301 549; --report writes these, in French, for the shop's declaration.

                Example: facteur templates check --accessibility --report accessibilite.html
                """)

        @OptionGroup var templates: TemplatesOptions
        @OptionGroup var options: SettingsOptions

        @Flag(help: "Tries criteria of accessibility, too.")
        var accessibility = false

        @Option(help: ArgumentHelp("Writes what came of each criterion into this .md or .html.", valueName: "file"))
        var report: String?

        private var form: AccessibilityReport.Form? {
            let ending = report?.split(separator: ".", omittingEmptySubsequences: false).last
            return ending.flatMap { AccessibilityReport.Form(rawValue: $0.lowercased()) }
        }

        func validate() throws {
            guard report != nil else { return }
            if !accessibility { throw ValidationError("--report: goes with --accessibility") }
            if form == nil { throw ValidationError("--report: give it a name that ends in .md or .html") }
        }

        func run() throws {
            let settings = try options.settings(for: .templates)
            let directory = try templates.directory(settings)
            let shop = ShopSettings(settings)
            let webPublicURL = settings[Keys.Web.publicURL] ?? NewsletterHold.placeholderURL
            var faults = TemplateCheck.faults(directory: directory, shop: shop, webPublicURL: webPublicURL)
            if accessibility {
                let review = AccessibilityReview(directory: directory, shop: shop, webPublicURL: webPublicURL)
                faults += review.faults
                try write(review, of: shop.name)
            }
            for fault in faults { StandardOutput.write(fault.description) }
            guard faults.isEmpty else {
                let count = faults.count == 1 ? "1 fault: mend it" : "\(faults.count) faults: mend those listed above"
                throw CommandError.failed("templates: \(directory): \(count)")
            }
            StandardOutput.write("ok: \(directory)")
        }

        private func write(_ review: AccessibilityReview, of shop: String) throws(CommandError) {
            guard let report, let form else { return }
            let today = Language.french.date(Zone.paris.civil(at: .now))
            let text = AccessibilityReport(review, of: shop, on: today).text(as: form)
            do {
                try Data(text.utf8).write(to: URL(filePath: report))
            } catch {
                throw .failed("templates: \(report) cannot be written: give a file in a folder that is there")
            }
        }
    }
}
