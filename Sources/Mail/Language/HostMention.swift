/// Whether words hold what a mail program would make a link of: a host name of two labels or more, bare or within a URL.
///
/// No list of top-level domains is kept here: it would be old by the next release. A word is a host name by its form, unless all that
/// stands before its last dot is an initial or a title, as in `J.Dupont` and `Mme.Durand`.
enum HostMention {
    static func isFound(in text: String) -> Bool {
        // Most names have no dot: neither the plain one nor one of the others, which begin with these bytes in UTF-8.
        text.utf8.contains { $0 == UInt8(ascii: ".") || $0 == 0xE2 || $0 == 0xE3 || $0 == 0xEF }
            && isFound(in: text.unicodeScalars)
    }

    private static func isFound(in text: String.UnicodeScalarView) -> Bool {
        var labels = [""]
        for scalar in text {
            switch scalar {
            case ".", "\u{3002}", "\u{FF0E}", "\u{FF61}", "\u{2024}":
                // The other dots are one to whoever looks the name up (RFC 3490 section 3.1), or look like one.
                labels.append("")
            case _ where scalar.properties.generalCategory == .format:
                // Nobody sees it, and it must not part what a reader sees as one.
                break
            case _ where isOfLabel(scalar):
                labels[labels.count - 1].unicodeScalars.append(scalar)
            default:
                if areHost(labels) { return true }
                labels = [""]
            }
        }
        return areHost(labels)
    }

    /// An empty label, or one that a hyphen begins or ends (`J.-P.Dupont`), parts what stands around it.
    private static func areHost(_ labels: [String]) -> Bool {
        labels.split { $0.isEmpty || $0.utf8.first == UInt8(ascii: "-") || $0.utf8.last == UInt8(ascii: "-") }
            .contains { isHost(Array($0)) }
    }

    private static func isHost(_ labels: [String]) -> Bool {
        guard labels.count > 1, let last = labels.last else { return false }
        if labels.dropLast().contains(where: { $0.lowercased() == "www" }) { return true }
        if labels.count == 4, labels.allSatisfy({ UInt8($0) != nil }) { return true }
        let end = last.lowercased()
        guard last.unicodeScalars.count > 1, last.unicodeScalars.allSatisfy(isLetter) || end.hasPrefix("xn--") else {
            return false
        }
        guard labels.dropLast().allSatisfy(isInitialOrTitle), !commonEnds.contains(end) else { return true }
        // `J.Li` is a person and `M.et Mme Durand` are two; `j.li` may be a host of Liechtenstein.
        return end.unicodeScalars.count == 2 && last == end && !particles.contains(end)
    }

    private static func isInitialOrTitle(_ label: String) -> Bool {
        label.unicodeScalars.count == 1 || titles.contains(label.lowercased())
    }

    /// What stands before a name with a dot.
    private static let titles: Set<String> = [
        "mm", "mr", "mrs", "ms", "mme", "mmes", "mlle", "mlles", "melle", "me", "dr", "dre", "pr", "pre", "prof", "st",
        "ste", "sr",
        "fr", "ph", "th", "ch", "jr", "vve", "mgr", "gal", "col", "cdt", "cne", "lt",
    ]

    /// What stands in lower case within a name.
    private static let particles: Set<String> = ["et", "ou", "de", "du", "le", "la"]

    /// Under these even one letter, or a title, is more likely somebody's host than a person.
    private static let commonEnds: Set<String> = [
        "com", "net", "org", "info", "biz", "co", "io", "tv", "cc", "app", "dev", "xyz", "top", "vip", "win", "bet",
        "club", "live",
        "link", "click", "site", "shop", "store", "online", "space", "website", "casino", "poker", "tech", "blog",
        "news", "page",
        "cloud", "icu", "fun", "bank", "pro", "mobi", "example", "test",
    ]

    private static func isOfLabel(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "-" || isLetter(scalar) || scalar.properties.generalCategory == .decimalNumber
    }

    /// Letters of every script, and the marks that belong to them.
    static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return UInt8(ascii: scalar).isAlphanumeric && !UInt8(ascii: scalar).isDigit }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark:
            true
        default: false
        }
    }
}
