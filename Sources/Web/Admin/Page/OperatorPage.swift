import Crypto
import FoundationEssentials
import Hummingbird
import Mail

/// The page on which an operator sees how mail goes: what is wrong on top, then the last hours as plots, then the lists. Read-only; nothing
/// from elsewhere, and no cookie. A little script of its own brings it up to date; without it the browser loads it anew.
struct OperatorPage: Sendable {
    private let source: OverviewSource
    private let hosts: AdminHosts
    private let banner: @Sendable () -> String?

    /// - Parameters:
    ///   - read: Asks the database.
    ///   - hosts: By which names it may be asked for.
    ///   - banner: A sentence in French that stands above all else while something is not as in production; nil for none.
    init(
        read: @escaping OverviewSource.Read, hosts: AdminHosts, banner: @escaping @Sendable () -> String?
    ) {
        source = OverviewSource(read)
        self.hosts = hosts
        self.banner = banner
    }

    func response(to request: Request, health: HealthReport) async -> Response {
        guard hosts.admit(request.head.authority) else {
            return Response(
                status: .misdirectedRequest, headers: [.contentType: "text/plain; charset=utf-8"],
                body: .init(
                    byteBuffer: ByteBuffer(
                        string: "ask for this page by an address, by localhost or by the name in admin.listen\n")))
        }
        let look = await source.look(isAway: health.isFailing("database"))
        let html = Self.html(look, health: health, banner: banner())
        var headers: HTTPFields = [:]
        for (name, value) in Self.headers {
            if let name = HTTPFields.Element.Name(name) { headers[name] = value }
        }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(string: html)))
    }

    /// The whole page.
    static func html(_ look: OverviewLook, health: HealthReport, banner: String? = nil) -> String {
        var values = OperatorValues(look, health: health, banner: banner).all
        values["style"] = style
        values["script"] = script
        return template.html(values)
    }

    private static let template = PageTemplate(
        "operator",
        of: [
            "operator": PackageResources.operator_html, "plot": PackageResources.plot_html,
            "lists": PackageResources.lists_html, "failure": PackageResources.failure_html,
        ])
    private static let style = "\n" + String(decoding: PackageResources.operator_css, as: UTF8.self)
    private static let script = "\n" + String(decoding: PackageResources.operator_js, as: UTF8.self)

    static let headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Language", "fr"),
        ("Cache-Control", "no-store"),
        (
            "Content-Security-Policy",
            """
            default-src 'none'; style-src '\(hash(style))'; script-src '\(hash(script))'; connect-src 'self'; \
            form-action 'none'; frame-ancestors 'none'; base-uri 'none'
            """
        ),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Robots-Tag", "noindex, nofollow"),
    ]

    private static func hash(_ text: String) -> String {
        "sha256-" + Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
    }
}
