import Catcher
import TestServers

/// How long mail waits for a worker that is being started, after an update for one.
struct StartTime: Measurement {
    static let name = "start"

    private static let claim = Figure(
        name: "start.claim", what: "ms from the start of the process to the claim of a message that waits, median of 5",
        reach: 150, beyond: 50, direction: .less)
    private static let sent = Figure(
        name: "start.sent", what: "ms from the start of the process to that message's dot, median of 5")
    private static let processor = Figure(
        name: "start.processor", what: "ms of processor time that the process took until that was settled, median of 5")
    static let figures = [claim, sent, processor]

    private let starts = 5

    func run(rounds: Int, into table: inout BenchTable) async throws {
        let relay = try await CatchingServer.start(mailbox: MailStore(capacity: 100))
        let postbox = Postbox(relay.mailbox)
        try await Workplace.with(["FACTEUR_SMTP_URL": "smtp://127.0.0.1:\(relay.port)"]) { place in
            for round in 0..<rounds {
                var waits: [Waits] = []
                for start in 0..<starts {
                    waits.append(try await self.waits(1 + round * starts + start, on: place, postbox))
                }
                func median(_ part: (Waits) -> Double) -> Double { waits.map(part).sorted()[starts / 2] }
                table.add(median(\.claim), to: Self.claim)
                table.add(median(\.sent), to: Self.sent)
                table.add(median(\.processor), to: Self.processor)
            }
        }
        await relay.stop()
    }

    /// Of one start, in milliseconds.
    private struct Waits {
        var claim: Double
        var sent: Double
        var processor: Double
    }

    private func waits(_ number: Int, on place: Workplace, _ postbox: Postbox) async throws -> Waits {
        let recipient = "client\(number)@client.test"
        try await Load.transactional(1, from: number, on: place.stage)
        let start = WallClock.now
        let used = try await place.withWorker { worker in
            try await Load.settled(number, on: place.stage)
            return try ProcessorTime.used(by: worker.processID)
        }
        // The claim by the database's clock, which is this machine's: the log has how long after it was due a message was claimed.
        let answer = try await place.stage.sql(
            """
            select extract(epoch from m.due_at) * 1000 + d.queued_ms
            from facteur.message m join facteur.delivery d on d.message = m.id where m.recipient = '\(recipient)'
            """)
        try await place.stage.wait("the dot was seen") { postbox.times[recipient] != nil }
        guard let claimed = answer.first.flatMap({ Double($0) }), let sent = postbox.times[recipient] else {
            throw Stage.Failure("nothing is known of the delivery to \(recipient)")
        }
        return Waits(
            claim: claimed - start / .milliseconds(1), sent: (sent - start) / .milliseconds(1), processor: used * 1000)
    }
}
