import Foundation
import TestServers
import Testing

@testable import facteur

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

    @Test("A wrong password, a password that is gone, a wrong authority: nothing is sent, mail is kept, one alarm; once the file is mended mail goes, without a restart (S3, S5)")
    func mended() async throws {
        try await Postfix.running { postfix in
            try await Stage.with { stage in
                let password = try stage.secret("wrong")
                let authority = stage.path(of: "ca.pem")
                try FileManager.default.copyItem(atPath: postfix.caFile, toPath: authority)
                let stage = stage.with([
                    "FACTEUR_SMTP_URL": "smtp://\(postfix.host):\(postfix.port)", "FACTEUR_SMTP_CA_FILE": authority,
                    "FACTEUR_SMTP_USERNAME": postfix.username, "FACTEUR_SMTP_PASSWORD_FILE": password,
                    // Each message by a line of its own, so that each fault is met.
                    "FACTEUR_SMTP_MESSAGES_PER_CONNECTION": "1",
                ])
                try await stage.withWorker { worker in
                    let faults = [
                        ("login", "check smtp.username", { _ = try stage.secret("wrong") }),
                        ("gone", "smtp.passwordFile", { try FileManager.default.removeItem(atPath: password) }),
                        ("empty", "smtp.passwordFile", { _ = try stage.secret("") }),
                        (
                            "authority", "check smtp.caFile",
                            { try replace(authority, with: postfix.otherCAFile) }
                        ),
                    ] as [(String, String, () throws -> Void)]
                    for (number, (name, advice, breakIt)) in faults.enumerated() {
                        try breakIt()
                        try await enqueue(to: name, on: stage)
                        try await stage.wait("the outage is told") {
                            lines("relay_down", of: worker).count == number + 1
                        }
                        #expect(postfix.mails(to: name).isEmpty)
                        #expect(lines("alarm", of: worker).count == number + 1)
                        let alarm = try #require(lines("alarm", of: worker).last)
                        #expect(alarm.contains(advice), "\(alarm)")
                        #expect(lines("relay_down", of: worker).last?.contains(advice) == true)
                        // Mended, without a word to the worker.
                        _ = try stage.secret(postfix.password)
                        try replace(authority, with: postfix.caFile)
                        #expect(try await postfix.wait(for: 4, to: name).count == 4)
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

    private func replace(_ file: String, with source: String) throws {
        try Data(contentsOf: URL(fileURLWithPath: source)).write(to: URL(fileURLWithPath: file))
    }
}
