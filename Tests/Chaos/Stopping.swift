import Catcher
import Glibc
import Synchronization
import TestServers

/// SIGTERM under full load, while the relay hangs at every stage of a transaction.
struct Stopping: Scenario {
    static let name = "stop"

    /// Transactional mail goes first: so little of it that newsletters, too, are on their way when the stop comes.
    private let clients = 30
    private let readers = 2_970
    /// `worker.stopTimeout`, in seconds.
    private let timeout = 4

    func run(_ chance: inout Chance) async throws -> [Row] {
        let hung = Mutex<[Script.Stage: Int]>([:])
        // Of each stage a few: in the end every slot hangs somewhere.
        let script = Script { moment in
            let every: [Script.Stage: Int] = [.mail: 60, .rcpt: 50, .data: 40, .dot: 30]
            guard let interval = every[moment.stage] else { return [.usual] }
            return hung.withLock { hung in
                hung[moment.stage, default: 0] += 1
                guard hung[moment.stage, default: 0] % interval == 0 else { return [.usual] }
                return [.hang]
            }
        }
        let relay = try await CatchingServer.start(conduct: script)
        let rows = try await Stage.with { stage in
            let stage = stage.with(relay: relay).with([
                "FACTEUR_SMTP_CONNECTIONS": "16", "FACTEUR_WORKER_STOP_TIMEOUT": "\(timeout)s",
                "FACTEUR_RETRY_TRANSACTIONAL_DELAYS": "1s",
            ])
            try await Load.newsletter(readers, on: stage)
            try await Load.transactional(clients, on: stage)
            let worker = try await stage.worker()
            try await stage.wait("some connections hang, and others work") { relay.mailbox.count > 120 }
            let start = ContinuousClock.now
            worker.send(SIGTERM)
            let end = await worker.end()
            let took = ContinuousClock.now - start
            let dots = hung.withLock { ($0[.dot] ?? 0) / 30 }
            return [try await judge(end, took, dots, relay, stage)]
        }
        await relay.stop()
        return rows
    }

    private func judge(
        _ end: Binary.Result, _ took: Duration, _ dots: Int, _ relay: CatchingServer, _ stage: Stage
    ) async throws -> Row {
        var findings = Findings()
        findings.expect(end.code == 0, "the worker ended with \(end.code): \(end.error)")
        // What is under way gets the stop time-out, outcomes five seconds more, and a loaded machine some grace.
        findings.expect(took < .seconds(timeout + 5 + 5), "the stop took \(took)")
        let doubts = try await stage.sql(
            "select count(*) from facteur.delivery where outcome in ('resend', 'in_doubt')")
        let inDoubt = doubts.first.flatMap { Int($0) } ?? -1
        findings.expect(inDoubt <= dots, "\(inDoubt) are in doubt, though only \(dots) dots were out")
        let held = try await stage.sql("select count(*) from facteur.lease")
        findings.expect(held == ["0"], "\(held) messages are still under a lease")

        relay.follow(Script.obedient)
        try await stage.withWorker { _ in try await Load.settled(clients + readers, on: stage) }
        let waiting = try await Doubts.resolve(by: relay.mailbox, on: stage)
        findings.expect(waiting > 0, "no newsletter's dot was out: nothing is shown of that lane")
        try await stage.withWorker { _ in
            try await stage.wait("every message has ended") {
                try await stage.sql("select count(*) from facteur.ended where outcome = 'sent'") == [
                    "\(clients + readers)"
                ]
            }
        }
        let arrivals = Arrivals(relay.mailbox)
        let lost = Load.recipients(clients: clients, readers: readers).filter { arrivals.counts[$0] == nil }
        findings.expect(lost.isEmpty, "lost: \(lost.prefix(5))")
        findings.expect(arrivals.twice.isEmpty, "came twice: \(arrivals.twice.prefix(5))")
        let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        return Row(
            "SIGTERM with \(clients + readers) messages and connections that hang, stop time-out \(timeout) s",
            "exit \(end.code) after \((seconds * 10).rounded() / 10) s; dots out \(dots), in doubt \(inDoubt), "
                + "held for a person \(waiting); lost \(lost.count), twice \(arrivals.twice.count)",
            faults: findings.faults)
    }
}
