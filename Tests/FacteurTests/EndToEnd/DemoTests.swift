import Foundation
import FoundationNetworking
import Glibc
import MailReading
import TestServers
import Testing

@testable import facteur

@Suite("The demo", .timeLimit(.minutes(5)))
struct DemoTests {
    @Test("With nothing set up one message of every kind arrives; a second run finds the first one's database")
    func once() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        // PostgreSQL's own user must reach its folder when the demo runs as root.
        chmod(folder.path, 0o755)
        let binary = Binary(environment: ["XDG_STATE_HOME": folder.path])
        let kinds = try FileManager.default.contentsOfDirectory(atPath: try TemplatesFolder.path(nil))
            .filter { $0 != "layouts" && !$0.contains(".") }
        for _ in 0..<2 {
            let result = try await binary.run("demo", "--once")
            #expect(result.code == 0, "\(result.output)\(result.error)")
            #expect(result.error.isEmpty)
            let rows = result.outputLines.dropFirst()
            #expect(rows.compactMap { $0.split(separator: " ").first }.map(String.init) == kinds.sorted())
            #expect(rows.allSatisfy { $0.contains(" sent ") && $0.contains("camille@client.test") }, "\(result.output)")
        }
    }

    @Test("The page shows a mail that was ordered on it")
    func page() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        chmod(folder.path, 0o755)
        let demo = try Binary(environment: ["XDG_STATE_HOME": folder.path]).start(["demo", "--port", "0"])
        let line = try await demo.line { $0.contains("The mail appears on") }
        let address = try #require(line.split(separator: " ").first { $0.hasPrefix("http://") })
        var order = URLRequest(url: try #require(URL(string: "\(address)messages")))
        order.httpMethod = "POST"
        order.setValue("application/json", forHTTPHeaderField: "Content-Type")
        order.httpBody = Data(
            #"""
            {"kind": "password-reset", "recipient": "zoe@client.test", "name": "Zoé",
             "parameters": "{\"link\": \"https://boutique.example/\"}"}
            """#.utf8)
        let (answer, _) = try await URLSession.shared.data(for: order)
        #expect(String(decoding: answer, as: UTF8.self).contains("\"id\""))
        let list = try #require(URL(string: "\(address)mails"))
        var mails = ""
        let deadline = ContinuousClock.now + .seconds(60)
        while !mails.contains("zoe@client.test"), ContinuousClock.now < deadline {
            mails = String(decoding: try await URLSession.shared.data(from: list).0, as: UTF8.self)
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(mails.contains("zoe@client.test") && mails.contains("password-reset"), "\(mails)")
        for (wish, words) in [
            ("refus-1", ["failed", "550 5.1.1 No such mailbox here"]),
            ("attente-1", ["waiting", "451 4.7.1 Greylisted"]),
            // It goes again by itself, with the same Message-ID.
            ("doute-1", ["sent", "en doute"]),
        ] {
            order.httpBody = Data(
                #"{"kind": "registration", "recipient": "\#(wish)@client.test", "name": "", "parameters": "{\"link\": \"https://x.example/\"}"}"#
                    .utf8)
            let placed = String(decoding: try await URLSession.shared.data(for: order).0, as: UTF8.self)
            let id = try #require(placed.firstMatch(of: /"id":"([0-9a-f-]{36})"/)?.1, "\(placed)")
            let life = try #require(URL(string: "\(address)messages/\(id)"))
            var told = ""
            let end = ContinuousClock.now + .seconds(60)
            while !words.allSatisfy(told.contains), ContinuousClock.now < end {
                told = String(decoding: try await URLSession.shared.data(from: life).0, as: UTF8.self)
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(words.allSatisfy(told.contains), "\(wish): \(told)")
        }
        demo.send(SIGINT)
        let end = await demo.end()
        #expect(end.code == 0, "\(end.error)")
    }
}
