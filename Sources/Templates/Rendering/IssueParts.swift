import Mail

/// The parts of an issue in their frame, with places for readers' values.
struct IssueParts {
    /// For whom they are rendered.
    enum Purpose: Sendable, Hashable {
        /// For a reader, who can leave the list.
        case letter
        /// For anybody, in a browser: nobody's name, and no way to leave for somebody else.
        case page
    }

    let subject: String
    let text: String
    let html: String?

    /// Throws where the templates lack what the issue needs.
    init(
        _ words: IssueWords, isDocument: Bool, _ edition: Edition, _ purpose: Purpose, _ frame: [String: any Sendable],
        _ loaded: TemplateLibrary.LoadedKind
    ) throws(RenderFault) {
        let kind = loaded.kind.definition.name
        var values = frame
        // The editor's HTML goes in after the engine is done, so that no template ever needs an unescaped variable.
        var content = [
            "subject": words.subject, "title": words.title, "text": words.text, "html": Placeholders.mark(Self.body),
        ]
        if !words.preheader.isEmpty { content["preheader"] = words.preheader }
        values["content"] = content
        subject = try TemplateLibrary.subject(edition, values, kind)
        values["subject"] = subject
        text = edition.text.render(values)
        guard isDocument else {
            let engine = purpose == .page ? edition.page?.html ?? edition.html : edition.html
            html = engine.map { Placeholders.filling(Self.body, in: $0.render(values), with: words.html) }
            return
        }
        guard let footer = purpose == .page ? edition.page?.footer : edition.footer else {
            throw RenderFault(
                "\(kind): the issue is a whole document, and the templates have no footer for one: add layouts/document.html.mustache"
            )
        }
        html = try IssueDocument(words.html).html(
            preheader: HTMLText.escaped(words.preheader), footer: footer.render(values))
    }

    /// The number of the place of the issue's HTML, which no value has.
    private static let body = -1
}
