/// Whom the pages speak for, in the words and colours of the letters.
package struct ShopIdentity: Sendable, Hashable {
    /// The name that readers know.
    package var name: String
    /// The shop's own site.
    package var url: String
    /// The mailbox at which a person answers.
    package var helpAddress: String
    /// What the law wants to be said of the company, a line each; may be empty.
    package var legal: [String]
    /// `#rrggbb`: the ground of the button that one came for, and the words on it.
    package var accent: String
    package var accentText: String

    package init(
        name: String, url: String, helpAddress: String, legal: [String] = [], accent: String = "#1a4d7a",
        accentText: String = "#ffffff"
    ) {
        self.name = name
        self.url = url
        self.helpAddress = helpAddress
        self.legal = legal
        self.accent = accent
        self.accentText = accentText
    }
}
