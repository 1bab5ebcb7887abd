import Hummingbird
import Logging
import Mail

/// From a request to the page that answers it. Only a POST changes anything, and the same POST twice gets the same answer.
struct UnsubscribeResponder: HTTPResponder {
    private enum Change { case unsubscribe, resubscribe, confirm }

    private let store: any Subscriptions
    private let pages: UnsubscribePages
    private let outage: Outage

    init(store: any Subscriptions, pages: UnsubscribePages, logger: Logger) {
        self.store = store
        self.pages = pages
        outage = Outage(logger: logger)
    }

    func respond(to request: Request, context: BasicRequestContext) async -> Response {
        guard let route = UnsubscribeRoute(path: request.uri.path) else { return pages.notFound.response() }
        switch request.method {
        case .get: return await page(for: route, after: nil).response()
        case .head: return await page(for: route, after: nil).response().createHeadResponse()
        case .post:
            var request = request
            guard let body = try? await request.collectBody(upTo: OneClick.bodyLimit) else {
                return pages.tooLarge.response()
            }
            let isOneClick = OneClick.isAsked(
                body: Array(body.readableBytesView), contentType: request.headers[.contentType])
            let change: Change? =
                switch route {
                case .subscription: isOneClick ? .unsubscribe : nil
                case .wayBack: .resubscribe
                case .confirmation: .confirm
                case .brokenLink: nil
                }
            return await page(for: route, after: change).response()
        default: return pages.wrongMethod.response()
        }
    }

    /// Makes the change, if there is one, and tells how the subscription stands then. What the store said about having
    /// changed anything is of no interest: the second click is answered like the first.
    private func page(for route: UnsubscribeRoute, after change: Change?) async -> Page {
        guard let token = route.token else { return pages.unknownLink }
        do throws(OutboxError) {
            switch change {
            case .unsubscribe: _ = try await store.unsubscribe(token: token)
            case .resubscribe: _ = try await store.resubscribe(token: token)
            case .confirm: _ = try await store.confirm(token: token)
            case nil: break
            }
            let subscription = try await store.subscription(token: token)
            outage.end()
            guard let subscription else { return pages.unknownLink }
            return switch (subscription.standing, route) {
            case (.unsubscribed, _): pages.ended(subscription, links: route)
            case (.subscribed, .confirmation): pages.confirmed(subscription, links: route)
            case (.subscribed, _):
                change == .resubscribe
                    ? pages.restored(subscription, links: route) : pages.offer(subscription, links: route)
            case (.pending, .confirmation(let token)): pages.question(subscription, action: token)
            case (.pending, _): pages.offer(subscription, links: route)
            }
        } catch {
            outage.begin(error)
            return pages.unavailable
        }
    }
}
