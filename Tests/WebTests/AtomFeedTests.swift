import Foundation
import Mail
import Testing

@testable import Web

@Suite("The feed", .timeLimit(.minutes(5)))
struct AtomFeedTests {
    /// Reads a feed with Python's parser, and prints which rules of RFC 4287 it breaks.
    private static let judge = """
        import re, sys, xml.etree.ElementTree as tree
        A, faults = "{http://www.w3.org/2005/Atom}", []
        feed = tree.parse(sys.argv[1]).getroot()
        if feed.tag != A + "feed": faults.append("root " + feed.tag)
        ids = []
        for node in [feed] + feed.findall(A + "entry"):
            for name in ("id", "title", "updated"):
                if len(node.findall(A + name)) != 1: faults.append(node.tag + " " + name)
            ids.append(node.findtext(A + "id"))
            if not re.fullmatch("urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", ids[-1]): faults.append("id " + ids[-1])
            for name in ("updated", "published"):
                for moment in node.findall(A + name):
                    if not re.fullmatch(r"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", moment.text): faults.append(moment.text)
            alternates = [l for l in node.findall(A + "link") if l.get("rel") == "alternate"]
            if len(alternates) != 1 or not alternates[0].get("href"): faults.append("alternate")
        if len(set(ids)) != len(ids): faults.append("one id twice")
        if len([l for l in feed.findall(A + "link") if l.get("rel") == "self"]) != 1: faults.append("self")
        if not feed.findtext(A + "author/" + A + "name"): faults.append("author")
        moments = [e.findtext(A + "updated") for e in feed.findall(A + "entry")]
        if moments and feed.findtext(A + "updated") != max(moments): faults.append("updated")
        for content in feed.iter(A + "content"):
            if content.get("type") != "html" or len(content): faults.append("content")
            if "<body" in content.text or "<head" in content.text: faults.append("content is a document")
        print("\\n".join(faults + [e.findtext(A + "title") for e in feed.findall(A + "entry")]), end="")
        """

    private static func judged(_ xml: String) async throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "facteur-\(UUID().uuidString).atom")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(xml.utf8).write(to: file)
        let result = try await Child.run("python3", ["-c", judge, file.path])
        return result.status == 0 ? result.output : result.errors
    }

    private static func feed(_ titles: [String], list: String = "lettre") -> AtomFeed {
        AtomFeed(
            list: list, title: titles.first ?? "x", author: titles.first ?? "x", createdAt: Timestamp(seconds: 1),
            address: "https://lettre.test/archive/lettre?a=b&c", language: .swissFrench,
            entries: titles.enumerated().map { number, title in
                AtomFeed.Entry(
                    id: MemoryArchive.id(number), title: title,
                    publishedAt: Timestamp(seconds: 1_798_761_600 - Int64(number)),
                    language: "fr", content: "<p>\(title)</p>")
            })
    }

    @Test(
        "It is sound whatever the words are",
        arguments: [[], ["a"], ["<&>\"'", "]]>", "é 😀"], ["a\u{1}b\u{B}c\u{FFFF}d"]] as [[String]])
    func sound(titles: [String]) async throws {
        let wanted = titles.map { $0.replacing(/[\u{1}\u{B}\u{FFFF}]/, with: "") }.joined(separator: "\n")
        #expect(try await Self.judged(Self.feed(titles).xml) == wanted)
    }

    @Test("Its identity stays whatever its address and its title become, and is no other list's")
    func identity() {
        func id(_ feed: AtomFeed) -> Substring? { feed.xml.split(separator: "\n").first { $0.hasPrefix("<id>") } }
        var moved = Self.feed(["a"])
        moved.address = "https://elsewhere.test/archive/lettre"
        moved.title = "b"
        #expect(id(moved) == id(Self.feed(["a"])))
        #expect(id(Self.feed(["a"], list: "pro")) != id(Self.feed(["a"])))
    }

    @Test("The endpoint's tells of the latest twenty, with the letters themselves")
    func served() async throws {
        try await serving(
            MemorySubscriptions(),
            archive: PublicArchive(
                store: MemoryArchive(issues: 30), pages: PlainPages(), publicURL: "https://lettre.creme.test/")
        ) { base in
            let answer = try await Answer.of(
                base.replacingOccurrences(of: "/d/", with: "/archive/") + "lettre/feed.atom")
            #expect(answer.headers["content-type"] == "application/atom+xml; charset=utf-8")
            let titles = try await Self.judged(answer.body).split(separator: "\n")
            #expect(titles.count == 20 && titles.first == "Lettre 29 <fr>")
            let address = "https://lettre.creme.test/archive/lettre"
            #expect(
                answer.body.contains("<link rel=\"self\" type=\"application/atom+xml\" href=\"\(address)/feed.atom\"/>")
            )
            #expect(answer.body.contains("href=\"\(address)/\(MemoryArchive.id(29))\"/>"))
            #expect(answer.body.contains("&lt;p&gt;Lettre 29 &amp;amp; "))
        }
    }
}
