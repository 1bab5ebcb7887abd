import Testing

@testable import Templates

@Suite("CommonMark in letters")
struct MarkdownSampleTests {
    @Test("Each example becomes the HTML that the specification asks for, and words that read well")
    func samples() {
        // One after the other: as arguments they would fill the log.
        for sample in MarkdownSample.all {
            let markdown = Markdown(sample.source)
            #expect(MarkdownSample.structure(of: markdown.html) == sample.html, "\(sample.source)")
            #expect(markdown.text == sample.text, "\(sample.source)")
        }
    }

    @Test("There are at least two hundred of them, each once")
    func count() {
        let sources = MarkdownSample.all.map(\.source)
        #expect(sources.count >= 200)
        #expect(Set(sources.map { Array($0.utf8) }).count == sources.count)
    }

    @Test("Lines that end as on Windows say the same (F5)")
    func lineEnds() {
        for sample in MarkdownSample.all where !sample.source.contains("\r") {
            let markdown = Markdown(sample.source.replacing("\n", with: "\r\n"))
            #expect(MarkdownSample.structure(of: markdown.html) == sample.html, "\(sample.source)")
        }
    }
}
