import Mail
import X509

/// The certificates that messages name, each fetched once: they change about once a year.
actor SigningCertificates {
    private typealias Fetch = Task<Result<Certificate, WebhookFault>, Never>

    /// Old and new while they change, and room for a mistake.
    private static let most = 8
    /// However many addresses a stranger thinks of.
    private static let fetchesPerMinute = 10

    private let client: any HTTPSClient
    private var known: [String: Fetch] = [:]
    private var fetches: [ContinuousClock.Instant] = []

    init(_ client: any HTTPSClient) { self.client = client }

    /// - Parameters:
    ///   - address: Of the certificate, on a host that was looked at.
    ///   - issuers: The page with the certificates of which one must have issued it; nil where the host is proof enough.
    func certificate(at address: String, issuers: String?) async throws(WebhookFault) -> Certificate {
        let fetch: Fetch
        if let begun = known[address] { fetch = begun } else { fetch = try begin(address, issuers) }
        let result = await fetch.value
        // What failed is tried again by the next one.
        if case .failure = result, known[address] == fetch { known[address] = nil }
        return try result.get()
    }

    private func begin(_ address: String, _ issuers: String?) throws(WebhookFault) -> Fetch {
        let now = ContinuousClock.now
        fetches.removeAll { now - $0 > .seconds(60) }
        guard fetches.count < Self.fetchesPerMinute else {
            throw .unavailable("names certificates that were not fetched: too many others were within the minute")
        }
        fetches.append(now)
        if known.count >= Self.most { known.removeAll() }
        let fetch = Fetch { [client] in
            do throws(WebhookFault) { return .success(try await Self.fetch(address, issuers, client)) } catch {
                return .failure(error)
            }
        }
        known[address] = fetch
        return fetch
    }

    private static func fetch(
        _ address: String, _ issuers: String?, _ client: any HTTPSClient
    ) async throws(WebhookFault) -> Certificate {
        guard let certificate = CertificateText.certificates(try await client.get(address)).first else {
            throw .unproven("names a certificate that is none")
        }
        guard let issuers else { return certificate }
        let isIssued = CertificateText.certificates(try await client.get(issuers)).contains { issuer in
            issuer.subject == certificate.issuer
                && issuer.publicKey.isValidSignature(certificate.signature, for: certificate)
        }
        guard isIssued else { throw .unproven("its certificate was not issued by the provider") }
        return certificate
    }
}
