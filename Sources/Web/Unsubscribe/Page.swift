import Hummingbird

/// One page: a heading, a few sentences, at most one button. No script, no picture, nothing from elsewhere.
struct Page: Sendable {
    /// A piece of a sentence. The words are text, not HTML.
    enum Run: Sendable {
        case plain(String)
        case strong(String)
    }

    /// A form with nothing but its button.
    struct Button: Sendable {
        var text: String
        /// Where it posts to, relative.
        var action: String
        /// Whether it is what one came for, or only a way back.
        var isPrincipal: Bool
    }

    var status: HTTPResponse.Status
    var headers: HTTPFields
    var siteName: String
    var heading: String
    var paragraphs: [[Run]]
    var button: Button?

    /// The response with all its security headers. HTTPS and HSTS are the reverse proxy's.
    func response() -> Response {
        var headers = headers
        for (name, value) in Self.headers {
            if let name = HTTPFields.Element.Name(name) { headers[name] = value }
        }
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: html)))
    }

    var html: String {
        """
        <!DOCTYPE html>
        <html lang="fr">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(Self.escaped(heading)) – \(Self.escaped(siteName))</title>
        <style>\(PageStyle.css)</style>
        </head>
        <body>
        <header>\(Self.escaped(siteName))</header>
        <main>
        <h1>\(Self.escaped(heading))</h1>
        \(paragraphs.map { "<p>\($0.map(Self.html).joined())</p>" }.joined(separator: "\n"))
        \(button.map(Self.html) ?? "")
        </main>
        </body>
        </html>

        """
    }

    private static func html(_ run: Run) -> String {
        switch run {
        case .plain(let text): escaped(text)
        case .strong(let text): "<strong>\(escaped(text))</strong>"
        }
    }

    private static func html(_ button: Button) -> String {
        """
        <form method="post" action="\(escaped(button.action))">
        <input type="hidden" name="List-Unsubscribe" value="One-Click">
        <button\(button.isPrincipal ? " class=\"principal\"" : "")>\(escaped(button.text))</button>
        </form>
        """
    }

    /// Text made harmless in an element or in a quoted attribute.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static let headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Language", "fr"),
        ("Cache-Control", "no-store"),
        (
            "Content-Security-Policy",
            "default-src 'none'; style-src '\(PageStyle.hash)'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        ),
        ("X-Content-Type-Options", "nosniff"),
        // The page's address holds a token: no other site may learn it, and no search engine.
        ("Referrer-Policy", "no-referrer"),
        ("X-Robots-Tag", "noindex, nofollow"),
    ]
}
