import Catcher
import Foundation
import MailReading
import TestServers
import Testing

@Suite(
    "An editor's day, in a real browser", .timeLimit(.minutes(10)),
    .enabled(if: BrowserScript.isWanted, "make web-check"))
struct EditorWalkTests {
    private static let browser = BrowserScript(name: "walk_issue.py")
    private static let web = ["FACTEUR_WEB_PUBLIC_URL": "https://\(ReverseProxy.host)"]

    @Test(
        "An issue with pictures and products is written, seen, planned, tested, sent and read in the browser; a reader leaves by its footer, and comes back by the page of preferences (U3, U4)"
    )
    func walk() async throws {
        try await CatchingServer.running { relay in
            try await WebStage.with(Self.web) { web in
                try await ReverseProxy.running(.nginx, before: web.port) { proxy in
                    let stage = web.stage.with(relay: relay).with(Self.web)
                    try await stage.sql(
                        "select facteur.subscribe('camille@client.example', 'lettre', 'fr-FR', 'Camille')")
                    try await stage.withWorker { _ in
                        let day = Day(stage: stage, mailbox: relay.mailbox, front: "127.0.0.1:\(proxy.port)")
                        let file = try await day.write()
                        try await day.see(file)
                        try await day.tryOut(file)
                        let letter = try await day.send(file)
                        try await day.read(letter, file)
                    }
                }
            }
        }
    }

    /// What the browser is to do: `Tests/Browser/walk_issue.py` says what each is.
    private struct Items: Encodable {
        var front: String
        var preview: [String]?
        var test: String?
        var letter: String?
        var `return`: String?
    }

    private struct Day {
        let stage: Stage
        let mailbox: MailStore
        /// Where the browser finds the host of the links.
        let front: String

        /// Two pictures, and a letter that shows both, with an apostrophe that is none.
        func write() async throws -> String {
            var addresses: [String] = []
            for (name, alt, content) in IssuePictures.all {
                let picture = stage.path(of: name)
                try #require(Data(base64Encoded: content)).write(to: URL(filePath: picture))
                let added = try await stage.expectSuccess("newsletter", "image", "add", picture, "--alt", alt)
                addresses.append(try #require(added.outputLines.first))
            }
            try #require(addresses.allSatisfy { $0.hasPrefix("https://\(ReverseProxy.host)/i/") })
            let file = stage.path(of: "lettre.md")
            try Data(IssuePictures.issue(addresses[0], addresses[1]).utf8).write(to: URL(filePath: file))
            let faulty = try await stage.binary.run("newsletter", "check", file)
            #expect(faulty.code == 1 && faulty.output.contains("a straight apostrophe"), "\(faulty.output)")
            return file
        }

        /// In the preview, where the fault is found and mended.
        func see(_ file: String) async throws {
            let preview = try stage.binary.start(["preview", file, "--port", "0"])
            do {
                let line = try await preview.line { $0.contains("http://") }
                let address = try #require(line.firstMatch(of: /http:\/\/[^ ]+/)?.0)
                try await look(Items(front: front, preview: [String(address), file, "à l'atelier", "à l’atelier"]))
            } catch {
                preview.send(SIGKILL)
                _ = await preview.end()
                throw error
            }
            preview.send(SIGTERM)
            let end = await preview.end()
            #expect(end.code == 0, "\(end.error)")
            let sound = try await stage.expectSuccess("newsletter", "check", file)
            #expect(sound.outputLines.last == "ok: \(file)", "\(sound.output)")
        }

        /// The plan, and a copy whose ways out are nobody's.
        func tryOut(_ file: String) async throws {
            let plan = try await plan(file)
            #expect(plan["readers"] as? Int == 2)
            #expect(plan["left_out"] as? [String: Int] == ["unsubscribed": 1])
            try await stage.expectSuccess("newsletter", "test", file, "redaction@boutique.example")
            let copy = try await letter(to: "redaction@boutique.example")
            #expect(copy.header("Subject") == "[Test] Les tasses sont de retour")
            let html = try #require(copy.html)
            try await look(Items(front: front, test: html))
            #expect(mailbox.mails(to: "camille@client.example").isEmpty)
        }

        /// The letter that a reader gets.
        func send(_ file: String) async throws -> MailReader {
            let id = try #require(
                try await stage.expectSuccess("newsletter", "create", file, "--yes").outputLines.first)
            let letter = try await letter(to: "camille@client.example")
            #expect(letter.header("Subject") == "Les tasses sont de retour")
            try await stage.wait("the issue is sent") {
                try await stage.expectSuccess("newsletter", "show", id).output.contains("state       sent")
            }
            return letter
        }

        /// Reads it here and there, leaves and comes back; the plan of the next issue knows.
        func read(_ letter: MailReader, _ file: String) async throws {
            let html = try #require(letter.html)
            let preferences = try #require(html.firstMatch(of: /https:\/\/[^"]+\/p\/[^"]+/)?.0)
            try await look(Items(front: front, letter: html))
            #expect(try await standing() == ["unsubscribed"])
            #expect(try await plan(file)["readers"] as? Int == 1)
            try await look(Items(front: front, return: String(preferences)))
            #expect(try await standing() == ["subscribed"])
            try await stage.expectSuccess("newsletter", "create", file, "--yes")
            _ = try await self.letter(to: "camille@client.example", number: 2)
        }

        private func standing() async throws -> [String] {
            try await stage.sql("select status from facteur.subscription where address = 'camille@client.example'")
        }

        private func plan(_ file: String) async throws -> [String: Any] {
            let plan = try await stage.expectSuccess("newsletter", "plan", file, "--json")
            return try #require(JSONSerialization.jsonObject(with: Data(plan.output.utf8)) as? [String: Any])
        }

        /// The mail that comes to somebody as the number-th.
        private func letter(to recipient: String, number: Int = 1) async throws -> MailReader {
            try await stage.wait("mail comes to \(recipient)") { mailbox.mails(to: recipient).count >= number }
            return MailReader(mailbox.mails(to: recipient)[number - 1].bytes)
        }

        private func look(_ items: Items) async throws {
            let looked = try await EditorWalkTests.browser.run(items)
            #expect(looked.code == 0, "\(looked.output) \(looked.error)")
        }
    }
}
