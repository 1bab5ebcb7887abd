import Foundation
import TestServers
import Testing

@testable import facteur

@Suite("The preview of issues", .timeLimit(.minutes(5)))
struct IssuePreviewTests {
    private static let issue = """
        ---
        list: lettre
        subject: Les tasses sont de retour
        preheader: Trois couleurs, et une date à retenir pour les fêtes.
        ---
        Elles vous attendent **à l’atelier**.

        === en
        ---
        subject: The cups are back
        preheader: Three colours, and a date to remember for the holidays.
        ---
        They await you **at the workshop**.

        """

    @Test(
        "It shows the line of a mailbox and each language on a phone and a desktop, and follows the file as it is saved"
    )
    func page() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let file = try folder.write(Self.issue, to: "Ma lettre.md")
        try await serving(file) { client in
            let french = try await client.get("/ma-lettre/fr").body
            #expect(french.contains("<p class=\"line-subject\">Les tasses sont de retour</p>"))
            #expect(french.contains("<p class=\"line-preheader\">Trois couleurs, et une date"))
            #expect(french.contains("<p class=\"sender\">Boutique L’Œuf</p>"))
            #expect(french.contains("width=\"360\"") && french.contains("width=\"800\""))
            #expect(try await client.get("/ma-lettre/en?vue=texte").body.contains("They await you"))
            #expect(
                try await client.get("/ma-lettre/fr/lettre?fond=sombre").body.contains("<strong>à l’atelier</strong>"))
            #expect(try await client.get("/").body.contains("Tous les numéros"))

            _ = try folder.write(Self.issue.replacing("à l’atelier", with: "à l'atelier"), to: "Ma lettre.md")
            let source = try await page("/ma-lettre/fr?vue=source", of: client) { $0.contains("class=\"remark\"") }
            #expect(source.contains("a straight apostrophe: write ’ (U+2019)"))
            #expect(source.contains("Ma lettre.md:6:27"))
            _ = try folder.write(Self.issue, to: "Ma lettre.md")
            _ = try await page("/ma-lettre/fr?vue=source", of: client) { !$0.contains("class=\"remark\"") }
        }
    }

    @Test(
        "Sender and the link to the page in a browser are those of the file's head; a sender that is none hides nothing"
    )
    func head() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let issue = Self.issue.replacing(
            "list: lettre", with: "list: club\nsender: L’atelier <atelier@boutique.example>"
        )
        .replacing("Elles vous", with: "[Lire en ligne]({{view_link}})\n\nElles vous")
        let file = try folder.write(issue, to: "lettre.md")
        try await serving(file) { client in
            #expect(try await client.get("/lettre/fr").body.contains("<p class=\"sender\">L’atelier</p>"))
            #expect(try await client.get("/lettre/fr/lettre").body.contains("/archive/club/"))
            _ = try folder.write(issue.replacing("<atelier@boutique.example>", with: "<atelier>"), to: "lettre.md")
            let faulty = try await page("/lettre/fr", of: client) { $0.contains("sender is no mailbox") }
            #expect(faulty.contains("<p class=\"sender\">Boutique L’Œuf</p>"))
        }
    }

    @Test("A folder shows all its issues; a broken one does not hide the others")
    func folder() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        _ = try folder.write(Self.issue, to: "un.md")
        _ = try folder.write("---\nlist: lettre\n---\n", to: "deux.md")
        _ = try folder.write("# Notes\n", to: "notes.md")
        try await serving(folder.path) { client in
            let overview = try await client.get("/").body
            #expect(overview.contains("/un/fr") && overview.contains("/un/en") && overview.contains("/deux/fr"))
            #expect(!overview.contains("/notes/"))
            #expect(overview.contains("there is no subject"))
        }
    }

    @Test("What is not there is one line, and exit code 1")
    func missing() async throws {
        let result = try await Binary().run("preview", "/nowhere/lettre.md", "--port", "0")
        #expect(result.code == 1 && result.errorLines.count == 1, "\(result.error)")
    }

    private func serving(_ path: String, _ body: (DemoClient) async throws -> Void) async throws {
        let running = try Binary().start(["preview", path, "--port", "0"])
        do {
            let line = try await running.line { $0.contains("http://") }
            let address = try #require(line.firstMatch(of: /http:\/\/[^ ]+/)?.0)
            try await body(DemoClient(address: String(address)))
            running.send(SIGTERM)
        } catch {
            running.send(SIGKILL)
            _ = await running.end()
            throw error
        }
        let end = await running.end()
        #expect(end.code == 0 && end.error.isEmpty, "\(end.error)")
    }

    /// Asks for a page until it is as it should be.
    private func page(
        _ path: String, of client: DemoClient, where holds: (String) -> Bool
    ) async throws -> String {
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            let page = try await client.get(path).body
            if holds(page) { return page }
            try #require(ContinuousClock.now < deadline, "\(path) never came to be as it should")
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}
