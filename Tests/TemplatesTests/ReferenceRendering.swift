import Mail

@testable import Templates

/// Renders a letter the plain way: the engine is given the values themselves, for this one letter.
struct ReferenceRendering {
    let subject: String
    let text: String
    let html: String?

    /// What the library's own letter must say, to the byte.
    init(_ claimed: Claimed, issue: StoredIssue? = nil, by library: TemplateLibrary) throws {
        guard let loaded = library.kindsByName[claimed.kind] else { throw RenderFault("no kind") }
        let definition = loaded.kind.definition
        let edition = try library.edition(loaded, for: claimed.locale)
        let named =
            try Parameters(json: claimed.parameters, of: definition, in: edition.language).values
            + library.recipientValues(claimed, definition, edition.language)
        var values = LetterValues.values(named) { $0 }
        let name = library.identity(of: issue?.list).name
        values["shop"] =
            definition.lane == .bulk ? library.shopValues.merging(["newsletter_name": name]) { $1 } : library.shopValues
        values["language"] = edition.locale
        values["unsubscribe_link"] = claimed.issue.map { library.unsubscribeBase + $0.unsubscribeToken }
        values["preferences_link"] = claimed.issue.map { library.publicURL + "p/" + $0.unsubscribeToken }
        var html = ""
        if let content = issue?.content, let source = try IssueContent.editions(json: content)[""] {
            let words = try IssueWords(
                source, where: { _ in false }, appearance: library.appearance, viewLink: "", campaign: .none)
            values["content"] = [
                "subject": words.subject, "title": words.title, "preheader": words.preheader, "text": words.text,
                "html": Self.place,
            ]
            html = words.html
        }
        subject = try TemplateLibrary.subject(edition, values, claimed.kind)
        values["subject"] = subject
        text = TextLayout.wrapped(edition.text.render(values))
        self.html = edition.html?.render(values).split(separator: Self.place, omittingEmptySubsequences: false)
            .joined(separator: html)
    }

    /// Stands for the editor's HTML, which the engine would escape.
    private static let place = "PLACE-OF-THE-CONTENT"
}
