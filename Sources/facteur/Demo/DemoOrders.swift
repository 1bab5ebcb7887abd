import Mail
import Postgres
import Templates

extension OutboxAdministration {
    /// The list that the demo's newsletters go to.
    private static var demoList: String { "lettre" }

    /// Puts one message of the demo into the outbox and returns its id. `body` is its parameters, or an issue's content: that one goes
    /// to everybody who was ever named here, and the id is the issue's.
    func order(_ kind: TemplateKind, to recipient: String, name: String?, body: String) async throws(OutboxError)
        -> MessageID
    {
        guard kind.definition.lane == .bulk else {
            return try await enqueue(
                kind: kind.definition.name, recipient: recipient, parameters: body, recipientName: name)
        }
        _ = try await subscribe(email: recipient, list: Self.demoList, name: name)
        return try await createNewsletter(list: Self.demoList, content: body)
    }
}

extension TemplateKind {
    /// What the demo fills an order with.
    var sampleBody: String { sampleContent ?? sampleParameters }
}
