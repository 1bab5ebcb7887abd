import Catcher
import PrivatePostgres
import TestServers

/// Sixty-four sessions enqueue in transactions of their own business, a quarter of which they roll back, while a worker sends.
struct ManyProducers: Scenario {
    static let name = "producers"

    private let sessions = 64
    private let each = 1_600

    func run(_ chance: inout Chance) async throws -> [Row] {
        let relay = try await CatchingServer.start()
        let postbox = Postbox(relay.mailbox)
        let row = try await Stage.with { stage in
            let stage = stage.with(relay: relay).with(["FACTEUR_SMTP_CONNECTIONS": "16"])
            // What the applications themselves store: who is in it has asked for a mail.
            try await stage.sql("create sequence purchase_number; create table purchase (number bigint primary key)")
            let seed = UInt32.random(in: .min ... .max, using: &chance)
            try await stage.withWorker { _ in
                try await Self.enqueue(sessions, each, seed: seed, on: stage)
                let purchases = try await Self.number("select count(*) from purchase", on: stage)
                try await Load.settled(purchases, on: stage)
                try await stage.wait("the last mails are counted") { postbox.count >= purchases }
            }
            return try await judge(postbox, stage)
        }
        await relay.stop()
        return [row]
    }

    /// Each transaction: a purchase, and its mail; then one in four is rolled back.
    private static func enqueue(_ sessions: Int, _ each: Int, seed: UInt32, on stage: Stage) async throws {
        let script = """
            \\set fate random(1, 4)
            select nextval('purchase_number') as number \\gset
            begin;
            insert into purchase values (:number);
            select facteur.enqueue('password-changed', 'client' || :number || '@client.test',
                '{"changed_at": "2026-11-24T06:00:00Z"}', dedup_key => 'purchase ' || :number);
            \\if :fate = 1
            rollback;
            \\else
            commit;
            \\endif
            """
        let file = stage.path(of: "producers.sql")
        let command = """
            cat >'\(file)'; '\(stage.postgres.binaries)/pgbench' -n -f '\(file)' -c \(sessions) -j 2 -t \(each) \
            --random-seed=\(seed) '\(stage.url)'
            """
        let output = try TestServers.run(command, input: script)
        guard output.contains("actually processed: \(sessions * each)/") else {
            throw Stage.Failure("pgbench: \(output)")
        }
    }

    private static func number(_ query: String, on stage: Stage) async throws -> Int {
        try await stage.sql(query).first.flatMap { Int($0) } ?? 0
    }

    private func judge(_ postbox: Postbox, _ stage: Stage) async throws -> Row {
        let committed = Set(
            try await stage.sql("select 'client' || number || '@client.test' from purchase order by number"))
        let arrived = Set(postbox.times.keys)
        let lost = committed.subtracting(arrived)
        let unwanted = arrived.subtracting(committed)
        let stored = try await Self.number("select count(*) from facteur.message", on: stage)
        let keys = try await Self.number("select count(*) from facteur.dedup", on: stage)
        var findings = Findings()
        findings.expect(committed.count < sessions * each, "nothing was rolled back: nothing is shown of that")
        findings.expect(lost.isEmpty, "lost: \(lost.sorted().prefix(5))")
        findings.expect(unwanted.isEmpty, "rolled back and sent: \(unwanted.sorted().prefix(5))")
        findings.expect(postbox.twice.isEmpty, "came twice: \(postbox.twice.prefix(5))")
        findings.expect(stored == committed.count, "\(stored) messages of \(committed.count) purchases")
        findings.expect(keys == committed.count, "\(keys) dedup keys of \(committed.count) purchases")
        return Row(
            "\(sessions * each) transactions of \(sessions) sessions, \(sessions * each - committed.count) rolled back",
            "sent \(arrived.count), lost \(lost.count), rolled back and sent \(unwanted.count), twice \(postbox.twice.count)",
            faults: findings.faults)
    }
}
