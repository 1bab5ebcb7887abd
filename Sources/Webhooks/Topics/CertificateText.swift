import SwiftASN1
import X509

/// Certificates in PEM (RFC 7468).
enum CertificateText {
    /// Those that a page holds, in its order; what is no certificate is left out.
    static func certificates(_ page: [UInt8]) -> [Certificate] {
        let documents = try? PEMDocument.parseMultiple(pemString: String(decoding: page, as: UTF8.self))
        return (documents ?? []).compactMap { try? Certificate(pemDocument: $0) }
    }
}
