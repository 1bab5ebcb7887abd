import Catcher
import Foundation
import TestServers
import Testing

@Suite("facteur person", .timeLimit(.minutes(3)))
struct PersonTests {
    @Test("What is held is exported without its secrets, and erased when that is said; a proof stays")
    func person() async throws {
        try await Stage.with { stage in
            try await stage.expectSuccess(
                "enqueue", "password-reset", "camille@client.test", "--name", "Camille", "--param",
                "link=https://boutique.example/mdp?t=canari")
            try await stage.sql("select facteur.subscribe('camille@client.test', 'lettre', name => 'Camille')")
            let export = try await stage.expectSuccess("person", "export", "Camille@client.test")
            let json = try #require(
                try JSONSerialization.jsonObject(with: Data(export.output.utf8)) as? [String: Any])
            #expect((json["messages"] as? [Any])?.count == 1 && (json["subscriptions"] as? [Any])?.count == 1)
            #expect(!export.output.contains("canari"))
            let asked = try await stage.binary.run("person", "erase", "camille@client.test")
            #expect(asked.code == 64 && asked.errorLines.count == 1, "\(asked.error)")
            #expect(asked.output.contains("messages 1, of which 1 wait"), "\(asked.output)")
            #expect(try await stage.sql("select count(*) from facteur.erasure") == ["0"])
            let erased = try await stage.expectSuccess(
                "person", "erase", "camille@client.test", "--yes", "--reason", "letter of 3 November")
            #expect(erased.output.contains("cancelled 1") && erased.output.contains("proof 1"), "\(erased.output)")
            let dump = try await stage.dump()
            #expect(!dump.lowercased().contains("camille") && !dump.contains("canari"))
            let proof = try await stage.expectSuccess("person", "export", "camille@client.test")
            #expect(proof.output.contains("letter of 3 November"))
            #expect(try await stage.binary.run("person", "export", "camille").code == 1)
        }
    }

    @Test("Mail on its way out arrives once, and is erased when its outcome is known")
    func underWay() async throws {
        let script = Script([Rule(at: .dot, .always, do: [.pause(.seconds(2)), .usual])])
        try await CatchingServer.running(conduct: script) { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay)
                try await stage.withWorker { _ in
                    try await stage.expectSuccess(
                        "enqueue", "password-reset", "camille@client.test", "--param",
                        "link=https://boutique.example/mdp?t=canari")
                    try await stage.wait("it is being sent") {
                        try await stage.sql("select count(*) from facteur.lease") == ["1"]
                    }
                    let erased = try await stage.expectSuccess("person", "erase", "camille@client.test", "--yes")
                    #expect(erased.output.contains("waits for what becomes of them"), "\(erased.output)")
                    #expect(try await stage.sql("select outcome from facteur.ended") == ["sent"])
                    #expect(try await stage.sql("select recipient from facteur.message") == ["erased@erased.invalid"])
                }
                #expect(relay.mailbox.count == 1)
            }
        }
    }
}
