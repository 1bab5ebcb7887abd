import TestServers

/// A thousand messages with a file of 2 MiB each.
struct AttachedFiles: Measurement {
    static let name = "attachments"
    static let isSlow = true

    private static let own = Figure(
        name: "attachments.memory",
        what: "MB that a worker had in memory at most, 1,000 messages with a file of 2 MiB of their own",
        reach: 150, beyond: 100, direction: .less)
    private static let shared = Figure(
        name: "attachments.shared", what: "the same where all have one file", reach: 150, beyond: 60, direction: .less)
    private static let rate = Figure(name: "attachments.rate", what: "MB a second, each of them with a file of its own")
    static let figures = [own, shared, rate]

    private let messages = 1_000
    private let size = 2 * 1024 * 1024

    func run(rounds: Int, into table: inout BenchTable) async throws {
        for _ in 0..<rounds {
            let own = try await sent(areShared: false)
            table.add(own.peak, to: Self.own)
            table.add(Double(messages * size) / 1_000_000 / own.seconds, to: Self.rate)
            table.add(try await sent(areShared: true).peak, to: Self.shared)
        }
    }

    private func sent(areShared: Bool) async throws -> (peak: Double, seconds: Double) {
        try await Workplace.with { place in
            let content = areShared ? "'shared'" : "n::text"
            try await place.stage.sql(
                """
                create temp table sent as select n, facteur.enqueue(
                        'password-reset', 'client' || n || '@client.test', '{"link": "https://boutique.example/j"}') as id,
                    facteur.attach('facture.pdf', 'application/pdf', convert_to(repeat(rpad(\(content), 64, md5(\(content))), \(size / 64)), 'UTF8')) as file
                    from generate_series(1, \(messages)) n;
                select facteur.take_attachments(id, 'password-reset', array[file]) from sent
                """)
            return try await place.withWorker { worker in
                let start = ContinuousClock.now
                try await Load.settled(messages, on: place.stage)
                return (try ResidentMemory(of: worker).peak, (ContinuousClock.now - start) / .seconds(1))
            }
        }
    }
}
