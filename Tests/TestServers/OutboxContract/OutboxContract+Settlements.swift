import Mail

extension OutboxRule {
    static let settlements =
        ends + [
            OutboxRule("Deferred counts an attempt, postponed none, and a doubt is remembered; each waits for its time")
            { bench in
                let worker = try await bench.worker()
                _ = try await bench.enqueue()
                var seen: [[Int]] = []
                for outcome in [
                    Outcome.deferred(delay: .seconds(60)), .postponed(delay: .seconds(60)),
                    .resend(delay: .seconds(60)), .sent,
                ] {
                    let claimed = try one(try await worker.claim(.transactional, limit: 1))
                    seen.append([claimed.attempt, claimed.doubts])
                    _ = try await worker.settle([Settlement(claimed, outcome)])
                    try await worker.promoteAll()
                    try expect("too soon", try await worker.claim(.transactional, limit: 1).count, is: 0)
                    try await bench.advance(by: .seconds(60))
                    try await worker.promoteAll()
                }
                try expect("attempts and doubts", seen, is: [[1, 0], [2, 0], [2, 0], [3, 1]])
            },
            OutboxRule("Storing a settlement twice is harmless") { bench in
                let worker = try await bench.worker()
                let message = try await bench.enqueue()
                let claimed = try one(try await worker.claim(.transactional, limit: 1))
                let settlement = Settlement(claimed, .sent)
                try expect("first", try await worker.settle([settlement]), is: [])
                try expect("second", try await worker.settle([settlement]), is: [])
                try expect("state", try await bench.state(of: message), is: "sent")
            },
            OutboxRule("An outcome of a lease that was lost is late, and changes nothing") { bench in
                let (worker, successor, claimed) = try await lost(on: bench)
                let again = try one(try await successor.claim(.transactional, limit: 1))
                let late = try await worker.settle([Settlement(claimed, .failed(suppress: false))])
                try expect("late", late, is: [claimed.lease])
                try expect("state", try await bench.state(of: claimed.lease.message), is: "sending")
                try expect("not late", try await successor.settle([Settlement(again, .sent)]), is: [])
            },
            OutboxRule("What the relay has taken never goes again, however late the news, whoever holds the message") {
                bench in
                for isHeld in [false, true] {
                    let (worker, successor, claimed) = try await lost(on: bench)
                    let again = isHeld ? try await successor.claim(.transactional, limit: 1) : []
                    try expect("late", try await worker.settle([Settlement(claimed, .sent)]), is: [claimed.lease])
                    try expect("state", try await bench.state(of: claimed.lease.message), is: "sent")
                    try expect("gone", try await successor.claim(.transactional, limit: 1).count, is: 0)
                    let statuses = try await successor.status(of: again.map(\.lease), in: .transactional)
                    try expect("lost", statuses.values.allSatisfy { $0 == .lost }, is: true)
                }
            },
            OutboxRule(
                "What may have been taken goes on only if a person says so, however late the news, whoever holds it"
            ) { bench in
                for isHeld in [false, true] {
                    let (worker, successor, claimed) = try await lost(on: bench)
                    let again = isHeld ? try await successor.claim(.transactional, limit: 1) : []
                    try expect("late", try await worker.settle([Settlement(claimed, .inDoubt)]), is: [claimed.lease])
                    try expect("state", try await bench.state(of: claimed.lease.message), is: "in_doubt")
                    // Had it been sent all the same, nothing would be in doubt any more.
                    _ = try await successor.settle(again.map { Settlement($0, .sent) })
                    try expect(
                        "then", try await bench.state(of: claimed.lease.message), is: isHeld ? "sent" : "in_doubt")
                }
            },
        ]

    private static let ends = [
        (Outcome.sent, "sent"), (.failed(suppress: false), "failed"), (.expired, "expired"),
        (.superseded, "superseded"),
        (.suppressed, "suppressed"), (.cancelled, "cancelled"), (.inDoubt, "in_doubt"), (.released, "waiting"),
        (.postponed(delay: .seconds(9)), "waiting"),
    ].map { outcome, state in
        OutboxRule("The outcome \(outcome) leaves a message \(state)") { bench in
            let worker = try await bench.worker()
            let message = try await bench.enqueue()
            let claimed = try one(try await worker.claim(.transactional, limit: 1))
            try expect("late", try await worker.settle([Settlement(claimed, outcome)]), is: [])
            try expect("state", try await bench.state(of: message), is: state)
        }
    }

    /// A message claimed by a worker that was then taken for dead, and another worker, which has not claimed it yet.
    private static func lost(
        on bench: any OutboxBench
    ) async throws -> (worker: any Outbox, successor: any Outbox, claimed: Claimed) {
        let (worker, successor) = (try await bench.worker(), try await bench.worker())
        _ = try await bench.enqueue()
        let claimed = try one(try await worker.claim(.transactional, limit: 1))
        try await successor.live(.seconds(35), on: bench)
        try await successor.releaseDeadWorkers()
        return (worker, successor, claimed)
    }
}
