import Mail
import Templates
import Testing

@Suite("A rendered letter")
struct RenderingTests {
    private let library: TemplateLibrary
    private static let link = #"{"link":"https://www.boutique.example/r?jeton=a&b=1;2"}"#

    init() throws { library = try Shop.library() }

    @Test("A link stays what it is in the text, and is escaped in the HTML (F4, H9)")
    func link() throws {
        let letter = try library.letter(for: try Claims.message("password-reset", Self.link), issue: nil)
        let text = letter.text.split(separator: "\n")
        #expect(text.contains("https://www.boutique.example/r?jeton=a&b=1;2"))
        let html = try #require(letter.html)
        #expect(html.contains(#"href="https://www.boutique.example/r?jeton=a&amp;b=1;2""#))
        #expect(html.contains(">https://www.boutique.example/r?jeton=a&amp;b=1;2<"))
        #expect(!letter.subject.contains("jeton"))
    }

    @Test("A link of 5,000 characters is not broken in the text (M2)")
    func longLink() throws {
        let link = "https://www.boutique.example/" + String(repeating: "a", count: 5000)
        let letter = try library.letter(
            for: try Claims.message("password-reset", #"{"link":"\#(link)"}"#), issue: nil)
        #expect(letter.text.split(separator: "\n").contains(link[...]))
    }

    @Test("The moment a link ends is the message's expiry, its validity counts from the enqueue (F8)")
    func expiry() throws {
        let claimed = try Claims.message(
            "password-reset", Self.link, enqueued: "2026-10-24T10:00:03Z", expires: "2026-10-25T22:00:00Z")
        let text = try library.letter(for: claimed, issue: nil).text
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            words.contains(
                "valable 1 jour et 12 heures, jusqu’au dimanche 25 octobre 2026 à 23 h, heure de Paris."))
    }

    @Test("A message without an expiry of its own says the kind's")
    func standardExpiry() throws {
        let claimed = try Claims.message("password-reset", Self.link, expires: nil)
        let text = try library.letter(for: claimed, issue: nil).text
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("valable 2 jours, jusqu’au mercredi 25 novembre 2026 à 14 h 05"))
    }

    @Test("A logo stands in for the shop's name, with its alt (H5)")
    func logo() throws {
        var shop = Shop.settings
        shop.appearance.logoURL = "https://www.boutique.example/logo.png"
        let library = try TemplateLibrary(directory: Shop.shipped, shop: shop, webPublicURL: Shop.webPublicURL)
        let html = try library.sampleLetter(of: "registration", locale: "fr").html
        #expect(html?.contains(#"<img src="https://www.boutique.example/logo.png" alt="Boutique L’Œuf""#) == true)
    }

    @Test("Many threads may render at once")
    func concurrent() async throws {
        let expected = try library.sampleLetter(of: "password-reset", locale: "fr").html
        let issue = try library.sampleLetter(of: "newsletter", locale: "fr").html
        let library = library
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    let letter = try? library.sampleLetter(of: "password-reset", locale: "fr")
                    let newsletter = try? library.sampleLetter(of: "newsletter", locale: "fr")
                    return letter?.html == expected && newsletter?.html == issue
                }
            }
            for await isSame in group { #expect(isSame) }
        }
    }
}
