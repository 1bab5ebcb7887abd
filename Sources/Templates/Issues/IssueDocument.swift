import Mail

/// A whole document of an editor's, into which the preheader and the footer go: the one first in the body, the other last.
struct IssueDocument {
    private let scalars: [Unicode.Scalar]
    /// Behind `<body>`, and in front of `</body>`.
    private let start: Int
    private let end: Int

    /// Throws the first fault of a document that is not sound: its footer might be seen by nobody.
    init(_ html: String) throws(RenderFault) {
        let scalars = Array(html.unicodeScalars)
        let looked = Placeholders.filling(IssueValues.wayOut, in: html, with: "https://l.i/")
        if let fault = HTMLSoundness(Array(looked.unicodeScalars)).faults
            .min(by: { ($0.line, $0.column) < ($1.line, $1.column) })
        {
            throw RenderFault("the issue's HTML is not sound: \(fault)")
        }
        let tokens = HTMLTokenizer(scalars).tokens
        guard let body = tokens.first(where: { $0.kind == .opening && $0.name == "body" }),
            let end = tokens.last(where: { $0.kind == .closing && $0.name == "body" })
        else { throw RenderFault("the issue's HTML has no <body> or no </body>") }
        self.scalars = scalars
        start = body.range.upperBound
        self.end = end.range.lowerBound
    }

    /// The document with both, whose words are escaped.
    func html(preheader: String, footer: String) -> String {
        let hidden = "<div style=\"display:none;max-height:0;overflow:hidden;mso-hide:all;\">\(preheader)</div>"
        return scalars.text(0..<start) + (preheader.isEmpty ? "" : "\n" + hidden) + scalars.text(start..<end)
            + Self.firm(footer) + scalars.text(end..<scalars.count)
    }

    /// The footer with its own styles above all that the document's sheets say, and of what it does not say itself nothing of theirs. Each
    /// declaration stands twice, for Outlook takes none that is `!important` in an attribute.
    static func firm(_ footer: String) -> String {
        let scalars = Array(footer.unicodeScalars)
        var firm = ""
        var index = 0
        for token in HTMLTokenizer(scalars).tokens where token.kind == .opening && !HTMLToken.void.contains(token.name)
        {
            if let range = token["style"]?.value {
                let own = scalars.text(range)
                firm += scalars.text(index..<range.lowerBound) + own + (own.hasSuffix(";") ? "" : ";") + important(own)
                index = range.upperBound
            } else {
                let nameEnd = token.range.lowerBound + 1 + token.name.unicodeScalars.count
                firm += scalars.text(index..<nameEnd) + " style=\"\(important(""))\""
                index = nameEnd
            }
        }
        return firm + scalars.text(index..<scalars.count)
    }

    /// What a sheet could say of any element, and make words unreadable by.
    private static let inherited = ["color", "font-size", "line-height", "visibility"]

    private static func important(_ style: String) -> String {
        let own = style.split(separator: ";").map { $0.drop(while: \.isWhitespace) }.filter { !$0.isEmpty }
        let said = Set(own.map { $0.prefix { $0 != ":" }.lowercased() })
        var all = own.map(String.init) + inherited.filter { !said.contains($0) }.map { "\($0):inherit" }
        if !said.contains("background") { all.append("background:none") }
        return all.map { $0.contains("!important") ? "\($0);" : "\($0) !important;" }.joined()
    }
}
