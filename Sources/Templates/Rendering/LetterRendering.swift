import Mail

extension TemplateLibrary: Renderer {
    package func letter(for claimed: Claimed, issue: StoredIssue?) throws(RenderFault) -> Letter {
        guard let loaded = kindsByName[claimed.kind] else {
            throw RenderFault("\(claimed.kind): there is no such kind in the templates")
        }
        if loaded.kind.definition.lane == .bulk {
            return try issueLetter(for: claimed.read(in: issue?.list?.locale), issue, loaded)
        }
        let definition = loaded.kind.definition
        let edition = try edition(loaded, for: claimed.locale)
        let values = LetterValues(
            try Parameters(json: claimed.parameters, of: definition, in: edition.language).values
                + recipientValues(claimed, definition, edition.language))
        let key = FormCache.Key(kind: claimed.kind, locale: edition.locale, shape: values.shape)
        let form = try forms.form(for: key) { () throws(RenderFault) in
            try Self.form(edition, of: values, kind: claimed.kind, shop: shopValues)
        }
        return Letter(form, values: values.texts)
    }

    /// The folder below the kind's that holds most of a locale's words.
    func folder(of kind: String, locale: String) -> String {
        kindsByName[kind]?.editions[locale]?.folder ?? locale
    }

    /// The edition that a reader gets.
    func edition(_ loaded: LoadedKind, for locale: String) throws(RenderFault) -> Edition {
        let kind = loaded.kind.definition.name
        let best = try forms.edition(of: kind, for: locale) { () throws(RenderFault) in
            guard let best = Locales.best(for: locale, among: loaded.editions.keys, else: standard) else {
                throw RenderFault("\(kind): there is no edition in \(standard)")
            }
            return best
        }
        guard let edition = loaded.editions[best] else {
            throw RenderFault("\(kind): there is no edition in \(standard)")
        }
        return edition
    }

    /// What is built in about the recipient and the message.
    func recipientValues(
        _ claimed: Claimed, _ definition: KindDefinition, _ language: Language
    ) throws(RenderFault) -> [LetterValues.Named] {
        try Self.checkRecipient(claimed)
        var values: [LetterValues.Named] = [
            ("salutation", .text(language.salutation(for: claimed.recipientName))),
            ("recipient", .text(claimed.recipient)),
        ]
        if let expiresAfter = definition.expiresAfter {
            let end = claimed.expiresAt ?? claimed.enqueuedAt + expiresAfter
            values.append(("expires_at", .text(language.deadline(end))))
            values.append(("valid_for", .text(language.duration(end - claimed.enqueuedAt))))
        }
        return values
    }

    static func checkRecipient(_ claimed: Claimed) throws(RenderFault) {
        guard ValueRules.isLine(claimed.recipient), ValueRules.isLine(claimed.recipientName ?? "") else {
            throw RenderFault("\(claimed.kind): the recipient's address or name holds a control character")
        }
    }

    /// The letters of one edition whose values have one shape: the engine renders them once, with places for the values.
    private static func form(
        _ edition: Edition, of values: LetterValues, kind: String, shop: [String: any Sendable]
    ) throws(RenderFault) -> FormLetter {
        var marked = values.marked
        marked["shop"] = shop
        marked["language"] = edition.locale
        let subject = try Self.subject(edition, marked, kind)
        marked["subject"] = subject
        return FormLetter(
            subject: Placeholders.mergeText(subject), text: Placeholders.mergeText(edition.text.render(marked)),
            html: edition.html.map { Placeholders.mergeText($0.render(marked), escaping: .markup) },
            language: edition.locale, list: nil)
    }

    static func subject(
        _ edition: Edition, _ values: [String: any Sendable], _ kind: String
    ) throws(RenderFault) -> String {
        let lines = edition.subject.render(values).split(separator: "\n")
        guard lines.count == 1, let subject = lines.first else {
            throw RenderFault("\(kind): the subject in \(edition.locale) is empty or not one line")
        }
        return String(subject)
    }
}
