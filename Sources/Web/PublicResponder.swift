import Hummingbird

/// Who is asked under which path: providers below `/w/`, whoever likes to read below `/archive/` and `/i/`, readers with a token below all
/// others.
struct PublicResponder: HTTPResponder {
    let readers: UnsubscribeResponder
    /// Nil where no provider may report.
    var providers: WebhookResponder?
    /// Nil where nothing is shown but readers' own.
    var archive: ArchiveResponder?
    var images: ImageResponder?

    func respond(to request: Request, context: ClientContext) async throws -> Response {
        let path = request.uri.path
        if let providers, path.hasPrefix(WebhookResponder.prefix) {
            return try await providers.respond(to: request, context: context)
        }
        if let archive, path.hasPrefix(ArchiveRoute.prefix) {
            return try await archive.respond(to: request, context: context)
        }
        if let images, path.hasPrefix(ImageResponder.prefix) {
            return try await images.respond(to: request, context: context)
        }
        return try await readers.respond(to: request, context: context)
    }
}
