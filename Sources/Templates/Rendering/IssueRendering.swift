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
        let letter = try issues.rendered(issue.id, stored, locale: claimed.locale) {
            tags throws(RenderFault) in
            try language(for: claimed.locale, of: tags, loaded)
        } render: { words, language throws(RenderFault) in
            try render(words, of: identity(of: stored.list), in: language, loaded)
        }
        try Self.checkRecipient(claimed)
        let link = unsubscribeBase + issue.unsubscribeToken
        return Letter(
            letter.form, values: [letter.language.salutation(for: claimed.recipientName), claimed.recipient, link],
            unsubscribe: Letter.Unsubscribe(link: link, mailto: mailto(issue.unsubscribeToken)))
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
        for (number, name) in IssueLetter.values.enumerated() { values[name] = Placeholders.mark(number) }
        // The editor's HTML goes in after the engine is done, so that no template ever needs an unescaped variable.
        let html = IssueLetter.values.count
        var words = [
            "subject": issue.subject, "title": issue.title, "text": issue.text, "html": Placeholders.mark(html),
        ]
        if !issue.preheader.isEmpty { words["preheader"] = issue.preheader }
        values["content"] = words
        let subject = try Self.subject(edition, values, kind)
        values["subject"] = subject
        let form = FormLetter(
            subject: Placeholders.mergeText(subject), text: Placeholders.mergeText(edition.text.render(values)),
            html: edition.html.map {
                Placeholders.mergeText($0.render(values), escaping: .markup).filling(html, with: issue.html)
            },
            language: edition.locale, list: list.headerList)
        return IssueLetter(form: form, language: edition.language)
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
