import Testing

@testable import SenderPolicy

@Suite("Authentication-Results, read (RFC 8601)")
struct AuthenticationResultsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let value: String
        let server: String
        /// Method, result, and one property with its value.
        let findings: [[String]]

        init(_ value: String, _ server: String, _ findings: [[String]]) {
            (self.value, self.server, self.findings) = (value, server, findings)
        }

        var testDescription: String { value }
    }

    @Test(
        "Fields as servers write them",
        arguments: [
            Case("mx.client.example; none", "mx.client.example", []),
            Case(
                "mx.client.example 1; spf=pass smtp.mailfrom=b@shop.example", "mx.client.example",
                [["spf", "pass", "smtp.mailfrom", "b@shop.example"]]),
            Case(
                "mx.client.example; dkim=pass header.i=@shop.example header.s=s2026 header.b=\"a;b=\"; spf=softfail (client: domain of b@shop.example; not listed) smtp.mailfrom=\"b@shop.example\"; dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=shop.example",
                "mx.client.example",
                [
                    ["dkim", "pass", "header.i", "@shop.example"],
                    ["spf", "softfail", "smtp.mailfrom", "b@shop.example"],
                    ["dmarc", "pass", "header.from", "shop.example"],
                ]),
            Case(
                "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=shop.example; dkim=fail reason=\"body changed; sorry\" header.d=shop.example",
                "spf=pass", [["dkim", "fail", "header.d", "shop.example"]]),
            Case(
                "mx.client.example; dkim/1 = pass header.d = Shop.Example", "mx.client.example",
                [["dkim", "pass", "header.d", "Shop.Example"]]),
            Case(
                "mx.client.example; (a comment (within another)) dmarc=none", "mx.client.example",
                [["dmarc", "none", "", ""]]),
        ])
    func cases(_ row: Case) throws {
        let results = try #require(AuthenticationResults(row.value))
        #expect(results.server == row.server)
        #expect(results.findings.map { [$0.method, $0.result] } == row.findings.map { Array($0.prefix(2)) })
        for (found, wanted) in zip(results.findings, row.findings) where !wanted[2].isEmpty {
            #expect(found.properties[wanted[2]] == wanted[3])
        }
    }

    @Test(
        "From has one address",
        arguments: [
            ("Boutique <compte@shop.example>", "shop.example"), ("compte@Shop.Example", "shop.example"),
            ("\"Boutique, L’Œuf <x@y.example>\" <compte@shop.example>", "shop.example"),
            ("compte@shop.example (Boutique)", "shop.example"), ("a@shop.example, b@other.example", nil),
            ("Boutique", nil),
        ])
    func from(value: String, domain: String?) { #expect(DeliveredSample.domain(value) == domain) }
}
