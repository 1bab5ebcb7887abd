/// One line of text that may become part of a header: in NFC, without control characters and line separators. What holds one is
/// refused, never cleaned: a line break in a name is an attack or a fault, and the sender must see it.
struct HeaderText: Sendable, Hashable {
    let value: String

    init(_ text: String, of place: String) throws(ComposeFault) {
        if text.utf8.contains(where: \.mayBreakHeaders), let scalar = text.unicodeScalars.first(where: \.breaksHeaders)
        {
            let code = String(scalar.value, radix: 16, uppercase: true)
            let padding = String(repeating: "0", count: max(0, 4 - code.count))
            throw ComposeFault("\(place) holds the control character U+\(padding)\(code)")
        }
        value = text.composed()
    }
}

extension UInt8 {
    /// Whether a scalar that `breaksHeaders` may begin with this byte in UTF-8; few letters do.
    fileprivate var mayBreakHeaders: Bool { self < 0x20 || self == 0x7F || self == 0xC2 || self == 0xE2 }
}
