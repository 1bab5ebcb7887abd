import Crypto
import FoundationEssentials
import Mail
import X509

/// One subscription to a topic: whether a message is the topic's, and how the subscription is confirmed.
struct Topic: Sendable {
    private let client: any HTTPSClient
    private let service: TopicService
    private let certificates: SigningCertificates

    init(_ client: any HTTPSClient, service: TopicService) {
        self.client = client
        self.service = service
        certificates = SigningCertificates(client)
    }

    /// A message has no age here: it is signed once and told again for days, and its identity makes it count once.
    ///
    /// - Parameter expected: The topic's ARN. Looked at first, so that a stranger has nothing fetched.
    func verify(
        _ request: WebhookRequest, topic expected: String, now: Timestamp
    ) async throws(WebhookFault) {
        let message = try TopicMessage(request.body)
        guard let hosts = service.hosts(expected) else {
            throw .unproven("cannot be looked at: the secret file does not hold the ARN of a topic")
        }
        guard ConstantTime.isEqual(message.topic.utf8, expected.utf8) else { throw .unproven("is of another topic") }
        guard let address = message.certificate, HTTPSAddress.isOne(address, of: hosts.certificates) else {
            throw .unproven("its certificate lies elsewhere than at \(hosts.certificates)")
        }
        guard let signature = message.signature, let algorithm = Self.algorithm(message.signatureVersion) else {
            throw .unproven("comes without a signature of version 1 or 2")
        }
        let certificate = try await certificates.certificate(at: address, issuers: hosts.issuers)
        let date = Date(timeIntervalSince1970: Double(now.seconds))
        guard certificate.notValidBefore <= date, date <= certificate.notValidAfter else {
            throw .unproven("its certificate is not valid at this time: look at this machine's clock")
        }
        guard
            certificate.publicKey.isValidSignature(signature, for: message.signed, signatureAlgorithm: algorithm)
        else { throw .unproven("its signature is not of its certificate") }
    }

    /// Confirms the subscription by visiting the address that a verified message names, once it is the service's own.
    func confirm(_ body: [UInt8]) async throws(WebhookFault) -> String? {
        let message = try TopicMessage(body)
        switch message.kind {
        case .notification: return nil
        // Somebody ended it who may; what is wanted here is not ours to say.
        case .unsubscription: return "the subscription to its topic was ended: nothing comes from it any more"
        case .subscription:
            guard let hosts = service.hosts(message.topic), let address = message.confirmation,
                HTTPSAddress.isOne(address, of: hosts.confirmations)
            else { throw .malformed("asks for a confirmation elsewhere than at the provider's own address") }
            _ = try await client.get(address)
            return "the subscription to its topic is confirmed"
        }
    }

    private static func algorithm(_ version: String?) -> Certificate.SignatureAlgorithm? {
        switch version {
        case "1": .sha1WithRSAEncryption
        case "2": .sha256WithRSAEncryption
        default: nil
        }
    }
}
