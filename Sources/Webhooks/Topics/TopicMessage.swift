/// What a topic sends to those who subscribe to it over HTTP, in the form of Amazon SNS
/// (https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html), which Scaleway's Topics and Events has too.
struct TopicMessage: Sendable {
    enum Kind: String, Sendable {
        case notification = "Notification"
        case subscription = "SubscriptionConfirmation"
        case unsubscription = "UnsubscribeConfirmation"
    }

    let kind: Kind
    let id: String
    let topic: String
    private let fields: JSONValue

    init(_ body: [UInt8]) throws(WebhookFault) {
        fields = try JSONValue(body)
        guard let kind = fields["Type"].text.flatMap(Kind.init(rawValue:)), let id = fields["MessageId"].text,
            let topic = fields["TopicArn"].text
        else { throw .malformed("is no message of a topic (is raw message delivery on? switch it off)") }
        self.kind = kind
        self.id = id
        self.topic = topic
    }

    /// What was published; nil for a message of the topic's own.
    var notification: String? { kind == .notification ? fields["Message"].text : nil }
    var signature: [UInt8]? { fields["Signature"].text.flatMap(Base64Text.decoded) }
    /// `1` with SHA-1, `2` with SHA-256.
    var signatureVersion: String? { fields["SignatureVersion"].word }
    var certificate: String? { fields["SigningCertURL"].text }
    var confirmation: String? { fields["SubscribeURL"].text }

    /// What is signed
    /// (https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message-verify-message-signature.html): names and values of these
    /// fields, a line each; a subject only where there is one.
    var signed: [UInt8] {
        let names =
            kind == .notification
            ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
            : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
        return names.flatMap { name -> [UInt8] in
            guard case .text(let value) = fields[name] else { return [] }
            return Array("\(name)\n\(value)\n".utf8)
        }
    }
}
