import Foundation
import Glibc
import TestServers
import Testing

@testable import facteur

@Suite("The preview's page", .timeLimit(.minutes(5)))
struct PreviewPageTests {
    private static let subject = "password-reset/fr/subject.mustache"

    @Test("A template that breaks shows file, line and mend while the other kinds stay; mended, it is back by itself")
    func breakAndMend() async throws {
        try await serving(["password-reset", "registration"]) { copy, client in
            #expect(try await client.get("/password-reset/fr").body.contains("<iframe"))
            let spoils = [
                (Self.subject, "Un lien {{lnik}}\n", "{{lnik}} is not declared"),
                (Self.subject, "Un lien {{shop.name\n", "{{"),
                (Self.subject, "{{#salutation}}Un lien\n", "salutation is opened and never closed"),
                ("password-reset/fr/text.mustache", "{{> nowhere}}\n{{link}}\n", "nowhere"),
            ]
            for (file, text, words) in spoils {
                try copy.write(text, to: file)
                let page = try await page("/password-reset/fr", of: client) { $0.contains("<code>\(file):1</code>") }
                #expect(page.contains(words) && !page.contains("<iframe"), "\(text)")
                #expect(try await client.get("/registration/fr").body.contains("<iframe"))
                try copy.restore(file)
                _ = try await self.page("/password-reset/fr", of: client) { $0.contains("<iframe") }
            }
            #expect(try await client.get("/").body.contains("Aucun défaut"))
        }
    }

    @Test("An editor's own sample, written into kind.yaml, shows, and so does a new locale with what it falls back to")
    func edits() async throws {
        try await serving(["password-reset", "account-updated"]) { copy, client in
            let definition = try copy.read("account-updated/kind.yaml")
            try copy.write(
                definition.replacing("Adresse de livraison", with: "Moyen de paiement"), to: "account-updated/kind.yaml"
            )
            _ = try await page("/account-updated/fr?vue=texte", of: client) { $0.contains("- Moyen de paiement") }
            try copy.write("Un objet du Canada\n", to: "password-reset/fr-CA/subject.mustache")
            let page = try await page("/password-reset/fr-CA?vue=source", of: client) {
                $0.contains("Un objet du Canada")
            }
            // What it falls back to is part of its source.
            #expect(page.contains("<code>password-reset/fr-CA/subject.mustache</code>"))
            #expect(page.contains("<code>password-reset/fr/text.mustache</code>"))
            #expect(page.contains("<code>layouts/frame.html.mustache</code>"))
        }
    }

    @Test("What a kind is for is said in the page's language, whatever the letter's")
    func description() async throws {
        try await serving(["password-reset"]) { _, client in
            let page = try await client.get("/password-reset/en").body
            #expect(page.contains(#"<p class="description" lang="fr">Le lien par lequel on choisit"#))
        }
    }

    @Test("The headers are those of the composed message: sender, subject, and a newsletter's way out (RFC 8058)")
    func headers() async throws {
        try await serving(["newsletter"]) { _, client in
            let page = try await client.get("/newsletter/fr?vue=entetes").body
            #expect(page.contains("<dt>From</dt><dd>Boutique L’Œuf &lt;lettre@boutique.example&gt;</dd>"))
            #expect(page.contains("<dt>List-Unsubscribe-Post</dt><dd>List-Unsubscribe=One-Click</dd>"))
        }
    }

    @Test("A port that is taken is one line, and exit code 1")
    func portTaken() async throws {
        try await serving { copy, client in
            let port = try #require(URL(string: client.address)?.port)
            let second = try await Binary().run("preview", "--templates", copy.directory, "--port", "\(port)")
            #expect(second.code == 1)
            #expect(second.errorLines.count == 1 && second.error.contains("--port: cannot listen"), "\(second.error)")
        }
    }

    /// Runs the built command on a copy of the templates.
    private func serving(
        _ kinds: [String] = ["password-reset"], _ body: (TemplatesCopy, DemoClient) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let copy = try TemplatesCopy(at: folder.path + "/templates", kinds: kinds)
        let running = try Binary().start(["preview", "--templates", copy.directory, "--port", "0"])
        do {
            let line = try await running.line { $0.contains("http://") }
            let address = try #require(line.firstMatch(of: /http:\/\/[^ ]+/)?.0)
            try await body(copy, DemoClient(address: String(address)))
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
