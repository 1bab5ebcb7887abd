import Testing

@testable import Templates

@Suite("An issue's typography mended")
struct IssueFixTests {
    @Test(
        "Spaces, apostrophes, dots and dashes are set in words alone",
        arguments: [
            ("À l'atelier !", "À l’atelier\u{202F}!"), ("Prix : 12 €...", "Prix\u{A0}: 12\u{A0}€…"),
            ("**Attention**!", "**Attention**\u{202F}!"), ("«b» ; « c »", "«\u{A0}b\u{A0}»\u{202F}; «\u{A0}c\u{A0}»"),
            ("a , b ( c )", "a, b (c)"), ("un - deux", "un – deux"), ("50% ou 50 %", "50\u{A0}% ou 50\u{A0}%"),
            ("> l'aube\n1. l'un\n- l'autre", "> l’aube\n1. l’un\n- l’autre"),
            ("[l'a](https://a.test/l'b?x!y) `l'x !`", "[l’a](https://a.test/l'b?x!y) `l'x !`"),
            ("{{name|l'ami}} !", "{{name|l'ami}}\u{202F}!"),
            ("```\nl'x !\n```", "```\nl'x !\n```"), (":::note\nl'x !\n:::", ":::note\nl’x\u{202F}!\n:::"),
            // What an author must choose: words, and where a quotation begins.
            ("\"oeuvre\"", "\"oeuvre\""),
        ])
    func mended(text: String, mended: String) {
        #expect(IssueFileTypography.mended(text, language: "fr", isMarkdown: true) == mended)
        // Once mended there is nothing more to do.
        #expect(IssueFileTypography.mended(mended, language: "fr", isMarkdown: true) == mended)
    }

    @Test("Each language is set by its own rules, and a value that YAML would misread has quotes")
    func files() {
        let text = SampleIssue.bilingual
            .replacing("Les tasses sont de retour", with: "Les tasses : l'été !")
            .replacing("They await you", with: "They're here !").replacing("\n", with: "\r\n")
        let changed = IssueFileFix.changed(SampleIssue.issue(text), standard: "fr")
        #expect(changed.map(\.file) == ["lettre.md"])
        let expected = SampleIssue.bilingual
            .replacing(
                "Les tasses sont de retour", with: "\"Les tasses\u{A0}: l’été\u{202F}!\""
            )
            .replacing("They await you", with: "They’re here!").replacing("\n", with: "\r\n")
        #expect(changed.first?.text == expected)
        #expect(SampleIssue.faults(expected) == [])
        #expect(IssueFileFix.changed(SampleIssue.issue(SampleIssue.bilingual), standard: "fr") == [])
    }
}
