/// One line of text that may become part of a header: in NFC, without control characters and line separators. What holds one is
/// refused, never cleaned: a line break in a name is an attack or a fault, and the sender must see it.
struct HeaderText: Sendable, Hashable {
    let value: String

    init(_ text: String, of place: String) throws(ComposeFault) {
        if let scalar = text.unicodeScalars.first(where: \.breaksHeaders) {
            let code = String(scalar.value, radix: 16, uppercase: true)
            let padding = String(repeating: "0", count: max(0, 4 - code.count))
            throw ComposeFault("\(place) holds the control character U+\(padding)\(code)")
        }
        value = text.composed()
    }
}
