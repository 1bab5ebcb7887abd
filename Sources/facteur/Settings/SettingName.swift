import Mail

/// A name that the operator chooses and that stands within a key, in the place of `<domain>` in `dkim.<domain>.selector`. In the file it
/// is one key of its section, dots and all, with a value or a section of its own (`smtp.relays.news.oauth`); a variable has it in front of
/// the value: `FACTEUR_DKIM_SELECTOR=shop.example=s2026`.
enum SettingName: String, Sendable, CaseIterable {
    case domain, kind
    /// A relay's.
    case relay = "name"
    /// A social network's.
    case network

    /// The name within this key, or within the last word of a section's; nil where there is none.
    init?(in key: String) {
        guard let found = Self.found(in: key) else { return nil }
        self = found.name
    }

    /// The name within this key, and where its mark stands. Over bytes: hundreds of keys are asked for at a start, and a search in text is dear.
    static func found(in key: String) -> (name: SettingName, place: Range<String.Index>)? {
        let bytes = key.utf8
        guard let start = bytes.firstIndex(of: UInt8(ascii: "<")),
            let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")),
            let name = SettingName(rawValue: String(key[bytes.index(after: start)..<end]))
        else { return nil }
        let behind = bytes.index(after: end)
        return behind == bytes.endIndex || bytes[behind] == UInt8(ascii: ".") ? (name, start..<behind) : nil
    }

    private static func isPlain(_ text: String) -> Bool {
        let isWord = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-")
        }
        return isWord && (1...40).contains(text.utf8.count) && text.first != "-" && text.last != "-"
    }

    /// What stands in its place in the table of keys.
    var mark: String { "<\(rawValue)>" }

    /// In words, to follow "allowed:".
    var allowed: String {
        switch self {
        case .domain: "a domain such as \(example)"
        case .kind: "a kind of message such as \(example)"
        case .network: "a network's name in lower-case letters, digits and hyphens such as \(example)"
        case .relay: "a name of at most 40 lower-case letters, digits and hyphens such as \(example)"
        }
    }

    var example: String {
        switch self {
        case .domain: "shop.example"
        case .kind: "registration"
        case .relay: "news"
        case .network: "instagram"
        }
    }

    /// The name as it is compared; nil where it is not allowed.
    func read(_ text: String) -> String? {
        switch self {
        case .domain: (try? DomainName(text[...]))?.ascii
        // A folder of the templates.
        case .kind: text.utf8.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") } && !text.isEmpty ? text : nil
        case .relay, .network: Self.isPlain(text) ? text : nil
        }
    }
}

extension SettingDefinition {
    /// The name within the key, where the operator chooses one.
    var chosen: SettingName? { SettingName(in: pattern) }

    /// The name that stands in this key, if the key is this setting's: `shop.example` in `dkim.shop.example.selector`.
    func chosenName(in key: String) -> String? {
        guard let (chosen, place) = SettingName.found(in: pattern) else { return nil }
        let (head, tail) = (pattern.utf8[..<place.lowerBound], pattern.utf8[place.upperBound...])
        let bytes = key.utf8
        guard bytes.count > head.count + tail.count, bytes.starts(with: head),
            bytes.reversed().starts(with: tail.reversed()),
            let name = String(bytes.dropFirst(head.count).dropLast(tail.count))
        else { return nil }
        return chosen.read(name) == name ? name : nil
    }
}
