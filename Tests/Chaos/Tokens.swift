import Catcher
import Foundation
import TestServers

/// A worker that logs in by tokens, for longer than a token lives: tokens end in mid-run, the token server is away for longer than the
/// last token holds, and the client's secret is revoked and mended later.
///
/// A token lives for half a minute where a provider's lives for an hour; the token server is away for two minutes.
struct Tokens: Scenario {
    static let name = "tokens"

    private let lifetime = 30
    private let away = Duration.seconds(120)
    private let user = "facteur@shop.test"
    private let client = TokenServer.Client()

    func run(_ chance: inout Chance) async throws -> [Row] {
        var options = SessionOptions()
        options.login = SessionOptions.Login(username: user, password: "none")
        options.loginHabits.offer = "AUTH LOGIN XOAUTH2"
        options.loginHabits.taken = ["XOAUTH2"]
        return try await CatchingServer.running(options: options) { relay in
            try await TokenServer.running(client) { server in
                try await Stage.with { stage in try await trial(relay, server, stage) }
            }
        }
    }

    private func trial(_ relay: CatchingServer, _ server: TokenServer, _ stage: Stage) async throws -> [Row] {
        let stage = stage.with(relay: relay).with([
            "FACTEUR_SMTP_USERNAME": user, "FACTEUR_SMTP_OAUTH_TOKEN_URL": server.url,
            "FACTEUR_SMTP_OAUTH_CLIENT_ID": client.id, "FACTEUR_SMTP_OAUTH_SCOPE": client.scope ?? "",
            "FACTEUR_SMTP_OAUTH_CLIENT_SECRET_FILE": try stage.secret(client.secret),
            // So that it logs in again and again.
            "FACTEUR_SMTP_MESSAGES_PER_CONNECTION": "5", "FACTEUR_SMTP_CONNECTIONS": "4",
        ])
        server.giveTokens(for: lifetime)
        return try await stage.withWorker { worker in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await self.end(tokensOf: server, at: relay) }
                let load = SteadyLoad(clients: 4, readers: 4)
                async let producing = load.produce(on: stage)
                var rows = [try await expire(relay, server, worker, stage)]
                rows.append(try await lose(relay, server, worker, stage))
                rows.append(try await revoke(relay, server, worker, stage))
                load.stop()
                let expected = try await producing
                try await Load.settled(expected.count, on: stage)
                rows.append(try await judge(expected, relay, worker, stage))
                group.cancelAll()
                return rows
            }
        }
    }

    /// The relay takes a token as long as it lives, and no longer.
    private func end(tokensOf server: TokenServer, at relay: CatchingServer) async throws {
        var born: [ContinuousClock.Instant] = []
        while !Task.isCancelled {
            while born.count < server.given { born.append(.now) }
            let now = ContinuousClock.now
            let alive = born.indices.filter { now - born[$0] < .seconds(lifetime) }
            // The next one too: whoever has just got it says it sooner than the next look.
            relay.take(tokens: Set((alive + [born.count]).map { "token-\($0 + 1)" }))
            try? await Task.sleep(for: .milliseconds(50))
        }
    }

    // MARK: - What happens

    private func expire(
        _ relay: CatchingServer, _ server: TokenServer, _ worker: Running, _ stage: Stage
    ) async throws -> Row {
        try await stage.wait("three tokens have ended", within: .seconds(6 * lifetime)) { server.given >= 4 }
        var findings = Findings()
        findings.expect(lines("relay_down", worker) == 0, "relay_down was said \(lines("relay_down", worker)) times")
        findings.expect(lines("alarm", worker) == 0, "\(lines("alarm", worker)) alarms")
        return Row(
            "tokens of \(lifetime) s end in mid-run", "\(server.given) tokens, \(relay.mailbox.count) mails, no alarm",
            faults: findings.faults)
    }

    private func lose(
        _ relay: CatchingServer, _ server: TokenServer, _ worker: Running, _ stage: Stage
    ) async throws -> Row {
        try await trouble(
            "the token server is away for \(away)", relay, worker, stage,
            begins: { server.follow(.answer(503, #"{"error":"temporarily_unavailable"}"#)) },
            ends: { server.follow(.usual) })
    }

    private func revoke(
        _ relay: CatchingServer, _ server: TokenServer, _ worker: Running, _ stage: Stage
    ) async throws -> Row {
        let next = "autre&secret=2"
        return try await trouble(
            "the secret is revoked, and mended after \(away)", relay, worker, stage,
            begins: { server.change(secret: next) }, ends: { _ = try stage.secret(next) })
    }

    /// A trouble for a while, and what the worker says of it until mail goes again.
    private func trouble(
        _ what: String, _ relay: CatchingServer, _ worker: Running, _ stage: Stage, begins: () throws -> Void,
        ends: () throws -> Void
    ) async throws -> Row {
        let (downs, ups, alarms) = (lines("relay_down", worker), lines("relay_up", worker), lines("alarm", worker))
        try begins()
        try await stage.wait("the outage is told", within: .seconds(4 * lifetime)) {
            lines("relay_down", worker) > downs
        }
        try await Task.sleep(for: away)
        let before = relay.mailbox.count
        try ends()
        let start = ContinuousClock.now
        try await stage.wait("mail goes again", within: .seconds(600)) {
            lines("relay_up", worker) > ups && relay.mailbox.count > before + 50
        }
        let (down, alarm) = (lines("relay_down", worker) - downs, lines("alarm", worker) - alarms)
        var findings = Findings()
        findings.expect(down == 1, "relay_down was said \(down) times, not once")
        findings.expect(alarm == 1, "\(alarm) alarms, not one")
        return Row(
            what,
            "relay_down \(down), alarms \(alarm); mail again after \((.now - start).components.seconds) s, no restart",
            faults: findings.faults)
    }

    private func judge(
        _ expected: [String], _ relay: CatchingServer, _ worker: Running, _ stage: Stage
    ) async throws -> Row {
        let arrivals = Arrivals(relay.mailbox)
        let lost = expected.filter { arrivals.counts[$0] == nil }
        let worse = try await stage.sql(
            """
            select outcome || ' ' || attempt || ' ' || count(*) from facteur.delivery
            where attempt <> 1 or outcome not in ('sent', 'postponed') group by outcome, attempt
            """)
        let said = worker.outputSoFar
        var findings = Findings()
        findings.expect(lost.isEmpty, "lost: \(lost.prefix(5))")
        findings.expect(arrivals.twice.isEmpty, "came twice: \(arrivals.twice.prefix(5))")
        findings.expect(worse.isEmpty, "attempts used, or outcomes of another kind: \(worse)")
        findings.expect(!said.contains("token-") && !said.contains(client.secret), "a secret is in the log")
        return Row(
            "\(expected.count) messages meanwhile",
            "lost \(lost.count), twice \(arrivals.twice.count), attempts used \(worse.count)", faults: findings.faults)
    }

    private func lines(_ event: String, _ worker: Running) -> Int {
        worker.outputSoFar.split(separator: "\n").count { $0.contains("\"event\":\"\(event)\"") }
    }
}
