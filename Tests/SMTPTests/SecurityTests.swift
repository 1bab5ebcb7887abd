import Catcher
import Mail
import TestServers
import Testing

@testable import SMTP

@Suite("Before TLS and login nothing is said", .timeLimit(.minutes(3)))
struct SecurityTests {
    private func send(over relay: RelaySettings) async throws -> String {
        try await SMTPCarrier.running(relay) { await $0.send(TestMessages.message()).end.summary }
    }

    @Test("A relay without STARTTLS gets neither login nor mail (S3, T4)")
    func startTLSMissing() async throws {
        var options = SessionOptions()
        options.login = SessionOptions.Login(username: "facteur", password: "secret")
        try await CatchingServer.running(options: options) { server in
            var relay = TestMessages.relay(port: server.port)
            relay.tls = .required
            (relay.username, relay.password) = ("facteur", Secret("secret"))
            let summary = try await send(over: relay)
            #expect(summary == "broken tlsMissing at starttls")
            #expect(server.tally.commands["auth"] == nil)
            #expect(server.tally.commands["mail"] == nil)
        }
    }

    @Test("A relay that refuses STARTTLS, hangs up at it, or speaks on in clear gets neither (RFC 3207)")
    func startTLSRefused() async throws {
        for (step, end) in [
            (Script.Step.reply(454, "4.7.0 not now"), "refused 454 at starttls"),
            (.close, "broken closedByPeer at starttls"),
            // It goes on in clear: what it says in the place of a handshake is no handshake.
            (.reply(220, "go"), "broken tlsFailed at starttls"),
            // Words sent along with the 220 would be taken for words said under TLS.
            (.raw(Array("220 go\r\n250 injected\r\n".utf8)), "broken garbage at ehlo"),
        ] {
            var options = SessionOptions()
            options.extensions.insert(.startTLS)
            try await CatchingServer.running(
                options: options, conduct: Script([Rule(at: .starttls, do: [step])])
            ) { server in
                var relay = TestMessages.relay(port: server.port)
                relay.tls = .required
                relay.timeouts.connect = .seconds(5)
                relay.timeouts.greeting = .seconds(5)
                let summary = try await send(over: relay)
                #expect(summary == end)
                #expect(server.tally.commands["mail"] == nil)
            }
        }
    }

    @Test("A login is said where the relay offers one, and its refusal is told (S5)")
    func login() async throws {
        var options = SessionOptions()
        options.login = SessionOptions.Login(username: "facteur@shop.test", password: "sésame")
        try await CatchingServer.running(options: options) { server in
            var relay = TestMessages.relay(port: server.port)
            (relay.username, relay.password) = ("facteur@shop.test", Secret("sésame"))
            var summaries = [try await send(over: relay)]
            relay.password = Secret("wrong")
            summaries.append(try await send(over: relay))
            (relay.username, relay.password) = (nil, nil)
            summaries.append(try await send(over: relay))
            #expect(summaries == ["accepted 250", "refused 535 at auth", "refused 530 at mail"])
        }
    }

    @Test("Whatever login a relay takes is found, at once (RFC 4954)", arguments: LoginCase.all)
    func habits(_ login: LoginCase) async throws {
        var options = SessionOptions()
        options.login = SessionOptions.Login(username: "facteur@shop.test", password: "sésame")
        options.loginHabits = login.habits
        try await CatchingServer.running(options: options) { server in
            var relay = TestMessages.relay(port: server.port)
            (relay.username, relay.password) = ("facteur@shop.test", Secret("sésame"))
            let summary = try await send(over: relay)
            #expect(summary == login.summary)
        }
    }

    @Test("A relay that offers no login to one who has it gets no mail")
    func noLogin() async throws {
        try await CatchingServer.running { server in
            var relay = TestMessages.relay(port: server.port)
            (relay.username, relay.password) = ("facteur", Secret("sésame"))
            let summary = try await send(over: relay)
            #expect(summary == "broken loginImpossible at auth")
            #expect(server.tally.commands["mail"] == nil)
        }
    }
}
