import Mail

/// An issue as anybody may read it in a browser.
package struct BrowserPage: Sendable, Hashable {
    package let html: String
    package let subject: String
    /// The tag of what it is really in, `fr-CA`.
    package let language: String
}

extension TemplateLibrary {
    /// An issue without anybody's name, and without a link that would end somebody's subscription. Fields stand as their fallbacks say.
    package func browserPage(
        of issue: StoredIssue, id: MessageID, locale: String
    ) throws(RenderFault) -> BrowserPage {
        guard let loaded = loadedKinds.first(where: { $0.kind.definition.lane == .bulk }) else {
            throw RenderFault("the templates have no kind for issues of newsletters")
        }
        let (content, language) = try words(of: issue, for: locale, loaded)
        let edition = try edition(in: language, loaded)
        let reader = IssueReader(
            salutation: edition.language.salutation(for: nil), recipient: "", name: nil, unsubscribeLink: "",
            fields: .none)
        let said = try issueWords(content, where: reader.has, of: issue.list, id)
        let parts = try IssueParts(
            said, isDocument: content.isDocument, edition, .page, frameValues(issue.list, edition), loaded)
        let html = Self.withoutWayOut(parts.html ?? "")
        let form = FormLetter(
            subject: Placeholders.mergeText(parts.subject), text: Placeholders.mergeText(parts.text),
            html: Placeholders.mergeText(html, escaping: .markup), language: edition.locale, list: nil)
        let letter = Letter(form, values: said.values.all.map { $0.text(for: reader) })
        return BrowserPage(html: letter.html ?? "", subject: letter.subject, language: edition.locale)
    }

    /// Takes out the links that are one reader's own, with their words.
    private static func withoutWayOut(_ html: String) -> String {
        let scalars = Array(html.unicodeScalars)
        let marks = IssueValues.personalLinks.map(Placeholders.mark)
        var kept = ""
        var index = 0
        var isInside = false
        for token in HTMLTokenizer(scalars).tokens where token.name == "a" {
            if token.kind == .opening, !isInside, token["href"]?.value.map({ marks.contains(scalars.text($0)) }) == true
            {
                kept += scalars.text(index..<token.range.lowerBound)
                isInside = true
            } else if token.kind == .closing, isInside {
                index = token.range.upperBound
                isInside = false
            }
        }
        return kept + (isInside ? "" : scalars.text(index..<scalars.count))
    }
}
