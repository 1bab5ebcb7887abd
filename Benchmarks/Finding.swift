import Glibc
import TestServers

/// Whether an operator's questions are answered at once with ten million messages, a million of them waiting: by the built command, from
/// its start to its end.
struct Finding: Measurement {
    static let name = "find-10m"
    static let isSlow = true

    private static let status = Figure(
        name: "find-10m.status", what: "ms of facteur status, median of 5", reach: 50, beyond: 30, direction: .less)
    private static let find = Figure(
        name: "find-10m.find", what: "ms of facteur find ADDRESS, median of 5", reach: 100, beyond: 40,
        direction: .less)
    private static let list = Figure(name: "find-10m.list", what: "ms of facteur list --state failed, median of 5")
    private static let start = Figure(name: "find-10m.start", what: "ms of facteur --version, median of 5")
    static let figures = [status, find, list, start]

    private let ended = 9_000_000
    private let waiting = 1_000_000

    func run(rounds: Int, into table: inout BenchTable) async throws {
        try await Stage.with { stage in
            try await Backlog.fill(waiting, on: stage)
            try await fillEnded(on: stage)
            try await Backlog.settle(on: stage)
            try await stage.sql("vacuum (analyze) facteur.ended")
            try await stage.sql("checkpoint")
            // Ten gigabytes that the kernel still has to write would be measured with each question.
            sync()
            for _ in 0..<rounds {
                table.add(try await median(["status"], on: stage), to: Self.status)
                table.add(try await median(["find", "client4711@client.test"], on: stage), to: Self.find)
                table.add(try await median(["list", "--state", "failed"], on: stage), to: Self.list)
                table.add(try await median(["--version"], on: stage), to: Self.start)
            }
        }
    }

    /// One in a hundred failed; the last ended just now.
    private func fillEnded(on stage: Stage) async throws {
        try await stage.sql(
            """
            with added as (
                insert into facteur.message
                    (id, kind, lane, recipient, locale, parameters, has_secrets, enqueued_at, due_at)
                select facteur.new_id(), 'password-changed', 'transactional', 'client' || n % 1000000 || '@client.test', 'fr',
                    '{"changed_at": "2026-11-24T06:00:00Z"}', false, now(), now()
                from generate_series(1, \(ended)) n
                returning id, lane, kind, sequence
            )
            insert into facteur.ended (id, lane, kind, outcome, at)
            select id, lane, kind, case when sequence % 100 = 0 then 'failed' else 'sent' end::facteur.outcome,
                now() - (\(ended + waiting) - sequence) * interval '100 ms'
            from added
            """)
    }

    private func median(_ arguments: [String], on stage: Stage) async throws -> Double {
        var times: [Double] = []
        for _ in 0..<5 {
            let command = try stage.binary.start(arguments)
            let result = await command.end()
            guard result.code == 0, let time = command.lifetime else {
                throw Stage.Failure("facteur \(arguments): \(result.error)")
            }
            times.append(time / .milliseconds(1))
        }
        return times.sorted()[2]
    }
}
