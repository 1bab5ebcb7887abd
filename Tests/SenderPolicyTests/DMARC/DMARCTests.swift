import TestServers
import Testing

@testable import SenderPolicy

@Suite("DMARC: records, the walk up the tree, alignment (RFC 9989)")
struct DMARCTests {
    struct RecordCase: Sendable, CustomTestStringConvertible {
        let text: String
        let policy: DMARCRecord.Policy?
        let withdrawn: [String]
        let faults: Int

        init(_ text: String, _ policy: DMARCRecord.Policy?, withdrawn: [String] = [], faults: Int = 0) {
            (self.text, self.policy, self.withdrawn, self.faults) = (text, policy, withdrawn, faults)
        }

        var testDescription: String { text }
    }

    @Test(
        "A record is read",
        arguments: [
            RecordCase("v=DMARC1; p=none", DMARCRecord.Policy.none), RecordCase("v=DMARC1;p=reject;", .reject),
            RecordCase("v=DMARC1 ; p = quarantine ; rua=mailto:d@shop.example, mailto:e@shop.example", .quarantine),
            RecordCase("v=DMARC1; p=reject; pct=50; ri=3600; rf=afrf", .reject, withdrawn: ["pct", "rf", "ri"]),
            RecordCase("v=DMARC1; p=reject; np=reject; t=y; psd=n", .reject), RecordCase("v=DMARC1", nil, faults: 1),
            RecordCase("v=DMARC1; p=block", nil, faults: 1),
            RecordCase("v=DMARC1; p=none; p=reject", DMARCRecord.Policy.none, faults: 1),
            RecordCase("v=DMARC1; p=none; rua=d@shop.example", DMARCRecord.Policy.none, faults: 1),
            RecordCase("v=DMARC1; p=none; adkim=x; t=maybe", DMARCRecord.Policy.none, faults: 2),
        ])
    func records(_ row: RecordCase) {
        #expect(DMARCRecord.isOne(row.text))
        let record = DMARCRecord(row.text)
        #expect(record.policy == row.policy)
        #expect(record.withdrawnTags == row.withdrawn)
        #expect(record.faults.count == row.faults, "\(record.faults)")
    }

    @Test(
        "What does not begin with its version is no record",
        arguments: ["p=none; v=DMARC1", "v=DMARC2; p=none", "", "v=spf1"])
    func others(text: String) { #expect(!DMARCRecord.isOne(text)) }

    @Test(
        "At most eight names are asked, however long the domain is",
        arguments: [
            ("shop.example", 2), ("example", 1), ("a.b.c.d.shop.example", 6), ("a.b.c.d.e.f.shop.example", 8),
            ("a.b.c.d.e.f.g.h.i.j.mail.shop.example", 8),
        ])
    func names(domain: String, count: Int) {
        let names = DMARCWalk.names(from: domain)
        #expect(names.count == count)
        #expect(names.first == domain && names.last == "example")
    }

    struct WalkCase: Sendable, CustomTestStringConvertible {
        let domain: String
        let zone: String
        let organizational: String
        let policyAt: String?

        init(_ domain: String, _ zone: String, _ organizational: String, _ policyAt: String?) {
            (self.domain, self.zone, self.organizational, self.policyAt) = (domain, zone, organizational, policyAt)
        }

        var testDescription: String { "\(domain) in \(zone)" }
    }

    @Test(
        "The organizational domain is found by the walk",
        arguments: [
            WalkCase("shop.example", "_dmarc.shop.example TXT v=DMARC1; p=none", "shop.example", "shop.example"),
            WalkCase("a.mail.shop.example", "_dmarc.shop.example TXT v=DMARC1; p=none", "shop.example", "shop.example"),
            WalkCase(
                "mail.shop.example",
                "_dmarc.shop.example TXT v=DMARC1; p=none\n_dmarc.mail.shop.example TXT v=DMARC1; p=reject",
                "shop.example", "mail.shop.example"),
            WalkCase(
                "a.mail.shop.example",
                "_dmarc.shop.example TXT v=DMARC1; p=none\n_dmarc.mail.shop.example TXT v=DMARC1; p=reject; psd=n",
                "mail.shop.example", "mail.shop.example"),
            WalkCase("a.shop.bank", "_dmarc.bank TXT v=DMARC1; p=reject; psd=y", "shop.bank", "bank"),
            WalkCase("bank", "_dmarc.bank TXT v=DMARC1; p=reject; psd=y", "bank", "bank"),
            WalkCase("shop.example", "shop.example A 192.0.2.1", "shop.example", nil),
            WalkCase(
                "shop.example", "_dmarc.shop.example TXT v=DMARC1; p=none\n_dmarc.shop.example TXT v=DMARC1; p=reject",
                "shop.example", nil),
            WalkCase(
                "shop.example", "_dmarc.shop.example TXT some words\n_dmarc.shop.example TXT v=DMARC1; p=none",
                "shop.example", "shop.example"),
        ])
    func walk(_ row: WalkCase) async {
        let walk = await DMARCWalk.from(row.domain, in: Zone(row.zone))
        #expect(walk.organizationalDomain == row.organizational)
        #expect(walk.policy?.domain == row.policyAt)
    }

    @Test(
        "Alignment is relaxed unless a record says otherwise",
        arguments: [
            ("shop.example", "shop.example", true, true), ("shop.example", "bounce.shop.example", true, false),
            ("lettre.shop.example", "bounce.shop.example", true, false),
            ("shop.example", "relay.example", false, false),
            ("shop.example", "notshop.example", false, false),
        ])
    func alignment(author: String, other: String, relaxed: Bool, strict: Bool) async {
        let zone = Zone("_dmarc.shop.example TXT v=DMARC1; p=none\n_dmarc.relay.example TXT v=DMARC1; p=none")
        let (author, other) = (await DMARCWalk.from(author, in: zone), await DMARCWalk.from(other, in: zone))
        #expect(author.isAligned(other, .relaxed) == relaxed)
        #expect(author.isAligned(other, .strict) == strict)
    }

    @Test("Where the DNS does not answer, names alone tell")
    func uncertain() async {
        let zone = Zone("_dmarc.shop.example TXT !timedOut\n_dmarc.bounce.shop.example TXT !timedOut")
        let author = await DMARCWalk.from("shop.example", in: zone)
        #expect(author.fault == .timedOut)
        #expect(author.isAligned(await DMARCWalk.from("bounce.shop.example", in: zone), .relaxed))
        #expect(!author.isAligned(await DMARCWalk.from("relay.example", in: zone), .relaxed))
    }
}
