import Mail

extension TemplateLibrary: Renderer {
    package func letter(for claimed: Claimed, content: String?) throws(RenderFault) -> Letter {
        guard let shelved = shelf.first(where: { $0.kind.definition.name == claimed.kind }) else {
            throw RenderFault("\(claimed.kind): there is no such kind in the templates")
        }
        let locale = Locales.best(for: claimed.locale, among: shelved.editions.keys)
        guard let edition = shelved.editions[locale] else {
            throw RenderFault("\(claimed.kind): there is no edition in \(locale)")
        }
        let definition = shelved.kind.definition
        let values = try recipientValues(claimed, definition)
        if definition.lane == .bulk {
            return try issueLetter(for: claimed, content: content, edition: edition, recipient: values)
        }
        var all = try Parameters(json: claimed.parameters, of: definition).values
        all.merge(values) { $1 }
        return try letter(edition, values: all, kind: claimed.kind)
    }

    /// What is built in about the recipient and the message.
    private func recipientValues(
        _ claimed: Claimed, _ definition: KindDefinition
    ) throws(RenderFault) -> [String: String] {
        guard ValueRules.isLine(claimed.recipient), ValueRules.isLine(claimed.recipientName ?? "") else {
            throw RenderFault("\(claimed.kind): the recipient's address or name holds a control character")
        }
        var values = ["salutation": French.salutation(for: claimed.recipientName), "recipient": claimed.recipient]
        if let expiresAfter = definition.expiresAfter {
            let end = claimed.expiresAt ?? claimed.enqueuedAt + expiresAfter
            values["expires_at"] = French.moment(end)
            values["valid_for"] = French.duration(end - claimed.enqueuedAt)
        }
        return values
    }

    private func letter(
        _ edition: Edition, values: [String: any Sendable], kind: String
    ) throws(RenderFault) -> Letter {
        var values = values
        values["shop"] = shopValues
        values["language"] = edition.language
        let subject = try Self.subject(edition, values, kind)
        values["subject"] = subject
        return Letter(
            subject: subject, text: TextLayout.wrapped(edition.text.render(values)),
            html: edition.html?.render(values), language: edition.language, unsubscribe: nil)
    }

    static func subject(
        _ edition: Edition, _ values: [String: any Sendable], _ kind: String
    ) throws(RenderFault) -> String {
        let lines = edition.subject.render(values).split(separator: "\n")
        guard lines.count == 1, let subject = lines.first else {
            throw RenderFault("\(kind): the subject in \(edition.language) is empty or not one line")
        }
        return String(subject)
    }
}
