import Catcher
import Foundation
import TestServers

/// A domain behind the relay takes ten seconds to answer each newsletter's final dot, on every connection that a newsletter may have.
/// Reset links asked for meanwhile go out as if nothing were.
struct SlowDomain: Scenario {
    static let name = "slow"

    private let resets = 100
    private let letters = 30
    private let answer = Duration.seconds(10)

    func run(_ chance: inout Chance) async throws -> [Row] {
        let usual = try await waits(with: .obedient)
        let slow = try await waits(
            with: Script([
                Rule(
                    at: .dot, where: { $0.recipient?.hasSuffix("@lettre.test") == true }, do: [.pause(answer), .usual])
            ]))
        var findings = Findings()
        // Behind a single slow dot the mean wait alone would be half of it.
        findings.expect((slow.last ?? answer) < answer / 2, "a reset waited \(Self.text(slow.last ?? .zero))")
        findings.expect(
            slow.count == resets && usual.count == resets, "\(slow.count) and \(usual.count) resets arrived")
        let (median, tail) = (Self.quantile(0.5, of: slow), Self.quantile(0.99, of: slow))
        let (usualMedian, usualTail) = (Self.quantile(0.5, of: usual), Self.quantile(0.99, of: usual))
        return [
            Row(
                "\(letters) newsletters answered after 10 s, \(resets) resets beside them",
                "resets p50 \(Self.text(median)), \(Self.ratio(median, usualMedian)) of a quick domain; "
                    + "p99 \(Self.text(tail)), \(Self.ratio(tail, usualTail))",
                faults: findings.faults)
        ]
    }

    /// From each reset's enqueueing to the relay's acceptance, shortest first.
    private func waits(with script: Script) async throws -> [Duration] {
        try await CatchingServer.running(conduct: script) { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay)
                return try await stage.withWorker { _ in
                    try await Load.newsletter(letters, on: stage)
                    // Each connection that a newsletter may have is in use by now.
                    try await stage.wait("the newsletter is on its way") {
                        relay.tally.dataByRecipient.keys.count { $0.hasSuffix("@lettre.test") } >= 6
                    }
                    for number in 1...resets { try await reset(number, on: stage) }
                    try await Load.settled(letters + resets, on: stage)
                    return try await waits(in: relay.mailbox, on: stage)
                }
            }
        }
    }

    private func reset(_ number: Int, on stage: Stage) async throws {
        try await stage.sql(
            """
            select facteur.enqueue('password-reset', 'client\(number)@client.test',
                '{"link": "https://boutique.example/jeton?t=\(number)"}')
            """)
        try await Task.sleep(for: .milliseconds(50))
    }

    private func waits(in mailbox: MailStore, on stage: Stage) async throws -> [Duration] {
        let enqueued = Dictionary(
            try await stage.sql(
                "select recipient, (extract(epoch from enqueued_at) * 1000)::bigint from facteur.message"
            ).map { line in
                let fields = line.split(separator: "|")
                return (String(fields[0]), Duration.milliseconds(Int(fields[1]) ?? 0))
            }, uniquingKeysWith: min)
        return mailbox.mails.compactMap { mail in
            guard let recipient = mail.recipients.first, recipient.hasSuffix("@client.test") else { return nil }
            return enqueued[recipient].map { mail.caughtAt - $0 }
        }.sorted()
    }

    private static func quantile(_ share: Double, of sorted: [Duration]) -> Duration {
        sorted.isEmpty ? .zero : sorted[min(Int(Double(sorted.count) * share), sorted.count - 1)]
    }

    private static func text(_ wait: Duration) -> String { "\(Int(wait / .milliseconds(1))) ms" }

    private static func ratio(_ one: Duration, _ other: Duration) -> String {
        String(format: "%.1f times that", one / other)
    }
}
