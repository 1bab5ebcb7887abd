import Mail

/// Whom the pages speak for, in the words and colours of the letters.
package struct ShopIdentity: Sendable, Hashable {
    /// The name that readers know.
    package var name: String
    /// The shop's own site.
    package var url: String
    /// The mailbox at which a person answers.
    package var helpAddress: String
    /// What a list without a title is called; nil leaves it its name among operators.
    package var newsletterName: String?
    /// What readers get whose own language is not known, or not among those of the pages.
    package var language: Language
    package var company: Company
    package var appearance: Appearance

    /// What the law wants to be said of the company.
    package struct Company: Sendable, Hashable {
        /// Name, form and register, as one sentence; empty where the settings say nothing.
        package var line: String
        /// The registered office, on one line; empty where the settings say nothing.
        package var office: String
        /// Where the shop says what becomes of its customers' data (GDPR article 13); nil where the settings say nothing.
        package var privacyURL: String?

        package init(line: String = "", office: String = "", privacyURL: String? = nil) {
            self.line = line
            self.office = office
            self.privacyURL = privacyURL
        }
    }

    /// Colours are `#rrggbb`.
    package struct Appearance: Sendable, Hashable {
        /// The ground of the button that one came for, and the words on it.
        package var accent: String
        package var accentText: String
        /// The same on a dark ground; nil: as on a light one.
        package var accentDark: String?
        package var accentDarkText: String?
        /// Pictures of 40 pixels' height; nil writes the shop's name.
        package var logoURL: String?
        /// The one for a dark ground; nil: the other, on a light plate.
        package var logoDarkURL: String?

        package init(
            accent: String = "#1a4d7a", accentText: String = "#ffffff", accentDark: String? = nil,
            accentDarkText: String? = nil, logoURL: String? = nil, logoDarkURL: String? = nil
        ) {
            self.accent = accent
            self.accentText = accentText
            self.accentDark = accentDark
            self.accentDarkText = accentDarkText
            self.logoURL = logoURL
            self.logoDarkURL = logoDarkURL
        }
    }

    package init(
        name: String, url: String, helpAddress: String, newsletterName: String? = nil, language: Language = .french,
        company: Company = Company(), appearance: Appearance = Appearance()
    ) {
        self.name = name
        self.url = url
        self.helpAddress = helpAddress
        self.newsletterName = newsletterName
        self.language = language
        self.company = company
        self.appearance = appearance
    }
}
