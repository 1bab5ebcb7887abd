import Hummingbird
import Mail
import Platform

/// From a request to the page that answers it. Only a POST changes anything, and the same POST twice gets the same answer; one that
/// asks for nothing (RFC 8058 section 3.2 names what it must hold) gets 400.
struct UnsubscribeResponder: HTTPResponder {
    private enum Change { case unsubscribe, resubscribe, confirm }

    private let store: any Subscriptions
    private let frame: PageFrame
    private let rateLimiter: RateLimiter
    private let outage: DatabaseOutage

    init(store: any Subscriptions, frame: PageFrame, rateLimiter: RateLimiter, outage: DatabaseOutage) {
        self.store = store
        self.frame = frame
        self.rateLimiter = rateLimiter
        self.outage = outage
    }

    func respond(to request: Request, context: ClientContext) async throws -> Response {
        let response = frame.response(try await page(for: request, from: context.peer))
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func page(for request: Request, from peer: IPAddress?) async throws -> Page {
        let route = UnsubscribeRoute(path: request.uri.path)
        let isDecision = request.method == .post && route?.token != nil
        if let wait = rateLimiter.wait(request, from: peer, isDecision ? .deciding : .looking) {
            return UnsubscribePages.tooMany(retryAfter: Int(wait.components.seconds) + 1)
        }
        guard let route else { return UnsubscribePages.notFound }
        switch request.method {
        case .get, .head: return await page(for: route, after: nil)
        case .post:
            let change = try await change(route, request)
            var page = await page(for: route, after: change)
            // A person may still press the button; a mailbox provider must not tell its user that all is done.
            if change == nil, isDecision, page.status == .ok { page.status = .badRequest }
            return page
        default: return UnsubscribePages.wrongMethod
        }
    }

    private func change(_ route: UnsubscribeRoute, _ request: Request) async throws -> Change? {
        switch route {
        case .subscription:
            var request = request
            let body = try await request.collectBody(upTo: .max)
            let isAsked = OneClick.isAsked(
                body: Array(body.readableBytesView), contentType: request.headers[.contentType])
            return isAsked ? .unsubscribe : nil
        case .wayBack: return .resubscribe
        case .confirmation: return .confirm
        case .brokenLink: return nil
        }
    }

    /// Makes the change, if there is one, and tells how the subscription stands then. What the store said about having
    /// changed anything is of no interest: the second click is answered like the first.
    private func page(for route: UnsubscribeRoute, after change: Change?) async -> Page {
        guard let token = route.token else { return UnsubscribePages.unknownLink }
        do throws(OutboxError) {
            switch change {
            case .unsubscribe: _ = try await store.unsubscribe(token: token)
            case .resubscribe: _ = try await store.resubscribe(token: token)
            case .confirm: _ = try await store.confirm(token: token)
            case nil: break
            }
            let subscription = try await store.subscription(token: token)
            outage.end()
            guard let subscription else { return UnsubscribePages.unknownLink }
            return switch (subscription.status, route) {
            case (.unsubscribed, _): UnsubscribePages.ended(subscription, links: route)
            case (.subscribed, .confirmation): UnsubscribePages.confirmed(subscription, links: route)
            case (.subscribed, _):
                change == .resubscribe
                    ? UnsubscribePages.restored(subscription, links: route)
                    : UnsubscribePages.offer(subscription, links: route)
            case (.pending, .confirmation(let token)): UnsubscribePages.question(subscription, action: token)
            case (.pending, _): UnsubscribePages.offer(subscription, links: route)
            }
        } catch {
            outage.begin(error)
            return UnsubscribePages.unavailable
        }
    }
}
