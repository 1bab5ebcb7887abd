import Mail

/// What stands in one place of an issue and differs from reader to reader.
struct IssueValue: Sendable, Hashable {
    /// Where it comes from: asked for each reader, without a look at the name.
    private enum Source: Sendable, Hashable {
        case salutation, recipient, unsubscribeLink, preferencesLink, name, field
    }

    let name: String
    private let source: Source
    /// Where the reader has none.
    let fallback: String
    /// Within a link, where it is percent-encoded (RFC 3986 section 2.1).
    let isInLink: Bool

    init(_ name: String, fallback: String = "", isInLink: Bool = false) {
        self.name = name
        source =
            switch name {
            case "salutation": .salutation
            case "recipient": .recipient
            case "unsubscribe_link": .unsubscribeLink
            case "preferences_link": .preferencesLink
            case "name": .name
            default: .field
            }
        self.fallback = fallback
        self.isInLink = isInLink
    }

    /// What one reader sees there.
    func text(for reader: IssueReader) -> String {
        let text =
            switch source {
            case .salutation: reader.salutation
            case .recipient: reader.recipient
            case .unsubscribeLink: reader.unsubscribeLink
            case .preferencesLink: reader.preferencesLink
            case .name: PersonName.said(reader.name) ?? fallback
            case .field: reader.fields.texts[name] ?? fallback
            }
        return isInLink ? text.percentEncoded : text
    }
}

/// The values of a form, by their numbers.
struct IssueValues: Sendable {
    /// What the frames say comes first.
    private(set) var all = [
        IssueValue("salutation"), IssueValue("recipient"), IssueValue("unsubscribe_link"),
        IssueValue("preferences_link"),
    ]
    private var numbers: [IssueValue: Int] = [:]

    init() {
        for (number, value) in all.enumerated() { numbers[value] = number }
    }

    /// The number of the unsubscribe link.
    static let wayOut = 2
    /// Those of all links that are one reader's own.
    static let personalLinks = [wayOut, 3]

    /// The names under which templates know them.
    static var named: [String] { IssueValues().all.map(\.name) }

    /// The number of a value, which is added where it is new.
    mutating func number(of value: IssueValue) -> Int {
        if let number = numbers[value] { return number }
        all.append(value)
        numbers[value] = all.count - 1
        return all.count - 1
    }
}

/// What an issue may say of one reader.
struct IssueReader: Sendable {
    let salutation: String
    let recipient: String
    let name: String?
    let unsubscribeLink: String
    let fields: ReaderFields
    /// Where the reader chooses how much they get, of all their lists.
    var preferencesLink = ""

    /// nil where nothing is known.
    func text(of name: String) -> String? {
        switch name {
        case "salutation": salutation
        case "recipient": recipient
        case "unsubscribe_link": unsubscribeLink
        case "preferences_link": preferencesLink
        case "name": PersonName.said(self.name)
        default: fields.texts[name]
        }
    }

    /// Whether a section by this name is said.
    func has(_ name: String) -> Bool {
        guard !fields.flags.contains(name) else { return true }
        // Files and forms have no other no than the word, in French spreadsheets in capitals.
        return text(of: name).map { !$0.isEmpty && $0.lowercased() != "false" && $0 != "FAUX" } ?? false
    }
}

/// What a subscription says of its reader beside the name.
struct ReaderFields: Sendable, Hashable {
    /// What can be written; numbers in the language of the letter.
    private(set) var texts: [String: String] = [:]
    /// Those that are true: for sections.
    private(set) var flags: Set<String> = []

    static let none = ReaderFields()

    private init() {}

    /// Reads the JSON object that stands in the place of a message's parameters. The schema has let in no other: what no rule allows counts
    /// as not given.
    init(json: String, in language: Language) {
        guard json != "{}", let object = try? ParameterObject(json) else { return }
        for (name, value) in object.members {
            switch value {
            case .text(let text):
                let words = ValueRules.directed(text)
                if ValueRules.isLine(text), !words.allSatisfy(\.isWhitespace) { texts[name] = words }
            case .number(let number): texts[name] = language.decimal(number)
            case .boolean(let isOn): if isOn { flags.insert(name) }
            case .list, .object, .null, .other: break
            }
        }
    }
}

extension String {
    /// All but the unreserved characters of RFC 3986 (section 2.3) as octets.
    var percentEncoded: String {
        let isPlain = { (byte: UInt8) in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                true
            default: false
            }
        }
        guard !utf8.allSatisfy(isPlain) else { return self }
        let digits = Array("0123456789ABCDEF".utf8)
        let bytes = utf8.flatMap { byte in
            isPlain(byte) ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
