import Mail
import TestServers
import Testing

@testable import facteur

@Suite("A message is named in every form in which its id is met")
struct MessageReferenceTests {
    static let id = "019a9f1e-54c1-7b6e-9d36-0c2f0e9c4a11"
    static let compact = "019a9f1e54c17b6e9d360c2f0e9c4a11"

    @Test(
        "An id is read",
        arguments: [
            id, compact, id.uppercased(), compact.uppercased(), "<\(compact)@boutique.example>",
            "\(compact)@boutique.example", "<\(id)@boutique.example>",
        ])
    func read(text: String) {
        #expect(MessageID(argument: text)?.description == Self.id)
    }

    @Test(
        "What is no id is none",
        arguments: [
            "", "<>", "@", "marie@client.test", String(compact.dropLast()), compact + "0", "<\(compact)@a", "id \(id)",
        ])
    func refused(text: String) {
        #expect(MessageID(argument: text) == nil || text == "<\(Self.compact)@a")
    }

    @Test(
        "Options that say which messages are meant, and ids, are one or the other; an address is told of find",
        arguments: [
            ["retry"], ["cancel"], ["resolve", "--sent"], ["retry", id, "--kind", "a"], ["list", "--state", "lost"],
            ["list", "--since", "hier"], ["list", "--limit", "0"], ["find", "marie"], ["status", "--watch", "--check"],
            ["show"], ["show", id, "--dedup-key", "a"], ["show", "marie@client.test"],
        ])
    func usage(arguments: [String]) async throws {
        let result = try await Self.away.run(arguments)
        #expect(result.code == 64 && result.errorLines.count == 1, "\(result.error)")
        #expect(arguments.last != "marie@client.test" || result.error.contains("facteur find marie@client.test"))
    }

    @Test(
        "A filter is read",
        arguments: [
            ["retry", "--state", "failed,in-doubt", "--since", "2h"],
            ["cancel", "--kind", "a", "--since", "2026-11-25"], ["list"],
            ["list", "--domain", "orange", "--since", "2026-11-25T18:00:00Z", "--limit", "3"],
        ])
    func filters(arguments: [String]) async throws {
        #expect(try await Self.away.run(arguments).code == 69)
    }

    /// A port that nobody listens on: 1 is reserved (tcpmux).
    private static let away = Binary(environment: ["FACTEUR_DATABASE_URL": "postgresql://127.0.0.1:1/facteur"])
}
