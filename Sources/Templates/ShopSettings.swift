/// What the templates say about the shop: who writes, where help is, what the law wants on every letter (Code de commerce
/// R123-237). Comes from the settings file.
package struct ShopSettings: Sendable, Hashable {
    /// The name that customers know.
    package var name: String
    package var url: String
    /// The mailbox at which a person answers.
    package var helpAddress: String
    /// The page where a customer signs in to secure the account.
    package var accountURL: String
    package var legal: Legal
    package var appearance: Appearance
    package var newsletter: Newsletter
    /// What readers get whose own language the templates lack: a tag of which `Language` knows the language.
    package var locale: String

    /// The company behind the shop, as its register has it.
    package struct Legal: Sendable, Hashable {
        package var companyName: String
        /// `SAS au capital de 10 000 €`, with its non-breaking spaces.
        package var form: String
        /// `123 456 789 RCS Lyon`.
        package var registration: String
        /// The registered office, on one line.
        package var office: String

        package init(companyName: String, form: String, registration: String, office: String) {
            self.companyName = companyName
            self.form = form
            self.registration = registration
            self.office = office
        }
    }

    /// Colours are `#rrggbb`; contrast to white or to each other is the shop's care.
    package struct Appearance: Sendable, Hashable {
        /// The button's ground.
        package var accent: String
        /// The button's words.
        package var accentText: String
        /// A PNG or JPEG on the shop's own domain, 40 pixels high; nil writes the shop's name instead.
        package var logoURL: String?

        package init(accent: String, accentText: String, logoURL: String? = nil) {
            self.accent = accent
            self.accentText = accentText
            self.logoURL = logoURL
        }
    }

    /// What mailbox providers and readers know the newsletter by.
    package struct Newsletter: Sendable, Hashable {
        /// `La lettre de la boutique`.
        package var name: String
        /// The list's stable identifier below the shop's domain, `lettre.boutique.example` (RFC 2919).
        package var listID: String
        /// A mailbox whose mail is read as requests to leave; the token is added to its local part after a plus. Nil for none.
        package var unsubscribeAddress: String?

        package init(name: String, listID: String, unsubscribeAddress: String? = nil) {
            self.name = name
            self.listID = listID
            self.unsubscribeAddress = unsubscribeAddress
        }
    }

    package init(
        name: String, url: String, helpAddress: String, accountURL: String, legal: Legal, appearance: Appearance,
        newsletter: Newsletter, locale: String = "fr"
    ) {
        self.name = name
        self.url = url
        self.helpAddress = helpAddress
        self.accountURL = accountURL
        self.legal = legal
        self.appearance = appearance
        self.newsletter = newsletter
        self.locale = locale
    }
}
