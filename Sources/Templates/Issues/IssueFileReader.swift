import Mail

/// Reads an issue from the texts of its files; which files there are is asked for, so that no disk is needed.
struct IssueFileReader {
    /// The text of a file; nil where there is none.
    private let file: (String) -> String?
    private var sources: [Source] = []
    private var editions: [IssueFile.Edition] = []
    private var faults: [IssueFileFault] = []

    /// - Parameters:
    ///   - path: The issue's file.
    ///   - siblings: Files beside it that are its words in other languages, with their tags: `lettre.en.md` of `lettre.md`.
    ///   - file: The text of a file by its path; nil where there is none that can be read as UTF-8.
    static func issue(
        _ path: String, siblings: [(tag: String, path: String)] = [], file: @escaping (String) -> String?
    ) -> IssueFile {
        var reader = IssueFileReader(file: file)
        reader.read(path, siblings)
        return IssueFile(
            path: path, sources: reader.sources, editions: reader.editions,
            faults: IssueFileFault.ordered(reader.faults, files: reader.sources.map(\.file)))
    }

    private init(file: @escaping (String) -> String?) { self.file = file }

    private mutating func read(_ path: String, _ siblings: [(tag: String, path: String)]) {
        guard let lines = text(of: path) else {
            faults.append(IssueFileFault(path, 1, 1, "cannot be read", "name a file of text in UTF-8"))
            return
        }
        let sections = IssueFileSections(lines, in: path, faults: &faults)
        let keys = IssueFileHead.issueKeys + IssueFileHead.wordKeys
        add(sections.first, tag: nil, keys: keys, in: path)
        for section in sections.others {
            add(section.part, tag: section.tag, keys: IssueFileHead.wordKeys, in: path)
        }
        for sibling in siblings {
            guard let lines = text(of: sibling.path) else {
                faults.append(IssueFileFault(sibling.path, 1, 1, "cannot be read", "name a file of text in UTF-8"))
                continue
            }
            if let (fault, mend) = Self.tagFault(sibling.tag) {
                faults.append(IssueFileFault(sibling.path, 1, 1, fault, mend))
                continue
            }
            let part = IssueFileSections.part(of: lines, from: 1, in: sibling.path, faults: &faults)
            add(part, tag: sibling.tag, keys: IssueFileHead.wordKeys, in: sibling.path)
        }
        nameLanguages()
    }

    private mutating func add(_ part: IssueFileSections.Part, tag: String?, keys: [String], in path: String) {
        let head = IssueFileHead(part.head, from: part.headLine, in: path, keys: keys, faults: &faults)
        let body = IssuePassage(file: path, lines: part.body, from: part.bodyLine)
        var edition = IssueFile.Edition(tag: tag ?? "", head: head, body: body)
        edition.html = passage("html", of: head, beside: path)
        edition.text = passage("text", of: head, beside: path)
        editions.append(edition)
    }

    /// The file that a head names.
    private mutating func passage(_ key: String, of head: IssueFileHead, beside path: String) -> IssuePassage? {
        guard let field = head[key] else { return nil }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        let name = field.value.hasPrefix("/") ? field.value : folder + field.value
        guard let text = file(name) else {
            faults.append(
                field.fault("\(field.value) is not there", "name a file in UTF-8, as seen from the issue's folder"))
            return nil
        }
        sources.append(Source(file: name, text: text))
        return IssuePassage(file: name, text: text)
    }

    private mutating func text(of path: String) -> [String]? {
        guard let text = file(path) else { return nil }
        sources.append(Source(file: path, text: text))
        return IssueFile.lines(of: text)
    }

    /// The file's own words are in the language that its head names, or where there are others in French.
    private mutating func nameLanguages() {
        guard !editions.isEmpty else { return }
        if let locale = editions[0].head["locale"] {
            editions[0].tag = Locales.canonical(locale.value)
            if let fault = Self.tagFault(locale.value) { faults.append(locale.fault(fault.fault, fault.mend)) }
        } else if editions.count > 1 {
            editions[0].tag = "fr"
        }
        for index in editions.indices.dropFirst()
        where editions[..<index].contains(where: { $0.tag == editions[index].tag }) {
            let edition = editions[index]
            faults.append(
                IssueFileFault(
                    edition.body.file, max(edition.head.line - 2, 1), 1, "there are words in \(edition.tag) already",
                    "keep one of the two, or name the language of the first with locale: in the head"))
        }
    }

    /// What is wrong with the name of a language.
    static func tagFault(_ tag: String) -> (fault: String, mend: String)? {
        let subtags = tag.split(separator: "-", omittingEmptySubsequences: false)
        let isTag =
            (2...3).contains(subtags[0].count) && subtags[0].allSatisfy { $0.isASCII && $0.isLetter }
            && subtags.dropFirst().allSatisfy {
                (2...8).contains($0.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            }
        guard isTag else { return ("\(tag) is no language tag", "write fr, fr-CA or en") }
        guard Language(tag: tag) == nil else { return nil }
        return ("the letters have no frame in \(tag)", "write one of fr, fr-CA, fr-CH and en")
    }
}
