import Mail

/// Words without a template engine; a fault where a test wants one.
struct PlainRenderer: Renderer {
    var fault: @Sendable (Claimed) -> RenderFault? = { _ in nil }

    func letter(for claimed: Claimed, issue: StoredIssue?) throws(RenderFault) -> Letter {
        if let fault = fault(claimed) { throw fault }
        let unsubscribe = claimed.issue.map { issue in
            Letter.Unsubscribe(link: "https://boutique.test/d/\(issue.unsubscribeToken)", mailto: nil)
        }
        return Letter(
            subject: "Bonjour", text: "Bonjour,\n\(claimed.parameters)\n", html: nil, language: "fr",
            list: FormLetter.List(id: "lettre", name: "La lettre"), unsubscribe: unsubscribe)
    }
}

extension Composer {
    static func test(rule: DeliveryRule = .everybody) throws -> Composer {
        let from = try Mailbox(name: "Boutique", address: EmailAddress("compte@boutique.test"))
        return Composer(transactional: try Identity(from: from), bulk: try Identity(from: from), rule: rule)
    }
}

extension KindDefinition {
    /// `password-reset` goes again in doubt, `newsletter` waits for a person.
    static let test: [String: KindDefinition] = [
        "password-reset": KindDefinition(
            name: "password-reset", lane: .transactional, parameters: [], retry: nil, expiresAfter: nil,
            inDoubt: .resend, locales: ["fr"]),
        "newsletter": KindDefinition(
            name: "newsletter", lane: .bulk, parameters: [], retry: nil, expiresAfter: nil, inDoubt: .hold,
            locales: ["fr"]),
    ]
}
