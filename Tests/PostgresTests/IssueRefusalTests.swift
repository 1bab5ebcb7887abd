import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("An issue that nobody would get", .timeLimit(.minutes(2)))
struct IssueRefusalTests {
    private static let words = #"{"subject": "S", "text": "T"}"#

    @Test(
        "Words in a language that no template has are refused, with the languages that there are",
        arguments: ["zz", "de-CH", "es"])
    func language(tag: String) async throws {
        let fixture = try await OutboxFixture.make()
        try await fixture.subscribe(["a@b.test"])
        for content in [#"{"\#(tag)": \#(Self.words)}"#, #"{"fr": \#(Self.words), "\#(tag)": \#(Self.words)}"#] {
            let line = await refusal {
                _ = try await fixture.value("facteur.create_newsletter('nouveautes', $1::jsonb)", [Value(content)])
            }
            #expect(line?.contains("there are fr") == true, "\(line ?? "taken")")
        }
    }

    @Test(
        "Words in a region's variety of a language that there is are taken", arguments: ["fr", "fr-BE", "fr_CH", "FR"])
    func region(tag: String) async throws {
        let fixture = try await OutboxFixture.make()
        try await fixture.subscribe(["a@b.test"])
        let line = await refusal {
            _ = try await fixture.value(
                "facteur.create_newsletter('nouveautes', $1::jsonb)", [Value(#"{"\#(tag)": \#(Self.words)}"#)])
        }
        // What is no tag is refused as such, by another rule.
        #expect(line?.contains("no template") != true, "\(line ?? "")")
    }

    @Test("The dedup_key of a cancelled issue is refused for the corrected one; that of another returns its id")
    func dedup() async throws {
        let fixture = try await OutboxFixture.make()
        try await fixture.subscribe(["a@b.test"])
        let call = "facteur.create_newsletter('nouveautes', '\(Self.words)', dedup_key => 'decembre')"
        let first = try #require(try await fixture.value(call))
        #expect(try await fixture.value(call) == first)
        _ = try await fixture.value("facteur.cancel_newsletter($1::uuid)", [Value(first)])
        let line = await refusal { _ = try await fixture.value(call) }
        #expect(line?.contains("cancelled") == true, "\(line ?? "taken")")
    }
}
