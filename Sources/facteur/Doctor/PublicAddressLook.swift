import Mail
import Transfer
import Web

/// Looks whether readers who follow a link arrive at our own page.
struct PublicAddressLook {
    /// A path below which no link leads: the answer is one of our pages, and the database is not asked.
    static let path = "/d/doctor"
    /// Names that are nobody's (RFC 2606, RFC 6761).
    private static let reserved = [".example", ".test", ".invalid", "example.com", "example.net", "example.org"]
    private static let check = "web.publicUrl"

    let settings: Settings

    /// Nothing where no address is set: that is among the settings' warnings.
    func findings() async -> [Finding] {
        guard let url = settings[Keys.Web.publicURL] else { return [] }
        if let name = Self.reserved.first(where: { Self.host(of: url).hasSuffix($0) }) {
            return [
                .warning(
                    Self.check, "\(url): names with \(name) are for examples (RFC 2606), and nobody's: set your own")
            ]
        }
        let base = url.hasSuffix("/") ? String(url.dropLast()) : url
        return [Self.judge(await PageFetch.get(base + Self.path), of: url, now: .now)]
    }

    static func isOurs(_ page: PageFetch.Page) -> Bool {
        UnsubscribeEndpoint.isAnswerToBrokenLink(status: page.status, page: page.text)
    }

    /// What is thought of the answer. Pure.
    static func judge(_ answer: PageFetch.Answer, of url: String, now: Timestamp) -> Finding {
        switch answer {
        case .failed(let fault): return judge(fault, of: url)
        case .page(let page) where isOurs(page):
            guard url.hasPrefix("https://") else { return .ok(check, "\(url): our own page") }
            let end = CertificateEnd.description(page.certificateEnd, now: now)
            let text = "\(url): our own page, \(end.text)"
            return end.isSoon ? .warning(check, "\(text): renew it") : .ok(check, text)
        case .page(let page): return judge(page, of: url)
        }
    }

    private static func judge(_ page: PageFetch.Page, of url: String) -> Finding {
        switch page.status {
        case 300..<400:
            let place = page.location.map { " to \($0)" } ?? ""
            return .failing(
                check, .settings,
                "\(url) redirects\(place): providers' one-click POSTs follow none (RFC 8058): set the address where the page is"
            )
        case 401, 403, 407:
            return .failing(
                check, .settings,
                "\(url) asks for a login (\(page.status)): readers have none: let /d/, /c/ and /p/ through"
            )
        case 429: return .warning(check, "\(url) answers 429, too many requests: look again in a minute")
        case 502, 503, 504:
            return .failing(
                check, .unavailable,
                "\(url): the proxy answers \(page.status): is facteur web up (systemctl status facteur-web), on web.listen?"
            )
        default:
            return .failing(
                check, .settings,
                "\(url) answers \(page.status), and not with our page: the proxy must pass /d/, /c/ and /p/ on to web.listen"
            )
        }
    }

    private static func judge(_ fault: TransferFault, of url: String) -> Finding {
        switch fault.kind {
        case .insecure:
            .failing(check, .settings, "\(url): TLS cannot be trusted, nor will readers' browsers: \(fault)")
        case .unreachable:
            // Readers may get there from elsewhere: a firewall that lets nobody out, or no way back in from inside.
            .warning(check, "\(url) is not reached from here: \(fault): is the proxy up, and the name in the DNS?")
        default: .failing(check, .settings, "\(url): \(fault)")
        }
    }

    /// In lower case, without port.
    private static func host(of url: String) -> String {
        let rest = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
        return rest.prefix { $0 != "/" && $0 != ":" }.lowercased()
    }
}
