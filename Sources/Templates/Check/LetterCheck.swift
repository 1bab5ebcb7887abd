import Mail

/// What is wrong with a rendered letter.
enum LetterCheck {
    static let longestSubject = 60
    /// Beyond about 102 KB Gmail hides the end, and with it the way out of the list.
    static let largestMarkup = 100_000

    static func faults(in letter: Letter, place: String) -> [TemplateFault] {
        var faults: [TemplateFault] = []
        func report(_ part: String, _ fault: String, _ mend: String) {
            faults.append(TemplateFault(file: "\(place)/\(part).mustache", fault: fault, mend: mend))
        }
        if letter.subject.count > longestSubject {
            report("subject", "is longer than \(longestSubject) characters", "say it shorter")
        }
        guard let html = letter.html else { return faults }
        if html.utf8.count > largestMarkup {
            report("html", "is larger than \(largestMarkup) bytes", "take away what the letter doesn't need")
        }
        let inText = links(inText: letter.text)
        let inHTML = links(inHTML: html)
        for link in inHTML.subtracting(inText).sorted() {
            report("text", "lacks the link \(link) of the HTML part", "add it on a line of its own")
        }
        for link in inText.subtracting(inHTML).sorted() {
            report("html", "lacks the link \(link) of the text part", "add it")
        }
        return faults
    }

    private static func links(inText text: String) -> Set<String> {
        let words = text.split { $0 == " " || $0 == "\n" || $0 == "\u{A0}" || $0 == "\u{202F}" }
        return Set(words.filter(isLink).map(String.init))
    }

    private static func links(inHTML html: String) -> Set<String> {
        var links: Set<String> = []
        var rest = html[...]
        while let start = rest.firstRange(of: "href=\"") {
            let value = rest[start.upperBound...].prefix { $0 != "\"" }
            let link = value.split(separator: "&amp;", omittingEmptySubsequences: false).joined(separator: "&")
            if isLink(link[...]) { links.insert(link) }
            rest = rest[value.endIndex...]
        }
        return links
    }

    private static func isLink(_ word: Substring) -> Bool {
        word.hasPrefix("https://") || word.hasPrefix("http://")
    }
}
