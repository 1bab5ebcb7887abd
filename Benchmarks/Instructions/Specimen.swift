import Mail
import Templates

/// Messages as the outbox hands them over, of one kind and each to somebody else, and what the worker has to make letters of them.
struct Specimen: Sendable {
    let claims: [Claimed]
    let library: TemplateLibrary
    /// nil for what is no newsletter.
    let issue: StoredIssue?

    private static let count = 100
    private static let enqueuedAt = Timestamp(seconds: 1_795_500_000)

    /// The issue of `make bench`, to readers in forty domains.
    static func newsletter() throws -> Specimen {
        let issue = MessageID(high: 0x0193_6000_0000_7000, low: 0x8000_0000_0000_0001)
        let claims = (0..<count).map { number in
            claim(
                "newsletter", .bulk, number, to: "lecteur\(number)@lettre\(number % 40).test", "{}",
                issue: Claimed.Issue(id: issue, unsubscribeToken: token(number, length: 43)))
        }
        let content = #"{"subject": "Les tasses sont de retour", "text": "Deux", "html": "<p>Deux</p>"}"#
        return Specimen(
            claims: claims, library: try library(), issue: StoredIssue(content: content, list: .init(name: "ville")))
    }

    /// Links by which passwords are chosen.
    static func resets() throws -> Specimen {
        let claims = (0..<count).map { number in
            claim(
                "password-reset", .transactional, number, to: "client\(number)@client.test",
                #"{"link": "https://boutique.example/jeton?t=\#(token(number, length: 32))"}"#, issue: nil)
        }
        return Specimen(claims: claims, library: try library(), issue: nil)
    }

    func letter(_ number: Int) throws -> Letter {
        try library.letter(for: claims[number % claims.count], issue: issue)
    }

    var definition: KindDefinition? { library.kind(named: claims[0].kind)?.definition }

    static func composer() throws -> Composer {
        let identity = try Identity(from: Mailbox(parsing: "Boutique <compte@boutique.example>"))
        return Composer(transactional: identity, bulk: identity)
    }

    private static func library() throws -> TemplateLibrary {
        let shop = ShopSettings(
            name: "Boutique", url: "https://boutique.example", helpAddress: "aide@boutique.example",
            accountURL: "https://boutique.example/compte",
            legal: .init(
                companyName: "Boutique", form: "SAS", registration: "123 456 789 RCS Lyon", office: "69001 Lyon"),
            appearance: .init(accent: "#1f5d50", accentText: "#ffffff"),
            newsletter: .init(name: "La lettre", listID: "lettre.boutique.example"))
        return try TemplateLibrary(
            directory: "templates", shop: shop, webPublicURL: "https://lettre.boutique.example")
    }

    private static func claim(
        _ kind: String, _ lane: Lane, _ number: Int, to recipient: String, _ parameters: String, issue: Claimed.Issue?
    ) -> Claimed {
        let id = MessageID(high: 0x0193_6000_0000_7001, low: 0x9000_0000_0000_0000 + UInt64(number) * 0x9E37_79B9)
        return Claimed(
            lease: Lease(message: id, token: Int64(number)), status: .due, kind: kind, lane: lane, attempt: 1,
            recipient: recipient, recipientName: nil, locale: "fr-FR", parameters: parameters, enqueuedAt: enqueuedAt,
            datedAt: enqueuedAt, expiresAt: nil, expiresIn: nil, queued: .milliseconds(5), issue: issue)
    }

    /// Letters, digits and signs, another for each number.
    private static func token(_ number: Int, length: Int) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
        var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 &+ 0x2545_F491_4F6C_DD1D
        let token = (0..<length).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return letters[Int(state >> 33) % letters.count]
        }
        return String(decoding: token, as: UTF8.self)
    }
}
