import TestServers

/// Reset links, asked for one by one while something else goes on.
struct Resets {
    let count: Int

    /// From each one's enqueueing to the relay's acceptance, shortest first.
    func waits(on stage: Stage, _ postbox: Postbox) async throws -> [Duration] {
        for number in 1...count {
            try await stage.sql(
                """
                select facteur.enqueue('password-reset', 'client\(number)@client.test',
                    '{"link": "https://boutique.example/jeton?t=\(number)"}')
                """)
            try await Task.sleep(for: .milliseconds(50))
        }
        try await stage.wait("the resets have arrived") {
            let times = postbox.times
            return (1...count).allSatisfy { times["client\($0)@client.test"] != nil }
        }
        let enqueued = try await stage.sql(
            """
            select recipient, (extract(epoch from enqueued_at) * 1000)::bigint from facteur.message
            where kind = 'password-reset'
            """)
        let times = postbox.times
        return enqueued.compactMap { line in
            let fields = line.split(separator: "|")
            return times[String(fields[0])].map { $0 - .milliseconds(Int(fields[1]) ?? 0) }
        }.sorted()
    }
}
