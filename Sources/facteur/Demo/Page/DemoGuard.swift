import HTTPTypes
import Hummingbird
import Web

/// Keeps other web pages out of the demo's, and the mails it shows in their frame.
struct DemoGuard: RouterMiddleware {
    typealias Context = BasicRequestContext

    /// The page loads its own files and nothing else.
    static let pagePolicy = """
        default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; \
        form-action 'none'; base-uri 'none'; frame-ancestors 'none'
        """
    /// A mail runs nothing and loads nothing; its links open in a window of their own.
    static let mailPolicy = mailPolicy(pictures: "data:")
    /// The same with the pictures that its readers would see, also those that this machine serves.
    static let picturesPolicy = mailPolicy(pictures: "data: https: http://127.0.0.1:* http://localhost:*")

    private static func mailPolicy(pictures: String) -> String {
        """
        sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; \
        img-src \(pictures); form-action 'none'; base-uri 'none'; frame-ancestors 'self'
        """
    }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard request.isForLoopback else { throw HTTPError(.misdirectedRequest) }
        var response = try await next(request, context)
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = Self.pagePolicy
        }
        response.headers[.cacheControl] = "no-store"
        response.headers[.xContentTypeOptions] = "nosniff"
        return response
    }
}
