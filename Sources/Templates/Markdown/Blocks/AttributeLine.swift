/// A line below a block's name that says something of it: `link: https://www.shop.example/`.
struct AttributeLine {
    /// As it is written.
    let name: String
    /// Nil for a name that stands for another.
    let attribute: BlockAttribute?
    let meant: BlockAttribute
    let value: String
    /// Where name and value begin, from 1.
    let column: Int
    let valueColumn: Int

    /// Nil for a line of words, which may hold a colon too.
    init?(_ line: Substring, of kind: BlockKind) {
        let name = line.drop(while: \.isWhitespace).prefix(while: \.isLetter)
        let behind = line[name.endIndex...].drop(while: \.isWhitespace)
        guard !name.isEmpty, behind.first == ":" else { return nil }
        let attribute = BlockAttribute(rawValue: name.lowercased())
        let isSpaced = behind.dropFirst().first?.isWhitespace ?? true
        // `https://` is no attribute, and what a section begins with is words.
        let isKnown = attribute.map { kind.takes($0) || kind.isLeaf && !kind.rules.needed.isEmpty } ?? false
        let meant = isSpaced ? BlockAttribute.meant(by: String(name)).flatMap { kind.takes($0) ? $0 : nil } : nil
        guard let meant = isKnown ? attribute : meant else { return nil }
        var value = behind.dropFirst().trimmed
        if value.hasPrefix("<"), value.hasSuffix(">") { value = value.dropFirst().dropLast() }
        self.name = String(name)
        self.attribute = isKnown ? attribute : nil
        self.meant = meant
        self.value = String(value)
        column = line.distance(from: line.startIndex, to: name.startIndex) + 1
        let start = value.isEmpty ? line.endIndex : value.startIndex
        valueColumn = line.distance(from: line.startIndex, to: start) + 1
    }
}
