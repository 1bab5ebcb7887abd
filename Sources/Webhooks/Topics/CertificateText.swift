import X509

/// Certificates in PEM (RFC 7468).
enum CertificateText {
    private static let end = "-----END CERTIFICATE-----"

    /// Those that a page holds, in its order; what cannot be read is left out.
    static func certificates(_ page: [UInt8]) -> [Certificate] {
        String(decoding: page, as: UTF8.self).split(separator: end).compactMap { piece in
            piece.firstRange(of: "-----BEGIN CERTIFICATE-----").flatMap { start in
                try? Certificate(pemEncoded: piece[start.lowerBound...] + end)
            }
        }
    }
}
