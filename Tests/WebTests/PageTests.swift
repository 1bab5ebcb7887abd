import Foundation
import Mail
import Testing

@testable import Web

@Suite("The pages", .timeLimit(.minutes(5)))
struct PageTests {
    /// Reads a page with Python's parser, which shares no code with ours, and prints what is wrong with it.
    private static let judge = """
        import base64, hashlib, html.parser, sys
        VOID = {"meta", "input", "br", "link", "img", "hr", "source"}
        class Judge(html.parser.HTMLParser):
            def __init__(self):
                super().__init__(convert_charrefs=True)
                self.open, self.seen, self.faults, self.style, self.ids = [], [], [], "", []
            def handle_starttag(self, tag, attributes):
                names = [name for name, _ in attributes]
                has = dict(attributes)
                if len(set(names)) != len(names): self.faults.append("attribute twice in " + tag)
                if any(name.startswith("on") or name == "style" for name in names): self.faults.append("inline code in " + tag)
                if any(value is None or "//" in value for name, value in attributes if (tag, name) not in
                       {("a", "href"), ("img", "src"), ("source", "srcset"), ("img", "alt"), ("link", "title")}): self.faults.append("attribute of " + tag)
                if tag == "html" and has.get("lang") != sys.argv[3]: self.faults.append("lang")
                if tag == "img" and "alt" not in has: self.faults.append("img without alt")
                if tag == "link" and has.get("rel") != "alternate": self.faults.append("link")
                if tag in ("button", "input") and "form" not in self.open: self.faults.append(tag + " outside a form")
                if tag == "input" and has.get("type") == "radio" and "label" not in self.open: self.faults.append("a choice without words")
                self.seen.append(tag)
                if tag not in VOID: self.open.append(tag)
            def handle_endtag(self, tag):
                if not self.open or self.open.pop() != tag: self.faults.append("stray </" + tag + ">")
            def handle_data(self, data):
                if self.open and self.open[-1] == "style": self.style += data
        judge, text = Judge(), open(sys.argv[1], encoding="utf-8").read()
        judge.feed(text)
        judge.close()
        if not text.startswith("<!DOCTYPE html>"): judge.faults.append("doctype")
        if judge.open: judge.faults.append("open: " + " ".join(judge.open))
        for tag in ("html", "head", "title", "style", "body", "header", "main", "h1", "footer"):
            if judge.seen.count(tag) != 1: judge.faults.append(tag + " x " + str(judge.seen.count(tag)))
        if judge.seen.count("button") > 1: judge.faults.append("more than one button")
        for tag in set(judge.seen) & {"script", "iframe", "object", "base"}: judge.faults.append(tag)
        wanted = "sha256-" + base64.b64encode(hashlib.sha256(judge.style.encode()).digest()).decode()
        if wanted != sys.argv[2]: judge.faults.append("the style's hash is " + wanted)
        print("\\n".join(judge.faults), end="")
        """

    /// Every page in a language.
    static func pages(list: String, _ language: Language) -> [Page] {
        let subscription = SubscriptionView(listName: list, maskedAddress: "c***@exemple.test", status: .subscribed)
        let token = "k3Jq0Zr8vT-w_5NnB2yPdA"
        let pages = ReaderPages(shop: frame(name: "Boutique").shop, language: language)
        let routes = [
            UnsubscribeRoute.subscription(token: token), .wayBack(token: token), .confirmation(token: token),
        ]
        let moment = Timestamp(seconds: 1_798_761_600)
        let lists = [
            ListPreference(list: list, isSubscribed: true),
            ListPreference(list: "pro", title: list, isSubscribed: true, pace: .weekly, pausedUntil: moment),
            ListPreference(list: "club", title: "Le club", isSubscribed: false),
        ]
        let issue = ArchivePages.Item(
            entry: ArchiveEntry(id: MessageID(high: 1, low: 2), publishedAt: moment), title: list)
        let archive = ArchivedList(title: list, issues: 70, createdAt: moment)
        return routes.flatMap {
            [
                pages.offer(subscription, links: $0), pages.ended(subscription, links: $0),
                pages.restored(subscription, links: $0), pages.confirmed(subscription, links: $0),
                pages.question(subscription, target: token),
            ]
        }
            + [false, true].map {
                PreferencePages(pages).page(subscription, lists, target: token, isSaved: $0)
            } + [
                ArchivePages(pages).page(of: archive, named: list, [issue, issue], number: 2, isLast: false),
                ArchivePages(pages).page(of: archive, named: list, [], number: 1, isLast: true),
                pages.tooMany(retryAfter: 1), pages.unknownLink, pages.testCopy, pages.unavailable,
                pages.lettersUnavailable,
                pages.notFound, pages.unpublished, pages.wrongMethod(), pages.tooLarge,
            ]
    }

    static func frame(name: String, accent: String = "#1a4d7a", logo: String? = nil) -> PageFrame {
        PageFrame(
            shop: ShopIdentity(
                name: name, url: "https://shop.test/?a=b&c", helpAddress: "aide@shop.test",
                company: ShopIdentity.Company(line: "\(name) SAS.", office: "Lyon"),
                pages: ShopIdentity.Pages(
                    accountURL: "https://shop.test/compte", privacyURL: "https://shop.test/donnees",
                    social: [ShopIdentity.Pages.Named(name: name, url: "https://social.test/?a=b&c")]),
                appearance: ShopIdentity.Appearance(
                    day: ShopIdentity.Appearance.Palette(
                        accent: accent, accentText: "#ffffff", masthead: "#ffffff", mastheadText: "#1d2327"),
                    logoURL: logo, logoDarkURL: logo.map { $0 + "?dark" })))
    }

    @Test(
        "Each is well-formed HTML without script, whatever the shop and the list are called",
        arguments: ["L’Œuf", "<script>alert(1)</script>", "\"onload='x' &amp; </title></style>", "&lt;b&gt; é 😀"])
    func wellFormed(name: String) async throws {
        for (language, logo) in [(Language.french, nil), (.english, "https://cdn.shop.test/logo.png")] {
            let frame = Self.frame(name: name, accent: "#\(name.utf8.count)04d7a", logo: logo)
            for page in Self.pages(list: name, language) {
                let file = FileManager.default.temporaryDirectory.appending(path: "facteur-\(UUID().uuidString).html")
                defer { try? FileManager.default.removeItem(at: file) }
                try Data(frame.html(page).utf8).write(to: file)
                let judged = try await Child.run(
                    "python3", ["-c", Self.judge, file.path, frame.style.hash, language.rawValue])
                #expect(
                    judged.status == 0 && judged.output.isEmpty, "\(page.heading): \(judged.output) \(judged.errors)")
            }
        }
    }

    /// What readers see of a page, line by line.
    private static func lines(_ page: Page) -> [String] {
        let body = frame(name: "Boutique").html(page).split(separator: "<body>").last ?? ""
        return body.split(separator: "\n").map { String($0.replacing(/<[^>]*>/, with: "")) }
    }

    /// What stands before signs, by language (F1, F6).
    private static let spacing: [(Language, before: String, colon: String, inside: String)] = [
        (.french, "\u{202F}", "\u{A0}", "\u{A0}"), (.canadianFrench, "", "\u{A0}", "\u{A0}"),
        (.swissFrench, "\u{202F}", "\u{202F}", "\u{202F}"),
    ]

    @Test("Words follow the typography of French where it is read (F1, F3, F6)", arguments: spacing.indices)
    func typography(index: Int) {
        let (language, before, colon, inside) = Self.spacing[index]
        let spaces: Set<Character> = [" ", "\u{A0}", "\u{202F}"]
        for text in Self.pages(list: "La lettre", language).flatMap(Self.lines) {
            #expect(!text.contains("'"), "\(text)")
            #expect(!text.contains("  ") && !text.contains("..."), "\(text)")
            let letters = Array(text)
            for (place, letter) in letters.enumerated() where place > 0 {
                let space = letters[..<place].reversed().prefix { spaces.contains($0) }.map(String.init).joined()
                switch letter {
                case ";", "!", "?": #expect(space == before, "\(text)")
                case ":": #expect(space == colon, "\(text)")
                case "»": #expect(space == inside, "\(text)")
                default: break
                }
                if letters[place - 1] == "«" { #expect(String(letter) == inside, "\(text)") }
            }
        }
    }

    @Test("English has no French signs in it, nor French words")
    func english() {
        for text in Self.pages(list: "The letter", .english).flatMap(Self.lines) {
            #expect(!text.contains("'") && !text.contains("  "), "\(text)")
            #expect(!text.contains(/[«»\u{202F}]/), "\(text)")
            #expect(!text.contains(/[\u{A0}\ ][;:!?]/), "\(text)")
            #expect(!text.contains(/\b([Vv]ous|[Vv]otre|lettres?|une)\b/), "\(text)")
        }
    }

    @Test("No page agrees with a gender, each says vous, and abonnement alone (F10, F11)")
    func address() {
        for language in [Language.french, .canadianFrench, .swissFrench] {
            for page in Self.pages(list: "La lettre", language) {
                let html = Self.frame(name: "Boutique").html(page)
                #expect(!html.contains("(e)"))
                #expect(!html.contains(/\b([Tt]u|[Tt]on|[Tt]es|[Tt]a)\b/))
                #expect(!html.lowercased().contains("inscri"))
            }
        }
    }

    @Test("The policy names where the logos are, and nothing else that comes from elsewhere")
    func policy() {
        let plain = Self.frame(name: "a").policy
        #expect(plain.hasPrefix("default-src 'none'; style-src 'sha256-"))
        let logo = Self.frame(name: "a", logo: "https://cdn.shop.test:8443/a/logo.png").policy
        #expect(logo.hasPrefix("default-src 'none'; img-src https://cdn.shop.test:8443; "))
        let odd = Self.frame(name: "a", logo: "https://a;script-src * 'x'/logo.png").policy
        #expect(!odd.contains("script-src"))
    }

    /// WCAG 2.2, success criterion 1.4.3, as its formula says.
    private static func contrast(_ one: String, _ other: String) -> Double {
        func luminance(_ colour: String) -> Double {
            let digits =
                colour.dropFirst().count == 3
                ? colour.dropFirst().map { "\($0)\($0)" }.joined() : String(colour.dropFirst())
            let number = Int(digits, radix: 16) ?? 0
            let parts = [16, 8, 0].map { Double(number >> $0 & 0xFF) / 255 }
            let linear = parts.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
            return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        }
        let (high, low) = (max(luminance(one), luminance(other)), min(luminance(one), luminance(other)))
        return (high + 0.05) / (low + 0.05)
    }

    @Test("Words stand out from their grounds, light and dark")
    func contrasts() throws {
        let css = PageStyle(ShopIdentity.Appearance()).css
        let palettes = css.matches(
            of: /--ground: (#\w+); --sheet: (#\w+); --line: #\w+; --words: (#\w+); --quiet: (#\w+); --notice: (#\w+);/)
        #expect(palettes.count == 2)
        for palette in palettes.map(\.output) {
            for ground in [palette.1, palette.2, palette.5] {
                #expect(Self.contrast(String(palette.3), String(ground)) >= 7)
                #expect(Self.contrast(String(palette.4), String(ground)) >= 4.5)
            }
        }
    }
}
