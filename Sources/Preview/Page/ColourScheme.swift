/// Light or dark: what a reader's system prefers, and so what a letter's style asks for.
package enum ColourScheme: String, CaseIterable, Sendable {
    case light = "clair"
    case dark = "sombre"

    var title: String {
        switch self {
        case .light: "Clair"
        case .dark: "Sombre"
        }
    }

    /// The letter as a reader with this preference sees it, whatever the system of its editor prefers: the questions that its
    /// style asks are answered beforehand. Its links open in a window of their own: in the frame they could not be followed.
    package func letter(_ html: String) -> String {
        guard let end = html.firstRange(of: "</head>") else { return html }
        var head = String(html[..<end.lowerBound])
        for scheme in ["light", "dark"] {
            let isAsked = scheme == word
            // A window is always at least nothing wide, and never a million pixels.
            head = head.replacing(
                "(prefers-color-scheme: \(scheme))", with: isAsked ? "(min-width: 0)" : "(min-width: 1000000px)")
        }
        head = head.replacing("light dark", with: word)
            .replacing("<head>", with: "<head>\n<base target=\"_blank\">", maxReplacements: 1)
        return head + html[end.lowerBound...]
    }

    private var word: String { self == .light ? "light" : "dark" }
}
