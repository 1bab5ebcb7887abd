import Catcher
import TestServers
import Testing

@Suite("A bounce that a real server writes", .timeLimit(.minutes(3)))
struct RealBounceTests {
    /// What the next server says of a recipient, and what comes of the message and of its address.
    struct Case: Sendable, CustomTestStringConvertible {
        var code: Int
        var words: String
        var report: String
        var isDead: Bool

        var testDescription: String { "\(code) \(words)" }
    }

    static let cases = [
        Case(code: 550, words: "5.1.1 User unknown", report: "bounced 550 5.1.1", isDead: true),
        Case(code: 552, words: "5.2.2 Mailbox full", report: "bounced 552 5.2.2", isDead: false),
        Case(code: 554, words: "5.7.1 Refused by policy", report: "bounced 554 5.7.1", isDead: false),
    ]

    @Test(
        "Postfix takes a message, the next server does not, and Postfix's report ends it as bounced", arguments: cases)
    func postfix(of trial: Case) async throws {
        let refusal = Script([Rule(at: .rcpt, do: [.reply(trial.code, trial.words)])])
        try await CatchingServer.running(conduct: refusal) { next in
            try await Postfix.running(nextHop: next.port) { postfix in
                try await Stage.with { stage in
                    let stage = stage.with([
                        "FACTEUR_SMTP_URL": "smtp://\(postfix.host):\(postfix.port)",
                        "FACTEUR_SMTP_CA_FILE": postfix.caFile, "FACTEUR_SMTP_USERNAME": postfix.username,
                        "FACTEUR_SMTP_PASSWORD_FILE": try stage.secret(postfix.password),
                    ])
                    let message = try await stage.expectSuccess(
                        "enqueue", "password-reset", "personne@refused.test", "--param",
                        "link=https://boutique.example/mdp?t=canari")
                    let id = message.output.prefix { $0 != "\n" }
                    try await stage.withWorker { _ in try await Load.settled(1, on: stage) }
                    let report = try #require(try await postfix.returned(1).first)
                    let result = try await stage.expectSuccess("bounce", input: report)
                    #expect(result.output.contains("\"event\":\"bounced\""), "\(result.output)")
                    // Postfix returns the message, link and all: none of that is stored or logged.
                    #expect(report.contains("canari") && !result.output.contains("canari"))
                    #expect(try await !stage.dump(without: "facteur.message_secret").contains("canari"))
                    #expect(try await stage.sql("select facteur.message_state('\(id)')") == ["bounced"])
                    #expect(
                        try await stage.sql("select concat_ws(' ', event, code, enhanced) from facteur.report")
                            == [trial.report])
                    let dead = try await stage.sql("select address from facteur.suppression")
                    #expect(dead == (trial.isDead ? ["personne@refused.test"] : []))
                }
            }
        }
    }
}
