import TestServers
import Testing

@testable import SenderPolicy

@Suite("A mail that arrived, judged (M26, U1)")
struct SampleLookTests {
    private static let zone = Zone("_dmarc.shop.example TXT v=DMARC1; p=none; rua=mailto:d@shop.example")

    /// A newsletter that all is well with; each case changes one thing. The signature is as long as one by a key of 2048 bits.
    private static let sample = [
        "Authentication-Results: mx.client.example; dkim=pass header.d=shop.example; spf=pass smtp.mailfrom=b+1@bounce.shop.example; dmarc=pass header.from=shop.example",
        "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=shop.example; s=s2026; bh=AAAA; h=From:To:Subject:Date:Message-ID:MIME-Version:Content-Type:List-Unsubscribe:List-Unsubscribe-Post; b=\(String(repeating: "A", count: 342))==",
        "Authentication-Results: mx.forger.example; dkim=fail header.d=shop.example; spf=fail smtp.mailfrom=x@y.example; dmarc=fail",
        "ARC-Authentication-Results: i=1; mx.forger.example; spf=fail", "From: Boutique <lettre@shop.example>",
        "To: camille@client.example", "Subject: La lettre", "Date: Mon, 23 Nov 2026 14:05:00 +0100",
        "Message-ID: <1@shop.example>", "MIME-Version: 1.0", "Content-Type: text/plain",
        "List-Unsubscribe: <https://shop.example/d/1>, <mailto:d+1@shop.example>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ]

    private static func findings(_ change: (String, String)? = nil) async -> [PolicyFinding] {
        var text = sample.joined(separator: "\r\n") + "\r\n\r\nBonjour\r\n"
        if let change { text = text.replacing(change.0, with: change.1) }
        return await SampleLook(Array(text.utf8), in: zone).findings()
    }

    @Test("The topmost results count, ARC does not, and all is well")
    func sound() async {
        let findings = await Self.findings()
        #expect(findings.filter { $0.grade != .ok } == [], "\(findings)")
        #expect(findings.contains { $0.text.contains("2048 bits") })
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let change: (from: String, to: String)
        let finding: (grade: PolicyFinding.Grade, subject: String, word: String)

        init(_ from: String, _ to: String, _ grade: PolicyFinding.Grade, _ subject: String, _ word: String) {
            change = (from, to)
            finding = (grade, subject, word)
        }

        var testDescription: String { "\(change.from) becomes \(change.to)" }
    }

    @Test(
        "What is amiss has a line",
        arguments: [
            Case("spf=pass", "spf=softfail", .failing, "spf", "softfail for bounce.shop.example"),
            Case(
                "smtp.mailfrom=b+1@bounce.shop.example", "smtp.mailfrom=relay.example", .warning, "spf",
                "not of shop.example"),
            Case(
                "dkim=pass header.d=shop.example", "dkim=fail header.d=shop.example", .failing, "dkim",
                "fail for shop.example"),
            Case(
                "dkim=pass header.d=shop.example", "dkim=pass header.d=relay.example", .failing, "dkim",
                "sign with a key of From's domain"),
            Case("dkim=pass header.d=shop.example; ", "", .failing, "dkim", "found no signature"),
            Case("dmarc=pass header.from", "dmarc=fail header.from", .failing, "dmarc", "neither SPF nor DKIM"),
            Case("dmarc=pass header.from", "dmarc=none header.from", .failing, "dmarc", "no record"),
            Case("dkim=pass header.d=shop.example", "dkim=fail header.d=shop.example", .failing, "Orange", "May 2026"),
            Case("d=shop.example; s=s2026", "d=relay.example; s=s2026", .failing, "signature", "none by shop.example"),
            Case(
                ":List-Unsubscribe-Post;", ";", .failing, "signature s2026._domainkey.shop.example",
                "does not cover List-Unsubscribe-Post"),
            Case(":Message-ID", "", .warning, "signature s2026._domainkey.shop.example", "does not cover Message-ID"),
            Case("bh=AAAA;", "bh=AAAA; l=10;", .warning, "signature s2026._domainkey.shop.example", "l="),
            Case("a=rsa-sha256", "a=rsa-sha1", .failing, "signature s2026._domainkey.shop.example", "rsa-sha1"),
            Case(
                String(repeating: "A", count: 342) + "==", String(repeating: "A", count: 171) + "=", .warning,
                "signature s2026._domainkey.shop.example", "1024 bits"),
            Case("List-Unsubscribe=One-Click", "yes", .failing, "unsubscribe", "no List-Unsubscribe-Post"),
            Case("<https://shop.example/d/1>, ", "", .failing, "unsubscribe", "no https link"),
            Case("From: Boutique", "X-From: Boutique", .failing, "from", "one address in From"),
            Case("Authentication-Results:", "X-Results:", .failing, "results", "no Authentication-Results"),
        ])
    func cases(_ row: Case) async {
        let findings = await Self.findings((row.change.from, row.change.to))
        let found = findings.first {
            $0.grade == row.finding.grade && $0.subject == row.finding.subject && $0.text.contains(row.finding.word)
        }
        #expect(found != nil, "\(findings.map { "\($0.grade) \($0.subject): \($0.text)" }.joined(separator: "\n"))")
    }

    @Test("Mail to one reader needs no way out of a list")
    func transactional() async {
        let mail = Self.sample.filter { !$0.hasPrefix("List-") }.joined(separator: "\r\n") + "\r\n\r\nBonjour\r\n"
        let findings = await SampleLook(Array(mail.utf8), in: Self.zone).findings()
        #expect(findings.allSatisfy { $0.grade == .ok }, "\(findings)")
    }
}
