import Mail

/// The variables that every template may use without declaring them. `templates/README.md` explains them to editors.
enum BuiltIn {
    /// First names of built-in variables, which no parameter may take.
    static let names: Set<String> = [
        "salutation", "recipient", "language", "subject", "expires_at", "valid_for", "unsubscribe_link",
        "preferences_link", "content",
        "shop", "social_name", "social_url",
    ]

    /// Those that are links.
    static let links: Set<String> = [
        "shop.url", "shop.account_url", "shop.account_link", "shop.privacy_url", "shop.logo_url", "shop.logo_dark_url",
        "social_url", "unsubscribe_link", "preferences_link",
    ]

    /// Lists of objects, and their fields.
    static let lists = ["shop.social": ["social_name", "social_url"]]

    /// What a part of a kind may use, each with whether it may be missing (then it needs a section around it).
    static func variables(for definition: KindDefinition, part: TemplateFolder.Part) -> [String: Bool] {
        var variables = ["salutation", "recipient", "language"] + Self.shop
        if part != .subject { variables.append("subject") }
        switch definition.lane {
        case .transactional:
            if definition.expiresAfter != nil { variables += ["expires_at", "valid_for"] }
        case .bulk:
            variables += [
                "unsubscribe_link", "preferences_link", "content.subject", "content.title", "content.preheader",
            ]
            if part == .text { variables.append("content.text") }
            if part == .html { variables.append("content.html") }
        }
        var result = Dictionary(uniqueKeysWithValues: variables.map { ($0, false) })
        for name in ["content.preheader"] where result[name] != nil { result[name] = true }
        for name in mayBeMissing { result[name] = true }
        return result
    }

    private static let shop =
        [
            "shop.name", "shop.url", "shop.help_address", "shop.account_url", "shop.company", "shop.newsletter_name",
        ] + colours + mayBeMissing

    private static let colours = [
        "shop.accent", "shop.accent_text", "shop.accent_dark", "shop.accent_text_dark", "shop.masthead",
        "shop.masthead_text", "shop.masthead_dark", "shop.masthead_text_dark",
    ]

    /// What settings may leave out.
    private static let mayBeMissing = [
        "shop.legal_form", "shop.registration", "shop.office", "shop.account_link", "shop.privacy_url", "shop.social",
        "shop.logo_url", "shop.logo_dark_url",
    ]

    /// How a letter looks, and the pages that its foot leads to beside: no facts that its text would lack.
    static let decoration =
        Set(
            colours + ["shop.logo_url", "shop.logo_dark_url", "shop.social"]
                + lists.flatMap { list, fields in fields.map { "\(list).\($0)" } })

    /// The values of `shop.`, by their names in a template.
    static func values(of shop: ShopSettings) -> [String: any Sendable] {
        let (look, legal) = (shop.appearance, shop.legal)
        let dark = look.dark
        let texts: [String: String?] = [
            "name": shop.name, "url": shop.url, "help_address": shop.helpAddress, "account_url": shop.accountURL,
            // Where it is none of its own, a link to the account would lead to the shop's first page.
            "account_link": shop.accountURL == shop.url ? nil : shop.accountURL, "privacy_url": shop.privacyURL,
            "company": legal.companyName, "legal_form": legal.form, "registration": legal.registration,
            "office": legal.office, "newsletter_name": shop.newsletter.name, "accent": look.accent,
            "accent_text": look.accentText, "accent_dark": dark.accent, "accent_text_dark": dark.accentText,
            "masthead": look.masthead, "masthead_text": look.mastheadText, "masthead_dark": dark.masthead,
            "masthead_text_dark": dark.mastheadText, "logo_url": look.logoURL,
            "logo_dark_url": look.logoURL == nil ? nil : look.logoDarkURL,
        ]
        let given = texts.compactMapValues { $0 }.filter { !$0.value.isEmpty }
        var values: [String: any Sendable] = given
        if !shop.social.isEmpty {
            values["social"] = shop.social.map { page -> [String: any Sendable] in
                ["social_name": page.name, "social_url": page.url]
            }
        }
        return values
    }
}
