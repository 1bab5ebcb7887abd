import Mail

/// Links that one of the parts lacks, or that lead elsewhere than they say.
enum LinkCheck {
    static func faults(in letter: TracedLetter) -> [TemplateFault] {
        let text = words(of: letter.text)
        var faults = text.flatMap { fault(of: $0, in: letter.text) }
        guard let view = letter.view else { return faults }
        let shown = Set(text.map(\.link))
        let linked = Set(view.anchors.map { target($0.link.value) })
        let help = Set(addresses(in: letter.text))
        for anchor in view.anchors where isFollowed(anchor.link.value) {
            let (link, place) = (anchor.link.value, anchor.link.range.lowerBound)
            if let variable = view.html.origin(at: place).variable, isBeside(variable) { continue }
            if link.hasPrefix("mailto:"), !help.contains(target(link)) {
                faults.append(
                    view.html.fault(
                        at: place, "the address \(target(link)) is not in the text part", "add it to the text part"))
            } else if !link.hasPrefix("mailto:"), !shown.contains(link) {
                faults.append(
                    view.html.fault(
                        at: place, "the link \(name(of: place, link, in: view.html)) is not in the text part",
                        "add it to the text part, on a line of its own"))
            }
            if let other = host(shownIn: anchor.words), other != host(of: link) {
                faults.append(
                    view.html.fault(at: place, "a link to \(host(of: link)) shows \(other)", "show where it leads"))
            }
        }
        for word in text where !linked.contains(word.link) {
            faults.append(
                letter.text.fault(
                    at: word.index,
                    "the link \(name(of: word.index, word.link, in: letter.text)) is not in the HTML part",
                    "add it to the HTML part"))
        }
        return faults
    }

    /// A link of the foot that a text does without.
    private static func isBeside(_ variable: String) -> Bool {
        BuiltIn.lists.contains { list, fields in
            fields.contains(variable) && BuiltIn.decoration.contains(list)
        }
    }

    /// A link that shares its line with other words: mail programs take a dot behind it for a part of it.
    private static func fault(of word: (link: String, index: Int, isAlone: Bool), in text: TracedText)
        -> [TemplateFault]
    {
        let isContent = text.origin(at: word.index).variable?.hasPrefix("content.") ?? false
        guard !word.isAlone, !isContent else { return [] }
        let name = name(of: word.index, word.link, in: text)
        return [text.fault(at: word.index, "the link \(name) is not alone on its line", "give it a line of its own")]
    }

    private static func words(of text: TracedText) -> [(link: String, index: Int, isAlone: Bool)] {
        text.lines.flatMap { line -> [(link: String, index: Int, isAlone: Bool)] in
            let words = text.scalars[line].split(whereSeparator: TypographyRules.isSpace)
            return words.compactMap { word in
                let link = String(String.UnicodeScalarView(word))
                guard let start = link.firstRange(of: "http://") ?? link.firstRange(of: "https://") else { return nil }
                let end = link.lastIndex { !".,;:!?)»>".contains($0) }.map { link.index(after: $0) } ?? link.endIndex
                let offset = link[..<start.lowerBound].unicodeScalars.count
                let isAlone = words.count == 1 && offset == 0 && end == link.endIndex
                return (String(link[start.lowerBound..<end]), word.startIndex + offset, isAlone)
            }
        }
    }

    private static func addresses(in text: TracedText) -> [String] {
        text.scalars.split { $0.properties.isWhitespace || "<>(),;:".unicodeScalars.contains($0) }
            .map { String(String.UnicodeScalarView($0)) }
            .filter { $0.contains("@") }
            .map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
    }

    /// The variable that a link comes from, else the link: what a person can look for in the source.
    private static func name(of index: Int, _ link: String, in part: TracedText) -> String {
        part.origin(at: index).variable.map { "{{\($0)}}" } ?? link
    }

    /// `a@b.example` of `mailto:a@b.example?subject=x`.
    private static func target(_ link: String) -> String {
        guard link.hasPrefix("mailto:") else { return link }
        return String(link.dropFirst("mailto:".count).prefix { $0 != "?" })
    }

    /// Other links are refused as such.
    private static func isFollowed(_ link: String) -> Bool { link.hasPrefix("mailto:") || WebLink(link) != nil }

    private static func host(of link: String) -> String {
        if link.hasPrefix("mailto:") { return String(target(link).drop { $0 != "@" }.dropFirst()).lowercased() }
        let authority = link.firstRange(of: "://").map { link[$0.upperBound...] } ?? ""
        return authority.prefix { !"/?#:".contains($0) }.lowercased()
    }

    /// The host that clicked words pretend to lead to; nil where they are other words.
    private static func host(shownIn words: String) -> String? {
        let word = words.split(whereSeparator: \.isWhitespace)
        guard word.count == 1, let word = word.first else { return nil }
        if word.contains("://") { return host(of: String(word)) }
        let name = word.split(separator: "@").last?.prefix { $0 != "/" } ?? ""
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count > 1, labels.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 < 0x80 } }) else {
            return nil
        }
        return name.lowercased()
    }
}
