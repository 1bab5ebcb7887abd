/// What a customer typed into a form as a name, or a program put into its place.
package enum PersonName {
    /// The name as it may be said to its bearer, spelt as a person would write it; nil where there is none, or none to repeat: anyone can
    /// type anything into a registration form, so what is longer than 40 characters or holds more than a name holds (a domain, a URL,
    /// digits, brackets, an emoji, an override of the writing direction) is not sent to a third person's mailbox; nor is what a program
    /// writes where there is no name.
    package static func greeted(_ name: String?) -> String? {
        guard let name else { return nil }
        switch OrdinaryName.look(name.utf8) {
        case .ordinary: return isPlaceholder(name) ? nil : name
        case .another:
            let name = withoutAbsentParts(trimmed(name))
            return isPlausible(name) ? NameSpelling.respelled(name) : nil
        }
    }

    /// The name as an issue says it among its words: as a greeting does, or as it is written where no greeting would repeat it. Nil where there
    /// is none, or what programs write in its place.
    package static func said(_ name: String?) -> String? {
        guard let name else { return nil }
        if let greeted = greeted(name) { return greeted }
        let plain = trimmed(name)
        let isNone =
            plain.isEmpty || isPlaceholder(plain) || plain.contains("@")
            || plain.allSatisfy { $0.isNumber || $0 == " " }
        return isNone ? nil : name
    }

    static func trimmed(_ name: String) -> String {
        if isTrimmed(name.utf8) { return name }
        let words = name.unicodeScalars.split { $0 == " " || $0 == "\u{A0}" }
        return words.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
    }

    /// Whether there is nothing to trim; false where only a closer look would tell.
    private static func isTrimmed(_ name: String.UTF8View) -> Bool {
        var before = UInt8(ascii: " ")
        for byte in name {
            // The space that does not break begins with this byte in UTF-8.
            guard byte != 0xC2, byte != UInt8(ascii: " ") || before != byte else { return false }
            before = byte
        }
        return before != UInt8(ascii: " ") || name.isEmpty
    }

    /// `Camille null`: a program joined a first name to a last one that it had not.
    private static func withoutAbsentParts(_ name: String) -> String {
        let words = name.split(separator: " ")
        guard words.count > 1 else { return name }
        let present = words.filter { !absent.contains(String($0)) }
        return present.count == words.count ? name : present.joined(separator: " ")
    }

    /// As programs write it: Nan and Nil are people.
    private static let absent: Set<String> = [
        "null", "Null", "NULL", "(null)", "undefined", "Undefined", "UNDEFINED", "nan", "NaN", "None", "none", "nil",
        "n/a",
        "N/A",
    ]

    /// Whether the name may stand beside the address in a header, where full names of every form do (`Dupont, Zoé (SARL)`): it must
    /// neither be a link nor hold one, nor turn the writing direction of what stands around it.
    static func isPresentable(_ name: String) -> Bool {
        !isPlaceholder(name) && !name.unicodeScalars.contains { $0 == "@" || $0 == "/" || $0.turnsDirection }
            && !HostMention.isFound(in: name)
    }

    /// Whether the name is none: what programs write where there is no name, in the case in which they write it and in others; what people
    /// type to get past a field; a title without a name.
    static func isPlaceholder(_ name: String) -> Bool {
        let small = name.lowercased()
        if PlaceholderNames.all.contains(small) || isOneLetterAgain(small) { return true }
        let first = small.prefix { $0 != " " }
        guard first.endIndex < small.endIndex, PlaceholderNames.all.contains(String(first)) else { return false }
        return small.split(separator: " ").allSatisfy { PlaceholderNames.all.contains(String($0)) }
    }

    /// `xxx`, `aaaa`.
    private static func isOneLetterAgain(_ small: String) -> Bool {
        guard let first = small.utf8.first, first < 0x80, small.utf8.count > 2 else { return false }
        return small.utf8.allSatisfy { $0 == first }
    }

    /// Whether it may follow a greeting.
    static func isPlausible(_ name: String) -> Bool {
        let scalars = name.unicodeScalars
        // A mark at the beginning would join the greeting's space.
        guard let first = scalars.first(where: { $0 != "." }), first.properties.isAlphabetic,
            name.utf8.count <= 40 || name.count <= 40 && scalars.count <= 80
        else { return false }
        return !HostMention.isFound(in: name) && !isPlaceholder(name)
            && scalars.allSatisfy {
                HostMention.isLetter($0) || $0 == " " || $0 == "-" || $0 == "'" || $0 == "’" || $0 == "."
            }
    }
}

/// Most names are words that begin with a capital and go on in small letters: a newsletter to a million readers asks no more of them.
private enum OrdinaryName {
    case ordinary
    /// One to look at more closely.
    case another

    /// Up to 40 bytes of words of two letters or more, in ASCII or with the accents of French, between single spaces and hyphens; of several
    /// words none that begins as `Null`, `None` and `Undefined` do.
    static func look(_ name: String.UTF8View) -> OrdinaryName {
        guard name.count <= 40 else { return .another }
        var isAccented = false
        /// Letters of the word so far.
        var length = 0
        var isOneWord = true
        var mayBeAbsent = false
        for byte in name {
            let isSmall: Bool
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z") where !isAccented: isSmall = true
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where !isAccented: isSmall = false
            // The second half of Latin-1, but for × and ÷.
            case 0xC3 where !isAccented:
                isAccented = true
                continue
            case 0x9F...0xBF where isAccented && byte != 0xB7: isSmall = true
            case 0x80...0x9E where isAccented && byte != 0x97: isSmall = false
            case UInt8(ascii: " ") where length > 1, UInt8(ascii: "-") where length > 1:
                isOneWord = isOneWord && byte != UInt8(ascii: " ")
                length = 0
                continue
            default: return .another
            }
            guard isSmall == (length > 0) else { return .another }
            mayBeAbsent = mayBeAbsent || byte == UInt8(ascii: "N") || byte == UInt8(ascii: "U")
            isAccented = false
            length += 1
        }
        return length > 1 && (isOneWord || !mayBeAbsent) ? .ordinary : .another
    }
}
