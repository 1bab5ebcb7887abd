import Testing

@testable import facteur

@Suite("SpamAssassin's report")
struct SpamReportTests {
    private static let report = """
        Content preview:  Bonjour, Les tasses sont de retour (1 point de vente). [...]

        Content analysis details:   (5.3 points, 5.0 required)

         pts rule name              description
        ---- ---------------------- --------------------------------------------------
         3.3 HTML_IMAGE_ONLY_08     BODY: HTML: images with 400-800 bytes of words
         2.0 SUBJ_ALL_CAPS          Subject is all capitals
         0.0 HTML_MESSAGE           BODY: HTML included in message
        -0.1 DKIM_VALID             Message has at least one valid DKIM signature

        """

    @Test("Its points, and the rules that count most")
    func read() throws {
        let report = try #require(SpamReport(Self.report))
        #expect(report.isSpam)
        #expect(report.text == "5.3 of 5.0 points (3.3 HTML_IMAGE_ONLY_08, 2.0 SUBJ_ALL_CAPS)")
        let good = try #require(SpamReport(Self.report.replacing("(5.3 points", with: "(-0.4 points")))
        #expect(!good.isSpam && good.text.hasPrefix("-0.4 of 5.0 points"))
    }

    @Test(
        "What is no report is none",
        arguments: ["", "none\n", "Content analysis details:", "Content analysis details: (many points, few required)"])
    func none(output: String) {
        #expect(SpamReport(output) == nil)
    }
}
