/// What other programs for newsletters fill in, and this one does not: an issue that was written for one of them has some left.
struct ForeignPlaceholder {
    /// Where it begins, in Unicode scalars.
    let start: Int
    let text: String

    var fault: String { "\(text.hasPrefix("*|") ? "*|…|*" : text) is a placeholder of another program" }

    /// Those of a text, in their order.
    static func all(in text: String) -> [ForeignPlaceholder] {
        let scalars = Array(text.unicodeScalars)
        var found: [ForeignPlaceholder] = []
        var index = 0
        while index < scalars.count {
            let behind = index > 0 ? scalars[index - 1] : nil
            guard let length = length(at: scalars[index...], behind: behind) else {
                index += 1
                continue
            }
            let shown = String(String.UnicodeScalarView(scalars[index..<(index + length)]))
            found.append(ForeignPlaceholder(start: index, text: shown))
            index += length
        }
        return found
    }

    /// How long one is that begins here, in Unicode scalars; nil where none does.
    ///
    /// - Parameter behind: What stands in front of it: `20%` of a text is no beginning.
    static func length(at rest: ArraySlice<Unicode.Scalar>, behind: Unicode.Scalar?) -> Int? {
        if rest.starts(with: "*|".unicodeScalars) { return mailchimp(rest) }
        for (opening, closing) in pairs where rest.starts(with: opening.unicodeScalars) {
            let inner = rest.dropFirst(opening.unicodeScalars.count)
            let name = inner.prefix { isName($0) }
            guard let first = name.first, first.properties.isAlphabetic || first == " ", name.count <= 40 else {
                continue
            }
            let end = inner[name.endIndex...]
            guard end.starts(with: closing.unicodeScalars) else { continue }
            // `[[word]](https://…)` is a link of Markdown's.
            let next = end.dropFirst(closing.unicodeScalars.count).first
            if closing == "]]", let next, next == "(" || next == "[" || next == ":" { continue }
            return opening.unicodeScalars.count + name.count + closing.unicodeScalars.count
        }
        return behind.map(TypographyRules.isDigit) == true ? nil : percent(rest)
    }

    /// `%%name%%`, `[[name]]`, `{$name}`, `${name}`, `{% if name %}`, `%recipient.name%`.
    private static let pairs = [
        ("%%", "%%"), ("[[", "]]"), ("{$", "}"), ("${", "}"), ("{%", "%}"), ("%recipient.", "%"),
    ]

    private static func isName(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || TypographyRules.isDigit(scalar) || "_.:- ".unicodeScalars.contains(scalar)
    }

    /// `*|FNAME|*`; without its end as much of it as a name would be.
    private static func mailchimp(_ rest: ArraySlice<Unicode.Scalar>) -> Int {
        let name = rest.dropFirst(2).prefix { $0 != "|" && $0 != "\n" }
        let isEnded = rest[name.endIndex...].starts(with: "|*".unicodeScalars)
        return isEnded ? name.count + 4 : 2
    }

    /// `%FIRSTNAME%`: capitals alone, for percent signs stand in prices, too.
    private static func percent(_ rest: ArraySlice<Unicode.Scalar>) -> Int? {
        guard rest.first == "%" else { return nil }
        let name = rest.dropFirst().prefix { $0.isASCII && $0.properties.isUppercase || $0 == "_" }
        guard name.count > 2, rest[name.endIndex...].first == "%" else { return nil }
        return name.count + 2
    }
}
