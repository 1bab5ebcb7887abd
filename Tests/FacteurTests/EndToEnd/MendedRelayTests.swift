import Foundation
import TestServers
import Testing

@Suite("A relay that a person mends", .timeLimit(.minutes(5)))
struct MendedRelayTests {
    private func enqueue(to name: String, on stage: Stage) async throws {
        for _ in 0..<4 {
            try await stage.expectSuccess(
                "enqueue", "password-reset", "\(name)@client.test", "--param", "link=https://boutique.example/")
        }
    }

    private func lines(_ event: String, of worker: Running) -> [Substring] {
        worker.outputSoFar.split(separator: "\n").filter { $0.contains("\"event\":\"\(event)\"") }
    }

    @Test("Nothing is sent, mail is kept, one alarm; once the file is mended mail goes, without a restart (S3, S5)")
    func mended() async throws {
        try await Postfix.running { postfix in
            try await Stage.with { stage in
                let (password, authority) = (try stage.secret("wrong"), stage.path(of: "ca.pem"))
                try write(try String(contentsOfFile: postfix.caFile, encoding: .utf8), to: authority)
                let stage = stage.with([
                    "FACTEUR_SMTP_URL": "smtp://\(postfix.host):\(postfix.port)", "FACTEUR_SMTP_CA_FILE": authority,
                    "FACTEUR_SMTP_USERNAME": postfix.username, "FACTEUR_SMTP_PASSWORD_FILE": password,
                    // Each message by a connection of its own, so that each fault is met.
                    "FACTEUR_SMTP_MESSAGES_PER_CONNECTION": "1",
                ])
                try await stage.withWorker { worker in
                    let faults: [(name: String, advice: String, file: String, content: String?)] = [
                        ("wrong", "check smtp.username", password, "wrong"),
                        ("gone", "smtp.passwordFile", password, nil),
                        ("empty", "smtp.passwordFile", password, ""),
                        (
                            "authority", "check smtp.caFile", authority,
                            try String(contentsOfFile: postfix.otherCAFile, encoding: .utf8)
                        ),
                    ]
                    for (number, fault) in faults.enumerated() {
                        let right =
                            fault.file == password
                            ? postfix.password : try String(contentsOfFile: postfix.caFile, encoding: .utf8)
                        try write(fault.content, to: fault.file)
                        try await enqueue(to: fault.name, on: stage)
                        try await stage.wait("the outage is told") {
                            lines("relay_down", of: worker).count == number + 1
                        }
                        #expect(postfix.mails(to: fault.name).isEmpty)
                        #expect(lines("alarm", of: worker).count == number + 1)
                        #expect(lines("alarm", of: worker).last?.contains(fault.advice) == true)
                        #expect(lines("relay_down", of: worker).last?.contains(fault.advice) == true)
                        // Mended, without a word to the worker.
                        try write(right, to: fault.file)
                        #expect(try await postfix.wait(for: 4, to: fault.name).count == 4)
                        try await stage.wait("the end of the outage is told") {
                            lines("relay_up", of: worker).count == number + 1
                        }
                    }
                    #expect(lines("failed", of: worker).isEmpty)
                    #expect(!worker.outputSoFar.contains("sésame"))
                }
            }
        }
    }

    /// In one step, so that the worker never finds half of it; nil removes the file.
    private func write(_ content: String?, to file: String) throws {
        guard let content else { return try FileManager.default.removeItem(atPath: file) }
        try Data(content.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
    }
}
