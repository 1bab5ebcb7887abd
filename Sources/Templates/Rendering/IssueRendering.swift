import Mail

extension TemplateLibrary {
    /// A recipient's copy of an issue that is rendered once for all of them.
    func issueLetter(
        for claimed: Claimed, content: String?, _ loaded: LoadedKind
    ) throws(RenderFault) -> Letter {
        guard let issue = claimed.newsletter, let content else {
            throw RenderFault("\(claimed.kind): a bulk message without an issue or its content")
        }
        guard Self.isToken(issue.unsubscribeToken) else {
            throw RenderFault("\(claimed.kind): the unsubscribe token holds more than letters, digits, - and _")
        }
        let key = IssueCache.Key(issue: issue.id, locale: claimed.locale)
        let letter = try issues.letter(for: key, content: content) { () throws(RenderFault) in
            try render(content, reader: claimed.locale, loaded)
        }
        var values = try recipientValues(claimed, loaded.kind.definition, letter.edition.language)
        values["unsubscribe_link"] = unsubscribeBase + issue.unsubscribeToken
        return Letter(
            subject: letter.subject.filled(values, escape: { $0 }),
            text: TextLayout.wrapped(letter.text.filled(values, escape: { $0 })),
            html: letter.html?.filled(values, escape: Markup.escaped), language: letter.edition.locale,
            unsubscribe: Letter.Unsubscribe(
                link: unsubscribeBase + issue.unsubscribeToken, mailto: mailto(issue.unsubscribeToken),
                listID: newsletter.listID, listName: newsletter.name))
    }

    private func render(
        _ content: String, reader: String, _ loaded: LoadedKind
    ) throws(RenderFault) -> IssueLetter {
        let kind = loaded.kind.definition.name
        let editions = try IssueContent.editions(json: content)
        let choice = IssueLanguage(
            reader: reader, words: editions.keys, frames: loaded.editions.keys, standard: standard)
        guard let choice, let issue = editions[choice.words], let edition = loaded.editions[choice.frame] else {
            let tags = editions.keys.sorted().joined(separator: ", ")
            throw RenderFault("\(kind): the issue is in \(tags), and the templates have a frame in none of these")
        }
        var values: [String: any Sendable] = ["shop": shopValues, "language": edition.locale]
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
            content: content, edition: edition, subject: Placeholders(subject),
            text: Placeholders(edition.text.render(values)),
            html: edition.html.map { Placeholders($0.render(values)).filling("content.html", with: issue.html) })
    }

    private static func isToken(_ token: String) -> Bool {
        !token.isEmpty
            && token.utf8.allSatisfy {
                Tag.isNameByte($0) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
            }
    }

    /// `lettre+TOKEN@boutique.example` from `lettre@boutique.example`.
    private func mailto(_ token: String) -> String? {
        guard let address = newsletter.unsubscribeAddress, let at = address.lastIndex(of: "@") else { return nil }
        return address[..<at] + "+" + token + address[at...]
    }
}
