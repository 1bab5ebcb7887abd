import Hummingbird

/// What all pages have around them.
struct PageFrame: Sendable {
    let shop: ShopIdentity
    let style: PageStyle

    init(shop: ShopIdentity) {
        self.shop = shop
        style = PageStyle(accent: shop.accent, accentText: shop.accentText)
    }

    /// The response with all its security headers. HTTPS and HSTS are the reverse proxy's.
    func response(_ page: Page) -> Response {
        var headers = page.headers
        for (name, value) in securityHeaders {
            if let name = HTTPFields.Element.Name(name) { headers[name] = value }
        }
        return Response(status: page.status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: html(page))))
    }

    private static let template = PageTemplate(
        "unsubscribe", of: ["unsubscribe": PackageResources.unsubscribe_html])

    /// At its foot, where a person answers, and the company, as at the foot of the letters.
    func html(_ page: Page) -> String {
        Self.template.html([
            "heading": page.heading, "shop": shop.name, "style": style.css, "help": shop.helpAddress,
            "url": shop.url, "legal": shop.legal,
            "paragraphs": page.paragraphs.map { ["runs": $0.map(Self.values)] },
            "button": page.button.map { [Self.values($0)] } ?? [],
        ])
    }

    private static func values(_ run: Page.Run) -> [String: Any] {
        switch run {
        case .plain(let text): ["text": text, "isStrong": false]
        case .strong(let text): ["text": text, "isStrong": true]
        }
    }

    private static func values(_ button: Page.Button) -> [String: Any] {
        ["action": button.action, "text": button.text, "isPrincipal": button.isPrincipal]
    }

    private var securityHeaders: [(String, String)] {
        [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Language", "fr"),
            ("Cache-Control", "no-store"),
            (
                "Content-Security-Policy",
                "default-src 'none'; style-src '\(style.hash)'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
            ),
            ("X-Content-Type-Options", "nosniff"),
            // The page's address holds a token: no other site may learn it, and no search engine.
            ("Referrer-Policy", "no-referrer"),
            ("X-Robots-Tag", "noindex, nofollow"),
        ]
    }
}
