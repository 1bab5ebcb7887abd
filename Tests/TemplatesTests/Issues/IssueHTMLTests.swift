import FoundationEssentials
import Testing

@testable import Templates

@Suite("HTML that an editor brings along")
struct IssueHTMLTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Newsletters")

    /// Whole documents in the manner of what editors export.
    static let newsletters =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".html") }.sorted())
        ?? []

    static func newsletter(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    @Test(
        "There are newsletters of five makes to try", arguments: ["mjml", "maizzle", "mailchimp", "brevo", "cerberus"])
    func makes(make: String) {
        #expect(Self.newsletters.count { $0.hasPrefix(make + "-") } == 4)
    }

    @Test("Newsletters as frameworks and services export them are sound whole", arguments: newsletters)
    func sound(name: String) throws {
        let html = try Self.newsletter(name)
        #expect(IssueHTML.isDocument(html))
        #expect(IssueHTML.faults(in: html).isEmpty)
        #expect(IssuePlaceholders.faults(in: html, fields: ["city", "vip"]).isEmpty)
    }

    @Test("A slip is told with its place, and nothing but the slip", arguments: SpoiledHTML.all)
    func spoiled(html: String, faults: [String]) {
        let found = IssueHTML.faults(in: html) + IssuePlaceholders.faults(in: html, fields: ["city", "vip"])
        #expect(found.map { "\($0.line):\($0.column): \($0.fault)" } == faults)
        #expect(found.allSatisfy { !$0.mend.isEmpty })
    }

    @Test("Faults stand where their line and column say, behind letters beyond ASCII and CRLF too")
    func places() {
        let faults = IssueHTML.faults(in: "<p>Été</p>\r\n<p>\u{E9}\u{1F600} <b>x</p>\r\n")
        #expect(faults.map { "\($0.line):\($0.column)" } == ["2:7"])
    }

    @Test("A newsletter that lost any one end tag of a table is not sound", arguments: newsletters)
    func lostEnd(name: String) throws {
        let html = try Self.newsletter(name)
        for place in html.ranges(of: "</table>") {
            var spoiled = html
            spoiled.removeSubrange(place)
            #expect(!IssueHTML.faults(in: spoiled).isEmpty)
        }
    }

    @Test("What is longer than Gmail shows is told")
    func length() {
        let html = "<p>" + String(repeating: "mot ", count: 25_000) + "</p>"
        #expect(IssueHTML.faults(in: html).first?.fault.contains("100007 bytes") == true)
    }

    @Test(
        "The standard's tokens: what browsers take for a tag, a comment, a text",
        arguments: [
            ("<p>a</p>", ["opening p", "text", "closing p"]), ("a < b <c", ["text", "text"]),
            ("<br/>", ["opening br"]),
            ("<style>a<b></styles></style>", ["opening style", "rawText style", "closing style"]),
            ("<title><b></title>", ["opening title", "rawText title", "closing title"]),
            ("<!doctype html><!-- a > b --><!-->", ["doctype", "comment", "comment"]),
            ("<!-- a --!>b", ["comment", "text"]), ("</ p>a", ["comment", "text"]), ("<![endif]>", ["comment"]),
            ("<P ID=a CLASS='b c'\n>", ["opening p"]), ("<a title='>'>", ["opening a"]), ("<a title=\">", []),
        ])
    func tokens(html: String, tokens: [String]) {
        // A text is cut where a sign could begin a tag and does not.
        let found = HTMLTokenizer(Array(html.unicodeScalars)).tokens.map { token in
            "\(token.kind)" + (token.name.isEmpty ? "" : " \(token.name)")
        }
        #expect(found == tokens)
    }

    @Test(
        "A selector reaches the footer unless it asks for what neither it nor anything around it is",
        arguments: [
            ("p", true), ("*", true), ("body > table", true), ("table:last-of-type td", true), (".foot", true),
            ("td.quiet", true), ("body.page p", true), ("img.hero + table", true), ("p[title]", true), ("html", true),
            ("img", false), (".menu", false), ("td.menu", false), (".menu p", false), ("#outlook a", false),
            ("u + .menu .x", false), ("*[class=\"gmail-fix\"]", false), ("[class~=\"foot\"]", true), ("ul li a", false),
            ("body.other p", false), ("div[style*=\"margin: 16px 0\"]", false), ("h1, h2", false),
        ])
    func reach(selector: String, reaches: Bool) {
        #expect(SelectorReach(own: [".page"]).reaches(selector) == reaches)
    }
}
