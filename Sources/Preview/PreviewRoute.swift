/// What a request to the preview asks for.
enum PreviewRoute: Hashable {
    case overview
    case entry(kind: String, locale: String, ViewOptions)
    case letter(kind: String, locale: String, ColourScheme)
    /// `after` is the version that the page shows.
    case changes(after: String?)

    /// Reads an address; `query` has the values behind its question mark. Nil when nothing lives there.
    init?(path: String, query: (String) -> String?) {
        let parts = path.split(separator: "/").map(String.init)
        let options = ViewOptions(query)
        switch parts.count {
        case 0: self = .overview
        case 1 where parts[0] == "changes": self = .changes(after: query("after"))
        case 2: self = .entry(kind: parts[0], locale: parts[1], options)
        case 3 where parts[2] == "lettre": self = .letter(kind: parts[0], locale: parts[1], options.scheme)
        default: return nil
        }
    }
}

/// How an editor looks at an entry; kept from one to the next.
struct ViewOptions: Hashable, Sendable {
    enum View: String, CaseIterable, Sendable {
        case letter = "lettre"
        case text = "texte"
        case source
        case headers = "entetes"

        var title: String {
            switch self {
            case .letter: "Lettre"
            case .text: "Texte"
            case .source: "Source"
            case .headers: "En-têtes"
            }
        }
    }

    var view = View.letter
    var scheme = ColourScheme.light

    init() {}

    init(_ query: (String) -> String?) {
        view = query("vue").flatMap(View.init) ?? .letter
        scheme = query("fond").flatMap(ColourScheme.init) ?? .light
    }

    /// `/password-reset/fr?vue=texte`: the page on which an entry is looked at so.
    func address(of entry: PreviewEntry) -> String {
        var query: [String] = []
        if view != .letter { query.append("vue=\(view.rawValue)") }
        if scheme != .light { query.append("fond=\(scheme.rawValue)") }
        return "/\(entry.kind)/\(entry.locale)" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }

    func with(_ view: View) -> ViewOptions {
        var options = self
        options.view = view
        return options
    }

    func with(_ scheme: ColourScheme) -> ViewOptions {
        var options = self
        options.scheme = scheme
        return options
    }
}
