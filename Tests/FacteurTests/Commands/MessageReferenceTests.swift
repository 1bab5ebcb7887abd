import Mail
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

    @Test("An address is not refused without the command that finds its mail")
    func address() throws {
        let line = #expect(throws: (any Error).self) { _ = try Facteur.parseAsRoot(["show", "marie@client.test"]) }
        #expect(line.map { Facteur.message(for: $0) }?.contains("facteur find marie@client.test") == true)
    }

    @Test(
        "Options that say which messages are meant, and ids, are one or the other",
        arguments: [
            ["retry"], ["cancel"], ["resolve", "--sent"], ["retry", id, "--kind", "a"], ["list", "--state", "lost"],
            ["list", "--since", "hier"], ["list", "--limit", "0"], ["find", "marie"], ["status", "--watch", "--check"],
            ["show"], ["show", id, "--dedup-key", "a"],
        ])
    func usage(arguments: [String]) {
        #expect(throws: (any Error).self) { _ = try Facteur.parseAsRoot(arguments) }
    }

    @Test(
        "A filter is read",
        arguments: [
            ["retry", "--state", "failed,in-doubt", "--since", "2h"],
            ["cancel", "--kind", "a", "--since", "2026-11-25"],
            ["list"], ["list", "--domain", "orange", "--since", "2026-11-25T18:00:00Z", "--limit", "3"],
        ])
    func filters(arguments: [String]) throws {
        _ = try Facteur.parseAsRoot(arguments)
    }
}
