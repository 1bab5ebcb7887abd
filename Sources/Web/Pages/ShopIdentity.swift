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
    /// The shop's other pages, in their order at the foot.
    package var pages: Pages
    package var appearance: Appearance

    /// What the law wants to be said of the company.
    package struct Company: Sendable, Hashable {
        /// Name, form and register, as one sentence; empty where the settings say nothing.
        package var line: String
        /// The registered office, on one line; empty where the settings say nothing.
        package var office: String

        package init(line: String = "", office: String = "") {
            self.line = line
            self.office = office
        }
    }

    /// What the foot leads to beside the shop's site; nil where the settings say nothing.
    package struct Pages: Sendable, Hashable {
        package struct Named: Sendable, Hashable {
            /// `Instagram`.
            package var name: String
            package var url: String

            package init(name: String, url: String) {
                self.name = name
                self.url = url
            }
        }

        package var accountURL: String?
        /// What becomes of a reader's data (GDPR article 13).
        package var privacyURL: String?
        package var social: [Named]

        package init(accountURL: String? = nil, privacyURL: String? = nil, social: [Named] = []) {
            self.accountURL = accountURL
            self.privacyURL = privacyURL
            self.social = social
        }
    }

    /// How the letters look, by day and where a reader's system is dark.
    package struct Appearance: Sendable, Hashable {
        /// Colours, `#rrggbb`.
        package struct Palette: Sendable, Hashable {
            /// The bar above the masthead and the ground of the button that one came for, and the words on it.
            package var accent: String
            package var accentText: String
            /// Behind the shop's name or logo, and the name.
            package var masthead: String
            package var mastheadText: String

            package init(accent: String, accentText: String, masthead: String, mastheadText: String) {
                self.accent = accent
                self.accentText = accentText
                self.masthead = masthead
                self.mastheadText = mastheadText
            }
        }

        package var day: Palette
        package var night: Palette
        /// Pictures of 40 pixels' height; nil writes the shop's name.
        package var logoURL: String?
        /// The one for a dark ground; nil: the other, on its own ground.
        package var logoDarkURL: String?

        package init(
            day: Palette = Palette(
                accent: "#1a4d7a", accentText: "#ffffff", masthead: "#ffffff", mastheadText: "#1d2327"),
            night: Palette = Palette(
                accent: "#3f78a8", accentText: "#ffffff", masthead: "#1c2023", mastheadText: "#ebe9e4"),
            logoURL: String? = nil, logoDarkURL: String? = nil
        ) {
            self.day = day
            self.night = night
            self.logoURL = logoURL
            self.logoDarkURL = logoDarkURL
        }
    }

    package init(
        name: String, url: String, helpAddress: String, newsletterName: String? = nil, language: Language = .french,
        company: Company = Company(), pages: Pages = Pages(), appearance: Appearance = Appearance()
    ) {
        self.name = name
        self.url = url
        self.helpAddress = helpAddress
        self.newsletterName = newsletterName
        self.language = language
        self.company = company
        self.pages = pages
        self.appearance = appearance
    }
}
