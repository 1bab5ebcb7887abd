import Mail

extension TemplateLibrary: Renderer {
    package func letter(for claimed: Claimed, issue: StoredIssue?) throws(RenderFault) -> Letter {
        guard let loaded = loadedKinds.first(where: { $0.kind.definition.name == claimed.kind }) else {
            throw RenderFault("\(claimed.kind): there is no such kind in the templates")
        }
        let definition = loaded.kind.definition
        if definition.lane == .bulk {
            return try issueLetter(for: claimed, issue, loaded)
        }
        let edition = try edition(loaded, for: claimed.locale)
        var all = try Parameters(json: claimed.parameters, of: definition, in: edition.language).values
        all.merge(try recipientValues(claimed, definition, edition.language)) { $1 }
        return try letter(edition, values: all, kind: claimed.kind)
    }

    /// The folder below the kind's that holds most of a locale's words.
    func folder(of kind: String, locale: String) -> String {
        let loaded = loadedKinds.first { $0.kind.definition.name == kind }
        return loaded?.editions[locale]?.folder ?? locale
    }

    /// The edition that a reader gets.
    func edition(_ loaded: LoadedKind, for locale: String) throws(RenderFault) -> Edition {
        let best = Locales.best(for: locale, among: loaded.editions.keys, else: standard)
        guard let edition = best.flatMap({ loaded.editions[$0] }) else {
            throw RenderFault("\(loaded.kind.definition.name): there is no edition in \(standard)")
        }
        return edition
    }

    /// What is built in about the recipient and the message.
    func recipientValues(
        _ claimed: Claimed, _ definition: KindDefinition, _ language: Language
    ) throws(RenderFault) -> [String: String] {
        guard ValueRules.isLine(claimed.recipient), ValueRules.isLine(claimed.recipientName ?? "") else {
            throw RenderFault("\(claimed.kind): the recipient's address or name holds a control character")
        }
        var values = ["salutation": language.salutation(for: claimed.recipientName), "recipient": claimed.recipient]
        if let expiresAfter = definition.expiresAfter {
            let end = claimed.expiresAt ?? claimed.enqueuedAt + expiresAfter
            values["expires_at"] = language.moment(end)
            values["valid_for"] = language.duration(end - claimed.enqueuedAt)
        }
        return values
    }

    private func letter(
        _ edition: Edition, values: [String: any Sendable], kind: String
    ) throws(RenderFault) -> Letter {
        var values = values
        values["shop"] = shopValues
        values["language"] = edition.locale
        let subject = try Self.subject(edition, values, kind)
        values["subject"] = subject
        return Letter(
            subject: subject, text: TextLayout.wrapped(edition.text.render(values)),
            html: edition.html?.render(values), language: edition.locale, unsubscribe: nil)
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
