import Platform
import TestServers
import Testing

@testable import SenderPolicy

@Suite("SPF: what a record costs, and whom it lets in")
struct SPFSurveyTests {
    private static let others = """
        shop.example A 192.0.2.10
        shop.example MX 10 shop.example
        relay.example TXT v=spf1 a:shop.example mx:shop.example ip4:192.0.2.0/24 ~all
        open.example TXT v=spf1 ip4:0.0.0.0/0 -all

        """

    struct Case: Sendable, CustomTestStringConvertible {
        let record: String
        let lookups: Int
        let grades: [PolicyFinding.Grade]

        init(_ record: String, _ lookups: Int, _ grades: PolicyFinding.Grade...) {
            (self.record, self.lookups, self.grades) = (record, lookups, grades)
        }

        var testDescription: String { record }
    }

    @Test(
        "A record is weighed with all that it names",
        arguments: [
            Case("v=spf1 ip4:192.0.2.1 -all", 0, .ok), Case("v=spf1 include:relay.example -all", 3, .ok),
            Case("v=spf1 redirect=relay.example", 3, .ok), Case("v=spf1 a mx include:relay.example ~all", 5, .ok),
            Case("v=spf1 include:relay.example include:relay.example include:relay.example a -all", 10, .ok),
            Case("v=spf1 include:relay.example include:relay.example include:relay.example a mx -all", 11, .failing),
            Case("v=spf1 +all", 0, .failing), Case("v=spf1 include:open.example -all", 1, .failing),
            Case("v=spf1 a", 1, .warning), Case("v=spf1 a ?all", 1, .warning), Case("v=spf1 ptr -all", 1, .warning),
            Case("v=spf1 a:n1.example -all", 1, .warning),
            Case("v=spf1 a:n1.example a:n2.example a:n3.example -all", 3, .failing),
            Case("v=spf1 exists:%{i}.n.example -all", 1, .ok),
        ])
    func cases(_ row: Case) async throws {
        let zone = Zone(Self.others + "shop.example TXT \(row.record)")
        let address = try #require(IPAddress("192.0.2.1"))
        let survey = await SPFSurvey.of(
            "shop.example", sender: "b@shop.example", address: address, helo: "h.example", in: zone)
        #expect(survey.fault == nil)
        #expect(survey.lookups == row.lookups)
        #expect(SPFLook.judge(survey, row.record, "spf").map(\.grade) == row.grades)
    }

    @Test("A record that names itself ends, with too many lookups")
    func loop() async throws {
        let address = try #require(IPAddress("192.0.2.1"))
        let survey = await SPFSurvey.of(
            "loop.example", sender: "b@loop.example", address: address, helo: "h.example",
            in: Zone("loop.example TXT v=spf1 include:loop.example include:loop.example -all"))
        #expect(survey.lookups > SPFLimits.lookups)
    }
}
