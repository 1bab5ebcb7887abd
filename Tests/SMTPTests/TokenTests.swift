import Catcher
import Mail
import Synchronization
import TestServers
import Testing

@testable import SMTP

@Suite("A relay that is logged in to by token", .timeLimit(.minutes(3)))
struct TokenTests {
    /// Gives what it is told, and counts who asked.
    private final class Tokens: AccessTokens {
        private let state: Mutex<(answers: [TokenAnswer], asked: [AccessToken?])>

        /// The last answer repeats.
        init(_ answers: [TokenAnswer]) { state = Mutex((answers, [])) }

        convenience init(_ words: String...) { self.init(words.compactMap { AccessToken($0).map(TokenAnswer.token) }) }

        var asked: [AccessToken?] { state.withLock(\.asked) }

        func token(insteadOf refused: AccessToken?, _ receive: @escaping @Sendable (TokenAnswer) -> Void) {
            let answer = state.withLock { state in
                state.asked.append(refused)
                return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
            }
            receive(answer)
        }
    }

    private func options(
        _ offer: String = "AUTH PLAIN XOAUTH2 OAUTHBEARER", takes taken: [String] = ["XOAUTH2", "OAUTHBEARER"],
        tokens: Set<String> = ["good"]
    ) -> SessionOptions {
        var options = SessionOptions()
        options.login = SessionOptions.Login(username: "facteur@shop.test", password: "sésame", tokens: tokens)
        (options.loginHabits.offer, options.loginHabits.taken) = (offer, taken)
        return options
    }

    private func relay(_ server: CatchingServer, _ tokens: any AccessTokens) -> RelaySettings {
        var relay = TestMessages.relay(port: server.port)
        relay.username = "facteur@shop.test"
        relay.tokens = tokens
        return relay
    }

    @Test(
        "A token logs in by whatever the relay takes, however long it is, and several messages follow",
        arguments: [
            ("AUTH XOAUTH2", ["XOAUTH2"]), ("AUTH OAUTHBEARER", ["OAUTHBEARER"]),
            ("AUTH LOGIN PLAIN XOAUTH2 OAUTHBEARER", ["XOAUTH2"]),
        ], ["good", String(repeating: "good", count: 600)])
    func accepted(habit: (offer: String, taken: [String]), word: String) async throws {
        try await CatchingServer.running(options: options(habit.offer, takes: habit.taken, tokens: [word])) { server in
            let tokens = Tokens(word)
            let ends = try await SMTPCarrier.running(relay(server, tokens)) {
                await $0.send((1...3).map { TestMessages.message($0) })
            }
            #expect(ends.map(\.summary) == ["accepted 250", "accepted 250", "accepted 250"])
            #expect(tokens.asked == [nil])
        }
    }

    @Test("A token that is refused is asked for anew once, on a new connection")
    func old() async throws {
        try await CatchingServer.running(options: options()) { server in
            let tokens = Tokens("old", "good")
            let end = try await SMTPCarrier.running(relay(server, tokens)) { await $0.send(TestMessages.message()).end }
            #expect(end.summary == "accepted 250")
            #expect(tokens.asked == [nil, AccessToken("old")])
        }
    }

    @Test("A refusal of the new one too is told, with the server's reason, and nothing more is asked")
    func refused() async throws {
        try await CatchingServer.running(options: options()) { server in
            let tokens = Tokens("old", "older")
            let end = try await SMTPCarrier.running(relay(server, tokens)) { await $0.send(TestMessages.message()).end }
            #expect(end.summary == "refused 535 at auth")
            #expect(end.reply?.text.contains("status invalid_token") == true)
            #expect(tokens.asked.count == 2)
            #expect(server.tally.commands["mail"] == nil)
        }
    }

    @Test("Where there is none newer the refusal stands")
    func noneNewer() async throws {
        try await CatchingServer.running(options: options()) { server in
            let tokens = Tokens([.token(try #require(AccessToken("fresh"))), .noneNewer])
            let end = try await SMTPCarrier.running(relay(server, tokens)) { await $0.send(TestMessages.message()).end }
            #expect(end.summary == "refused 535 at auth")
            #expect(server.tally.commands["auth"] == 1)
        }
    }

    @Test(
        "No token is the relay's fault, in the token server's words",
        arguments: [
            (TokenFault.Kind.unreachable, TransmissionFault.tokenServerUnreachable), (.refused, .tokenRefused),
            (.unreadable, .tokenUnreadable),
        ])
    func noToken(kind: TokenFault.Kind, fault: TransmissionFault) async throws {
        try await CatchingServer.running(options: options()) { server in
            let tokens = Tokens([.failed(TokenFault(kind, "in its own words"))])
            try await SMTPCarrier.running(relay(server, tokens)) { carrier in
                let end = await carrier.send(TestMessages.message()).end
                #expect(end == .broken(fault, at: .auth, detail: "in its own words"))
                #expect(await carrier.probe(within: .seconds(10)) == end)
            }
            #expect(server.tally.commands["auth"] == nil && server.tally.commands["mail"] == nil)
        }
    }

    @Test("A relay that takes no token is told so", arguments: ["AUTH PLAIN LOGIN", "SIZE 4711"])
    func notOffered(offer: String) async throws {
        try await CatchingServer.running(options: options(offer)) { server in
            let end = try await SMTPCarrier.running(relay(server, Tokens("good"))) {
                await $0.send(TestMessages.message()).end
            }
            #expect(end.summary == "broken loginImpossible at auth")
        }
    }

    @Test("Who waits for a token that does not come waits as long as for a login, and stops with the worker")
    func silence() async throws {
        struct Silence: AccessTokens {
            func token(insteadOf refused: AccessToken?, _ receive: @escaping @Sendable (TokenAnswer) -> Void) {}
        }
        try await CatchingServer.running(options: options()) { server in
            var relay = relay(server, Silence())
            (relay.timeouts.connect, relay.timeouts.greeting) = (.milliseconds(200), .milliseconds(200))
            let end = try await SMTPCarrier.running(relay) { await $0.send(TestMessages.message()).end }
            #expect(end.summary == "broken tokenServerUnreachable at auth")
            let carrier = try SMTPCarrier(
                self.relay(server, Silence()), journal: TestJournal(), leases: OpenGuard())
            async let sent = carrier.send(TestMessages.message()).end
            while server.tally.commands["ehlo"] != 2 { await Task.yield() }
            await carrier.close(within: .zero)
            #expect(await sent.summary == "broken stopping at connect")
        }
    }

    @Test(
        "A relay that hangs up at the login, or never answers it, is told by its fault",
        arguments: [Script.Step.close, .hang])
    func hangUp(step: Script.Step) async throws {
        try await CatchingServer.running(options: options(), conduct: Script([Rule(at: .auth, do: [step])])) { server in
            var relay = relay(server, Tokens("good"))
            (relay.timeouts.connect, relay.timeouts.greeting) = (.milliseconds(500), .milliseconds(500))
            let end = try await SMTPCarrier.running(relay) { await $0.send(TestMessages.message()).end }
            #expect(end.summary == "broken \(step == .close ? "closedByPeer" : "timedOut") at auth")
        }
    }
}
