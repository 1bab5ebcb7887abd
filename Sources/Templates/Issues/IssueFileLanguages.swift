/// Whether an issue says the same in each of its languages, as far as a program can tell.
enum IssueFileLanguages {
    static func faults(of issue: IssueFile) -> [IssueFileFault] {
        guard let first = issue.editions.first else { return [] }
        var faults: [IssueFileFault] = []
        for edition in issue.editions.dropFirst() where isOther(edition.tag, first.tag) {
            for key in ["title"] where (first.head[key] == nil) != (edition.head[key] == nil) {
                let (with, without) = first.head[key] == nil ? (edition, first) : (first, edition)
                faults.append(
                    IssueFileFault(
                        without.body.file, without.head.line, 1,
                        "there is no \(key) in \(without.tag), and one in \(with.tag)",
                        "write it, or take the other away"))
            }
            let isSameLanguage = Locales.language(edition.tag) == Locales.language(first.tag)
            if !isSameLanguage, !edition.body.isBlank, words(of: edition) == words(of: first) {
                faults.append(
                    edition.body.wholeFault("the words in \(edition.tag) are those in \(first.tag)", "translate them"))
            }
            faults += links(in: first, missingIn: edition) + links(in: edition, missingIn: first)
        }
        return faults
    }

    /// Whether it is the name of a language, and not that of the first: what is told already has no others behind it.
    private static func isOther(_ tag: String, _ first: String) -> Bool {
        tag != first && IssueFileReader.tagFault(tag) == nil
    }

    private static func links(
        in edition: IssueFile.Edition, missingIn other: IssueFile.Edition
    ) -> [IssueFileFault] {
        let known = Set(IssueFileLinks(other).all.filter { $0.role == .link }.map { key($0.target, other.tag) })
        guard !other.body.isBlank || other.html != nil else { return [] }
        return IssueFileLinks(edition).all.filter { $0.role == .link && !known.contains(key($0.target, edition.tag)) }
            .map {
                $0.fault("this link is not in the words in \(other.tag)", "add it there, or take it away here")
            }
    }

    /// A link without what says its language: `/fr/tasses` and `/en/tasses` are one page.
    private static func key(_ link: String, _ tag: String) -> String {
        let own = [tag, Locales.language(tag), tag.replacing("-", with: "_")].map { $0.lowercased() }
        return link.split(separator: "/", omittingEmptySubsequences: false)
            .filter { !own.contains($0.lowercased()) }
            .map { part in
                own.reduce(String(part)) { $0.replacing("lang=\($1)", with: "").replacing("hl=\($1)", with: "") }
            }
            .joined(separator: "/")
    }

    /// The words, with their links as those of any language.
    private static func words(of edition: IssueFile.Edition) -> [String] {
        edition.body.text.split(whereSeparator: \.isWhitespace).map {
            $0.contains("/") ? key(String($0), edition.tag) : String($0)
        }
    }
}
