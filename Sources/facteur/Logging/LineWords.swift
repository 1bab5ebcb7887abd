import Mail

/// The words of a line for people, one after the other, in the colours of its style.
struct LineWords {
    let style: TextStyle
    private var bytes: [UInt8] = []

    init(_ style: TextStyle) {
        self.style = style
        bytes.reserveCapacity(384)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Adds words as they are.
    mutating func add(_ words: String, _ colour: TextStyle.Colour = .plain) {
        separate()
        paint(words, colour)
    }

    /// Adds `key=value`, in quotes where the value could be taken for another field.
    mutating func add(_ key: String, _ value: String) {
        separate()
        paint("\(key)=", .dim)
        let isWord = !value.isEmpty && !value.utf8.contains { $0 == 0x20 || $0 == 0x22 || $0 == 0x3D }
        if isWord { bytes += value.utf8 } else { JSONText.append(value, to: &bytes) }
    }

    private mutating func separate() { if !bytes.isEmpty { bytes.append(0x20) } }

    private mutating func paint(_ text: String, _ colour: TextStyle.Colour) {
        guard style.isColoured, colour != .plain else { return bytes += text.utf8 }
        bytes += "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m".utf8
    }
}
