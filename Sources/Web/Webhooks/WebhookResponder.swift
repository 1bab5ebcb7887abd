import Hummingbird
import Webhooks

/// Answers `POST /w/PROVIDER`. Providers are no readers: what they are answered is a status and a word.
struct WebhookResponder: HTTPResponder {
    static let prefix = "/w/"

    /// More than a reader may send.
    static var allowance: BodyAllowance {
        BodyAllowance(prefix: prefix, limit: WebhookIntake.bodyLimit, tooLarge: response(.tooLarge))
    }

    let intake: WebhookIntake
    let rateLimiter: RateLimiter
    let outage: DatabaseOutage
    let measures: WebhookMeasures

    func respond(to request: Request, context: ClientContext) async throws -> Response {
        var request = request
        let body = try await request.collectBody(upTo: WebhookIntake.bodyLimit)
        let provider = String(request.uri.path.dropFirst(Self.prefix.count))
        let answer = await intake.take(
            WebhookRequest(
                headers: request.headers.map { .init($0.name.rawName, $0.value) }, body: Array(body.readableBytesView)),
            from: provider, method: request.method.rawValue)
        measures.record(answer, provider)
        switch answer {
        case .taken: outage.end()
        case .unavailable(let error?): outage.begin(error)
        // A provider reports as often as mail goes out, so its own requests are not counted; who proves nothing asks as a reader does.
        case .unproven, .unknownProvider, .malformed, .wrongMethod:
            if let wait = rateLimiter.wait(request, from: context.peer, .looking) {
                return Self.text(
                    "too many requests\n", .tooManyRequests, [.retryAfter: "\(wait.components.seconds + 1)"])
            }
        case .unavailable(nil), .tooLarge: break
        }
        return Self.response(answer)
    }

    private static func response(_ answer: WebhookAnswer) -> Response {
        var headers = HTTPFields()
        if answer == .wrongMethod { headers[.allow] = "POST" }
        if case .unavailable = answer { headers[.retryAfter] = "60" }
        return text(answer.line, HTTPResponse.Status(code: answer.status), headers)
    }

    private static func text(_ line: String, _ status: HTTPResponse.Status, _ fields: HTTPFields) -> Response {
        var headers = fields
        headers[.contentType] = "text/plain; charset=utf-8"
        headers[.cacheControl] = "no-store"
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: line)))
    }
}
