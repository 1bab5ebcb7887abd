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
    private var rest: Substring.UTF8View
    private var depth = 0

    init(_ json: String) { rest = json[...].utf8 }

    /// Every text and number that stands under a name of the object itself, also within a list and its objects.
    func values(where isWanted: (String) -> Bool) -> [String] {
        var scan = self
        var name = ""
        var values: [String] = []
        while let byte = scan.rest.popFirst() {
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
                let tail = scan.rest.prefix { $0.isAlphanumeric || ".+-".utf8.contains($0) }
                scan.rest = scan.rest.dropFirst(tail.count)
                if isWanted(name) { values.append(String(decoding: [byte] + tail, as: UTF8.self)) }
            default: break
            }
        }
        return values
    }

    /// Whether the text just read is followed by a colon.
    private var isName: Bool { rest.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: ":") }

    /// What follows an opening quote, its closing one taken too.
    private mutating func text() -> String {
        var units: [UInt8] = []
        while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
            guard byte == UInt8(ascii: "\\") else {
                units.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "u"):
                let digits = String(decoding: rest.prefix(4), as: UTF8.self)
                rest = rest.dropFirst(4)
                // Half of a surrogate pair is no letter of a token: it goes, like every sign that is none.
                if let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) { units += String(scalar).utf8 }
            case let escaped?: units.append(escaped)
            case nil: break
            }
        }
        return String(decoding: units, as: UTF8.self)
    }
}
