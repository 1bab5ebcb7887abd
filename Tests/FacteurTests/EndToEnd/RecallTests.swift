import Catcher
import MailReading
import TestServers
import Testing

@testable import Templates
@testable import facteur

@Suite("A product recall", .timeLimit(.minutes(5)))
struct RecallTests {
    /// Why somebody might get no more mail, and whether a recall reaches them all the same.
    private static let readers: [(address: String, refusal: String, isReached: Bool)] = [
        ("refus@client.test", "select facteur.suppress('refus@client.test', 'marketing', 'asked by phone')", true),
        (
            "depart@client.test",
            "select facteur.subscribe('depart@client.test', 'lettre'), facteur.unsubscribe('depart@client.test', 'lettre')",
            true
        ),
        (
            "plainte@client.test",
            "select facteur.suppress_reported('plainte@client.test', 'marketing', 'called our mail spam', 'a report')",
            true
        ),
        ("mort@client.test", "select facteur.suppress('mort@client.test', 'all', 'the mailbox is dead')", false),
    ]

    @Test("It reaches who refused marketing, left the newsletter or called it spam, and no mailbox that is dead (S21)")
    func reaches() async throws {
        let library = try TemplateLibrary(
            directory: try TemplatesFolder.path(nil), shop: ShopSettings(Settings(values: [:])),
            webPublicURL: "https://lettre.boutique.example")
        let recall = try #require(library.kind(named: "product-recall"))
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                try await stage.with(relay: relay).withWorker { _ in
                    for reader in Self.readers {
                        _ = try await stage.sql(reader.refusal)
                        try await stage.expectSuccess(
                            "enqueue", "product-recall", reader.address, "--params-file", "-",
                            input: recall.sampleParameters)
                    }
                    let reached = Self.readers.filter(\.isReached).map(\.address).sorted()
                    try await relay.mailbox.wait(for: reached.count)
                    try await stage.wait("every recall has its end") {
                        try await stage.sql("select count(*) from facteur.ended") == ["\(Self.readers.count)"]
                    }
                    let mails = relay.mailbox.mails.map { MailReader($0.bytes) }
                    #expect(mails.compactMap { $0.header("To") }.sorted() == reached)
                    #expect(
                        mails.allSatisfy { $0.header("Subject") == "Rappel de sécurité d’un produit" })
                    #expect(mails.allSatisfy { $0.header("List-Unsubscribe") == nil })
                }
            }
        }
    }
}
