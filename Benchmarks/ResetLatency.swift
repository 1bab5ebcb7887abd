import Catcher
import Mail
import Postgres
import TestServers

/// What a reader waits for: from the moment at which a reset link's transaction is over to the relay's acceptance. Alone, and beside
/// a newsletter that is being sent.
struct ResetLatency: Measurement {
    static let name = "latency"

    private static let alone50 = Figure(
        name: "latency.alone.p50", what: "ms from the commit to the dot, a reset every 20 to 80 ms", reach: 3,
        beyond: 1.5, direction: .less)
    private static let alone99 = Figure(
        name: "latency.alone.p99", what: "ms, the slowest of a hundred of these", reach: 6.5, beyond: 5,
        direction: .less)
    private static let beside50 = Figure(
        name: "latency.beside.p50", what: "ms from the commit to the dot, while a newsletter is being sent")
    private static let beside99 = Figure(
        name: "latency.beside.p99", what: "ms, the slowest of a hundred of these", reach: 12, beyond: 6,
        direction: .less)
    private static let wake50 = Figure(
        name: "latency.wake.p50", what: "ms to wake a sleeping thread of this machine and be woken by it in turn")
    private static let wake99 = Figure(
        name: "latency.wake.p99", what: "ms, the slowest of a hundred of these")
    static let figures = [wake50, wake99, alone50, alone99, beside50, beside99]

    private let resets = 150
    private let readers = 150_000

    func run(rounds: Int, into table: inout BenchTable) async throws {
        let relay = try await CatchingServer.start(mailbox: MailStore(capacity: 100))
        let postbox = Postbox(relay.mailbox)
        let settings = ["FACTEUR_SMTP_URL": "smtp://127.0.0.1:\(relay.port)"]
        try await Workplace.with(settings) { place in
            let producer = OutboxAdministration(DatabaseSettings(url: place.stage.url))
            try await Issues.subscribe(readers, on: place)
            try await place.withWorker { _ in
                for round in 0..<rounds {
                    // A shop that has just been quiet.
                    try await Task.sleep(for: .seconds(2))
                    let wake = try WakeTime()
                    table.add(wake.median, to: Self.wake50)
                    table.add(wake.slowest, to: Self.wake99)
                    let alone = try await waits(round * 2, producer, postbox)
                    table.add(alone.0, to: Self.alone50)
                    table.add(alone.1, to: Self.alone99)
                    let before = try await place.ended()
                    let issue = try await producer.createNewsletter(
                        list: "ville", content: #"{"subject": "Une", "text": "Deux", "html": "<p>Deux</p>"}"#)
                    try await place.stage.wait("the issue is on its way") {
                        try await place.ended() > before + readers / 50
                    }
                    let beside = try await waits(round * 2 + 1, producer, postbox)
                    guard try await place.ended() < before + readers else {
                        throw Stage.Failure("the newsletter was over before the resets: it needs more readers")
                    }
                    table.add(beside.0, to: Self.beside50)
                    table.add(beside.1, to: Self.beside99)
                    // What is left of it is measured elsewhere.
                    _ = try await producer.cancelNewsletter(issue)
                    try await place.stage.wait("the issue is over") { try await place.isIdle() }
                }
            }
        }
        await relay.stop()
    }

    /// The median and the slowest of a hundred, in milliseconds.
    private func waits(
        _ batch: Int, _ producer: OutboxAdministration, _ postbox: Postbox
    ) async throws -> (Double, Double) {
        var committed: [String: Duration] = [:]
        for number in 0..<resets {
            let recipient = "client\(batch)-\(number)@client.test"
            _ = try await producer.enqueue(
                kind: "password-reset", recipient: recipient,
                parameters: #"{"link": "https://boutique.example/jeton?t=\#(number)"}"#)
            committed[recipient] = WallClock.now
            try await Task.sleep(for: .milliseconds(Int.random(in: 20...80)))
        }
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            let times = postbox.times
            if committed.keys.allSatisfy({ times[$0] != nil }) { break }
            guard ContinuousClock.now < deadline else { throw Stage.Failure("not all resets arrived") }
            try await Task.sleep(for: .milliseconds(50))
        }
        let times = postbox.times
        let waits = committed.compactMap { recipient, moment in
            times[recipient].map { ($0 - moment) / .milliseconds(1) }
        }.sorted()
        return (waits[waits.count / 2], waits[waits.count * 99 / 100])
    }
}
