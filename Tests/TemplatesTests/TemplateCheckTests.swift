import Mail
import Templates
import Testing

@Suite("The check of templates")
struct TemplateCheckTests {
    private static let text = "parcel/fr/text.mustache"
    private static let html = "parcel/fr/html.mustache"

    private func sound() throws -> Copy { try Copy(of: SpoiledTemplateTests.sound) }

    @Test("A kind may do without HTML")
    func withoutHTML() throws {
        let copy = try sound()
        try copy.remove("letter/fr/html.mustache")
        #expect(copy.faults == [])
        #expect(try Shop.library(copy.directory).sampleLetter(of: "letter", locale: "fr").html == nil)
    }

    @Test("Attributes, styles, comments, entities and URLs are no French (F4)")
    func notFrench() throws {
        let copy = try sound()
        let link = "https://www.boutique.example/?a=1;b=!c"
        try copy.replace(
            "<ul>",
            with:
                "<!-- Quoi? --><a href='\(link)' title=\"quoi?\" style=\"color:#000000;\">\(link)</a>&nbsp;: &amp;\n<ul>",
            in: Self.html)
        try copy.replace("{{link}}", with: "{{link}}\n\n\(link)", in: Self.text)
        #expect(copy.faults == [])
    }

    @Test("A shop's name and a customer's are written as their owners do")
    func names() throws {
        var shop = Shop.settings
        shop.name = "Qu'importe!"
        #expect(try sound().faults(shop) == [])
    }

    @Test("Canada and Switzerland are written in the spacing of France, which the load makes theirs (F6)")
    func elsewhere() throws {
        let copy = try sound()
        try copy.write("Votre colis arrive, vraiment\u{202F}?\n", to: "parcel/fr-CA/subject.mustache")
        #expect(copy.faults == [])
        try copy.write("Votre colis arrive, vraiment?\n", to: "parcel/fr-CA/subject.mustache")
        #expect(
            copy.faults == ["parcel/fr-CA/subject.mustache:1: ? without U+202F before it: put U+202F before it"])
    }

    @Test("A fault of a layout is told once, however many letters have it")
    func layouts() throws {
        let copy = try sound()
        try copy.replace("</title>", with: "</title>\n<script></script>", in: "layouts/frame.html.mustache")
        #expect(copy.faults == ["layouts/frame.html.mustache:5: <script> has no place in mail: take it out"])
    }

    @Test("All faults are told at once, in the order of the files, and a broken kind doesn't hide those of another")
    func allAtOnce() throws {
        let copy = try sound()
        try copy.replace("lane: bulk", with: "lane: fast", in: "letter/kind.yaml")
        try copy.replace("rien\u{202F}?", with: "rien?", in: Self.text)
        try copy.replace("<ul>", with: "<ul style=\"color:#999999;\">", in: Self.html)
        let places = copy.faults.map { $0.prefix { $0 != " " } }
        #expect(places == ["letter/kind.yaml:1:", "parcel/fr/html.mustache:5:", "parcel/fr/text.mustache:17:"])
    }

    @Test("Buttons in colours that the settings got wrong are refused where the templates use them (H5)")
    func colours() throws {
        var shop = Shop.settings
        shop.appearance.accent = "#f2c14e"
        let faults = TemplateCheck.faults(directory: Shop.shipped, shop: shop, webPublicURL: Shop.webPublicURL)
        #expect(!faults.isEmpty)
        #expect(
            Set(faults.map(\.fault)) == ["the contrast of #ffffff on #f2c14e is 1.67"])
    }
}
