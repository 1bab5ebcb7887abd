import FoundationEssentials
import Mail
import Testing

@testable import Templates

@Suite("How letters look")
struct AppearanceTests {
    private typealias Appearance = ShopSettings.Appearance

    static let colours = [
        "#000000", "#ffffff", "#1a4d7a", "#1f5d50", "#f2c14e", "#777777", "#b00020", "#ffe4e1", "#0b0b45", "#7f7f00",
    ]

    @Test(
        "Whatever colour a shop gives alone, its buttons and masthead can be read, light and dark (WCAG 1.4.3, 1.4.11)",
        arguments: colours)
    func derived(colour: String) {
        for look in [
            Appearance(accent: colour), Appearance(accent: colour, masthead: colour),
            Appearance(accent: "#1a4d7a", accentDark: colour),
        ] {
            for palette in [look.light, look.dark] {
                #expect(Contrast.ratio(palette.accentText, on: palette.accent) >= Contrast.words, "\(palette)")
                #expect(Contrast.ratio(palette.mastheadText, on: palette.masthead) >= Contrast.words, "\(palette)")
            }
        }
        let dark = Appearance(accent: colour).dark
        #expect(Contrast.ratio(dark.accent, on: dark.sheet) >= Contrast.shapes)
    }

    @Test("The words of every letter can be read on each of its grounds, light and dark (WCAG 1.4.3)")
    func palettes() {
        let look = Appearance(accent: "#1a4d7a")
        for palette in [look.light, look.dark] {
            for words in [palette.ink, palette.quiet] {
                for ground in [palette.ground, palette.sheet, palette.tint] {
                    #expect(Contrast.ratio(words, on: ground) >= Contrast.words, "\(words) on \(ground)")
                }
            }
        }
    }

    /// A logo, one for the dark, a masthead; and what stands behind the logo in the dark.
    static let mastheads: [(logo: Bool, dark: Bool, ground: String?, expected: String)] = [
        (false, false, nil, Appearance.darkSheet), (true, false, nil, "#ffffff"),
        (true, true, nil, Appearance.darkSheet),
        (false, false, "#12324f", "#12324f"), (true, false, "#12324f", "#12324f"), (true, true, "#12324f", "#12324f"),
        (false, false, "#ffe066", Appearance.darkSheet), (true, false, "#ffe066", "#ffe066"),
        (true, true, "#ffe066", Appearance.darkSheet),
    ]

    @Test(
        "In the dark a logo keeps the ground that it was drawn for, unless there is one for the dark",
        arguments: mastheads)
    func masthead(logo: Bool, dark: Bool, ground: String?, expected: String) {
        let look = Appearance(
            accent: "#1a4d7a", masthead: ground, logoURL: logo ? "https://a.example/l.png" : nil,
            logoDarkURL: dark ? "https://a.example/d.png" : nil)
        #expect(look.dark.masthead == expected)
    }

    @Test("The layouts write the colours of the palettes, light in their styles and dark in the style element")
    func layouts() throws {
        let frame = try String(contentsOfFile: Shop.shipped + "/layouts/frame.html.mustache", encoding: .utf8)
        let look = Appearance(accent: "#1a4d7a")
        let (head, body) = (frame.split(separator: "</head>")[0], frame.split(separator: "</head>")[1])
        for colour in [
            look.dark.ground, look.dark.sheet, look.dark.tint, look.dark.ink, look.dark.quiet, look.dark.line,
        ] {
            #expect(head.split(separator: colour).count == 3, "\(colour), for the system and for Outlook")
        }
        for colour in [look.light.ground, look.light.sheet, look.light.ink, look.light.quiet, look.light.line] {
            #expect(body.contains(colour), "\(colour)")
        }
    }

    @Test("Two logos change places in the dark, each with the shop's name, and Outlook for Windows gets one")
    func logos() throws {
        var shop = Shop.settings
        shop.appearance.logoURL = "https://www.boutique.example/logo.png"
        shop.appearance.logoDarkURL = "https://www.boutique.example/logo-clair.png"
        let library = try TemplateLibrary(directory: Shop.shipped, shop: shop, webPublicURL: Shop.webPublicURL)
        let html = try #require(try library.sampleLetter(of: "registration", locale: "fr").html)
        #expect(html.contains(#"<img class="day" src="https://www.boutique.example/logo.png" alt="Boutique L’Œuf""#))
        let night = try #require(
            html.split(separator: "<!--[if !mso]><!-->").last?.split(separator: "<!--<![endif]-->").first)
        #expect(
            night.contains(
                #"<div class="night" style="display:none;"><img src="https://www.boutique.example/logo-clair.png""#))
        shop.appearance.logoURL = nil
        let plain = try TemplateLibrary(directory: Shop.shipped, shop: shop, webPublicURL: Shop.webPublicURL)
        #expect(try plain.sampleLetter(of: "registration", locale: "fr").html?.contains("<img") == false)
    }

    @Test("A letter's comments for editors reach no reader, and its foot names the company once")
    func bytes() throws {
        let html = try #require(try Shop.library().sampleLetter(of: "password-changed", locale: "fr").html)
        #expect(!html.contains("Gmail") && !html.contains("{{"))
        let foot = try #require(html.split(separator: #"<td class="foot"#).last)
        #expect(foot.split(separator: "L’Œuf").count == 2)
        #expect(
            foot.contains(">Confidentialité</a>") && foot.contains(">Votre compte</a>")
                && foot.contains(">Instagram</a>"))
    }
}
