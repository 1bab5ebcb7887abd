import Mail

extension TemplateLibrary {
    /// A recipient's copy of an issue that is rendered once for all of whom its sections say the same.
    func issueLetter(
        for claimed: Claimed, _ stored: StoredIssue?, _ loaded: LoadedKind
    ) throws(RenderFault) -> Letter {
        guard let issue = claimed.issue, let stored else {
            throw RenderFault("\(claimed.kind): a bulk message without an issue or its content")
        }
        guard Self.isToken(issue.unsubscribeToken) else {
            throw RenderFault("\(claimed.kind): the unsubscribe token holds more than letters, digits, - and _")
        }
        var content: (words: IssueContent, language: IssueLanguage)?
        func make(_ said: Set<String>) throws(RenderFault) -> IssueLetter {
            let known = if let content { content } else { try words(of: stored, for: claimed.locale, loaded) }
            return try rendered(
                known.words, where: said.contains, of: stored.list, issue.id, in: known.language, loaded)
        }
        let letters = try issues.rendered(issue.id, stored, locale: claimed.locale) {
            tags throws(RenderFault) in
            try language(for: claimed.locale, of: tags, loaded)
        } render: { words, language throws(RenderFault) in
            content = (words, language)
            return try IssueLetters(words, language: try edition(in: language, loaded).language, make: make)
        }
        try Self.checkRecipient(claimed)
        let link = unsubscribeBase + issue.unsubscribeToken
        let reader = IssueReader(
            salutation: letters.language.salutation(for: claimed.recipientName), recipient: claimed.recipient,
            name: claimed.recipientName, unsubscribeLink: link,
            fields: letters.usesFields ? ReaderFields(json: claimed.parameters, in: letters.language) : .none,
            preferencesLink: publicURL + "p/" + issue.unsubscribeToken)
        let letter = try letters.letter(for: reader, make: make)
        return Letter(
            letter.form, values: letter.texts(for: reader),
            unsubscribe: Letter.Unsubscribe(link: link, mailto: mailto(issue.unsubscribeToken)))
    }

    /// The words of an issue that a reader of a locale gets.
    func words(
        of issue: StoredIssue, for locale: String, _ loaded: LoadedKind
    ) throws(RenderFault) -> (words: IssueContent, language: IssueLanguage) {
        let editions = try IssueContent.editions(json: issue.content)
        let language = try language(for: locale, of: editions.keys.sorted(), loaded)
        guard let words = editions[language.words] else {
            throw RenderFault("the issue has no words in \(language.words)")
        }
        return (words, language)
    }

    private func language(
        for reader: String, of tags: [String], _ loaded: LoadedKind
    ) throws(RenderFault) -> IssueLanguage {
        let choice = IssueLanguage(reader: reader, words: tags, frames: loaded.editions.keys, standard: standard)
        guard let choice else {
            throw RenderFault(
                "\(loaded.kind.definition.name): the issue is in \(tags.joined(separator: ", ")), and the templates have a "
                    + "frame in none of these")
        }
        return choice
    }

    func edition(in language: IssueLanguage, _ loaded: LoadedKind) throws(RenderFault) -> Edition {
        guard let edition = loaded.editions[language.frame] else {
            throw RenderFault("\(loaded.kind.definition.name): the templates have no frame in \(language.frame)")
        }
        return edition
    }

    /// The letter to the readers of whom its sections say the same.
    private func rendered(
        _ content: IssueContent, where isOn: (String) -> Bool, of list: StoredIssue.List?, _ id: MessageID,
        in language: IssueLanguage, _ loaded: LoadedKind
    ) throws(RenderFault) -> IssueLetter {
        let edition = try edition(in: language, loaded)
        let words = try issueWords(content, where: isOn, of: list, id)
        let parts = try IssueParts(
            words, isDocument: content.isDocument, edition, .letter, frameValues(list, edition), loaded)
        let identity = identity(of: list)
        let form = FormLetter(
            subject: Placeholders.mergeText(parts.subject), text: Placeholders.mergeText(parts.text),
            html: parts.html.map { Placeholders.mergeText($0, escaping: .markup) },
            language: edition.locale, list: identity.headerList)
        return IssueLetter(form: form, values: words.values.all)
    }

    func issueWords(
        _ content: IssueContent, where isOn: (String) -> Bool, of list: StoredIssue.List?, _ id: MessageID
    ) throws(RenderFault) -> IssueWords {
        let campaign = CampaignLinks(
            newsletter.campaign, shopURLs: shopURLs, publicURL: publicURL, list: list?.name ?? newsletter.name,
            issue: id.description)
        return try IssueWords(
            content, where: isOn, appearance: appearance, viewLink: viewLink(of: id, list: list), campaign: campaign)
    }

    /// What the templates are given but for the issue's words, with places for what every frame may say of a reader.
    func frameValues(_ list: StoredIssue.List?, _ edition: Edition) -> [String: any Sendable] {
        let shop = shopValues.merging(["newsletter_name": identity(of: list).name]) { $1 }
        var values: [String: any Sendable] = ["shop": shop, "language": edition.locale]
        for (number, name) in IssueValues.named.enumerated() { values[name] = Placeholders.mark(number) }
        return values
    }

    /// Where an issue is read in a browser.
    private func viewLink(of id: MessageID, list: StoredIssue.List?) -> String {
        "\(publicURL)archive/\((list?.name ?? newsletter.name).percentEncoded)/\(id)"
    }

    private static func isToken(_ token: String) -> Bool {
        !token.isEmpty
            && token.utf8.allSatisfy {
                Tag.isNameByte($0) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
            }
    }

    /// `lettre+TOKEN@boutique.example` from `lettre@boutique.example`; nil where there is none, or none with room for a token.
    private func mailto(_ token: String) -> String? {
        unsubscribeAddress?.text(for: token)
    }
}
