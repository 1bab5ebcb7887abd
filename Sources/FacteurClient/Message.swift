import FoundationEssentials

/// A message to be enqueued: who gets which kind of mail, and with which words.
public struct Message: Sendable {
    /// The kind, as `password-reset`: a folder of the templates.
    public var kind: String
    /// The address, as people write it.
    public var recipient: String
    /// What the kind's letter says in its places: an object whose keys are the kind's parameters. Dates are moments.
    public var parameters: any Encodable & Sendable
    /// The reader's language, as `fr-CA` (BCP 47); nil for `fr-FR`.
    public var locale: String?
    /// The recipient's name, for the header field `To`.
    public var recipientName: String?
    /// With a key that the kind has already seen nothing is enqueued, and the first message's id returned.
    public var dedupKey: String?
    /// A newer message of the same kind and key replaces those that still wait.
    public var supersedeKey: String?
    /// When it is due; nil for now.
    public var sendAt: Date?
    /// From when on it must not be sent; nil for what the kind says.
    public var expiresAt: Date?
    /// Attachments in their order, by the ids that ``Outbox/attach(name:mediaType:content:)`` gave.
    public var attachments: [UUID]

    /// A message with what a kind wants; all else as the database has it.
    public init(
        kind: String, to recipient: String, parameters: any Encodable & Sendable = [String: String](),
        locale: String? = nil, recipientName: String? = nil, dedupKey: String? = nil, supersedeKey: String? = nil,
        sendAt: Date? = nil, expiresAt: Date? = nil, attachments: [UUID] = []
    ) {
        self.kind = kind
        self.recipient = recipient
        self.parameters = parameters
        self.locale = locale
        self.recipientName = recipientName
        self.dedupKey = dedupKey
        self.supersedeKey = supersedeKey
        self.sendAt = sendAt
        self.expiresAt = expiresAt
        self.attachments = attachments
    }

    /// The call of `facteur.enqueue`.
    func call() throws -> FunctionCall {
        var call = FunctionCall("enqueue")
        call.add("kind", kind)
        call.add("recipient", recipient)
        call.add("params", try FunctionCall.json(parameters), "jsonb")
        call.add("locale", locale)
        call.add("recipient_name", recipientName)
        call.add("dedup_key", dedupKey)
        call.add("supersede_key", supersedeKey)
        call.add("send_at", sendAt)
        call.add("expires_at", expiresAt)
        if !attachments.isEmpty {
            call.add("attachments", "{\(attachments.map(\.uuidString).joined(separator: ","))}", "uuid[]")
        }
        return call
    }
}

/// An element of `facteur.enqueue_many`: the same keys.
extension Message: Encodable {
    private enum Key: String, CodingKey {
        case kind, recipient, params, locale, attachments
        case recipientName = "recipient_name"
        case dedupKey = "dedup_key"
        case supersedeKey = "supersede_key"
        case sendAt = "send_at"
        case expiresAt = "expires_at"
    }

    /// Writes the keys that have a value.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .kind)
        try container.encode(recipient, forKey: .recipient)
        try container.encode(parameters, forKey: .params)
        try container.encodeIfPresent(locale, forKey: .locale)
        try container.encodeIfPresent(recipientName, forKey: .recipientName)
        try container.encodeIfPresent(dedupKey, forKey: .dedupKey)
        try container.encodeIfPresent(supersedeKey, forKey: .supersedeKey)
        try container.encodeIfPresent(sendAt.map(FunctionCall.text), forKey: .sendAt)
        try container.encodeIfPresent(expiresAt.map(FunctionCall.text), forKey: .expiresAt)
        if !attachments.isEmpty {
            try container.encode(attachments.map { $0.uuidString.lowercased() }, forKey: .attachments)
        }
    }
}
