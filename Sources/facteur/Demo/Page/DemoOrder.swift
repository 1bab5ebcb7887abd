import Hummingbird

/// What the form sends: one message to enqueue.
struct DemoOrder: Decodable, Sendable {
    var kind: String
    var recipient: String
    var name: String
    /// A JSON object.
    var parameters: String

    /// Whether the message is in the outbox, and if not, why.
    struct Answer: ResponseEncodable, Codable, Sendable {
        /// The message's id, or nil when it was refused.
        var id: String?
        var fault: String?
    }

    /// Reads a request. Only JSON is taken: a form on another site cannot send that without asking first (CORS).
    static func taken(from request: Request, _ context: BasicRequestContext) async throws -> DemoOrder {
        guard let type = request.headers[.contentType], type.hasPrefix("application/json") else {
            throw HTTPError(.unsupportedMediaType)
        }
        return try await request.decode(as: DemoOrder.self, context: context)
    }

    func placed(with enqueue: DemoPage.Enqueue) async -> Answer {
        do {
            return Answer(id: try await enqueue(kind, recipient, name, parameters))
        } catch {
            return Answer(fault: String(describing: error))
        }
    }
}
