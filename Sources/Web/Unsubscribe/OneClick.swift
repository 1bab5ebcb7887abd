/// The body of a one-click POST (RFC 8058 section 3.1): the pair `List-Unsubscribe=One-Click`, either as
/// `application/x-www-form-urlencoded` or as `multipart/form-data`. The page's button sends the same pair.
enum OneClick {
    /// Far above what any sender of the pair needs, in bytes.
    static let bodyLimit = 4096

    /// Whether the body holds the pair. A body without a content type is read as URL-encoded.
    static func isAsked(body: [UInt8], contentType: String?) -> Bool {
        let header = parameterized(contentType ?? "application/x-www-form-urlencoded")
        switch header.value.lowercased() {
        case "application/x-www-form-urlencoded": return isInForm(body)
        case "multipart/form-data": return isInMultipart(body, boundary: header.parameters["boundary"])
        default: return false
        }
    }

    private static let name = "List-Unsubscribe"
    private static let value = "One-Click"

    private static func isInForm(_ body: [UInt8]) -> Bool {
        body.split(separator: UInt8(ascii: "&")).contains { pair in
            let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2 else { return false }
            return percentDecoded(sides[0]) == name && trimmed(percentDecoded(sides[1])) == value
        }
    }

    /// Reads the parts line by line (RFC 7578, RFC 2046 section 5.1.1). The pair's value is one line.
    private static func isInMultipart(_ body: [UInt8], boundary: String?) -> Bool {
        guard let boundary, !boundary.isEmpty else { return false }
        let delimiter = "--" + boundary
        var isHeader = false
        var isNamed = false
        for bytes in body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let line = trimmed(String(decoding: bytes, as: UTF8.self))
            if line == delimiter {
                isHeader = true
                isNamed = false
            } else if line == delimiter + "--" {
                return false
            } else if !isHeader {
                if isNamed && line == value { return true }
                isNamed = false
            } else if line.isEmpty {
                isHeader = false
            } else if line.lowercased().hasPrefix("content-disposition:") {
                isNamed = parameterized(line).parameters["name"] == name
            }
        }
        return false
    }

    /// Splits `value; name=value; name="value"` (RFC 9110 section 5.6.6); names in lower case.
    private static func parameterized(_ header: String) -> (value: String, parameters: [String: String]) {
        let pieces = header.split(separator: ";", omittingEmptySubsequences: false).map { trimmed(String($0)) }
        var parameters: [String: String] = [:]
        for piece in pieces.dropFirst() {
            guard let equals = piece.firstIndex(of: "=") else { continue }
            var value = piece[piece.index(after: equals)...]
            if value.count >= 2, value.first == "\"", value.last == "\"" { value = value.dropFirst().dropLast() }
            parameters[piece[..<equals].lowercased()] = String(value)
        }
        return (pieces.first ?? "", parameters)
    }

    private static func percentDecoded(_ bytes: ArraySlice<UInt8>) -> String {
        var decoded: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                decoded.append(code)
                rest = rest.dropFirst(2)
            } else {
                decoded.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
