/// The parameters of a header field (RFC 2045 section 5.1): those in sections put together, encoded ones decoded (RFC 2231).
struct FieldParameters {
    /// By their names in lower case.
    private var values: [String: String] = [:]

    /// - Parameter field: The field's value, unfolded: `attachment; filename*=utf-8''%C3%A9.pdf`.
    init(_ field: String) {
        var sections: [String: [(number: Int, octets: [UInt8])]] = [:]
        var charsets: [String: String] = [:]
        for (name, value) in Self.pairs(field) {
            let words = name.split(separator: "*", omittingEmptySubsequences: false)
            guard words.count > 1 else {
                if values[name] == nil { values[name] = value }
                continue
            }
            let base = String(words[0])
            let number = Int(words[1]) ?? 0
            guard words.last?.isEmpty == true else {
                sections[base, default: []].append((number, Array(value.utf8)))
                continue
            }
            var encoded = value[...]
            let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
            if number == 0, parts.count == 3 {
                charsets[base] = String(parts[0])
                encoded = parts[2]
            }
            sections[base, default: []].append((number, Self.decoded(encoded)))
        }
        for (name, parts) in sections {
            let octets = parts.sorted { $0.number < $1.number }.flatMap(\.octets)
            values[name] = Charset.text(octets, in: charsets[name] ?? "utf-8")
        }
    }

    subscript(name: String) -> String? { values[name] }

    private static func pairs(_ field: String) -> [(name: String, value: String)] {
        var pieces: [String] = [""]
        var (isQuoted, isEscaped) = (false, false)
        for scalar in field.unicodeScalars {
            if isEscaped || (scalar == "\\" && isQuoted) {
                if isEscaped { pieces[pieces.count - 1].unicodeScalars.append(scalar) }
                isEscaped.toggle()
            } else if scalar == "\"" {
                isQuoted.toggle()
            } else if scalar == ";", !isQuoted {
                pieces.append("")
            } else if !isQuoted, scalar == " " || scalar == "\t", pieces.last?.last.map({ $0 == "=" }) ?? true {
                // Around the equals sign it means nothing.
                continue
            } else {
                pieces[pieces.count - 1].unicodeScalars.append(scalar)
            }
        }
        return pieces.dropFirst().compactMap { piece in
            let halves = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2 else { return nil }
            return (halves[0].filter { $0 != " " && $0 != "\t" }.lowercased(), String(halves[1]))
        }
    }

    private static func decoded(_ text: Substring) -> [UInt8] {
        var octets: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == UInt8(ascii: "%"), digits.count == 2,
                let octet = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                octets.append(octet)
                rest = rest.dropFirst(2)
            } else {
                octets.append(byte)
            }
        }
        return octets
    }
}
