import Hummingbird
import Mail

/// Pictures of issues, `/i/HASH.png`: an address names these bytes and never others, so whoever has them keeps them.
struct ImageResponder: HTTPResponder {
    static let prefix = "/i/"

    let store: any Archive
    let frame: PageFrame
    let rateLimiter: RateLimiter
    let outage: DatabaseOutage
    private let images = BoundedCache<String, HostedImage>(limit: 32 << 20)

    init(store: any Archive, frame: PageFrame, rateLimiter: RateLimiter, outage: DatabaseOutage) {
        self.store = store
        self.frame = frame
        self.rateLimiter = rateLimiter
        self.outage = outage
    }

    /// Where a picture is, from the endpoint's own address on.
    static func path(hash: String, format: ImageFormat) -> String {
        "\(prefix)\(hash).\(format.fileExtension)"
    }

    func respond(to request: Request, context: ClientContext) async throws -> Response {
        let pages = ReaderPages(shop: frame.shop, language: ReaderLanguage.of(request, shop: frame.shop))
        guard request.method == .get || request.method == .head else {
            return answer(request, pages.wrongMethod(allowed: "GET, HEAD"))
        }
        let hash = Self.hash(in: request.uri.path)
        // Providers fetch pictures for all their users, from a few addresses.
        if let wait = rateLimiter.wait(request, from: context.peer, hash == nil ? .looking : .fetching) {
            return answer(request, pages.tooMany(retryAfter: Int(wait.components.seconds) + 1))
        }
        guard let hash else { return answer(request, pages.notFound) }
        do throws(OutboxError) {
            let image = try await image(hash)
            outage.end()
            guard let image, Self.path(hash: hash, format: image.format) == request.uri.path else {
                return answer(request, pages.notFound)
            }
            return CachedResponse.answer(request, Self.response(image), tag: hash)
        } catch {
            outage.begin(error)
            return answer(request, pages.lettersUnavailable)
        }
    }

    private func image(_ hash: String) async throws(OutboxError) -> HostedImage? {
        if let known = images.value(for: hash) { return known }
        let image = try await store.image(hash)
        if let image { images.keep(image, bytes: image.content.count, for: hash) }
        return image
    }

    /// The 64 digits in a path; nil where no picture can be.
    private static func hash(in path: String) -> String? {
        let digits = path.dropFirst(prefix.count).prefix { $0 != "." }
        let isHash = digits.utf8.count == 64 && digits.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
        return isHash ? String(digits) : nil
    }

    private static func response(_ image: HostedImage) -> Response {
        var headers: HTTPFields = [
            .contentType: image.format.mediaType, .cacheControl: "public, max-age=31536000, immutable",
            .contentSecurityPolicy: "default-src 'none'; sandbox", .xContentTypeOptions: "nosniff",
        ]
        // It is shown by mail programs in browsers, whose pages may ask for that to be said.
        if let name = HTTPFields.Element.Name("Cross-Origin-Resource-Policy") { headers[name] = "cross-origin" }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: image.content)))
    }

    private func answer(_ request: Request, _ page: Page) -> Response {
        let response = frame.response(page)
        return request.method == .head ? response.createHeadResponse() : response
    }
}

/// Where a hosted picture is reached.
package enum ImageAddress {
    /// `https://lettre.shop.example/i/HASH.png`
    package static func text(hash: String, format: ImageFormat, publicURL: String) -> String {
        (publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL)
            + ImageResponder.path(hash: hash, format: format)
    }
}
