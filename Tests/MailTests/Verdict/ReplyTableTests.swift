import Mail
import Testing

@Suite("A table of replies")
struct ReplyTableTests {
    private func row(_ sentence: String, words: [String]? = nil, provider: ProviderCode? = nil) -> ReplyRow {
        ReplyRow(
            codes: [400...499], providerCodes: provider.map { [$0] }, words: words,
            verdict: Verdict(.recipient, .retry, sentence))
    }

    private func fits(_ row: ReplyRow, _ text: String) -> Bool {
        ReplyTable(rows: [row]).firstRow(for: Reply(code: 450, enhanced: nil, text: text), at: .rcpt) != nil
    }

    @Test("The first row that fits decides")
    func order() {
        let table = ReplyTable(rows: [row("special", words: ["slow"]), row("general")])
        #expect(
            table.judge(.refused(Reply(code: 450, enhanced: nil, text: "SLOW down"), at: .rcpt)).sentence == "special")
        #expect(table.judge(.refused(Reply(code: 450, enhanced: nil, text: "no"), at: .rcpt)).sentence == "general")
    }

    @Test(
        "A provider's code is a whole word, of which the last three digits count (P2)",
        arguments: [
            ("OFR_417", true), ("(ofr006_417)", true), ("OFR005-417.", true), ("OUK_417", true), ("-OFR_417-", true),
            ("LPN_417", false), ("OFR417", false), ("OFR-417", false), ("OFR0064_417", false), ("OFR_4170", false),
            ("XOFR_417", false), ("OFR_416", false), ("éOFR_417", false), ("OFR_", false), ("OFR", false),
        ])
    func providerCodes(text: String, expected: Bool) {
        #expect(fits(row("full", provider: ProviderCode(.orange, 417)), text) == expected)
    }

    @Test("Words are found at the borders of words, in any case")
    func words() {
        let row = row("limited", words: ["s775", "sfr_in_", "refusé", "(#5.7.1)", "slow down"])
        for text in [
            "(S775)", "s775", "x SFR_IN_104", "REFUSÉ!", "no(#5.7.1)", "so slow down now", "slowly, slow down",
        ] { #expect(fits(row, text), "\(text)") }
        for text in ["s7750", "xs775", "", "refus", "refuséx", "slow downs", "so slow"] {
            #expect(!fits(row, text), "\(text)")
        }
    }

    @Test("A row's further words must be in the text as well")
    func furtherWords() {
        let row = ReplyRow(
            codes: [400...499], words: ["account", "compte"], furtherWords: ["paused", "suspendu"],
            verdict: Verdict(.us, .retry, "account"))
        for text in ["Account paused", "suspendu: votre compte"] { #expect(fits(row, text), "\(text)") }
        for text in ["Account", "paused", "accounts paused", ""] { #expect(!fits(row, text), "\(text)") }
    }

    @Test("An enhanced code fits by subject and detail, whatever its class")
    func enhanced() {
        let detail = ReplyRow.Enhanced(subject: 7, details: 20...27)
        let row = ReplyRow(codes: [500...599], enhanced: [detail], verdict: Verdict(.us, .fail, "auth"))
        func fits(_ enhanced: String?) -> Bool {
            ReplyTable(rows: [row]).firstRow(for: Reply(code: 550, enhanced: enhanced, text: ""), at: .rcpt) != nil
        }
        #expect(fits("5.7.20") && fits("4.7.27"))
        #expect(!fits("5.7.28") && !fits("5.2.25") && !fits(nil) && !fits("nonsense"))
    }
}
