import Mail

/// All kinds of messages in all their locales: loaded once, checked whole, then rendered from any thread.
package struct TemplateLibrary: Sendable {
    /// What the database learns about each kind, in the order of their names.
    package var kinds: [KindDefinition] { shelf.map(\.kind.definition) }

    private struct Shelved: Sendable {
        var kind: Kind
        var editions: [String: Edition]
    }

    private let shelf: [Shelved]
    private let shopValues: [String: String]
    private let newsletter: ShopSettings.Newsletter
    private let unsubscribeBase: String
    private let issues = IssueCache()

    /// Loads a templates' directory; throws all its faults at once. `webPublicURL` is where `facteur web` is reached from
    /// outside: unsubscribe links begin with it.
    package init(directory: String, shop: ShopSettings, webPublicURL: String) throws(TemplateFaults) {
        let folder = TemplateFolder(directory)
        var faults = folder.faults
        shelf = folder.kinds.compactMap { Self.load($0, layouts: folder.layouts, faults: &faults) }
        if faults.isEmpty, shelf.isEmpty {
            faults.append(TemplateFault(file: directory, fault: "holds no kind", mend: "add a folder with a kind.yaml"))
        }
        guard faults.isEmpty else { throw TemplateFaults(faults) }
        shopValues = BuiltIn.values(of: shop)
        newsletter = shop.newsletter
        unsubscribeBase = webPublicURL + (webPublicURL.hasSuffix("/") ? "d/" : "/d/")
    }

    /// A kind with its description and its samples; nil when no folder has this name.
    package func kind(named name: String) -> Kind? { shelf.first { $0.kind.definition.name == name }?.kind }

    private static func load(
        _ folder: TemplateFolder.KindFolder, layouts: [String: [String: Source]], faults: inout [TemplateFault]
    ) -> Shelved? {
        guard let source = folder.definition else {
            faults.append(
                TemplateFault(file: folder.name, fault: "has no kind.yaml", mend: "add one, as other kinds have it"))
            return nil
        }
        guard folder.locales[Locales.standard] != nil else {
            faults.append(
                TemplateFault(
                    file: folder.name, fault: "has no folder \(Locales.standard), to which every locale falls back",
                    mend: "add it with subject, text and html.mustache"))
            return nil
        }
        let others = folder.locales.keys.filter { $0 != Locales.standard }.sorted()
        var reader = KindReader(file: source.file)
        let kind = reader.kind(named: folder.name, from: source, locales: [Locales.standard] + others)
        faults += reader.faults
        guard let kind else { return nil }
        var editions: [String: Edition] = [:]
        for locale in kind.definition.locales {
            let shelf = LayoutShelf(layouts, locale: locale)
            editions[locale] = Edition(folder, kind: kind, locale: locale, shelf: shelf, faults: &faults)
        }
        return Shelved(kind: kind, editions: editions)
    }
}

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

    private static func subject(
        _ edition: Edition, _ values: [String: any Sendable], _ kind: String
    ) throws(RenderFault) -> String {
        let lines = edition.subject.render(values).split(separator: "\n")
        guard lines.count == 1, let subject = lines.first else {
            throw RenderFault("\(kind): the subject in \(edition.language) is empty or not one line")
        }
        return String(subject)
    }
}

extension TemplateLibrary {
    private func issueLetter(
        for claimed: Claimed, content: String?, edition: Edition, recipient: [String: String]
    ) throws(RenderFault) -> Letter {
        guard let issue = claimed.newsletter, let content else {
            throw RenderFault("\(claimed.kind): a bulk message without an issue or its content")
        }
        guard Self.isToken(issue.unsubscribeToken) else {
            throw RenderFault("\(claimed.kind): the unsubscribe token holds more than letters, digits, - and _")
        }
        let key = IssueCache.Key(issue: issue.id, language: edition.language)
        let letter = try issues.letter(for: key, content: content) { () throws(RenderFault) in
            try render(content, edition: edition, kind: claimed.kind)
        }
        var values = recipient
        values["unsubscribe_link"] = unsubscribeBase + issue.unsubscribeToken
        return Letter(
            subject: letter.subject.filled(values, escape: { $0 }),
            text: TextLayout.wrapped(letter.text.filled(values, escape: { $0 })),
            html: letter.html?.filled(values, escape: Markup.escaped), language: edition.language,
            unsubscribe: Letter.Unsubscribe(
                link: unsubscribeBase + issue.unsubscribeToken, mailto: mailto(issue.unsubscribeToken),
                listID: newsletter.listID, listName: newsletter.name))
    }

    private func render(_ content: String, edition: Edition, kind: String) throws(RenderFault) -> IssueLetter {
        let issue = try IssueContent(json: content)
        var values: [String: any Sendable] = ["shop": shopValues, "language": edition.language]
        for hole in IssueLetter.holes { values[hole] = Holes.mark(hole) }
        // The editor's HTML goes in after the engine is done, so that no template ever needs an unescaped variable.
        values["content"] = ["subject": issue.subject, "text": issue.text, "html": Holes.mark("content.html")]
        let subject = try Self.subject(edition, values, kind)
        values["subject"] = subject
        return IssueLetter(
            content: content, subject: Holes(subject), text: Holes(edition.text.render(values)),
            html: edition.html.map { Holes($0.render(values)).filling("content.html", with: issue.html) })
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
