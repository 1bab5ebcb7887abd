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
    /// The page that says what becomes of a reader's data (GDPR article 13).
    package var privacyURL: String?
    /// In the order in which a letter's foot names them.
    package var social: [SocialPage]

    /// A page of the shop's on a social network.
    package struct SocialPage: Sendable, Hashable {
        /// `Instagram`.
        package var name: String
        package var url: String

        package init(name: String, url: String) {
            self.name = name
            self.url = url
        }
    }

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

    /// What mailbox providers and readers know the newsletter by.
    package struct Newsletter: Sendable, Hashable {
        /// `La lettre de la boutique`.
        package var name: String
        /// The list's stable identifier below the shop's domain, `lettre.boutique.example` (RFC 2919).
        package var listID: String
        /// A mailbox whose mail is read as requests to leave; the token is added to its local part after a plus. Nil for none.
        package var unsubscribeAddress: String?
        /// What the shop's own links in issues get.
        package var campaign: CampaignParameters

        package init(
            name: String, listID: String, unsubscribeAddress: String? = nil,
            campaign: CampaignParameters = CampaignParameters()
        ) {
            self.name = name
            self.listID = listID
            self.unsubscribeAddress = unsubscribeAddress
            self.campaign = campaign
        }
    }

    package init(
        name: String, url: String, helpAddress: String, accountURL: String, legal: Legal, appearance: Appearance,
        newsletter: Newsletter, locale: String = "fr", privacyURL: String? = nil, social: [SocialPage] = []
    ) {
        self.name = name
        self.url = url
        self.helpAddress = helpAddress
        self.accountURL = accountURL
        self.legal = legal
        self.appearance = appearance
        self.newsletter = newsletter
        self.locale = locale
        self.privacyURL = privacyURL
        self.social = social
    }
}
