extension Secrets {
    /// The secrets of one message: its secret parameters, those that its kind no longer knows (what they were when they were enqueued,
    /// nobody can tell), all of them where nothing is known of the kind, and the token with which a newsletter's reader leaves.
    package init(of claimed: Claimed, as definition: KindDefinition?) {
        let known = definition?.parameters
        var values = ParameterScan(claimed.parameters).values { name in
            known?.first { $0.name == name }?.isSecret ?? true
        }
        if let token = claimed.issue?.unsubscribeToken { values.append(token) }
        self.init(values)
    }
}

/// Picks the texts and numbers out of a message's parameters, a JSON object that the database has checked (RFC 8259).
private struct ParameterScan {
    private let bytes: [UInt8]
    private var place = 0
    private var depth = 0

    init(_ json: String) { bytes = Array(json.utf8) }

    /// Every text and number that stands under a name of the object itself, also within a list and its objects.
    func values(where isWanted: (String) -> Bool) -> [String] {
        var scan = self
        var name = ""
        var values: [String] = []
        while let byte = scan.next() {
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["): scan.depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): scan.depth -= 1
            case UInt8(ascii: "\""):
                let text = scan.text()
                if scan.isName {
                    if scan.depth == 1 { name = text }
                } else if isWanted(name) {
                    values.append(text)
                }
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let start = scan.place - 1
                while let tail = scan.byte, tail.isAlphanumeric || ".+-".utf8.contains(tail) { scan.place += 1 }
                if isWanted(name) { values.append(String(decoding: bytes[start..<scan.place], as: UTF8.self)) }
            default: break
            }
        }
        return values
    }

    private var byte: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func next() -> UInt8? {
        guard place < bytes.count else { return nil }
        place += 1
        return bytes[place - 1]
    }

    /// Whether the text just read is followed by a colon.
    private var isName: Bool {
        for byte in bytes[place...] where byte != 0x20 && byte != 0x09 && byte != 0x0D && byte != 0x0A {
            return byte == UInt8(ascii: ":")
        }
        return false
    }

    /// What follows an opening quote, its closing one taken too.
    private mutating func text() -> String {
        let start = place
        while let byte, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { place += 1 }
        var units = bytes[start..<place]
        while let byte = next(), byte != UInt8(ascii: "\"") {
            guard byte == UInt8(ascii: "\\") else {
                units.append(byte)
                continue
            }
            switch next() {
            case UInt8(ascii: "u"):
                let digits = String(decoding: bytes[place...].prefix(4), as: UTF8.self)
                place = min(place + 4, bytes.count)
                // Half of a surrogate pair is no letter of a token: it goes, like every sign that is none.
                if let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) { units += String(scalar).utf8 }
            case let escaped?: units.append(escaped)
            case nil: break
            }
        }
        return String(decoding: units, as: UTF8.self)
    }
}
