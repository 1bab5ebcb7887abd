import Hummingbird

/// Answers the operator's questions.
struct AdminResponder: HTTPResponder {
    let health: @Sendable () async -> HealthReport
    let metrics: MetricsRegistry
    /// nil where there is none.
    var page: OperatorPage?

    func respond(to request: Request, context: ClientContext) async -> Response {
        guard request.method == .get || request.method == .head else {
            var response = Self.text("GET or HEAD only\n", status: .methodNotAllowed)
            response.headers[.allow] = "GET, HEAD"
            return response
        }
        let response = await answer(to: request)
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(to request: Request) async -> Response {
        switch request.uri.path {
        case "/": await page?.response(to: request, health: health()) ?? Self.unknown
        case "/healthz": report(await health().checks.filter { $0.concern == .life })
        case "/readyz": report(await health().checks)
        case "/metrics": Self.text(metrics.exposition(), type: "text/plain; version=0.0.4; charset=utf-8")
        default: Self.unknown
        }
    }

    private func report(_ checks: [HealthReport.Check]) -> Response {
        let isPassing = checks.allSatisfy(\.isPassing)
        let lines = checks.map { "\($0.isPassing ? "ok" : "failing") \($0.name): \($0.detail)\n" }
        return Self.text(
            (isPassing ? "ok\n" : "failing\n") + lines.joined(), status: isPassing ? .ok : .serviceUnavailable)
    }

    private static var unknown: Response { text("/healthz, /readyz or /metrics\n", status: .notFound) }

    /// The answer to a body that none of its questions has.
    static var tooLarge: Response { text("too large\n", status: .contentTooLarge) }

    private static func text(
        _ body: String, status: HTTPResponse.Status = .ok, type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: body)))
    }
}
