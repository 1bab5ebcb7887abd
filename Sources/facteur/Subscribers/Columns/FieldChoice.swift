/// Which further columns of a file are kept as fields of the subscriptions: what issues say by `{{city}}`.
enum FieldChoice: Sendable, Hashable {
    /// One column that is kept.
    struct Column: Sendable, Hashable {
        /// How issues call it; nil: as its title makes it.
        var name: String?
        var title: String
    }

    /// All that are not read otherwise.
    case all
    case these([Column])

    static let none = FieldChoice.these([])

    /// Reads `city,birthday`, `city=Ville,birthday` or `all`.
    init(_ argument: String) {
        if argument == "all" {
            self = .all
            return
        }
        self = .these(
            argument.split(separator: ",").map { part in
                let halves = part.split(separator: "=", maxSplits: 1).map { words in
                    words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                }
                return halves.count == 2
                    ? Column(name: halves[0], title: halves[1]) : Column(name: nil, title: halves.first ?? "")
            })
    }

    /// A title as a field's name: `Ville préférée` is `ville_preferee`.
    static func name(of title: String) -> String {
        let words = title.split { !$0.isLetter && !$0.isNumber }.map { FoldedWord(String($0)).text }
        return words.joined(separator: "_")
    }
}
