/// What tells the shop's own statistics that a visit came from a letter: UTM parameters, the same for every reader.
package struct CampaignParameters: Sendable, Hashable {
    /// `utm_source`, as `newsletter`.
    package var source: String?
    /// `utm_medium`, as `email`.
    package var medium: String?
    /// `utm_campaign`; `{list}` stands for the list's name, `{issue}` for the issue's id.
    package var campaign: String?

    package init(source: String? = nil, medium: String? = nil, campaign: String? = nil) {
        self.source = source
        self.medium = medium
        self.campaign = campaign
    }

    /// By name, for one issue.
    func pairs(list: String, issue: String) -> [(name: String, value: String)] {
        let campaign = campaign?.replacing("{list}", with: list).replacing("{issue}", with: issue)
        let all = [("utm_source", source), ("utm_medium", medium), ("utm_campaign", campaign)]
        return all.compactMap { name, value in value.map { (name, $0.percentEncoded) } }
    }
}

/// The links of an issue that get them: those to the shop's own hosts, but for Facteur's own pages.
struct CampaignLinks: Sendable {
    private let pairs: [(name: String, value: String)]
    private let hosts: [String]
    private let publicURL: String
    /// Whether Facteur's pages are all that is below `publicURL`.
    private let isApart: Bool
    /// What Facteur's pages begin with, where the shop's stand beside them.
    private static let ownPaths = ["d/", "c/", "p/", "w/", "i/", "archive/"]

    static let none = CampaignLinks(CampaignParameters(), shopURLs: [], publicURL: "", list: "", issue: "")

    /// - Parameter publicURL: Where `facteur web` is reached, with a slash at its end.
    init(_ parameters: CampaignParameters, shopURLs: [String], publicURL: String, list: String, issue: String) {
        pairs = parameters.pairs(list: list, issue: issue)
        hosts = shopURLs.compactMap(Self.host).map { $0.hasPrefix("www.") ? String($0.dropFirst(4)) : $0 }
        self.publicURL = publicURL
        isApart = !shopURLs.contains { ($0 + "/").hasPrefix(publicURL) }
    }

    /// The link with what it does not say yet, in front of its fragment. `ampersand` as the link is written: `&amp;` in HTML.
    func tagged(_ link: String, ampersand: String) -> String {
        guard !pairs.isEmpty, isOwn(link) else { return link }
        let end = Self.fragment(of: link)
        var base = String(link[..<end])
        for (name, value) in pairs where !base.contains(name + "=") {
            let isFirst = !base.contains("?")
            let isOpen = base.hasSuffix("?") || base.hasSuffix("&") || base.hasSuffix("&amp;")
            base += (isFirst ? "?" : isOpen ? "" : ampersand) + name + "=" + value
        }
        return base + link[end...]
    }

    private func isOwn(_ link: String) -> Bool {
        guard let host = Self.host(of: link), hosts.contains(where: { host == $0 || host.hasSuffix("." + $0) }) else {
            return false
        }
        guard !publicURL.isEmpty, link.hasPrefix(publicURL) else { return true }
        let path = link.dropFirst(publicURL.count)
        return !isApart && !Self.ownPaths.contains { path.hasPrefix($0) }
    }

    /// Where the fragment begins; the number sign of a character reference begins none.
    private static func fragment(of link: String) -> String.Index {
        link.indices.first { index in
            link[index] == "#" && (index == link.startIndex || link[link.index(before: index)] != "&")
        } ?? link.endIndex
    }

    private static func host(of link: String) -> String? {
        let lowered = link.lowercased()
        guard lowered.hasPrefix("https://") else { return nil }
        let host = lowered.dropFirst("https://".count).prefix { !"/?#:".contains($0) }
        return host.isEmpty ? nil : String(host)
    }
}
