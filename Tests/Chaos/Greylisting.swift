import Catcher
import TestServers

/// Real greylisting: Debian's postgrey behind a real Postfix turns each message away once.
struct Greylisting: Scenario {
    static let name = "greylisting"

    private let each = 25
    private let delay = 5

    func run(_ chance: inout Chance) async throws -> [Row] {
        try await Postgrey.running(delay: delay) { postgrey in
            try await Postfix.running(policyPort: postgrey.port) { postfix in
                try await Stage.with { stage in [try await trial(postfix, stage)] }
            }
        }
    }

    private func trial(_ postfix: Postfix, _ stage: Stage) async throws -> Row {
        // A fifth less by chance is more than the delay still.
        let stage = stage.with([
            "FACTEUR_SMTP_URL": "smtp://\(postfix.host):\(postfix.port)", "FACTEUR_SMTP_CA_FILE": postfix.caFile,
            "FACTEUR_SMTP_USERNAME": postfix.username,
            "FACTEUR_SMTP_PASSWORD_FILE": try stage.secret(postfix.password),
            "FACTEUR_RETRY_TRANSACTIONAL_DELAYS": "\(2 * delay)s", "FACTEUR_RETRY_BULK_DELAYS": "\(2 * delay)s",
        ])
        try await Load.transactional(each, on: stage)
        try await Load.newsletter(each, at: "client.test", on: stage)
        try await stage.withWorker { _ in try await Load.settled(2 * each, on: stage) }

        let lives = try await stage.sql(
            """
            select m.recipient || ': ' || string_agg(d.attempt || ' ' || d.outcome || ' ' || d.code, ', ' order by d.number)
            from facteur.message m join facteur.delivery d on d.message = m.id group by m.id, m.recipient
            """)
        let strays = lives.filter { !$0.hasSuffix(": 1 deferred 450, 2 sent 250") }
        let names = (1...each).flatMap { ["client\($0)", "lecteur\($0)"] }
        for name in names { _ = try await postfix.wait(for: 1, to: name) }
        let twice = names.filter { postfix.mails(to: $0).count > 1 }
        let refusals = postfix.log.split(separator: "\n").count {
            $0.contains(": 450 4.2.0 ") && $0.contains("Greylisted")
        }

        var findings = Findings()
        findings.expect(lives.count == 2 * each, "attempts of \(lives.count) messages, not of \(2 * each)")
        findings.expect(strays.isEmpty, "not one 450 and then sent: \(strays.prefix(5))")
        findings.expect(twice.isEmpty, "came twice: \(twice.prefix(5))")
        findings.expect(refusals == 2 * each, "Postfix refused \(refusals) times, not \(2 * each)")
        return Row(
            "postgrey turns \(2 * each) messages away for \(delay) s",
            "\(refusals) times 450; in their Maildir \(names.count - twice.count) once; "
                + "sent by the second attempt \(lives.count - strays.count)",
            faults: findings.faults)
    }
}
