import Catcher
import Foundation
import Logging
import MailReading
import Testing

@testable import Preview
@testable import Templates

@Suite("The preview of the templates", .timeLimit(.minutes(5)))
struct PreviewTests {
    private static let html = """
        <!DOCTYPE html><html lang="fr"><head><meta name="color-scheme" content="light dark"><style>
        @media (prefers-color-scheme: dark) { .ground { color: white; } }
        @media (prefers-color-scheme: light) { .ground { color: black; } }
        </style></head><body>Choose light dark</body></html>
        """

    private static func letter(_ subject: String = "Choisissez un mot de passe") -> PreviewEntry.Letter {
        PreviewEntry.Letter(
            subject: subject, text: "Qui\u{202F}? Vous\u{A0}: <vous>\n", html: html,
            headers: [
                HeaderField(name: "Subject", value: subject),
                HeaderField(name: "From", value: "Œuf <a@b.example>"),
            ],
            message: Array(repeating: 0x61, count: 15_204))
    }

    private static func entry(
        _ kind: String, _ locale: String = "fr", letter: PreviewEntry.Letter? = letter(), faults: [TemplateFault] = []
    ) -> PreviewEntry {
        PreviewEntry(
            kind: kind, locale: locale, description: "For <somebody>.", letter: letter,
            sources: [Source(file: "\(kind)/fr/text.mustache", text: "Bonjour\n{{<lnik}}\n")], faults: faults)
    }

    private static let fault = TemplateFault(
        file: "reset/fr/text.mustache", line: 2, fault: "{{<lnik}} is not declared", mend: "mend <its> name")
    private static let snapshot = PreviewSnapshot(
        entries: [entry("reset"), entry("reset", "fr-CA"), entry("welcome", letter: nil, faults: [fault])],
        faults: [
            fault, TemplateFault(file: "layouts/fr/x.mustache", line: nil, fault: "an apostrophe", mend: "write ’"),
        ])

    private func serving(_ snapshot: PreviewSnapshot = snapshot, _ body: (String, PreviewFeed) async throws -> Void)
        async throws
    {
        let feed = PreviewFeed(snapshot)
        try await WebTests.serving {
            PreviewEndpoint(
                feed: feed, port: 0, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, onListening: $0)
        } _: { port in
            try await body("http://127.0.0.1:\(port)", feed)
        }
    }

    @Test("Every kind in every locale is in the list, and the overview has every fault once, of layouts too")
    func overview() async throws {
        try await serving { base, _ in
            let page = try await Answer.of(base + "/")
            #expect(page.status == 200)
            for address in ["/reset/fr", "/reset/fr-CA", "/welcome/fr"] {
                #expect(page.body.contains("<a href=\"\(address)\""), "\(address)")
            }
            #expect(page.body.contains("2\u{A0}défauts"))
            #expect(page.body.contains("layouts/fr/x.mustache"))
            #expect(page.body.contains("15\u{202F}204\u{A0}octets"))
        }
    }

    @Test("An entry shows its letter at both widths, its subject, sizes and check; the other views are a link away")
    func entry() async throws {
        try await serving { base, _ in
            let page = try await Answer.of(base + "/reset/fr-CA?fond=sombre").body
            #expect(page.contains("Choisissez un mot de passe"))
            #expect(page.contains("aucun défaut"))
            for width in [360, 800] { #expect(page.contains("width=\"\(width)\"")) }
            #expect(page.contains("src=\"/reset/fr-CA/lettre?fond=sombre\""))
            #expect(page.contains("href=\"/reset/fr-CA?vue=texte&amp;fond=sombre\""))

            let text = try await Answer.of(base + "/reset/fr?vue=texte").body
            #expect(text.contains("Qui<span class=\"hard\" title=\"U+202F\">\u{202F}</span>?"))
            #expect(text.contains("&lt;vous&gt;"))
            let headers = try await Answer.of(base + "/reset/fr?vue=entetes").body
            #expect(headers.contains("<dt>From</dt><dd>Œuf &lt;a@b.example&gt;</dd>"))
        }
    }

    @Test(
        "A kind that cannot be rendered shows its fault with file, line and mend, and its source with the line marked")
    func brokenKind() async throws {
        try await serving { base, _ in
            let page = try await Answer.of(base + "/welcome/fr").body
            #expect(page.contains("<code>reset/fr/text.mustache:2</code>"))
            #expect(page.contains("{{&lt;lnik}} is not declared"))
            #expect(page.contains("mend &lt;its&gt; name"))
            #expect(page.contains("ne peut pas être composée"))
            #expect(!page.contains("<iframe"))
            let entry = Self.entry("reset", letter: nil, faults: [Self.fault])
            let source = PreviewPage(
                snapshot: Self.snapshot, version: "1", entry: entry,
                options: ViewOptions { $0 == "vue" ? "source" : nil }
            ).html(nonce: "n")
            #expect(
                source.contains("<span class=\"line\">Bonjour</span>\n<mark class=\"line\">{{&lt;lnik}}</mark>"))
        }
    }

    @Test("Light and dark are the letter's own style with its question answered, whatever the editor's system prefers")
    func schemes() async throws {
        try await serving { base, _ in
            let light = try await Answer.of(base + "/reset/fr/lettre?fond=clair").body
            let dark = try await Answer.of(base + "/reset/fr/lettre?fond=sombre").body
            let (always, never) = ("@media (min-width: 0)", "@media (min-width: 1000000px)")
            #expect(
                light.contains("\(never) { .ground { color: white") && light.contains("\(always) { .ground { color: b"))
            #expect(
                dark.contains("\(always) { .ground { color: white") && dark.contains("\(never) { .ground { color: b"))
            #expect(light.contains("content=\"light\"") && dark.contains("content=\"dark\""))
            #expect(dark.contains("<base target=\"_blank\">") && dark.contains("Choose light dark"))
        }
    }

    @Test("The page runs its own script alone and loads nothing from elsewhere; a letter runs none at all")
    func policies() async throws {
        try await serving { base, _ in
            let page = try await Answer.of(base + "/reset/fr")
            let policy = try #require(page.headers["content-security-policy"])
            let nonce = try #require(policy.firstMatch(of: /script-src 'nonce-([0-9a-f]+)';/)?.1)
            #expect(policy.hasPrefix("default-src 'none';") && !policy.contains("unsafe"))
            #expect(
                page.body.contains("<script nonce=\"\(nonce)\">") && page.body.contains("<style nonce=\"\(nonce)\">"))
            #expect(!page.body.contains("src=\"http") && !page.body.contains("url(") && !page.body.contains("@import"))
            #expect(page.body.contains("sandbox=\"allow-same-origin allow-popups allow-popups-to-escape-sandbox\""))
            let again = try await Answer.of(base + "/reset/fr").headers["content-security-policy"]
            #expect(again != policy)
            let letter = try await Answer.of(base + "/reset/fr/lettre").headers["content-security-policy"]
            #expect(letter?.hasPrefix("sandbox ") == true && letter?.contains("script") == false)
        }
    }

    @Test("A page that waits learns of new snapshots, and of a server that was started anew")
    func changes() async throws {
        try await serving { base, feed in
            let shown = try await Answer.of(base + "/changes?after=of-another-server").body
            #expect(shown == feed.latest.version)
            async let next = Answer.of(base + "/changes?after=\(shown)")
            feed.publish(
                PreviewSnapshot(entries: [Self.entry("reset", letter: Self.letter("Un autre objet"))], faults: []))
            let version = try await next.body
            #expect(version != shown)
            #expect(try await Answer.of(base + "/reset/fr").body.contains("Un autre objet"))
            #expect(try await Answer.of(base + "/welcome/fr").status == 404)
        }
    }

    @Test("A page that waits does not keep the server from stopping")
    func stop() async throws {
        var waiting: Task<Answer, any Error>?
        try await serving { base, feed in
            let version = feed.latest.version
            waiting = Task { try await Answer.of(base + "/changes?after=\(version)") }
            while feed.waiting == 0 { try await Task.sleep(for: .milliseconds(10)) }
        }
        #expect(try await waiting?.value.status == 200)
    }

    @Test("Other names for this machine, other methods and other addresses get nothing")
    func refusals() async throws {
        try await serving { base, _ in
            let foreign = try await Answer.of(base + "/reset/fr", ["-H", "Host: evil.example"])
            #expect(foreign.status == 421)
            let posted = try await Answer.of(base + "/reset/fr", ["-d", "x=1"])
            #expect(posted.status == 405)
            for path in ["/reset/de", "/nothing", "/reset/fr/lettre/x"] {
                #expect(try await Answer.of(base + path).status == 404, "\(path)")
            }
        }
    }

    @Test("Every page is sound HTML with one heading, and its words are French as the rest of what readers see (F1-F5)")
    func soundness() async throws {
        try await serving { base, _ in
            for path in ["/", "/reset/fr", "/reset/fr?vue=source", "/reset/fr?vue=entetes", "/welcome/fr", "/nothing"] {
                let page = try await Answer.of(base + path).body
                let faults = try await faults(of: page)
                #expect(faults.isEmpty, "\(path) \(faults)")
            }
            let faults = try await faults(of: Self.snapshot.exportIndex)
            #expect(faults.isEmpty, "\(faults)")
        }
    }

    private func faults(of page: String) async throws -> String {
        let judge = try await Child.run("python3", ["-c", Self.judge], input: page)
        #expect(judge.status == 0, "\(judge.errors)")
        return judge.output
    }

    /// Python's parser, which shares no code with ours: tags that do not match, ids twice, labels that name nothing, French
    /// punctuation without its space.
    private static let judge = #"""
        import html.parser, re, sys
        VOID = {"meta", "input", "br", "link", "img", "hr", "base"}
        class Judge(html.parser.HTMLParser):
            def __init__(self):
                super().__init__(convert_charrefs=True)
                self.open, self.seen, self.ids, self.asked, self.faults = [], [], [], [], []
            def handle_starttag(self, tag, attributes):
                names = [name for name, _ in attributes]
                if len(set(names)) != len(names): self.faults.append("attribute twice in " + tag)
                if any(name.startswith("on") or name == "style" for name in names): self.faults.append("inline code in " + tag)
                attributes = dict(attributes)
                if "id" in attributes: self.ids.append(attributes["id"])
                if "aria-labelledby" in attributes: self.asked.append(attributes["aria-labelledby"])
                if attributes.get("href", "").startswith("#"): self.asked.append(attributes["href"][1:])
                if tag == "iframe" and not attributes.get("title"): self.faults.append("iframe without title")
                self.seen.append(tag)
                if tag not in VOID: self.open.append((tag, attributes.get("lang")))
            def handle_endtag(self, tag):
                if not self.open or self.open.pop()[0] != tag: self.faults.append("stray </" + tag + ">")
            def handle_data(self, data):
                tags = [tag for tag, _ in self.open]
                lang = next((lang for _, lang in reversed(self.open) if lang), None)
                if {"script", "style", "pre", "dl", "code"} & set(tags) or lang != "fr": return
                if re.search(r"(?<!\u202f)[;!?]|(?<!\u00a0):|['\"]|\.\.\.", data): self.faults.append("typography: " + data)
        judge, text = Judge(), sys.stdin.read()
        judge.feed(text)
        judge.close()
        if judge.open: judge.faults.append("open: " + repr(judge.open))
        if len(set(judge.ids)) != len(judge.ids): judge.faults.append("id twice")
        for name in judge.asked:
            if name not in judge.ids: judge.faults.append("nothing is called " + name)
        for tag in ("html", "head", "title", "style", "body", "header", "main", "h1"):
            if judge.seen.count(tag) != 1: judge.faults.append(tag + " x " + str(judge.seen.count(tag)))
        print("\n".join(judge.faults), end="")
        """#
}
