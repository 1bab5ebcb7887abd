import Foundation
import Hummingbird
import Logging

/// One request of somebody's browser.
struct Visit: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The browser's cookie: a session's where somebody is signed in.
    var secret = ""
    /// Who is signed in.
    var account: Account?

    init(source: Source) { coreContext = CoreRequestContextStorage(source: source) }
}

/// Gives each browser its cookie, knows who is signed in, and makes a page of whatever goes wrong.
struct VisitMiddleware: RouterMiddleware {
    typealias Context = Visit

    private static let cookie = "boutique"
    /// Pages load the shop's own style, and nothing else.
    private static let policy = """
        default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
        """

    let site: Site

    func handle(
        _ request: Request, context: Visit, next: (Request, Visit) async throws -> Response
    ) async throws -> Response {
        var visit = context
        let known = request.cookies[Self.cookie]?.value
        let secret = known ?? Secret.make()
        visit.secret = secret
        var response: Response
        do {
            if known != nil {
                visit.account = try await site.pool.use { try await Sessions(database: $0).account(of: secret) }
            }
            response = try await next(request, visit)
        } catch let error as HTTPError {
            response = site.failure(visit, error.status)
        } catch {
            visit.logger.error("\(error)")
            response = site.failure(visit, .serviceUnavailable)
        }
        if known == nil, response.headers[.setCookie] == nil { response.setSecret(secret) }
        response.headers[.contentSecurityPolicy] = Self.policy
        response.headers[.cacheControl] = "no-store"
        response.headers[.xContentTypeOptions] = "nosniff"
        return response
    }
}

extension Response {
    /// Gives the browser this cookie. On the open net it would be `Secure` as well, and named `__Host-`.
    mutating func setSecret(_ secret: String) {
        headers[.setCookie] = "boutique=\(secret); Path=/; HttpOnly; SameSite=Lax"
    }

    /// Leads on after a form, so that reloading the page sends nothing twice.
    static func seeOther(_ path: String) -> Response { Response(status: .seeOther, headers: [.location: path]) }
}
