import Foundation
import Mail
import Testing

@testable import Web

@Suite("The archive", .timeLimit(.minutes(5)))
struct ArchiveTests {
    private static func serve(
        _ archive: MemoryArchive = MemoryArchive(), pages: (any IssuePages)? = PlainPages(),
        requestsPerMinute: Int = 1_000_000,
        _ body: (_ base: String) async throws -> Void
    ) async throws {
        try await serving(
            MemorySubscriptions(), requestsPerMinute: requestsPerMinute,
            archive: PublicArchive(store: archive, pages: pages, publicURL: "https://lettre.creme.test/")
        ) { try await body($0.replacingOccurrences(of: "/d/", with: "/")) }
    }

    @Test("A public list shows its issues, the latest first, with their dates")
    func list() async throws {
        try await Self.serve { base in
            let page = try await Answer.of(base + "archive/lettre")
            #expect(page.status == 200 && page.body.contains("<h1>La lettre &amp; co</h1>"))
            let titles = page.body.matches(of: /<li><a href="(lettre\/[^"]+)">Lettre (\d) &lt;fr&gt;<\/a>/)
            #expect(titles.map { String($0.output.2) } == ["2", "1", "0"])
            #expect(titles.first?.output.1 == "lettre/\(MemoryArchive.id(2))")
            #expect(page.body.contains("<time datetime=\"2027-01-01\">vendredi 1er\u{A0}janvier 2027</time>"))
            #expect(page.body.contains("<link rel=\"alternate\" type=\"application/atom+xml\""))
            #expect(page.headers["x-robots-tag"] == nil && !page.body.contains("noindex"))
            #expect(page.headers["vary"] == "Accept-Language" && page.headers["cache-control"] == "public, max-age=300")
            let english = try await Answer.of(base + "archive/lettre", ["-H", "Accept-Language: en"])
            #expect(english.body.contains("Friday 1\u{A0}January 2027") && english.body.contains("Lettre 2 &lt;en&gt;"))
        }
    }

    @Test("Fifty issues make a page, and each page leads to its neighbours")
    func pages() async throws {
        try await Self.serve(MemoryArchive(issues: 120)) { base in
            var seen = 0
            for (number, links) in [(1, ["?page=2"]), (2, ["lettre", "?page=3"]), (3, ["?page=2"])] {
                let page = try await Answer.of(base + "archive/lettre?page=\(number)")
                seen += page.body.matches(of: #/<time /#).count
                for link in links { #expect(page.body.contains("<a href=\"\(link)\">"), "\(number)") }
                #expect(page.body.contains("Lettres plus anciennes") == (number < 3))
            }
            #expect(seen == 120)
            #expect(try await Answer.of(base + "archive/lettre?page=4").status == 404)
            for odd in ["page=0", "page=-1", "page=x", "page=", "a=b", "page=99999999999999999999"] {
                let page = try await Answer.of(base + "archive/lettre?\(odd)")
                #expect(page.body.matches(of: #/<time /#).count == 50, "\(odd)")
            }
        }
    }

    @Test(
        "Nothing tells whether there is a list that is not public, an issue of another list, or one that has not begun",
        arguments: [
            "archive/pro", "archive/pro/feed.atom", "archive/nichts", "archive/", "archive/lettre/", "archive/lettre/x",
            "archive/%",
            "archive/%ff", "archive/%00", "archive/lettre/a/b", "archive/lettre/01900000-0000-7000-8000-000000000099",
            "archive/lettre/\(MemoryArchive.id(1000))", "archive/pro/\(MemoryArchive.id(1))",
        ])
    func hidden(path: String) async throws {
        try await Self.serve { base in
            let one = try await Answer.of(base + "archive/inconnu")
            let answer = try await Answer.of(base + path)
            #expect(answer == one && answer.status == 404)
            #expect(answer.body.contains("Cette lettre n’est pas en ligne"))
        }
    }

    @Test("An issue is read by its address; of a list that is not public no search engine takes it")
    func issue() async throws {
        try await Self.serve { base in
            let open = try await Answer.of(base + "archive/lettre/\(MemoryArchive.id(1))")
            #expect(open.status == 200 && open.body.contains("<p>Lettre 1 &amp;") && !open.body.contains("noindex"))
            #expect(open.headers["x-robots-tag"] == nil && open.headers["content-language"] == "fr")
            let policy = open.headers["content-security-policy"] ?? ""
            #expect(policy.hasPrefix("default-src 'none'; img-src https: 'self'; style-src 'unsafe-inline'; "))
            #expect(!policy.contains("script"))
            let closed = try await Answer.of(
                base + "archive/pro/\(MemoryArchive.id(1000))", ["-H", "Accept-Language: en-GB"])
            #expect(closed.status == 200 && closed.headers["content-language"] == "en")
            #expect(closed.headers["x-robots-tag"] == "noindex, nofollow")
            #expect(closed.body.contains("<meta name=\"robots\" content=\"noindex\">\n</head>"))
        }
    }

    @Test(
        "Who has a page already is told so, by its name or by its date",
        arguments: [
            "archive/lettre", "archive/lettre/feed.atom", "archive/lettre/\(MemoryArchive.id(1))",
            "i/\(MemoryArchive.hash).png",
        ])
    func cached(path: String) async throws {
        try await Self.serve { base in
            let first = try await Answer.of(base + path)
            let tag = try #require(first.headers["etag"])
            for names in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
                let again = try await Answer.of(base + path, ["-H", "If-None-Match: \(names)"])
                #expect(again.status == 304 && again.body.isEmpty && again.headers["etag"] == tag, "\(names)")
            }
            #expect(try await Answer.of(base + path, ["-H", "If-None-Match: \"x\""]) == first)
            let head = try await Answer.of(base + path, ["--head"])
            #expect(head.status == 200 && head.headers == first.headers)
            guard let date = first.headers["last-modified"] else { return }
            #expect(date.contains(/^(Fri|Sat|Sun), 0\d Jan 2027 00:00:00 GMT$/), "\(date)")
            #expect(try await Answer.of(base + path, ["-H", "If-Modified-Since: \(date)"]).status == 304)
            // The name counts for more than the date (RFC 9110 section 13.1.3).
            let both = ["-H", "If-Modified-Since: \(date)", "-H", "If-None-Match: \"x\""]
            #expect(try await Answer.of(base + path, both).status == 200)
        }
    }

    @Test("A list that is public no more is gone at once, and its issues are no search engine's")
    func hiddenAgain() async throws {
        let archive = MemoryArchive()
        try await Self.serve(archive) { base in
            let shown = try await Answer.of(base + "archive/lettre")
            #expect(shown.status == 200)
            await archive.hide("lettre")
            #expect(try await Answer.of(base + "archive/lettre").status == 404)
            #expect(try await Answer.of(base + "archive/lettre/feed.atom").status == 404)
        }
    }

    @Test("Without templates letters come back later, while readers leave lists and pictures are served")
    func withoutTemplates() async throws {
        try await Self.serve(pages: nil) { base in
            for path in ["archive/lettre", "archive/lettre/feed.atom", "archive/lettre/\(MemoryArchive.id(1))"] {
                let answer = try await Answer.of(base + path)
                #expect(answer.status == 503 && answer.headers["retry-after"] == "120")
                #expect(answer.body.contains("les lettres seront de nouveau là"))
            }
            #expect(try await Answer.of(base + "d/" + MemorySubscriptions.token).status == 200)
            #expect(try await Answer.of(base + "i/\(MemoryArchive.hash).png").status == 200)
        }
    }

    @Test("A store that is away is told as such, and not taken for an empty one")
    func lost() async throws {
        let archive = MemoryArchive()
        await archive.lose()
        try await Self.serve(archive) { base in
            for path in [
                "archive/lettre", "archive/lettre/feed.atom", "archive/lettre/\(MemoryArchive.id(1))",
                "i/\(MemoryArchive.hash).png",
            ] {
                let answer = try await Answer.of(base + path)
                #expect(answer.status == 503 && !answer.body.contains("127.0.0.1"))
            }
        }
    }

    @Test("Nothing can be sent there", arguments: ["archive/lettre", "i/\(MemoryArchive.hash).png"])
    func methods(path: String) async throws {
        try await Self.serve { base in
            for method in ["POST", "PUT", "DELETE"] {
                let answer = try await Answer.of(base + path, ["-X", method])
                #expect(answer.status == 405 && answer.headers["allow"] == "GET, HEAD")
            }
        }
    }

    @Test("A picture is kept for ever, is taken for nothing else, and is there by its own name alone")
    func image() async throws {
        try await Self.serve { base in
            let fields = try await Answer.of(base + "i/\(MemoryArchive.hash).png", ["--head"]).headers
            #expect(fields["content-type"] == "image/png" && fields["content-length"] == "6")
            #expect(fields["cache-control"] == "public, max-age=31536000, immutable")
            #expect(fields["x-content-type-options"] == "nosniff" && fields["etag"] == "\"\(MemoryArchive.hash)\"")
            #expect(fields["content-security-policy"] == "default-src 'none'; sandbox")
            for path in [".jpg", ".PNG", "", ".png/", ".png.png"].map({ MemoryArchive.hash + $0 })
                + [
                    "x.png", ".png", "\(MemoryArchive.hash.uppercased()).png", "\(MemoryArchive.hash)0.png",
                    "\(MemoryArchive.hash.dropLast()).png",
                ]
            {
                #expect(try await Answer.of(base + "i/" + path).status == 404, "\(path)")
            }
        }
    }

    @Test("A provider that fetches pictures for all its users is let through where a reader has looked enough")
    func throttled() async throws {
        try await Self.serve(requestsPerMinute: 2) { base in
            for _ in 1...2 {
                let answer = try await Answer.of(base + "archive/lettre")
                #expect(answer.status == 200)
            }
            #expect(try await Answer.of(base + "archive/lettre").status == 429)
            for _ in 1...20 {
                #expect(try await Answer.of(base + "i/\(MemoryArchive.hash).png", ["--head"]).status == 200)
            }
        }
    }

    @Test("Without an archive there is none")
    func none() async throws {
        try await serving(MemorySubscriptions()) { base in
            for path in ["archive/lettre", "i/\(MemoryArchive.hash).png"] {
                let answer = try await Answer.of(base.replacingOccurrences(of: "/d/", with: "/") + path)
                #expect(answer.status == 404)
            }
        }
    }
}
