import Mail

extension TemplateLibrary {
    /// A kind's sample, rendered as a worker would: for checks, tests and the preview.
    package func sampleLetter(of kind: String, locale: String) throws(RenderFault) -> Letter {
        let content = self.kind(named: kind)?.sampleContent
        return try letter(
            for: try sampleMessage(of: kind, locale: locale), issue: content.map { StoredIssue(content: $0) })
    }

    /// The message that a kind's sample would be. The moment and the id are fixed, so that the same templates give the same
    /// bytes.
    package func sampleMessage(of kind: String, locale: String) throws(RenderFault) -> Claimed {
        guard let sample = self.kind(named: kind), let id = MessageID("01936000-0000-7000-8000-000000000000") else {
            throw RenderFault("\(kind): there is no such kind in the templates")
        }
        // 23 November 2026, 14:05 in Paris.
        let enqueued = Timestamp(seconds: 1_795_439_100)
        let isBulk = sample.definition.lane == .bulk
        return Claimed(
            lease: Lease(message: id, token: 1), status: .due, kind: kind, lane: sample.definition.lane, attempt: 1,
            recipient: "camille@exemple.fr", recipientName: "Camille", locale: locale,
            parameters: sample.sampleParameters, enqueuedAt: enqueued, datedAt: enqueued,
            expiresAt: sample.definition.expiresAfter.map { enqueued + $0 }, expiresIn: sample.definition.expiresAfter,
            queued: .zero, issue: isBulk ? Claimed.Issue(id: id, unsubscribeToken: "exemple-2f6d0a81c4") : nil)
    }
}
