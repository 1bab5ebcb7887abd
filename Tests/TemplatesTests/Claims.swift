import Mail
import Templates
import Testing

/// Messages as the outbox would hand them over.
enum Claims {
    static func message(
        _ kind: String, _ parameters: String, name: String? = "Camille", locale: String = "fr-FR",
        enqueued: String = "2026-11-23T13:05:00Z", expires: String? = "2026-11-25T13:05:00Z"
    ) throws -> Claimed {
        try claimed(
            kind, lane: .transactional, parameters, name: name, locale: locale, enqueued: enqueued, expires: expires,
            issue: nil)
    }

    static func issue(
        token: String = "Jeton_1-a", name: String? = "Camille", recipient: String = "camille@exemple.fr",
        issue: String = "01936000-0000-7000-8000-000000000001", locale: String = "fr-FR", fields: String = "{}"
    ) throws -> Claimed {
        let id = try #require(MessageID(issue))
        var claimed = try claimed(
            "newsletter", lane: .bulk, fields, name: name, locale: locale, enqueued: "2026-11-23T13:05:00Z",
            expires: nil, issue: Claimed.Issue(id: id, unsubscribeToken: token))
        claimed.recipient = recipient
        return claimed
    }

    private static func claimed(
        _ kind: String, lane: Lane, _ parameters: String, name: String?, locale: String, enqueued: String,
        expires: String?, issue: Claimed.Issue?
    ) throws -> Claimed {
        let id = try #require(MessageID("01936000-0000-7000-8000-000000000002"))
        let enqueuedAt = try #require(Timestamp(rfc3339: enqueued))
        let expiresAt = try expires.map { try #require(Timestamp(rfc3339: $0)) }
        return Claimed(
            lease: Lease(message: id, token: 1), status: .due, kind: kind, lane: lane, attempt: 1,
            recipient: "camille@exemple.fr", recipientName: name, locale: locale, parameters: parameters,
            enqueuedAt: enqueuedAt, datedAt: enqueuedAt, expiresAt: expiresAt, expiresIn: nil, queued: .zero,
            issue: issue)
    }
}
