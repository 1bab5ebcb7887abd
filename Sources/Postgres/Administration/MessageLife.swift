import Mail

/// All that is known of one message; secret parameters are never read.
package struct MessageLife: Sendable, Encodable {
    package var id: String
    package var kind: String
    package var lane: Lane
    package var recipient: String
    package var recipientName: String?
    package var locale: String
    /// A JSON object without the secret parameters.
    package var parameters: String
    /// Whether it came with secret parameters, which are deleted when it ends.
    package var hasSecrets: Bool
    package var dedupKey: String?
    package var supersedeKey: String?
    package var newsletter: String?
    /// As `facteur.message_state` says.
    package var state: String
    /// When all this was so, by the database's clock.
    package var askedAt: Timestamp
    package var enqueuedAt: Timestamp
    /// When it was first to go out.
    package var dueAt: Timestamp
    package var expiresAt: Timestamp?
    package var endedAt: Timestamp?
    /// For a message that waits.
    package var nextAttemptAt: Timestamp?
    /// The number of the next attempt, or of the one under way.
    package var attempt: Int?
    /// `host:pid` of the worker that holds it.
    package var worker: String?
    /// The domain that it waits for, where that is parked.
    package var parked: Parked?
    /// Whether files go with it.
    package var hasAttachments = false
    /// These files, in their order; none where they are deleted.
    package var attachments: [AttachmentLine] = []
    package var attempts: [DeliveryRecord]
    /// What came back after it was sent.
    package var reports: [ReportRecord]
    /// What operators did to it, the oldest first.
    package var changes: [AuditRecord]
    /// What it waits for, what must be mended first before the rest; empty unless it waits.
    package var waitsFor: [Obstacle]
    /// What explains its end; nil while it has none.
    package var ending: MessageEnding?

    package struct Parked: Sendable, Encodable {
        package var family: String
        package var until: Timestamp
        /// The reply that parked it.
        package var reason: String
    }
}

/// A file that goes with a message.
package struct AttachmentLine: Sendable, Encodable {
    package var name: String
    package var mediaType: String
    /// In bytes.
    package var size: Int
}

/// One attempt, as the delivery log keeps it.
package struct DeliveryRecord: Sendable, Encodable {
    /// Grows with every attempt of any message.
    package var number: Int64
    package var at: Timestamp
    package var attempt: Int
    /// An outcome that ended the message, or `deferred`, `postponed`, `resend`, `in_doubt`.
    package var outcome: String
    /// The lease was no longer the worker's: for the record only.
    package var isLate: Bool
    package var code: Int?
    package var enhanced: String?
    package var reply: String
    package var relay: String?
    package var queuedMilliseconds: Int
    package var renderMilliseconds: Int
    package var connectMilliseconds: Int
    package var dialogueMilliseconds: Int
    package var nextAttemptAt: Timestamp?

    /// What the server said, with its codes: `451 4.7.1 Later`.
    package var fullReply: String {
        ([code.map(String.init), enhanced].compactMap { $0 } + [reply]).joined(separator: " ")
    }
}

extension DeliveryRecord {
    /// Reads a row of `attempts.sql` or `tail.sql`.
    init(_ row: Rows.Row) throws(OutboxError) {
        number = try row.integer("number")
        at = try row.timestamp("at")
        attempt = Int(try row.integer("attempt"))
        outcome = try row.string("outcome")
        isLate = row.flag("late")
        code = row.text("code").flatMap { Int($0) }
        enhanced = row.text("enhanced")
        reply = try row.string("reply")
        relay = row.text("relay")
        queuedMilliseconds = Int(try row.integer("queued_ms"))
        renderMilliseconds = Int(try row.integer("render_ms"))
        connectMilliseconds = Int(try row.integer("connect_ms"))
        dialogueMilliseconds = Int(try row.integer("dialogue_ms"))
        nextAttemptAt = row.optionalTimestamp("next_attempt_at")
    }
}

extension MessageLife {
    /// Reads a row of `message.sql`.
    init(_ row: Rows.Row) throws(OutboxError) {
        id = try row.string("id")
        kind = try row.string("kind")
        lane = try row.required("lane", Lane.init(rawValue:))
        recipient = try row.string("recipient")
        recipientName = row.text("recipient_name")
        locale = try row.string("locale")
        parameters = try row.string("parameters")
        hasSecrets = row.flag("has_secrets")
        dedupKey = row.text("dedup_key")
        supersedeKey = row.text("supersede_key")
        newsletter = row.text("newsletter")
        state = try row.string("state")
        askedAt = try row.timestamp("asked_at")
        enqueuedAt = try row.timestamp("enqueued_at")
        dueAt = try row.timestamp("due_at")
        expiresAt = row.optionalTimestamp("expires_at")
        endedAt = row.optionalTimestamp("ended_at")
        nextAttemptAt = row.optionalTimestamp("next_attempt_at")
        attempt = row.text("attempt").flatMap { Int($0) }
        worker = row.text("worker_host").map { "\($0):\(row.text("worker_pid") ?? "?")" }
        if let family = row.text("parked_family") {
            parked = Parked(
                family: family, until: try row.timestamp("parked_until"), reason: try row.string("parked_reason"))
        }
        hasAttachments = row.flag("has_attachments")
        attempts = []
        reports = []
        changes = []
        waitsFor = []
    }
}
