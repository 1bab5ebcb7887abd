import Hummingbird
import Web

/// From a request to the page that answers it. Nothing can be changed here: an editor's tools do that.
struct PreviewResponder: HTTPResponder {
    /// How long a page waits for a change before it asks anew: less than what connections are closed after.
    private static let timeout: Duration = .seconds(20)

    let feed: PreviewFeed

    func respond(to request: Request, context: ClientContext) async -> Response {
        guard request.isForLoopback else {
            return Self.text("127.0.0.1\n", status: .misdirectedRequest)
        }
        guard request.method == .get || request.method == .head else {
            var response = Self.text("GET, HEAD\n", status: .methodNotAllowed)
            response.headers[.allow] = "GET, HEAD"
            return response
        }
        let query = request.uri.queryParameters
        let response = await answer(to: PreviewRoute(path: request.uri.path) { query.get($0) })
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(to route: PreviewRoute?) async -> Response {
        if case .changes(let known) = route {
            return Self.text(await feed.version(after: known, atMost: Self.timeout))
        }
        let (snapshot, version) = feed.latest
        switch route {
        case .overview:
            return Self.page(PreviewPage(snapshot: snapshot, version: version))
        case .entry(let kind, let locale, let options):
            guard let entry = snapshot.entry(of: kind, in: locale) else { break }
            return Self.page(PreviewPage(snapshot: snapshot, version: version, entry: entry, options: options))
        case .letter(let kind, let locale, let scheme):
            guard let html = snapshot.entry(of: kind, in: locale)?.letter?.html else {
                return Self.text("", status: .notFound)
            }
            return Self.html(scheme.letter(html), policy: Self.letterPolicy)
        default: break
        }
        return Self.page(PreviewPage(snapshot: snapshot, version: version, isAstray: true), status: .notFound)
    }

    /// A letter runs nothing. Its pictures may be loaded, as they are for its readers.
    private static let letterPolicy = """
        sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; default-src 'none'; \
        style-src 'unsafe-inline'; img-src https: data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'
        """

    /// The page runs its own script and style, and shows frames of its own.
    private static func page(_ page: PreviewPage, status: HTTPResponse.Status = .ok) -> Response {
        let nonce = Nonce.fresh()
        let policy = """
            default-src 'none'; script-src 'nonce-\(nonce)'; style-src 'nonce-\(nonce)'; connect-src 'self'; \
            frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'
            """
        return html(page.html(nonce: nonce), policy: policy, status: status)
    }

    private static func html(_ text: String, policy: String, status: HTTPResponse.Status = .ok) -> Response {
        response(text, type: "text/html; charset=utf-8", status: status, [.contentSecurityPolicy: policy])
    }

    private static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        response(text, type: "text/plain; charset=utf-8", status: status)
    }

    private static func response(
        _ text: String, type: String, status: HTTPResponse.Status, _ fields: HTTPFields = [:]
    ) -> Response {
        var headers = fields
        headers[.contentType] = type
        headers[.cacheControl] = "no-store"
        headers[.xContentTypeOptions] = "nosniff"
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
