import Platform
import TestServers
import Testing

@testable import SenderPolicy

@Suite("SPF: whether an address may send (RFC 7208)")
struct SPFCheckTests {
    /// Hosts that the records below speak of.
    private static let hosts = """
        shop.example MX 10 mail-a.shop.example
        shop.example MX 20 mail-b.shop.example
        shop.example A 192.0.2.10
        shop.example A 192.0.2.11
        mail-a.shop.example A 192.0.2.129
        mail-b.shop.example A 192.0.2.130
        six.shop.example AAAA 2001:db8::10
        other.example MX 10 mail.other.example
        mail.other.example A 192.0.2.140
        10.2.0.192.in-addr.arpa PTR shop.example
        65.2.0.192.in-addr.arpa PTR lying.shop.example
        relay.example TXT v=spf1 ip4:198.51.100.0/24 -all
        neutral.example TXT v=spf1 ?all
        loop.example TXT v=spf1 include:loop.example -all
        broken.example TXT v=spf1 ip4:300.1.2.3 -all
        twice.example TXT v=spf1 -all
        twice.example TXT v=spf1 +all
        away.example TXT !serverFailure
        2.0.192.list.example A 127.0.0.2
        compte.users.shop.example A 127.0.0.2
        chain.example TXT v=spf1 include:c1.example include:c2.example include:c3.example -all
        c1.example TXT v=spf1 a:shop.example a:shop.example a:shop.example -all
        c2.example TXT v=spf1 a:shop.example a:shop.example a:shop.example -all
        c3.example TXT v=spf1 a:shop.example a:shop.example a:shop.example ip4:203.0.113.9 -all

        """

    struct Case: Sendable, CustomTestStringConvertible {
        let record: String
        let address: String
        let word: String

        init(_ record: String, _ address: String, _ word: String) {
            (self.record, self.address, self.word) = (record, address, word)
        }

        var testDescription: String { "\(record) for \(address): \(word)" }
    }

    @Test(
        "A record decides over an address",
        arguments: [
            Case("v=spf1 +all", "192.0.2.1", "pass"), Case("v=spf1 -all", "192.0.2.10", "fail"),
            Case("v=spf1 ~all", "192.0.2.10", "softfail"), Case("v=spf1 ?all", "192.0.2.10", "neutral"),
            Case("v=spf1", "192.0.2.10", "neutral"), Case("v=SPF1 A -ALL", "192.0.2.10", "pass"),
            Case("v=spf1 a -all", "192.0.2.10", "pass"), Case("v=spf1 a -all", "192.0.2.12", "fail"),
            Case("v=spf1 a/24 -all", "192.0.2.99", "pass"), Case("v=spf1 a:other.example -all", "192.0.2.10", "fail"),
            Case("v=spf1 a:six.shop.example//64 -all", "2001:db8::99", "pass"),
            Case("v=spf1 a:six.shop.example//64 -all", "2001:db8:1::99", "fail"),
            Case("v=spf1 mx -all", "192.0.2.130", "pass"), Case("v=spf1 mx -all", "192.0.2.140", "fail"),
            Case("v=spf1 mx/30 mx:other.example/30 -all", "192.0.2.131", "pass"),
            Case("v=spf1 mx/30 mx:other.example/30 -all", "192.0.2.143", "pass"),
            Case("v=spf1 ip4:192.0.2.128/28 -all", "192.0.2.129", "pass"),
            Case("v=spf1 ip4:192.0.2.128/28 -all", "192.0.2.65", "fail"),
            Case("v=spf1 ip6:2001:db8::/32 -all", "2001:db8:9::1", "pass"),
            Case("v=spf1 ip6:2001:db8::/32 -all", "192.0.2.1", "fail"),
            Case("v=spf1 ptr -all", "192.0.2.10", "pass"), Case("v=spf1 ptr -all", "192.0.2.65", "fail"),
            Case("v=spf1 include:relay.example -all", "198.51.100.7", "pass"),
            Case("v=spf1 include:relay.example ~all", "192.0.2.1", "softfail"),
            Case("v=spf1 include:neutral.example -all", "192.0.2.1", "fail"),
            Case("v=spf1 include:nobody.example -all", "192.0.2.1", "permerror"),
            Case("v=spf1 redirect=relay.example", "198.51.100.7", "pass"),
            Case("v=spf1 redirect=relay.example", "192.0.2.1", "fail"),
            Case("v=spf1 redirect=nobody.example", "192.0.2.1", "permerror"),
            Case("v=spf1 ~all redirect=relay.example", "192.0.2.1", "softfail"),
            Case("v=spf1 exists:%{ir3}.list.example -all", "192.0.2.1", "permerror"),
            Case("v=spf1 exists:%{i3r}.list.example -all", "192.0.2.1", "pass"),
            Case("v=spf1 exists:%{i3r}.list.example -all", "198.51.100.1", "fail"),
            Case("v=spf1 exists:%{l}.users.%{d} -all", "192.0.2.1", "pass"),
            Case("v=spf1 unknown=%{d} a -all", "192.0.2.10", "pass"),
            Case("v=spf1 include:loop.example -all", "192.0.2.1", "permerror"),
            Case("v=spf1 include:broken.example -all", "192.0.2.1", "permerror"),
            Case("v=spf1 include:twice.example -all", "192.0.2.1", "permerror"),
            Case("v=spf1 include:away.example -all", "192.0.2.1", "temperror"),
            Case("v=spf1 include:chain.example -all", "203.0.113.9", "permerror"),
            Case("v=spf1 a:n1.example a:n2.example a -all", "192.0.2.10", "pass"),
            Case("v=spf1 a:n1.example a:n2.example a:n3.example a -all", "192.0.2.10", "permerror"),
            Case("v=spf1 ip4:192.0.2.1:25 -all", "192.0.2.1", "permerror"),
            Case("v=spf1 ip4:192.0.2.0/33 -all", "192.0.2.1", "permerror"),
            Case("v=spf1 ip4 -all", "192.0.2.1", "permerror"), Case("v=spf1 all: -all", "192.0.2.1", "permerror"),
            Case("v=spf1 -a:%{x}.example -all", "192.0.2.1", "permerror"),
            Case("v=spf1 moo -all", "192.0.2.1", "permerror"),
            Case("v=spf1 redirect=a.example redirect=b.example", "192.0.2.1", "permerror"),
            Case("v=spf10 +all", "192.0.2.1", "none"), Case("spf1 +all", "192.0.2.1", "none"),
        ])
    func cases(_ row: Case) async throws {
        let zone = Zone(Self.hosts + "shop.example TXT \(row.record)")
        let result = await SPFCheck.result(
            of: try #require(IPAddress(row.address)), sender: "compte@shop.example", helo: "worker.shop.example",
            domain: "shop.example", in: zone)
        #expect(result.word == row.word, "\(result)")
    }

    /// Macros as RFC 7208 section 7.4 has them, for another sender.
    @Test(
        "Macros stand for the mail at hand",
        arguments: [
            ("%{s}", "zoe-martin@lettre.shop.example"), ("%{o}", "lettre.shop.example"),
            ("%{d}", "lettre.shop.example"),
            ("%{d4}", "lettre.shop.example"), ("%{d2}", "shop.example"), ("%{d1}", "example"),
            ("%{dr}", "example.shop.lettre"), ("%{d2r}", "shop.lettre"), ("%{l}", "zoe-martin"),
            ("%{l-}", "zoe.martin"),
            ("%{lr}", "zoe-martin"), ("%{lr-}", "martin.zoe"), ("%{l1r-}", "zoe"),
            ("%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.shop.example"),
            ("%{L}%%%_", "zoe-martin% "), ("%{h}.", "worker.example"),
        ])
    func macros(text: String, expanded: String) throws {
        let macro = SPFMacro(
            address: try #require(IPAddress("192.0.2.3")), sender: "zoe-martin@lettre.shop.example",
            helo: "worker.example")
        #expect(macro.expand(text, domain: "lettre.shop.example") == expanded)
    }

    @Test("An address of IPv6 stands in macros by its nibbles")
    func nibbles() throws {
        let macro = SPFMacro(
            address: try #require(IPAddress("2001:db8::cb01")), sender: "a@b.example", helo: "h.example")
        #expect(
            macro.expand("%{ir}.%{v}.arpa", domain: "b.example")
                == "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa")
    }
}
