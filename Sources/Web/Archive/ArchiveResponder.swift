import Hummingbird
import Mail

/// Letters for whoever likes to read them: a public list's archive and its feed, and each issue by its address.
///
/// One answer for every address behind which nothing is public, so that none tells which lists there are.
struct ArchiveResponder: HTTPResponder {
    /// Issues on a page, and in the feed.
    static let perPage = 50
    static let perFeed = 20

    let store: any Archive
    /// nil where the templates cannot be used.
    let shelf: IssueShelf?
    /// Without a slash at its end; empty where it is not known.
    let base: String
    let frame: PageFrame
    let rateLimiter: RateLimiter
    let outage: DatabaseOutage

    func respond(to request: Request, context: ClientContext) async throws -> Response {
        let language = ReaderLanguage.of(request, shop: frame.shop)
        let pages = ReaderPages(shop: frame.shop, language: language)
        if let wait = rateLimiter.wait(request, from: context.peer, .looking) {
            return answer(request, pages.tooMany(retryAfter: Int(wait.components.seconds) + 1))
        }
        guard request.method == .get || request.method == .head else {
            return answer(request, pages.wrongMethod(allowed: "GET, HEAD"))
        }
        do throws(OutboxError) {
            let found = try await found(request, pages)
            outage.end()
            return found ?? answer(request, pages.unpublished)
        } catch {
            outage.begin(error)
            return answer(request, pages.lettersUnavailable)
        }
    }

    private func found(_ request: Request, _ pages: ReaderPages) async throws(OutboxError) -> Response? {
        switch ArchiveRoute(path: request.uri.path, query: request.uri.query) {
        case .list(let name, let page): try await archive(of: name, page: page, request, pages)
        case .feed(let name): try await feed(of: name, request, pages)
        case .issue(let id, let list): try await issue(id, of: list, request, pages)
        case nil: nil
        }
    }

    private func archive(
        of name: String, page number: Int, _ request: Request, _ pages: ReaderPages
    ) async throws(OutboxError) -> Response? {
        guard let list = try await store.list(named: name) else { return nil }
        guard let shelf else { return answer(request, pages.lettersUnavailable) }
        let first = (number - 1) * Self.perPage
        // A page behind the last one is none.
        if first > 0, first >= list.issues { return nil }
        let entries = try await store.issues(of: name, after: first, limit: Self.perPage)
        var letters: [ArchivePages.Item] = []
        for entry in entries {
            guard let letter = try await shelf.page(entry.id, in: pages.language) else { continue }
            letters.append(ArchivePages.Item(entry: entry, title: letter.subject))
        }
        let page = ArchivePages(pages).page(
            of: list, named: name, letters, number: number, isLast: first + entries.count >= list.issues)
        let response = frame.response(page)
        return CachedResponse.answer(
            request, response, tag: CachedResponse.tag(of: frame.html(page)),
            modifiedAt: number == 1 ? entries.first?.publishedAt : nil)
    }

    private func feed(
        of name: String, _ request: Request, _ pages: ReaderPages
    ) async throws(OutboxError) -> Response? {
        guard let list = try await store.list(named: name) else { return nil }
        guard let shelf else { return answer(request, pages.lettersUnavailable) }
        // A feed is fetched by a machine, for readers whose languages it does not say.
        let language = list.locale.flatMap { Language(tag: $0) } ?? frame.shop.language
        var feed = AtomFeed(
            list: name, title: list.title ?? frame.shop.newsletterName ?? name, author: frame.shop.name,
            createdAt: list.createdAt, address: base + ArchiveRoute.prefix + ArchiveRoute.encoded(name),
            language: language, entries: [])
        for entry in try await store.issues(of: name, after: 0, limit: Self.perFeed) {
            guard let letter = try await shelf.page(entry.id, in: language) else { continue }
            feed.entries.append(
                AtomFeed.Entry(
                    id: entry.id, title: letter.subject, publishedAt: entry.publishedAt,
                    language: letter.language, content: String(IssueMarkup.body(of: letter.html))))
        }
        let xml = feed.xml
        let headers: HTTPFields = [
            .contentType: "application/atom+xml; charset=utf-8", .cacheControl: "public, max-age=900",
            .xContentTypeOptions: "nosniff",
        ]
        return CachedResponse.answer(
            request, Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(string: xml))),
            tag: CachedResponse.tag(of: xml), modifiedAt: feed.entries.first?.publishedAt)
    }

    private func issue(
        _ id: MessageID, of list: String, _ request: Request, _ pages: ReaderPages
    ) async throws(OutboxError) -> Response? {
        guard let shelf else { return answer(request, pages.lettersUnavailable) }
        guard let letter = try await shelf.letter(id, in: pages.language), letter.issue.issue.list?.name == list else {
            return nil
        }
        let response = IssueResponse.response(letter)
        return CachedResponse.answer(
            request, response, tag: CachedResponse.tag(of: letter.page.html + "\(letter.issue.isPublic)"),
            modifiedAt: letter.issue.publishedAt)
    }

    private func answer(_ request: Request, _ page: Page) -> Response {
        let response = frame.response(page)
        return request.method == .head ? response.createHeadResponse() : response
    }
}
