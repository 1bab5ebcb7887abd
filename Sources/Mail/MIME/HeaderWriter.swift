/// Writes header fields, folded so that a line has at most 76 columns wherever it may be folded (RFC 5322 section 2.2.3).
struct HeaderWriter {
    private(set) var bytes: [UInt8] = []
    private var column = 0
    private var isFirstWord = true

    private static let columns = 76
    /// A word of a longer text that is written as it stands must fit a line of its own behind any field name.
    private static let longestWord = 50

    init() {}

    /// A header for which there is room already, and for the body behind it.
    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    /// Fields that were written before.
    mutating func append(_ fields: [UInt8]) { bytes += fields }

    /// A field whose value is one word, which stays beside the field's name: no line of it is folded.
    mutating func field(_ name: String, word append: (inout [UInt8]) -> Void) {
        bytes += name.utf8
        bytes += ": ".utf8
        append(&bytes)
        end()
    }

    /// The header's last fields and what follows them.
    consuming func finished(by append: (inout [UInt8]) -> Void) -> [UInt8] {
        append(&bytes)
        return bytes
    }

    /// A field whose value is fixed or made of ASCII by this program.
    mutating func field(_ name: String, _ value: String) {
        begin(name)
        add(value.utf8)
        end()
    }

    /// A field whose value may be folded only between these items.
    mutating func field(_ name: String, items: [String]) {
        begin(name)
        for item in items { add(item.utf8) }
        end()
    }

    /// A field of free text (RFC 5322 section 3.6.5).
    mutating func field(_ name: String, text: HeaderText) {
        begin(name)
        if !addWords(of: text.value, where: { (0x21...0x7E).contains($0) }) { addEncoded(text.value) }
        end()
    }

    /// A field of one mailbox (RFC 5322 section 3.4). One that must be in UTF-8 for its local part (RFC 6532 section 3.2) has its domain in
    /// its own letters too.
    mutating func field(_ name: String, mailbox: Mailbox) {
        begin(name)
        let address = mailbox.address.needsSMTPUTF8 ? mailbox.address.readable : mailbox.address.text
        if let displayName = mailbox.name {
            addPhrase(displayName)
            add("<\(address)>".utf8)
        } else {
            add(address.utf8)
        }
        end()
    }

    /// A field of a phrase and an identifier in angle brackets (RFC 2919 section 3), as far as the phrase; `finish` ends it.
    init(beginning name: String, phrase: HeaderText) {
        begin(name)
        if !phrase.value.isEmpty { addPhrase(phrase.value) }
    }

    /// A field that was begun before, and the identifier it ends with.
    mutating func finish(_ begun: HeaderWriter, identifier: String) {
        bytes += begun.bytes
        column = begun.column
        isFirstWord = begun.isFirstWord
        add("<\(identifier)>".utf8)
        end()
    }

    private mutating func begin(_ name: String) {
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: ":"))
        column = name.utf8.count + 1
        isFirstWord = true
    }

    private mutating func end() {
        bytes.append(contentsOf: [0x0D, 0x0A])
    }

    /// Adds a space or a folded line, and the word. The first word stays beside the field's name: some readers take an empty
    /// first line for an empty field.
    private mutating func add(_ word: some Collection<UInt8>) {
        if !isFirstWord, column + 1 + word.count > Self.columns {
            bytes.append(contentsOf: [0x0D, 0x0A])
            column = 0
        }
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: word)
        column += 1 + word.count
        isFirstWord = false
    }

    /// A display name: bare, in quotes, or encoded, whichever it needs (RFC 5322 section 3.2.5, RFC 2047 section 5).
    private mutating func addPhrase(_ name: String) {
        if addWords(of: name, where: \.isAtomText) { return }
        let isPrintable = name.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        guard isPrintable, name.utf8.count <= Self.longestWord, !name.utf8.holdEncodedWord else {
            return addEncoded(name)
        }
        let escaped = name.utf8.flatMap { byte in
            byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") ? [UInt8(ascii: "\\"), byte] : [byte]
        }
        add([UInt8(ascii: "\"")] + escaped + [UInt8(ascii: "\"")])
    }

    private mutating func addEncoded(_ text: String) {
        for word in EncodedWords.encode(text, firstRoom: Self.columns - column - 1) { add(word) }
    }

    /// Adds the text as it stands, if it is made of allowed characters and single spaces, of words that fit a line, and of
    /// nothing that a reader would take for an encoded-word.
    private mutating func addWords(of text: String, where isAllowed: (UInt8) -> Bool) -> Bool {
        let words = text.utf8.split(separator: 0x20, omittingEmptySubsequences: false)
        let isPlain = words.allSatisfy { word in
            !word.isEmpty && word.count <= Self.longestWord && word.allSatisfy(isAllowed)
        }
        guard isPlain, !text.utf8.holdEncodedWord else { return false }
        for word in words { add(word) }
        return true
    }
}

extension String.UTF8View {
    /// Whether a reader might take a part for an encoded-word, which begins with `=?`.
    fileprivate var holdEncodedWord: Bool {
        var before: UInt8 = 0
        for byte in self {
            if before == UInt8(ascii: "="), byte == UInt8(ascii: "?") { return true }
            before = byte
        }
        return false
    }
}
