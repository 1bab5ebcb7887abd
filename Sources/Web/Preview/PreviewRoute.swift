/// What a request to the preview asks for.
enum PreviewRoute: Hashable {
    case overview
    case proof(kind: String, locale: String, Look)
    case letter(kind: String, locale: String, ColourScheme)
    /// `after` is the version that the page shows.
    case changes(after: String?)

    /// Reads an address; `query` has the values behind its question mark. Nil when nothing lives there.
    init?(path: String, query: (String) -> String?) {
        let parts = path.split(separator: "/").map(String.init)
        let look = Look(query)
        switch parts.count {
        case 0: self = .overview
        case 1 where parts[0] == "changes": self = .changes(after: query("after"))
        case 2: self = .proof(kind: parts[0], locale: parts[1], look)
        case 3 where parts[2] == "lettre": self = .letter(kind: parts[0], locale: parts[1], look.scheme)
        default: return nil
        }
    }
}

/// How an editor looks at a proof; kept from one to the next.
struct Look: Hashable, Sendable {
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

    /// `/password-reset/fr?vue=texte`: the page on which a proof is looked at so.
    func address(of proof: Proof) -> String {
        var query: [String] = []
        if view != .letter { query.append("vue=\(view.rawValue)") }
        if scheme != .light { query.append("fond=\(scheme.rawValue)") }
        return "/\(proof.kind)/\(proof.locale)" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }

    func with(_ view: View) -> Look {
        var look = self
        look.view = view
        return look
    }

    func with(_ scheme: ColourScheme) -> Look {
        var look = self
        look.scheme = scheme
        return look
    }
}
