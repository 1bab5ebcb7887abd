import Hummingbird
import Mail

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

    func html(_ page: Page) -> String {
        """
        <!DOCTYPE html>
        <html lang="fr">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(HTMLText.escaped(page.heading)) – \(HTMLText.escaped(shop.name))</title>
        <style>\(style.css)</style>
        </head>
        <body>
        <header>\(HTMLText.escaped(shop.name))</header>
        <main>
        <h1>\(HTMLText.escaped(page.heading))</h1>
        \(page.paragraphs.map { "<p>\($0.map(Self.html).joined())</p>" }.joined(separator: "\n"))
        \(page.button.map(Self.html) ?? "")
        </main>
        <footer>
        \(footer)
        </footer>
        </body>
        </html>

        """
    }

    /// Where a person answers, and the company, as at the foot of the letters.
    private var footer: String {
        let address = HTMLText.escaped(shop.helpAddress)
        let link = "<a href=\"\(HTMLText.escaped(shop.url))\">\(HTMLText.escaped(shop.name))</a>"
        return """
            <p>Une question\u{202F}? Écrivez-nous à <a href="mailto:\(address)">\(address)</a>.</p>
            <p>\(([link] + shop.legal.map(HTMLText.escaped)).joined(separator: "<br>\n"))</p>
            """
    }

    private static func html(_ run: Page.Run) -> String {
        switch run {
        case .plain(let text): HTMLText.escaped(text)
        case .strong(let text): "<strong>\(HTMLText.escaped(text))</strong>"
        }
    }

    private static func html(_ button: Page.Button) -> String {
        """
        <form method="post" action="\(HTMLText.escaped(button.action))">
        <input type="hidden" name="List-Unsubscribe" value="One-Click">
        <button\(button.isPrincipal ? " class=\"principal\"" : "")>\(HTMLText.escaped(button.text))</button>
        </form>
        """
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
