import TestServers
import Testing

@testable import SenderPolicy

@Suite("A sender, looked at in the DNS")
struct SenderLookTests {
    private static let key = "v=DKIM1; k=rsa; p=\(PublishedKeys.rsa2048)"

    /// A domain of which nothing is to be mended.
    private static let zone = Zone(
        """
        shop.example MX 10 mail.shop.example
        bounce.shop.example MX 10 mail.shop.example
        mail.shop.example A 192.0.2.25
        relay.example A 192.0.2.25
        25.2.0.192.in-addr.arpa PTR mail.shop.example
        bounce.shop.example TXT v=spf1 ip4:192.0.2.25 -all
        s2026._domainkey.shop.example TXT \(key)
        _dmarc.shop.example TXT v=DMARC1; p=quarantine; rua=mailto:dmarc@shop.example
        """)

    private static func setup(_ change: (inout SenderSetup) -> Void = { _ in }) -> SenderSetup {
        var setup = SenderSetup(
            fromDomain: "shop.example", returnPath: "b+1@bounce.shop.example", helo: "worker.shop.example",
            keys: [.init(domain: "shop.example", selector: "s2026", record: key)],
            relays: [.init(host: "relay.example", isLoopback: false)])
        change(&setup)
        return setup
    }

    @Test("Where all is well, each line is ok")
    func sound() async {
        let findings = await SenderLook(Self.setup(), in: Self.zone).findings()
        #expect(findings.filter { $0.grade != .ok } == [])
        #expect(findings.count > 10)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let zone: String
        let change: @Sendable (inout SenderSetup) -> Void
        let finding: (grade: PolicyFinding.Grade, subject: String, word: String)

        init(
            _ name: String, _ zone: String, _ grade: PolicyFinding.Grade, _ subject: String, _ word: String,
            change: @escaping @Sendable (inout SenderSetup) -> Void = { _ in }
        ) {
            (self.name, self.zone, self.change) = (name, zone, change)
            finding = (grade, subject, word)
        }

        var testDescription: String { name }
    }

    @Test(
        "What is amiss has a line that says how to mend it",
        arguments: [
            Case("no SPF", "", .failing, "spf other.example", "publish `other.example. IN TXT \"v=spf1") {
                $0.returnPath = "b@other.example"
            },
            Case(
                "a relay that may not send", "bounce.shop.example TXT v=spf1 -all", .warning,
                "spf bounce.shop.example for relay.example [192.0.2.25]", "add ip4:192.0.2.25"),
            Case(
                "SPF that fails to answer", "bounce.shop.example TXT !serverFailure", .unavailable,
                "spf bounce.shop.example", "SERVFAIL"),
            Case(
                "no key in the DNS", "", .failing, "dkim e2026._domainkey.shop.example",
                "publish `e2026._domainkey.shop.example. IN TXT \"v=DKIM1"
            ) {
                $0.keys = [.init(domain: "shop.example", selector: "e2026", record: key)]
            },
            Case("no key at all", "", .warning, "dkim shop.example", "facteur dkim new shop.example") { $0.keys = [] },
            Case(
                "no DMARC", "", .failing, "dmarc other.example",
                "publish `_dmarc.other.example. IN TXT \"v=DMARC1; p=none; rua=mailto:"
            ) {
                $0.fromDomain = "other.example"
            },
            Case(
                "DMARC of the old form", "_dmarc.shop.example TXT v=DMARC1; p=none; pct=10", .warning,
                "dmarc shop.example", "pct= means nothing any more (RFC 9989)"),
            Case(
                "a return path elsewhere", "", .warning, "alignment shop.example",
                "set mail.returnPath to b+{id}@bounce.shop.example"
            ) {
                $0.returnPath = "b@other.example"
            },
            Case(
                "strict alignment", "_dmarc.shop.example TXT v=DMARC1; p=none; aspf=s", .warning,
                "alignment shop.example", "set mail.returnPath to b+{id}@shop.example"),
            Case("no mail server", "", .failing, "mx other.example", "IN MX 10") { $0.returnPath = "b@other.example" },
            Case(
                "a domain that takes no mail", "bounce.shop.example MX 0 .", .failing, "mx bounce.shop.example",
                "RFC 7505"),
            Case(
                "a mail server without address", "bounce.shop.example MX 10 gone.shop.example", .failing,
                "mx bounce.shop.example", "gone.shop.example has no address"),
            Case(
                "no name of the address", "25.2.0.192.in-addr.arpa TXT x\n25.2.0.192.in-addr.arpa PTR !timedOut",
                .unavailable, "reverse name 192.0.2.25", "no answer in time"),
            Case(
                "a name that leads elsewhere", "25.2.0.192.in-addr.arpa PTR lying.example", .warning,
                "reverse name 192.0.2.25", "publish `lying.example. IN A 192.0.2.25`"),
            Case("a relay without address", "", .failing, "relay gone.example", "check smtp.url") {
                $0.relays = [.init(host: "gone.example", isLoopback: false)]
            },
            Case(
                "a relay on this machine", "", .warning, "Gmail, Yahoo, Outlook.com, Orange, iCloud",
                "facteur doctor --send"
            ) {
                $0.relays = [.init(host: "127.0.0.1", isLoopback: true)]
            },
        ])
    func cases(_ row: Case) async {
        let findings = await SenderLook(Self.setup(row.change), in: Self.zone + row.zone).findings()
        let found = findings.first {
            $0.grade == row.finding.grade && $0.subject == row.finding.subject && $0.text.contains(row.finding.word)
        }
        #expect(found != nil, "\(findings.map { "\($0.grade) \($0.subject): \($0.text)" }.joined(separator: "\n"))")
    }

    @Test("What others wrote stays on its line and commands no terminal")
    func oneLine() async {
        let zone = Self.zone + "bounce.shop.example TXT v=spf1 a:\u{1B}[2J\u{2028}ok -all"
        let findings = await SenderLook(Self.setup(), in: zone).findings()
        #expect(findings.contains { $0.grade == .failing && $0.subject == "spf bounce.shop.example" })
        #expect(!findings.contains { $0.text.contains { $0 == "\u{1B}" || $0 == "\u{2028}" } })
        let folded = PolicyFinding(.ok, "mx a\r\nb", "text\r\nfailing  all\n")
        #expect(!folded.subject.contains(where: \.isNewline) && !folded.text.contains(where: \.isNewline))
    }
}
