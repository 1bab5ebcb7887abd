import Mail

extension TemplateLibrary {
    /// A recipient's copy of an issue that is rendered once for all of them.
    func issueLetter(
        for claimed: Claimed, _ stored: StoredIssue?, _ loaded: LoadedKind
    ) throws(RenderFault) -> Letter {
        guard let issue = claimed.issue, let stored else {
            throw RenderFault("\(claimed.kind): a bulk message without an issue or its content")
        }
        guard Self.isToken(issue.unsubscribeToken) else {
            throw RenderFault("\(claimed.kind): the unsubscribe token holds more than letters, digits, - and _")
        }
        let list = identity(of: stored.list)
        let letter = try issues.rendered(issue.id, stored, locale: claimed.locale) {
            tags throws(RenderFault) in
            try language(for: claimed.locale, of: tags, loaded)
        } render: { words, language throws(RenderFault) in
            try render(words, of: list, in: language, loaded)
        }
        var values = try recipientValues(claimed, loaded.kind.definition, letter.edition.language)
        values["unsubscribe_link"] = unsubscribeBase + issue.unsubscribeToken
        return Letter(
            subject: letter.subject.filled(values, escape: { $0 }),
            text: TextLayout.wrapped(letter.text.filled(values, escape: { $0 })),
            html: letter.html?.filled(values, escape: HTMLText.escaped), language: letter.edition.locale,
            unsubscribe: Letter.Unsubscribe(
                link: unsubscribeBase + issue.unsubscribeToken, mailto: mailto(issue.unsubscribeToken),
                listID: list.listID, listName: list.name))
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

    private func render(
        _ issue: IssueContent, of list: ListIdentity, in language: IssueLanguage, _ loaded: LoadedKind
    ) throws(RenderFault) -> IssueLetter {
        let kind = loaded.kind.definition.name
        guard let edition = loaded.editions[language.frame] else {
            throw RenderFault("\(kind): the templates have no frame in \(language.frame)")
        }
        let shop = shopValues.merging(["newsletter_name": list.name]) { $1 }
        var values: [String: any Sendable] = ["shop": shop, "language": edition.locale]
        for name in IssueLetter.placeholders { values[name] = Placeholders.mark(name) }
        // The editor's HTML goes in after the engine is done, so that no template ever needs an unescaped variable.
        var words = [
            "subject": issue.subject, "title": issue.title, "text": issue.text,
            "html": Placeholders.mark("content.html"),
        ]
        if !issue.preheader.isEmpty { words["preheader"] = issue.preheader }
        values["content"] = words
        let subject = try Self.subject(edition, values, kind)
        values["subject"] = subject
        return IssueLetter(
            edition: edition, subject: Placeholders(subject),
            text: Placeholders(edition.text.render(values)),
            html: edition.html.map { Placeholders($0.render(values)).filling("content.html", with: issue.html) })
    }

    private static func isToken(_ token: String) -> Bool {
        !token.isEmpty
            && token.utf8.allSatisfy {
                Tag.isNameByte($0) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
            }
    }

    /// `lettre+TOKEN@boutique.example` from `lettre@boutique.example`; nil where there is none, or none with room for a token.
    private func mailto(_ token: String) -> String? {
        newsletter.unsubscribeAddress.flatMap { try? UnsubscribeAddress($0) }?.text(for: token)
    }
}
