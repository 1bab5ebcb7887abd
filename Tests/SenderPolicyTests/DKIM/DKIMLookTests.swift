import TestServers
import Testing

@testable import SenderPolicy

@Suite("DKIM: the record of a key beside the key that signs")
struct DKIMLookTests {
    private static let sound = "v=DKIM1; k=rsa; p=\(PublishedKeys.rsa2048)"

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let published: String
        let wanted: String
        let grades: [PolicyFinding.Grade]
        let word: String

        init(
            _ name: String, _ published: String, _ wanted: String? = nil, _ grades: PolicyFinding.Grade..., word: String
        ) {
            (self.name, self.published, self.grades, self.word) = (name, published, grades, word)
            self.wanted = wanted ?? sound
        }

        var testDescription: String { name }
    }

    @Test(
        "A record is judged",
        arguments: [
            Case("sound", sound, nil, .ok, word: "2048 bits"),
            Case("without a version and a kind", "p=\(PublishedKeys.rsa2048)", nil, .ok, word: "2048 bits"),
            Case(
                "with folds",
                "v=DKIM1 ; p = \(PublishedKeys.rsa2048.prefix(40)) \(PublishedKeys.rsa2048.dropFirst(40)) ;", nil, .ok,
                word: "2048"),
            Case("another key", "v=DKIM1; p=\(PublishedKeys.rsa1024)", nil, .failing, word: "another key"),
            Case("withdrawn", "v=DKIM1; p=", nil, .failing, word: "withdrawn"),
            Case("without a key", "v=DKIM1; k=rsa", nil, .failing, word: "p= is missing"),
            Case("no base64", "v=DKIM1; p=%%%", nil, .failing, word: "no base64"),
            Case(
                "of 1024 bits", "v=DKIM1; p=\(PublishedKeys.rsa1024)", "v=DKIM1; p=\(PublishedKeys.rsa1024)", .warning,
                word: "1024 bits"),
            Case(
                "of 512 bits", "v=DKIM1; p=\(PublishedKeys.rsa512)", "v=DKIM1; p=\(PublishedKeys.rsa512)", .failing,
                word: "512 bits"),
            Case("a test", "v=DKIM1; t=y:s; p=\(PublishedKeys.rsa2048)", nil, .warning, word: "t=y"),
            Case("for something else", "v=DKIM1; s=tlsrpt; p=\(PublishedKeys.rsa2048)", nil, .failing, word: "s="),
            Case("version behind", "p=\(PublishedKeys.rsa2048); v=DKIM1", nil, .failing, word: "first"),
            Case(
                "Ed25519", "v=DKIM1; k=ed25519; p=\(PublishedKeys.ed25519)",
                "v=DKIM1; k=ed25519; p=\(PublishedKeys.ed25519)", .ok, word: "Ed25519"),
        ])
    func cases(_ row: Case) {
        let findings = DKIMLook.judge(
            PublishedKey(row.published), wanted: PublishedKey(row.wanted), "dkim", mend: "publish")
        #expect(findings.map(\.grade) == row.grades, "\(findings)")
        #expect(findings.first?.text.contains(row.word) == true, "\(findings)")
    }

    @Test("Both forms of an RSA key tell its length")
    func forms() {
        #expect(PublishedKey("p=\(PublishedKeys.rsa2048)").kind == .rsa(bits: 2048))
        #expect(PublishedKey("p=\(PublishedKeys.rsa2048Short)").kind == .rsa(bits: 2048))
        #expect(PublishedKey("p=AAAA").kind == .rsa(bits: nil))
    }
}
