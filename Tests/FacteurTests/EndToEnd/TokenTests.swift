import Catcher
import Foundation
import TestServers
import Testing

@Suite("A relay that wants a token", .timeLimit(.minutes(5)))
struct TokenTests {
    private func options(tokens: Set<String>) -> SessionOptions {
        var options = SessionOptions()
        options.login = SessionOptions.Login(username: "facteur@shop.test", password: "none", tokens: tokens)
        options.loginHabits.offer = "AUTH LOGIN XOAUTH2"
        options.loginHabits.taken = ["XOAUTH2"]
        return options
    }

    private func stage(_ stage: Stage, _ relay: CatchingServer, _ server: TokenServer) throws -> Stage {
        let client = TokenServer.Client()
        return stage.with(relay: relay).with([
            "FACTEUR_SMTP_USERNAME": "facteur@shop.test", "FACTEUR_SMTP_OAUTH_TOKEN_URL": server.url,
            "FACTEUR_SMTP_OAUTH_CLIENT_ID": client.id, "FACTEUR_SMTP_OAUTH_SCOPE": client.scope ?? "",
            "FACTEUR_SMTP_OAUTH_CLIENT_SECRET_FILE": try stage.secret(client.secret),
        ])
    }

    private func lines(_ event: String, of worker: Running) -> [Substring] {
        worker.outputSoFar.split(separator: "\n").filter { $0.contains("\"event\":\"\(event)\"") }
    }

    @Test("Mail goes; while the token server refuses none is lost and one alarm says why; then mail goes again")
    func outage() async throws {
        try await CatchingServer.running(options: options(tokens: ["token-1"])) { relay in
            try await TokenServer.running { server in
                try await Stage.with { stage in
                    let stage = try self.stage(stage, relay, server)
                    server.follow(
                        .answer(401, #"{"error":"invalid_client","error_description":"The secret has expired."}"#))
                    try await stage.withWorker { worker in
                        for number in 1...3 {
                            try await stage.expectSuccess(
                                "enqueue", "password-reset", "c\(number)@client.test", "--param",
                                "link=https://boutique.example/")
                        }
                        try await stage.wait("the outage is told") { !lines("relay_down", of: worker).isEmpty }
                        #expect(lines("alarm", of: worker).count == 1)
                        #expect(lines("alarm", of: worker).first?.contains("The secret has expired.") == true)
                        #expect(
                            try await stage.sql("select count(*) from facteur.delivery where outcome = 'failed'") == [
                                "0"
                            ])
                        server.follow(.usual)
                        try await stage.wait("all mail has gone", within: .seconds(120)) {
                            lines("sent", of: worker).count == 3
                        }
                        #expect(lines("alarm", of: worker).count == 1)
                        #expect(!worker.outputSoFar.contains("token-1"))
                        #expect(!worker.outputSoFar.contains(TokenServer.Client().secret))
                    }
                }
            }
        }
    }

    @Test("`facteur doctor` tries the token, and the relay with it")
    func doctor() async throws {
        try await CatchingServer.running(options: options(tokens: ["token-1", "token-2"])) { relay in
            try await TokenServer.running { server in
                try await Stage.with { stage in
                    let stage = try self.stage(stage, relay, server)
                    let sound = try await stage.binary.run(["doctor"])
                    #expect(sound.output.contains("ok       token: from smtp.oauth.tokenUrl"))
                    #expect(sound.output.contains("ok       relay smtp://127.0.0.1:\(relay.port)"))
                    server.follow(.answer(400, #"{"error":"invalid_scope","error_description":"no such right"}"#))
                    let ill = try await stage.binary.run(["doctor"])
                    #expect(ill.code == 78)
                    #expect(ill.output.contains("invalid_scope: no such right"))
                }
            }
        }
    }
}
