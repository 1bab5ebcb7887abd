import Mail

/// The document of an issue, as others show it.
enum IssueMarkup {
    /// The document with a line more in its head: `<meta …>`.
    static func adding(_ line: String, toHeadOf html: String) -> String {
        guard let end = html.firstRange(of: "</head>") else { return html }
        return html[..<end.lowerBound] + line + "\n" + html[end.lowerBound...]
    }

    /// What stands in the document's body, for a page of somebody else's (RFC 4287 section 3.1.1.3); all of it where there is none.
    static func body(of html: String) -> Substring {
        guard let open = html.firstRange(of: "<body"), let start = html[open.upperBound...].firstIndex(of: ">"),
            let end = html.ranges(of: "</body>").last, start < end.lowerBound
        else { return html[...] }
        return html[html.index(after: start)..<end.lowerBound]
    }
}
