import FoundationEssentials

/// The first private key in a text of PEM blocks (RFC 7468).
struct PEMBlock {
    /// `RSA PRIVATE KEY` (PKCS#1), `PRIVATE KEY` (PKCS#8) and the like.
    let label: String
    let der: [UInt8]

    init(privateKeyIn text: String) throws(SigningKeyFault) {
        var label: String?
        var base64 = ""
        // "\r\n" is one Character, and a newline too.
        for line in text.split(whereSeparator: \.isNewline) {
            if let begun = Self.label(of: line, marked: "-----BEGIN ") {
                label = begun.hasSuffix("PRIVATE KEY") ? begun : nil
                base64 = ""
            } else if let label, Self.label(of: line, marked: "-----END ") == label {
                guard !label.hasPrefix("ENCRYPTED") else { throw .encrypted }
                guard let data = Data(base64Encoded: base64) else { throw .noKey }
                self.label = label
                der = Array(data)
                return
            } else if line.contains("ENCRYPTED"), line.hasPrefix("Proc-Type:") {
                throw .encrypted
            } else {
                base64 += line.filter { !$0.isWhitespace }
            }
        }
        throw .noKey
    }

    private static func label(of line: Substring, marked mark: String) -> String? {
        guard line.hasPrefix(mark), let end = line.dropFirst(mark.count).firstRange(of: "-----") else { return nil }
        return String(line[line.index(line.startIndex, offsetBy: mark.count)..<end.lowerBound])
    }
}
