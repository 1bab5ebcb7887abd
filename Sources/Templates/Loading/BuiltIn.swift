import Mail

/// The variables that every template may use without declaring them. `templates/README.md` explains them to editors.
enum BuiltIn {
    /// First names of built-in variables, which no parameter may take.
    static let names: Set<String> = [
        "salutation", "recipient", "language", "subject", "expires_at", "valid_for", "unsubscribe_link", "content",
        "shop",
    ]

    /// Those that are links.
    static let links: Set<String> = ["shop.url", "shop.account_url", "shop.logo_url", "unsubscribe_link"]

    /// What a part of a kind may use, each with whether it may be missing (then it needs a section around it).
    static func variables(for definition: KindDefinition, part: TemplateFolder.Part) -> [String: Bool] {
        var variables = ["salutation", "recipient", "language"] + Self.shop
        if part != .subject { variables.append("subject") }
        switch definition.lane {
        case .transactional:
            if definition.expiresAfter != nil { variables += ["expires_at", "valid_for"] }
        case .bulk:
            variables += ["unsubscribe_link", "content.subject", "content.title", "content.preheader"]
            if part == .text { variables.append("content.text") }
            if part == .html { variables.append("content.html") }
        }
        var result = Dictionary(uniqueKeysWithValues: variables.map { ($0, false) })
        for name in ["content.preheader"] where result[name] != nil { result[name] = true }
        for name in ["shop.logo_url", "shop.legal_form", "shop.registration", "shop.office"] { result[name] = true }
        return result
    }

    private static let shop = [
        "shop.name", "shop.url", "shop.help_address", "shop.account_url", "shop.company", "shop.legal_form",
        "shop.registration", "shop.office", "shop.accent", "shop.accent_text", "shop.newsletter_name",
    ]

    /// The values of `shop.`, by their names in a template.
    static func values(of shop: ShopSettings) -> [String: String] {
        var values = [
            "name": shop.name, "url": shop.url, "help_address": shop.helpAddress, "account_url": shop.accountURL,
            "company": shop.legal.companyName, "legal_form": shop.legal.form, "registration": shop.legal.registration,
            "office": shop.legal.office, "accent": shop.appearance.accent, "accent_text": shop.appearance.accentText,
            "newsletter_name": shop.newsletter.name,
        ]
        values["logo_url"] = shop.appearance.logoURL
        return values.filter { !$0.value.isEmpty }
    }
}
