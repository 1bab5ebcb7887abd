import Mail
import Testing

@testable import Templates

@Suite("What links tell the shop's statistics")
struct CampaignTests {
    private static let links = CampaignLinks(
        CampaignParameters(source: "lettre", medium: "e mail", campaign: "{list}-{issue}"),
        shopURLs: ["https://www.boutique.example", "https://compte.autre.example/moi"],
        publicURL: "https://lettres.boutique.example/", list: "élus", issue: "7")
    private static let said = "utm_source=lettre&utm_medium=e%20mail&utm_campaign=%C3%A9lus-7"

    @Test(
        "The shop's own links say it, once, in front of their fragment; other links and Facteur's own pages do not",
        arguments: [
            ("https://www.boutique.example/a", "https://www.boutique.example/a?§"),
            ("https://boutique.example", "https://boutique.example?§"),
            ("https://cdn.boutique.example/a", "https://cdn.boutique.example/a?§"),
            ("HTTPS://WWW.Boutique.Example/a", "HTTPS://WWW.Boutique.Example/a?§"),
            ("https://compte.autre.example/moi", "https://compte.autre.example/moi?§"),
            ("https://www.boutique.example/a?b=c", "https://www.boutique.example/a?b=c&§"),
            ("https://www.boutique.example/a?", "https://www.boutique.example/a?§"),
            ("https://www.boutique.example/a?b&", "https://www.boutique.example/a?b&§"),
            ("https://www.boutique.example/a?b=c#d?e", "https://www.boutique.example/a?b=c&§#d?e"),
            ("https://www.boutique.example/#d", "https://www.boutique.example/?§#d"),
            ("https://autre.example/", "https://autre.example/"),
            ("https://maboutique.example/", "https://maboutique.example/"),
            ("https://boutique.example.evil.example/", "https://boutique.example.evil.example/"),
            ("https://lettres.boutique.example/d/x", "https://lettres.boutique.example/d/x"),
            ("https://lettres.boutique.example/archive/a", "https://lettres.boutique.example/archive/a"),
            ("mailto:a@boutique.example", "mailto:a@boutique.example"),
        ])
    func tagged(link: String, expected: String) {
        let written = Self.links.tagged(link, ampersand: "&")
        #expect(written == expected.replacing("§", with: Self.said))
        #expect(Self.links.tagged(written, ampersand: "&") == written)
    }

    @Test("What a link says already stays as it is")
    func once() {
        let link = "https://www.boutique.example/?utm_source=autre"
        #expect(
            Self.links.tagged(link, ampersand: "&amp;")
                == link + "&amp;utm_medium=e%20mail&amp;utm_campaign=%C3%A9lus-7")
        #expect(CampaignLinks.none.tagged(link, ampersand: "&") == link)
    }

    @Test("Where the shop and Facteur's pages share a host, only the pages are left out")
    func sharedHost() {
        let links = CampaignLinks(
            CampaignParameters(source: "a"), shopURLs: ["https://boutique.example/"],
            publicURL: "https://boutique.example/", list: "", issue: "")
        #expect(links.tagged("https://boutique.example/d/x", ampersand: "&") == "https://boutique.example/d/x")
        #expect(
            links.tagged("https://boutique.example/tasses", ampersand: "&")
                == "https://boutique.example/tasses?utm_source=a")
    }

    @Test("In a letter both parts say it, but no way out and no view in the browser")
    func letter() throws {
        var shop = Shop.settings
        shop.newsletter.campaign = CampaignParameters(source: "lettre", campaign: "{issue}")
        let library = try TemplateLibrary(directory: Shop.shipped, shop: shop, webPublicURL: Shop.webPublicURL)
        let content = #"""
            {"subject": "S", "markdown": "[Tasses](https://www.boutique.example/tasses?a=b#c), https://www.boutique.example/bols. [Voir]({{view_link}})"}
            """#
        let letter = try library.letter(for: try Claims.issue(), issue: StoredIssue(content: content))
        let campaign = "utm_campaign=01936000-0000-7000-8000-000000000001"
        let html = try #require(letter.html)
        #expect(
            html.contains("href=\"https://www.boutique.example/tasses?a=b&amp;utm_source=lettre&amp;\(campaign)#c\""))
        #expect(letter.text.contains("https://www.boutique.example/tasses?a=b&utm_source=lettre&\(campaign)#c"))
        #expect(letter.text.contains("https://www.boutique.example/bols?utm_source=lettre&\(campaign)."))
        #expect(html.contains("/d/Jeton_1-a\""))
        #expect(!html.contains("/d/Jeton_1-a?"))
        #expect(!letter.text.contains("000000000001?utm"))
    }
}
