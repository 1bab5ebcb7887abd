import Catcher
import Mail
import Synchronization
import TestServers
import Testing

@testable import OAuth

@Suite("Tokens from a token server", .timeLimit(.minutes(2)))
struct TokenClientTests {
    private func settings(_ server: TokenServer, _ client: TokenServer.Client = TokenServer.Client())
        -> TokenClientSettings
    {
        var settings = TokenClientSettings(url: server.url, clientID: client.id)
        settings.scope = client.scope
        settings.clientSecret = { () throws(TokenFault) in client.secret }
        if let token = client.refreshToken { settings.refreshToken = { () throws(TokenFault) in token } }
        return settings
    }

    private func given(_ number: Int) throws -> TokenAnswer { .token(try #require(AccessToken("token-\(number)"))) }

    @Test("A client's own account and a refresh token each get one, to the letter of RFC 6749")
    func grants() async throws {
        var refreshing = TokenServer.Client()
        (refreshing.scope, refreshing.refreshToken) = (nil, "1//0g/é &=+")
        for client in [TokenServer.Client(), refreshing] {
            try await TokenServer.running(client) { server in
                let tokens = TokenClient(settings(server, client))
                let first = try given(1)
                #expect(await tokens.token() == first)
                #expect(await tokens.token() == first)
                #expect(server.requests.count == 1)
            }
        }
    }

    @Test("A hundred who ask at once share one request")
    func together() async throws {
        try await TokenServer.running { server in
            server.follow(.silence)
            let tokens = TokenClient(settings(server))
            let answers = await withTaskGroup(of: TokenAnswer.self) { group in
                for _ in 0..<100 { group.addTask { await tokens.token() } }
                while server.requests.isEmpty { await Task.yield() }
                server.follow(.usual)
                return await group.reduce(into: Set<TokenAnswer>()) { $0.insert($1) }
            }
            let first = try given(1)
            #expect(answers == [first])
            #expect(server.requests.count == 1)
        }
    }

    @Test("A refusal is told in the server's words without a secret, and the server is left in peace")
    func refused() async throws {
        try await TokenServer.running { server in
            var wrong = settings(server)
            wrong.clientSecret = { () throws(TokenFault) in "hunter2-hunter2" }
            let tokens = TokenClient(wrong)
            let answer = await tokens.token()
            guard case .failed(let fault) = answer else {
                Issue.record("\(answer)")
                return
            }
            #expect(fault.kind == .refused)
            #expect(fault.description.contains("invalid_client: AADSTS7000215: Invalid client secret provided."))
            #expect(!fault.description.contains("hunter2"))
            #expect(await tokens.token() == answer)
            #expect(server.requests.count == 1)
        }
    }

    @Test(
        "What is no answer is a fault, and never waited for",
        arguments: [
            (TokenServer.Conduct.answer(503, "", headers: ["Retry-After": "120"]), TokenFault.Kind.unreachable),
            (.answer(200, String(repeating: "x", count: 100_000)), .refused), (.answer(200, "<html>"), .refused),
            (.answer(302, "", headers: ["Location": "http://127.0.0.1:1/"]), .refused),
        ])
    func noAnswer(conduct: TokenServer.Conduct, kind: TokenFault.Kind) async throws {
        try await TokenServer.running { server in
            server.follow(conduct)
            guard case .failed(let fault) = await TokenClient(settings(server)).token() else {
                Issue.record("a token")
                return
            }
            #expect(fault.kind == kind, "\(fault)")
            #expect(fault.description.hasPrefix("the token server 127.0.0.1:\(server.port)"))
        }
    }

    @Test("A server that is not there is a fault of its own")
    func absent() async throws {
        let url = try await TokenServer.running { $0.url }
        var settings = TokenClientSettings(url: url, clientID: "facteur")
        settings.clientSecret = { () throws(TokenFault) in "secret" }
        guard case .failed(let fault) = await TokenClient(settings).token() else {
            Issue.record("a token")
            return
        }
        #expect(fault.kind == .unreachable)
    }

    @Test("A refresh token that the server replaces is used in place of the file's, until the file changes")
    func rotated() async throws {
        var client = TokenServer.Client()
        client.refreshToken = "first"
        try await TokenServer.running(client) { server in
            // Too short a life to be used: each who asks has it fetched.
            server.giveTokens(for: nil, nextRefreshToken: "second")
            server.follow(
                .answer(200, #"{"access_token":"a","token_type":"Bearer","expires_in":0.001,"refresh_token":"second"}"#)
            )
            let written = Mutex("first")
            var settings = settings(server, client)
            settings.refreshToken = { () throws(TokenFault) in written.withLock(\.self) }
            let tokens = TokenClient(settings)
            for file in ["first", "first", "third"] {
                written.withLock { $0 = file }
                _ = await tokens.token()
                try await Task.sleep(for: .milliseconds(2))
            }
            let sent = server.requests.map { $0.split(separator: "&")[1] }
            #expect(sent == ["refresh_token=first", "refresh_token=second", "refresh_token=third"])
        }
    }

    @Test("A file that cannot be read is told, and read again after the pause")
    func unreadable() async throws {
        try await TokenServer.running { server in
            var settings = settings(server)
            settings.clientSecret = { () throws(TokenFault) in throw TokenFault(.unreadable, "gone") }
            #expect(await TokenClient(settings).token() == .failed(TokenFault(.unreadable, "gone")))
            #expect(server.requests.isEmpty)
        }
    }

    @Test(
        "Retry-After is read in seconds alone",
        arguments: [
            ("Retry-After: 120\r\n", Duration?.some(.seconds(120))), ("retry-after:7\r\n", .seconds(7)),
            ("Retry-After: Fri, 07 Nov 2026 10:00:00 GMT\r\n", nil), ("Date: 12\r\n", nil),
        ])
    func retryAfter(head: String, wait: Duration?) { #expect(TokenEndpoint.wait(in: Array(head.utf8)) == wait) }
}
