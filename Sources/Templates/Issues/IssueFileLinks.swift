import Mail

/// A link or a picture of an issue, and where its editor wrote it.
package struct IssueFileLink: Sendable, Hashable {
    package enum Role: Sendable, Hashable { case link, picture }

    package var role: Role
    /// As readers' programs will ask for it.
    package var target: String
    /// What is clicked, or what a picture says in place of itself.
    package var words: String
    package var file: String
    /// Both from 1, in characters.
    package var line: Int
    package var column: Int

    package func fault(_ fault: String, _ mend: String) -> IssueFileFault {
        IssueFileFault(file, line, column, fault, mend)
    }
}

/// Where the words of one language lead, and which pictures they show.
package struct IssueFileLinks {
    package private(set) var all: [IssueFileLink] = []
    private let edition: IssueFile.Edition

    package init(_ edition: IssueFile.Edition) {
        self.edition = edition
        if let html = edition.html {
            let markup = IssueFileMarkup(html)
            for (role, target, words, index) in Self.found(in: markup.view) {
                let place = markup.fault(at: index, "", "")
                add(role, target, words, html.file, place.fault.line, place.fault.column)
            }
        } else {
            searchMarkdown()
        }
    }

    private mutating func add(
        _ role: IssueFileLink.Role, _ target: String, _ words: String, _ file: String, _ line: Int, _ column: Int
    ) {
        all.append(
            IssueFileLink(role: role, target: target, words: words, file: file, line: line, column: column))
    }

    /// What Markdown makes of the words tells which links there are; their addresses tell where they stand.
    private mutating func searchMarkdown() {
        let body = edition.body
        let html = IssuePassage(file: body.file, text: Markdown(body.text).html)
        var ends: [String: String.Index] = [:]
        for (role, target, words, _) in Self.found(in: IssueFileMarkup(html).view) {
            let from = ends[target] ?? body.text.startIndex
            let range =
                Self.place(of: target, in: body.text[from...]) ?? Self.place(of: target, in: body.text[...])
                ?? body.text.firstRange(of: target) ?? (words.isEmpty ? nil : body.text.firstRange(of: words))
            ends[target] = range?.upperBound
            let offset = range.map { body.text[..<$0.lowerBound].unicodeScalars.count }
            let place = offset.map { body.fault(at: $0, "", "") } ?? body.wholeFault("", "")
            add(role, target, words, body.file, place.fault.line, place.fault.column)
        }
    }

    /// The first place of an address that is no beginning of a longer one: `…/cups` is not in `…/cups/blue`.
    private static func place(of target: String, in text: Substring) -> Range<String.Index>? {
        text.ranges(of: target).first { range in
            // The full stop of a sentence is not the address's.
            let next = text[range.upperBound...].drop { $0 == "." }.first
            return next.map { !$0.isLetter && !$0.isNumber && !"/?#&=-_%~+".contains($0) } ?? true
        }
    }

    private static func found(in view: MarkupView) -> [(IssueFileLink.Role, String, String, Int)] {
        var found: [(IssueFileLink.Role, String, String, Int)] = view.anchors.map { anchor in
            (.link, anchor.link.value, anchor.words, anchor.link.range.lowerBound)
        }
        for token in view.tokens where token.type == .opening && token.name == "img" {
            guard let source = token["src"] else { continue }
            found.append((.picture, source.value, token["alt"]?.value ?? "", source.range.lowerBound))
        }
        return found.sorted { $0.3 < $1.3 }
    }

    var faults: [IssueFileFault] {
        var faults: [IssueFileFault] = []
        for link in all {
            switch link.role {
            case .link where Self.emptyWords.contains(Self.plain(link.words)):
                let words = Self.plain(link.words)
                faults.append(
                    link.fault(
                        "the link “\(words)” does not say where it leads",
                        "say what one finds there: it is read aloud without the words around it"))
            case .picture:
                if let mark = Self.readerMarks.first(where: link.target.contains) {
                    faults.append(
                        link.fault(
                            "the address of a picture that holds \(mark) tells who opened the letter",
                            "use the same picture for every reader (CNIL 2026-042)"))
                }
            default: break
            }
        }
        return faults + foreignPlaceholders
    }

    /// What other programs for newsletters fill in, and this one does not.
    private var foreignPlaceholders: [IssueFileFault] {
        let mend = "write {{name}}, or the name of a field"
        let fields = ["subject", "title", "preheader"].compactMap { edition.head[$0] }
        let passages = [edition.body, edition.html, edition.text].compactMap(\.self)
        let found =
            fields.flatMap { field in
                ForeignPlaceholder.all(in: field.value).map { (field.fault(at: $0.start, $0.fault, mend), $0) }
            }
            + passages.flatMap { passage in
                ForeignPlaceholder.all(in: passage.text).map { (passage.fault(at: $0.start, $0.fault, mend), $0) }
            }
        return found.filter { !isInPicture($0.1.text, $0.0.fault.line) }.map(\.0)
    }

    /// Whether a placeholder stands in the address of a picture: then that is what is told.
    private func isInPicture(_ placeholder: String, _ line: Int) -> Bool {
        all.contains { $0.role == .picture && $0.line == line && $0.target.contains(placeholder) }
    }

    /// Words without what is not heard.
    private static func plain(_ words: String) -> String {
        words.lowercased().split { $0.isWhitespace || ".…:!>→»«".contains($0) }.joined(separator: " ")
    }

    private static let emptyWords: Set<String> = [
        "cliquez ici", "cliquer ici", "clique ici", "cliquez", "ici", "par ici", "c’est ici", "là", "lien", "ce lien",
        "lire la suite", "la suite", "suite", "en savoir plus", "savoir plus", "plus", "plus d’infos",
        "plus d’informations",
        "voir plus", "voir", "click here", "click", "here", "link", "this link", "read more", "learn more", "more",
        "more info",
        "see more",
    ]

    /// What stands for a reader in an address: ours, and those of other programs.
    private static let readerMarks = ["{{", "*|", "%%", "[[", "{%", "%recipient", "{$"]
}
