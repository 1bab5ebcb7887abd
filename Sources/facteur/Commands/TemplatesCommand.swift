import ArgumentParser
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
                Prints each fault with its file and line, and how to mend it.

                Example: facteur templates check --templates ./templates
                """)

        @OptionGroup var templates: TemplatesOptions
        @OptionGroup var options: SettingsOptions

        func run() throws {
            let settings = try options.settings(for: .templates)
            let directory = try templates.directory(settings)
            let faults = TemplateCheck.faults(
                directory: directory, shop: ShopSettings(settings),
                webPublicURL: settings[Keys.Web.publicURL] ?? NewsletterHold.placeholderURL)
            for fault in faults { StandardOutput.write(fault.description) }
            guard faults.isEmpty else {
                let count = faults.count == 1 ? "1 fault: mend it" : "\(faults.count) faults: mend those listed above"
                throw CommandError.failed("templates: \(directory): \(count)")
            }
            StandardOutput.write("ok: \(directory)")
        }
    }
}
