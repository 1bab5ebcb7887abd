import Testing

@testable import Templates

@Suite("Blocks with a fault")
struct SpoiledBlockTests {
    @Test("Each is told with its line and column, and comes out as a harmless letter")
    func faults() {
        for spoiled in SpoiledBlock.all {
            #expect(
                Markdown.faults(in: spoiled.source).map(\.description) == spoiled.faults, "\(spoiled.name)")
            let markdown = Markdown(spoiled.source)
            #expect(MarkupTokens.fault(of: markdown.html) == nil, "\(spoiled.name)")
        }
        #expect(SpoiledBlock.all.count >= 30)
    }

    @Test(
        "What lacks what it needs is shown as it is written, in both parts",
        arguments: [
            ":::button\nlink: javascript:alert(1)\nVoir\n:::", ":::button\nVoir\n:::", ":::carousel\nVoir\n:::",
            ":::button\nlink: https://b.example/a\nVoir",
            ":::image\nsource: data:image/png;base64,aaaa\nalt: Une tasse\n:::",
            ":::column\nUn.\n:::",
        ])
    func shown(source: String) {
        let markdown = Markdown(source)
        #expect(markdown.text == source.replacing("\n", with: " "))
        #expect(!markdown.html.contains("<table") && !markdown.html.contains("<img"))
    }

    @Test("Words of a letter are no attributes")
    func words() {
        for source in [
            ":::note\nAttention : les tasses sont fragiles.\n:::", ":::section\nPrix : 24 €.\n:::",
            ":::button\nlink: https://b.example/a\nNouveau : la tasse\n:::", ":::note\nalt: rien.\n:::",
        ] {
            #expect(Markdown.faults(in: source).isEmpty, "\(source)")
            #expect(!Markdown(source).text.contains(":::"), "\(source)")
        }
    }
}
