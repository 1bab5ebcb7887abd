import Catcher
import Glibc
import TestServers
import Testing

@testable import facteur

@Suite("Signed mail, from the key to the relay", .timeLimit(.minutes(5)))
struct SignedMailTests {
    /// Makes a key, and adds its record to those of the DNS.
    private func makeKey(
        _ selector: String, _ options: [String], in file: String, _ records: inout [String: String]
    ) async throws -> String {
        let result = try await Binary().run(["dkim", "new", "boutique.example", selector, "--out", file] + options)
        #expect(result.code == 0, "\(result.error)")
        let name = try #require(result.output.firstMatch(of: /\n(\S+)\. IN TXT/)).1
        records[String(name)] = result.output.matches(of: /"([^"]*)"/).map { String($0.1) }.joined()
        return file
    }

    @Test("What a relay gets is signed with all keys of the sender's domain, as their records have it (M26)")
    func signed() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                var records: [String: String] = [:]
                let rsa = try await makeKey("s2026", [], in: stage.path(of: "s2026.pem"), &records)
                let ed25519 = try await makeKey("e2026", ["--ed25519"], in: stage.path(of: "e2026.pem"), &records)
                let stage = stage.with(relay: relay).with([
                    "FACTEUR_DKIM_SELECTOR": "boutique.example=s2026, boutique.example=e2026",
                    "FACTEUR_DKIM_KEY_FILE": "boutique.example=\(rsa), boutique.example=\(ed25519)",
                ])
                try await stage.expectSuccess(
                    "enqueue", "password-reset", "camille@client.test", "--name", "Zoé Dupont",
                    "--param", "link=https://boutique.example/mdp")
                try await stage.withWorker { _ in try await relay.mailbox.wait(for: 1) }
                let mails = relay.mailbox.mails.map { Array($0.bytes) }
                #expect(try await SignatureVerifier.verdicts(on: mails, records: records) == ["True True"])
            }
        }
    }

    @Test(
        "A key that is replaced while a worker runs is in force, and a broken one is an alarm that changes nothing (M26)"
    )
    func rotation() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                var (old, new) = ([String: String](), [String: String]())
                let key = try await makeKey("s", ["--ed25519"], in: stage.path(of: "key.pem"), &old)
                let other = try await makeKey("s", ["--ed25519"], in: stage.path(of: "other.pem"), &new)
                let stage = stage.with(relay: relay).with([
                    "FACTEUR_DKIM_SELECTOR": "boutique.example=s",
                    "FACTEUR_DKIM_KEY_FILE": "boutique.example=\(key)",
                ])
                try await stage.withWorker { worker in
                    // Mail is what looks at the file: until it is seen, some goes out with the key before.
                    func send(until word: String) async throws {
                        try await stage.wait("the worker says \(word)") {
                            try await stage.expectSuccess(
                                "enqueue", "password-reset", "camille@client.test",
                                "--param", "link=https://boutique.example/mdp")
                            return worker.outputSoFar.contains(word)
                        }
                    }
                    _ = try stage.secret("hunter2", in: "broken.pem")
                    #expect(rename(stage.path(of: "broken.pem"), key) == 0)
                    try await send(until: "holds no private key in PEM")
                    #expect(rename(other, key) == 0)
                    try await send(until: "the new key in")
                    try await stage.expectSuccess(
                        "enqueue", "password-reset", "last@client.test", "--param", "link=https://boutique.example/mdp")
                    try await stage.wait("the last mail is there") {
                        relay.mailbox.mails.contains { $0.recipients == ["last@client.test"] }
                    }
                }
                let mails = relay.mailbox.mails
                let last = try #require(mails.last { $0.recipients == ["last@client.test"] })
                let first = try #require(mails.first)
                #expect(try await SignatureVerifier.verdicts(on: [Array(last.bytes)], records: new) == ["True"])
                #expect(try await SignatureVerifier.verdicts(on: [Array(first.bytes)], records: old) == ["True"])
            }
        }
    }
}
