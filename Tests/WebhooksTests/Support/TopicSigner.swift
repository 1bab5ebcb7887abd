import CryptoExtras
import Foundation
import Mail
import SwiftASN1
import X509

@testable import Webhooks

/// Messages of a topic, signed with a certificate of the tests' own.
struct TopicSigner: Sendable {
    static let amazonTopic = "arn:aws:sns:eu-west-3:123456789012:reports"
    static let amazonPage =
        "https://sns.eu-west-3.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem"
    static let scalewayTopic = "arn:scw:sns:fr-par:project-00000000-0000-4000-8000-000000000002:reports"
    static let scalewayPage = "https://messaging.s3.fr-par.scw.cloud/fr-par/sns/certificate-1.pem"
    static let scalewayIssuers = "https://messaging.s3.fr-par.scw.cloud/fr-par/sns/sns-trust-chain.pem"

    let key: _RSA.Signing.PrivateKey
    let certificate: Certificate

    /// Signed by itself, or by another one; valid from a month before the tests' now, for so many days after it.
    init(_ name: String, issuer: TopicSigner? = nil, endsAfter days: Double = 30) throws {
        let now = Date(timeIntervalSince1970: Double(Signing.now.seconds))
        try self.init(
            name, issuer: issuer, from: now.addingTimeInterval(-30 * 86_400), to: now.addingTimeInterval(days * 86_400))
    }

    /// Valid from a moment, for two days where nothing else is said.
    init(_ name: String, issuer: TopicSigner? = nil, from start: Date, to end: Date? = nil) throws {
        key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let subject = try DistinguishedName { CommonName(name) }
        certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: Certificate.PublicKey(key.publicKey),
            notValidBefore: start, notValidAfter: end ?? start.addingTimeInterval(2 * 86_400),
            issuer: issuer?.certificate.subject ?? subject, subject: subject,
            signatureAlgorithm: .sha256WithRSAEncryption,
            extensions: try Certificate.Extensions { SubjectAlternativeNames([.dnsName(name)]) },
            issuerPrivateKey: Certificate.PrivateKey(issuer?.key ?? key))
    }

    func pem() throws -> [UInt8] { Array(try certificate.serializeAsPEM().pemString.utf8) }

    /// A message with its signature.
    func message(
        _ fields: [String: String], page: String, version: String = "2"
    ) throws -> [UInt8] {
        var fields = fields
        fields["SignatureVersion"] = version
        fields["SigningCertURL"] = page
        let signed = try TopicMessage(Self.json(fields)).signed
        let signature =
            version == "1"
            ? try key.signature(for: Insecure.SHA1.hash(data: signed), padding: .insecurePKCS1v1_5)
            : try key.signature(for: SHA256.hash(data: signed), padding: .insecurePKCS1v1_5)
        fields["Signature"] = signature.rawRepresentation.base64EncodedString()
        return Self.json(fields)
    }

    static func notification(_ event: String, topic: String) -> [String: String] {
        [
            "Type": "Notification", "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324", "TopicArn": topic,
            "Message": event, "Timestamp": "2026-11-18T10:00:12.000Z", "Subject": "Amazon SES\nEmail Event",
        ]
    }

    static func confirmation(_ address: String, topic: String, type: String = "SubscriptionConfirmation") -> [String:
        String]
    {
        [
            "Type": type, "MessageId": "165545c9-2a5c-472c-8df2-7ff2be2b3b1b", "Token": "2336412f37fb687f5d51e6e2",
            "TopicArn": topic, "Message": "You have chosen to subscribe", "SubscribeURL": address,
            "Timestamp": "2026-11-18T10:00:12.000Z",
        ]
    }

    private static func json(_ fields: [String: String]) -> [UInt8] {
        let members = fields.sorted { $0.key < $1.key }.map {
            "\(JSONText.string($0.key)):\(JSONText.string($0.value))"
        }
        return Array("{\(members.joined(separator: ","))}".utf8)
    }
}
