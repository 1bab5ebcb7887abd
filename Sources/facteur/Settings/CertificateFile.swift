import FoundationEssentials

/// A file of certificates to trust, in PEM (RFC 7468).
enum CertificateFile {
    struct Fault: Sendable, Hashable {
        let text: String
        /// Whether another user could read it.
        var isOutOfReach = false
    }

    /// What is wrong with it; nil where it holds a certificate at least.
    static func fault(_ path: String) -> Fault? {
        let bytes: [UInt8]
        do throws(FileBytes.Unreadable) { bytes = try FileBytes.read(path) } catch {
            let advice = error.isDenied ? "grant it to this user" : "name a file of certificates in PEM"
            return Fault(
                text: "\(path) is not readable as \(Caller.name) (\(error.reason)): \(advice)",
                isOutOfReach: error.isDenied)
        }
        let labels = labels(of: String(decoding: bytes, as: UTF8.self))
        if labels.contains(where: isCertificate) { return nil }
        if bytes.first == 0x30 {
            return Fault(
                text: "\(path) is a certificate in DER; allowed: PEM (openssl x509 -inform der -in OLD -out NEW)")
        }
        let content = labels.first.map { "holds a \($0) and no certificate" } ?? "holds no certificate"
        return Fault(text: "\(path) \(content); allowed: certificates in PEM (-----BEGIN CERTIFICATE-----)")
    }

    private static func isCertificate(_ label: String) -> Bool {
        ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"].contains(label)
    }

    /// The labels of the blocks that are whole, and whose content is DER.
    private static func labels(of text: String) -> [String] {
        var labels: [String] = []
        var open: (label: String, base64: String)?
        for line in text.split(whereSeparator: \.isNewline) {
            if let begun = line.wholeMatch(of: /-----BEGIN ([A-Z0-9 ]+)-----\s*/) {
                open = (String(begun.1), "")
            } else if line.hasPrefix("-----END ") {
                if let block = open, Data(base64Encoded: block.base64)?.first == 0x30 { labels.append(block.label) }
                open = nil
            } else {
                open?.base64 += line.filter { !$0.isWhitespace }
            }
        }
        return labels
    }
}
