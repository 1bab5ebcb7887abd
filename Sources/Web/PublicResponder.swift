import Hummingbird

/// Who is asked under which path: providers below `/w/`, readers below all others.
struct PublicResponder: HTTPResponder {
    let readers: UnsubscribeResponder
    /// Nil where no provider may report.
    let providers: WebhookResponder?

    func respond(to request: Request, context: ClientContext) async throws -> Response {
        guard let providers, request.uri.path.hasPrefix(WebhookResponder.prefix) else {
            return try await readers.respond(to: request, context: context)
        }
        return try await providers.respond(to: request, context: context)
    }
}
