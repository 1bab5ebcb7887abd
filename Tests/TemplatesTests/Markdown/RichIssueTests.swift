import FoundationEssentials
import Testing

@testable import Templates

@Suite("An issue with every block")
struct RichIssueTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Golden/issues")

    static func source() throws -> String {
        try String(contentsOf: folder.appending(path: "rich.md"), encoding: .utf8)
    }

    @Test("It has no fault, and has every block")
    func faultless() throws {
        let source = try Self.source()
        #expect(Markdown.faults(in: source).map(\.description) == [])
        for kind in BlockKind.allCases {
            #expect(source.contains("\n:::\(kind.rawValue)\n"), "\(kind)")
        }
    }

    /// What is meant to change is written anew by deleting its file and running the test twice: the first run fails, and writes what it
    /// saw.
    @Test("It is rendered to the byte", arguments: ["html", "text"])
    func golden(part: String) throws {
        let markdown = Markdown(try Self.source(), style: MarkdownStyle(Shop.settings.appearance))
        let rendered = Data(((part == "html" ? markdown.html : markdown.text) + "\n").utf8)
        let file = Self.folder.appending(path: "rich.\(part)")
        guard let expected = try? Data(contentsOf: file) else {
            try rendered.write(to: file)
            Issue.record("rich.\(part) was missing; it holds now what was rendered")
            return
        }
        #expect(expected == rendered, "rich.\(part) differs from: \(String(decoding: rendered, as: UTF8.self))")
    }

    @Test("Each address stands in both parts, in the plain one where its line ends (H6, H11)")
    func links() throws {
        let markdown = Markdown(try Self.source())
        let targets = markdown.html.matches(of: #/<a href="([^"]+)"/#).map { String($0.1) }
        #expect(targets.count == 7)
        for target in targets where target.hasPrefix("https:") {
            #expect(markdown.text.split(separator: "\n").contains(target[...]), "\(target)")
        }
    }
}
