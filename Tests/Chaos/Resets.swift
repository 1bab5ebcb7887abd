import TestServers

/// Reset links, asked for one by one while something else goes on.
struct Resets {
    let count: Int
    /// From one to the next.
    var interval = Duration.milliseconds(50)

    /// Where the time went, in milliseconds: how long each waited for its claim, was rendered, for a slot, and for the relay.
    func parts(on stage: Stage) async throws -> String {
        let lines = try await stage.sql(
            """
            select string_agg(format('%s %s/%s', name, p[1], p[2]), ', ' order by name) from (
                select name, percentile_disc(array[0.5, 0.99]) within group (order by ms) as p
                from facteur.delivery d join facteur.message m on m.id = d.message,
                    lateral (values ('claim', queued_ms), ('render', render_ms), ('connect', connect_ms), ('smtp', dialogue_ms))
                        as t (name, ms)
                where m.kind = 'password-reset' group by name) t
            """)
        return lines.first ?? ""
    }

    /// From the moment at which each one's transaction was over to the relay's acceptance, shortest first.
    func waits(on stage: Stage, _ postbox: Postbox) async throws -> [Duration] {
        var committed: [String: Duration] = [:]
        for number in 1...count {
            let lines = try await stage.sql(
                """
                select facteur.enqueue('password-reset', 'client\(number)@client.test',
                    '{"link": "https://boutique.example/jeton?t=\(number)"}');
                select (extract(epoch from clock_timestamp()) * 1000000)::bigint
                """)
            committed["client\(number)@client.test"] = .microseconds(Int(lines.last ?? "") ?? 0)
            try await Task.sleep(for: interval)
        }
        try await stage.wait("the resets have arrived") {
            let times = postbox.times
            return committed.keys.allSatisfy { times[$0] != nil }
        }
        let times = postbox.times
        return committed.compactMap { recipient, moment in times[recipient].map { $0 - moment } }.sorted()
    }
}
