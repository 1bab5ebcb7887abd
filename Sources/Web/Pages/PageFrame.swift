import Hummingbird
import Mail

/// What all pages have around them.
struct PageFrame: Sendable {
    let shop: ShopIdentity
    let style: PageStyle

    init(shop: ShopIdentity) {
        self.shop = shop
        style = PageStyle(shop.appearance)
    }

    /// The response with all its security headers. HTTPS and HSTS are the reverse proxy's.
    func response(_ page: Page) -> Response {
        var headers = page.headers
        headers[.contentType] = "text/html; charset=utf-8"
        headers[.contentLanguage] = page.language.rawValue
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
        headers[.contentSecurityPolicy] = policy
        headers[.xContentTypeOptions] = "nosniff"
        // The page's address may hold a token: no other site may learn it, and no search engine.
        headers.referrerPolicy = "no-referrer"
        if !page.isPublic { headers.robotsTag = "noindex, nofollow" }
        return Response(status: page.status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: html(page))))
    }

    /// What a browser may load and do there.
    var policy: String {
        "default-src 'none'; \(pictures)style-src '\(style.hash)'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    }

    /// Where the logos are, and nothing else.
    private var pictures: String {
        let origins = Set(
            [shop.appearance.logoURL, shop.appearance.logoDarkURL].compactMap { $0.flatMap(Self.origin) })
        return origins.isEmpty ? "" : "img-src \(origins.sorted().joined(separator: " ")); "
    }

    /// `https://cdn.shop.example:8443` of an address there; nil for what cannot stand in a policy.
    private static func origin(_ url: String) -> String? {
        guard let scheme = url.firstRange(of: "://") else { return nil }
        let origin = url[..<scheme.upperBound] + url[scheme.upperBound...].prefix { !"/?#".contains($0) }
        let isPlain = origin.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !";,'\"".utf8.contains($0) }
        return isPlain ? String(origin) : nil
    }

    private static let template = PageTemplate(
        "page",
        of: [
            "page": PackageResources.page_html, "choices": PackageResources.choices_html,
            "masthead": PackageResources.masthead_html, "foot": PackageResources.foot_html,
        ])

    /// At its foot, where a person answers, and the company, as at the foot of the letters.
    func html(_ page: Page) -> String {
        var values: [String: Any] = [
            "language": page.language.rawValue, "heading": page.heading, "shop": shop.name, "url": shop.url,
            "style": style.css, "isPublic": page.isPublic,
            "paragraphs": page.paragraphs.map { ["runs": $0.map(Self.values)] },
            "entries": page.entries.map(Self.values), "hasEntries": !page.entries.isEmpty,
            "links": page.links.map(Self.values), "hasLinks": !page.links.isEmpty,
            "choices": page.choices.map { [Self.values($0)] } ?? [],
        ]
        values["notice"] = page.notice
        values["feed"] = page.feed
        switch page.action {
        case .form(let text, let target, let isPrincipal):
            values["button"] = ["text": text, "target": target, "isPrincipal": isPrincipal] as [String: Any]
        case .link(let link): values["way"] = Self.values(link)
        case nil: break
        }
        values.merge(marks) { $1 }
        values.merge(foot(page.language)) { $1 }
        return Self.template.html(values)
    }

    private var marks: [String: Any] {
        var values: [String: Any] = [:]
        values["logo"] = shop.appearance.logoURL
        values["logoDark"] = shop.appearance.logoDarkURL
        return values
    }

    private func foot(_ language: Language) -> [String: Any] {
        var values: [String: Any] = ["question": Phrases.question.text(language), "help": shop.helpAddress]
        values["company"] = shop.company.line
        if !shop.company.office.isEmpty {
            values["office"] = Phrases.office.text(language, ["office": shop.company.office])
        }
        values["pages"] = pages(language).map(Self.values)
        return values
    }

    private func pages(_ language: Language) -> [Page.Link] {
        let own: [(Phrase, String?)] = [
            (Phrases.site, shop.url), (Phrases.account, shop.pages.accountURL),
            (Phrases.privacy, shop.pages.privacyURL),
        ]
        let links = own.compactMap { phrase, address in
            address.map { Page.Link(text: phrase.text(language), target: $0) }
        }
        return links + shop.pages.social.map { Page.Link(text: $0.name, target: $0.url) }
    }

    private static func values(_ run: Page.Run) -> [String: Any] {
        switch run {
        case .plain(let text): ["text": text, "isStrong": false]
        case .strong(let text): ["text": text, "isStrong": true]
        }
    }

    private static func values(_ link: Page.Link) -> [String: Any] { ["text": link.text, "target": link.target] }

    private static func values(_ entry: Page.Entry) -> [String: Any] {
        ["link": values(entry.link), "date": entry.date, "machineDate": entry.machineDate]
    }

    private static func values(_ choices: Page.Choices) -> [String: Any] {
        let items = choices.items.map { item -> [String: Any] in
            let options = item.options.map { option -> [String: Any] in
                ["id": item.id, "value": option.value, "text": option.text, "isChosen": option.isChosen]
            }
            let shown = item.options.first(where: \.isChosen)?.value ?? ""
            return ["id": item.id, "title": item.title, "shown": shown, "options": options]
        }
        return ["target": choices.target, "button": choices.button, "items": items]
    }
}

extension HTTPFields {
    /// Who may learn from which page a reader comes.
    var referrerPolicy: String? {
        get { HTTPFields.Element.Name("Referrer-Policy").flatMap { self[$0] } }
        set { if let name = HTTPFields.Element.Name("Referrer-Policy") { self[name] = newValue } }
    }

    /// What search engines may do with a page.
    var robotsTag: String? {
        get { HTTPFields.Element.Name("X-Robots-Tag").flatMap { self[$0] } }
        set { if let name = HTTPFields.Element.Name("X-Robots-Tag") { self[name] = newValue } }
    }
}
