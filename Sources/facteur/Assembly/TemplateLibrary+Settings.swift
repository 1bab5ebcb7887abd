import Templates

extension TemplateLibrary {
    /// Loads the templates for the shop of the settings. Throws all their faults.
    static func load(_ directory: String, _ settings: Settings) throws(CommandError) -> TemplateLibrary {
        do throws(TemplateFaults) {
            return try TemplateLibrary(
                directory: directory, shop: ShopSettings(settings),
                webPublicURL: settings[Keys.Web.publicURL] ?? NewsletterHold.placeholderURL)
        } catch {
            throw .templates(error, in: directory)
        }
    }
}
