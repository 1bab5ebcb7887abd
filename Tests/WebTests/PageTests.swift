import Foundation
import Mail
import Testing

@testable import Web

@Suite("The pages", .timeLimit(.minutes(5)))
struct PageTests {
    /// Reads a page with Python's parser, which shares no code with ours, and prints what is wrong with it.
    private static let judge = """
        import base64, hashlib, html.parser, sys
        VOID = {"meta", "input", "br", "link", "img", "hr"}
        class Judge(html.parser.HTMLParser):
            def __init__(self):
                super().__init__(convert_charrefs=True)
                self.open, self.seen, self.faults, self.style = [], [], [], ""
            def handle_starttag(self, tag, attributes):
                names = [name for name, _ in attributes]
                if len(set(names)) != len(names): self.faults.append("attribute twice in " + tag)
                if any(name.startswith("on") or name == "style" for name in names): self.faults.append("inline code in " + tag)
                if any(value is None or "//" in value for name, value in attributes if (tag, name) != ("a", "href")): self.faults.append("attribute of " + tag)
                if tag == "html" and dict(attributes).get("lang") != "fr": self.faults.append("lang")
                if tag == "button" and "form" not in self.open: self.faults.append("button outside a form")
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
        for tag in set(judge.seen) & {"script", "img", "link", "iframe", "object", "base"}: judge.faults.append(tag)
        wanted = "sha256-" + base64.b64encode(hashlib.sha256(judge.style.encode()).digest()).decode()
        if wanted != sys.argv[2]: judge.faults.append("the style's hash is " + wanted)
        print("\\n".join(judge.faults), end="")
        """

    private static func pages(list: String) -> [Page] {
        let subscription = SubscriptionView(listName: list, maskedAddress: "c***@exemple.test", status: .subscribed)
        let token = "k3Jq0Zr8vT-w_5NnB2yPdA"
        let routes = [UnsubscribeRoute.subscription(token: token), .wayBack(token: token)]
        return routes.flatMap {
            [
                UnsubscribePages.offer(subscription, links: $0), UnsubscribePages.ended(subscription, links: $0),
                UnsubscribePages.restored(subscription, links: $0), UnsubscribePages.confirmed(subscription, links: $0),
                UnsubscribePages.question(subscription, action: token),
            ]
        } + [
            UnsubscribePages.tooMany(retryAfter: 1), UnsubscribePages.unknownLink, UnsubscribePages.unavailable,
            UnsubscribePages.notFound, UnsubscribePages.wrongMethod, UnsubscribePages.tooLarge,
        ]
    }

    private static func frame(name: String, accent: String = "#1a4d7a") -> PageFrame {
        PageFrame(
            shop: ShopIdentity(
                name: name, url: "https://shop.test/?a=b&c", helpAddress: "aide@shop.test",
                legal: ["\(name) SAS.", "Siège social\u{A0}: Lyon."], accent: accent))
    }

    @Test(
        "Each is well-formed HTML without script, whatever the shop and the list are called",
        arguments: ["L’Œuf", "<script>alert(1)</script>", "\"onload='x' &amp; </title></style>", "&lt;b&gt; é 😀"])
    func wellFormed(name: String) async throws {
        let frame = Self.frame(name: name, accent: "#\(name.utf8.count)04d7a")
        for page in Self.pages(list: name) {
            let file = FileManager.default.temporaryDirectory.appending(path: "facteur-\(UUID().uuidString).html")
            defer { try? FileManager.default.removeItem(at: file) }
            try Data(frame.html(page).utf8).write(to: file)
            let judged = try await Child.run("python3", ["-c", Self.judge, file.path, frame.style.hash])
            #expect(judged.status == 0 && judged.output.isEmpty, "\(page.heading): \(judged.output) \(judged.errors)")
        }
    }

    @Test("Words follow French typography (F1, F3)")
    func typography() {
        for page in Self.pages(list: "La lettre") {
            let body = Self.frame(name: "Boutique").html(page).split(separator: "<body>").last ?? ""
            for text in body.split(separator: "\n").map({ $0.replacing(/<[^>]*>/, with: "") }) {
                #expect(!text.contains("'"), "\(text)")
                #expect(!text.contains(/[^\u{202F}][;!?]/), "\(text)")
                #expect(!text.contains(/[^\u{A0}][:»]/), "\(text)")
                #expect(!text.contains(/«[^\u{A0}]/), "\(text)")
                #expect(!text.contains("  ") && !text.contains("..."), "\(text)")
            }
        }
    }

    @Test("No page agrees with a gender, and each says vous (F10, F11)")
    func address() {
        for page in Self.pages(list: "La lettre") {
            let html = Self.frame(name: "Boutique").html(page)
            #expect(!html.contains("(e)"))
            #expect(!html.contains(/\b([Tt]u|[Tt]on|[Tt]es|[Tt]a)\b/))
        }
    }
}
