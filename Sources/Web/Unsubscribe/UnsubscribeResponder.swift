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
        let pages = ReaderPages(shop: frame.shop, language: ReaderLanguage.of(request, shop: frame.shop))
        let route = UnsubscribeRoute(path: request.uri.path)
        let isDecision = request.method == .post && route?.token != nil
        if let wait = rateLimiter.wait(request, from: peer, isDecision ? .deciding : .looking) {
            return pages.tooMany(retryAfter: Int(wait.components.seconds) + 1)
        }
        guard let route else { return pages.notFound }
        guard [.get, .head, .post].contains(request.method) else { return pages.wrongMethod() }
        let body = request.method == .post ? try await Self.body(of: request) : nil
        if case .preferences(let token) = route { return await preferences(token, body, pages) }
        let change = body.flatMap { Self.change(route, $0, contentType: request.headers[.contentType]) }
        var page = await page(for: route, after: change, pages)
        // A person may still press the button; a mailbox provider must not tell its user that all is done.
        if change == nil, isDecision, page.status == .ok { page.status = .badRequest }
        return page
    }

    /// What was sent; how long it may be, the listener sees to.
    private static func body(of request: Request) async throws -> [UInt8] {
        var request = request
        return Array(try await request.collectBody(upTo: .max).readableBytesView)
    }

    private static func change(_ route: UnsubscribeRoute, _ body: [UInt8], contentType: String?) -> Change? {
        switch route {
        case .subscription: OneClick.isAsked(body: body, contentType: contentType) ? .unsubscribe : nil
        case .wayBack: .resubscribe
        case .confirmation: .confirm
        case .preferences, .brokenLink: nil
        }
    }

    /// Makes the change, if there is one, and tells how the subscription stands then. What the store said about having
    /// changed anything is of no interest: the second click is answered like the first.
    private func page(for route: UnsubscribeRoute, after change: Change?, _ pages: ReaderPages) async -> Page {
        guard let token = route.token else { return pages.unknownLink }
        if token == Claimed.Issue.tokenOfNobody { return pages.testCopy }
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
            let pages = pages.in(subscription.locale)
            return switch (subscription.status, route) {
            case (.unsubscribed, _): pages.ended(subscription, links: route)
            case (.subscribed, .confirmation): pages.confirmed(subscription, links: route)
            case (.subscribed, _):
                change == .resubscribe
                    ? pages.restored(subscription, links: route) : pages.offer(subscription, links: route)
            case (.pending, .confirmation(let token)): pages.question(subscription, target: token)
            case (.pending, _): pages.offer(subscription, links: route)
            }
        } catch {
            outage.begin(error)
            return pages.unavailable
        }
    }

    /// All lists of the token's reader. What they choose holds for those lists alone that the form showed otherwise: a page that lay open
    /// takes nobody back to a list that was left meanwhile.
    private func preferences(_ token: String, _ body: [UInt8]?, _ pages: ReaderPages) async -> Page {
        if token == Claimed.Issue.tokenOfNobody { return pages.testCopy }
        do throws(OutboxError) {
            guard let subscription = try await store.subscription(token: token) else {
                outage.end()
                return pages.unknownLink
            }
            var lists = try await store.preferences(token: token)
            if let body {
                let choices = PreferenceForm(body)
                for list in lists {
                    guard let choice = choices.choice(for: list.list) else { continue }
                    for change in list.changes(to: choice) {
                        _ = try await store.change(change, list: list.list, token: token)
                    }
                }
                lists = try await store.preferences(token: token)
            }
            outage.end()
            let shown = PreferencePages(pages.in(subscription.locale))
            return shown.page(subscription, lists, target: token, isSaved: body != nil)
        } catch {
            outage.begin(error)
            return pages.unavailable
        }
    }
}
