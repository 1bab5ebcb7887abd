import Synchronization
import TestServers

/// Mail of both lanes, portion by portion, until it is told that it is enough. Each recipient gets one message. Each lane has a producer
/// of its own, so that one that has to wait for the database holds up its own mail alone.
final class SteadyLoad: Sendable {
    private static let pause = Duration.seconds(2)

    private let clients: Int
    private let readers: Int
    private let html: String
    private let isEnough = Mutex(false)

    /// So many messages of each lane a second; `html` is what an issue says, an SQL expression.
    init(clients: Int, readers: Int, html: String = "'<p>Deux</p>'") {
        self.clients = clients
        self.readers = readers
        self.html = html
    }

    /// No further portion is made.
    func stop() { isEnough.withLock { $0 = true } }

    /// Produces until stopped; who gets mail.
    func produce(on stage: Stage) async throws -> [String] {
        async let transactional = portions(of: clients) { first, count in
            try await Load.transactional(count, from: first, on: stage)
        }
        async let bulk = portions(of: readers) { [html] first, count in
            try await Load.newsletter(count, from: first, list: "lettre\(first)", html: html, on: stage)
        }
        return Load.recipients(clients: try await transactional, readers: try await bulk)
    }

    /// How many were made in all. The first portion is five times as large: something always waits.
    private func portions(
        of perSecond: Int, _ make: (_ first: Int, _ count: Int) async throws -> Void
    ) async throws -> Int {
        let portion = perSecond * Int(Self.pause / .seconds(1))
        var made = 0
        while made == 0 || !isEnough.withLock({ $0 }) {
            let count = made == 0 ? 5 * portion : portion
            try await make(made + 1, count)
            made += count
            try await Task.sleep(for: Self.pause)
        }
        return made
    }
}
