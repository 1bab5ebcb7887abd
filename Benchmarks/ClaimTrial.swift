import Mail
import Postgres
import TestServers

/// Claims on a deep queue and on one of ten thousand, in turn.
struct ClaimTrial: Sendable {
    struct Result {
        /// The median claim, in milliseconds.
        var deep: Double
        var shallow: Double
        /// What it took to fill the deep one, in seconds.
        var filling: Double
    }

    private static let shallowDepth = 10_000
    private static let size = 100
    private static let claims = 50
    /// The first ones open a session, and read pages that nobody has read yet.
    private static let firstClaims = 5

    let depth: Int

    func run(rounds: Int, _ add: (Result) -> Void) async throws {
        try await Stage.with { deep in
            let shallow = try await deep.copy("shallow")
            let start = ContinuousClock.now
            try await Backlog.fill(depth, on: deep)
            let filling = (ContinuousClock.now - start) / .seconds(1)
            try await Backlog.fill(Self.shallowDepth, on: shallow)
            for stage in [deep, shallow] { try await Backlog.settle(on: stage) }
            let outboxes = [deep, shallow].map { PostgresOutbox(DatabaseSettings(url: $0.url)) }
            for outbox in outboxes {
                try await outbox.enlist()
                for _ in 0..<Self.firstClaims { _ = try await time(outbox) }
            }
            for _ in 0..<rounds {
                var times: [[Double]] = [[], []]
                for claim in 0..<Self.claims * 2 { times[claim % 2].append(try await time(outboxes[claim % 2])) }
                let medians = times.map { $0.sorted()[$0.count / 2] }
                add(Result(deep: medians[0], shallow: medians[1], filling: filling))
                // As shallow as before: what was claimed stays leased.
                try await Backlog.fill(Self.claims * Self.size, due: "now()", on: shallow)
            }
        }
    }

    /// One claim, in milliseconds.
    private func time(_ outbox: PostgresOutbox) async throws -> Double {
        let start = ContinuousClock.now
        let claimed = try await outbox.claim(.transactional, limit: Self.size)
        let time = (ContinuousClock.now - start) / .milliseconds(1)
        guard claimed.count == Self.size else { throw Stage.Failure("a claim brought \(claimed.count) messages") }
        return time
    }
}
