import Catcher
import Glibc
import TestServers

/// A worker that does not get to run for a while, beside one that does.
struct SuspendTrial: Sendable {
    /// How the time ends for the one that is stopped.
    enum End: String, Sendable {
        case goesOn = "goes on"
        /// systemd's watchdog aborts it, and it dies as soon as it runs again.
        case aborted = "is aborted, goes on"
        /// systemd's watchdog aborts it, and loses its patience.
        case killed = "is aborted and killed"
    }

    let seconds: Int
    let end: End

    var name: String { "stop\(seconds)\(end)" }

    /// Stops a worker at a moment at which dots are out and bodies half out.
    func outcome(on stage: Stage) async throws -> Outcome {
        let mailbox = MailStore()
        return try await SlowRelays.running(mailbox) { own in
            try await SlowRelays.running(mailbox) { others in
                try await others.with(stage.withStateDirectory("\(name)_beside")).withWorker { _ in
                    let worker = try await own.with(stage).worker()
                    do {
                        return try await outcome(worker, own, others, stage)
                    } catch {
                        worker.send(SIGKILL)
                        throw error
                    }
                }
            }
        }
    }

    private func outcome(
        _ worker: Running, _ own: SlowRelays, _ others: SlowRelays, _ stage: Stage
    ) async throws -> Outcome {
        let load = SteadyLoad(clients: 3, readers: 2, html: "'<p>' || repeat('Deux. ', 14000) || '</p>'")
        async let producing = load.produce(on: stage)
        try await own.mailbox.wait(for: 50)
        let known = try await Self.known(on: stage)
        let stopped = try await stop(worker, own, stage)
        try await Task.sleep(until: stopped + .seconds(seconds))
        let (last, resumed, died) = try await goOn(worker, others.with(stage))
        // What it sends now that it runs again is seen while the relays take their time still.
        try await Task.sleep(for: .seconds(8))
        load.stop()
        own.hurry()
        others.hurry()
        let expected = try await producing
        // Several trials run at a time: nobody asks their databases again and again while mail is still coming.
        try? await own.mailbox.wait(for: expected.count, within: .seconds(180))
        try await Load.settled(expected.count, within: .seconds(60), on: stage)
        let held = try await Doubts.resolve(by: own.mailbox, on: stage)
        try await Load.settled(expected.count, within: .seconds(60), on: stage)
        let forgotten = known.subtracting(try await Self.known(on: stage)).count
        last.send(SIGTERM)
        let end = await last.end()
        guard end.code == 0 else { throw Stage.Failure("the worker ended with \(end.code): \(end.error)") }
        // A reply that was written a moment ago may not have been read yet.
        let unread = SlowRelays.answer + .milliseconds(500)
        var dots = own.dots(from: stopped - unread, to: resumed)
        // Swift's crash handler may let it run on for a while.
        if let died { dots.formUnion(own.dots(from: died - unread, to: died)) }
        return Outcome(
            trial: self, expected: expected, arrivals: Arrivals(own.mailbox),
            bodies: own.bodies(from: stopped, to: resumed), dots: dots, held: held, forgotten: forgotten)
    }

    /// Stops the worker while dots are out and bodies half out. When that was.
    private func stop(_ worker: Running, _ relays: SlowRelays, _ stage: Stage) async throws -> ContinuousClock.Instant {
        for _ in 0..<20 {
            try await stage.wait("dots are out and bodies half out") {
                relays.bodiesOut > 1 && relays.dots(from: .now - SlowRelays.answer / 2, to: .now).count > 1
            }
            worker.send(SIGSTOP)
            let stopped = ContinuousClock.now
            // What had left the worker arrives all the same, slowly, and may have been the rest of them. On a busy machine that takes longer than
            // a short stop leaves; after 25 s nobody could be stopped again, being taken for dead.
            try await Task.sleep(for: .seconds(min(18, seconds - 2)))
            if relays.bodies(from: stopped, to: .now) > 0 { return stopped }
            worker.send(SIGCONT)
            // It reads what has come meanwhile, so that every reply that is unread at the next stop is a new one.
            try await Task.sleep(for: .seconds(5))
        }
        throw Stage.Failure("no body was half out at any stop")
    }

    /// Lets the stopped worker run again, or its successor start on the same state directory as soon as it can. Who is there then, when
    /// the stop was over, and when the worker died if it did.
    private func goOn(
        _ worker: Running, _ successor: Stage
    ) async throws -> (last: Running, resumed: ContinuousClock.Instant, died: ContinuousClock.Instant?) {
        guard end != .goesOn else {
            let resumed = ContinuousClock.now
            worker.send(SIGCONT)
            return (worker, resumed, nil)
        }
        worker.send(SIGABRT)
        async let starting = start(successor)
        try await Task.sleep(for: .seconds(10))
        let resumed = ContinuousClock.now
        worker.send(end == .killed ? SIGKILL : SIGCONT)
        let code = await worker.end().code
        let died = ContinuousClock.now
        guard code == (end == .killed ? -SIGKILL : -SIGABRT) else {
            throw Stage.Failure("the aborted worker ended with \(code)")
        }
        return (try await starting, resumed, died)
    }

    /// Starts a worker again and again, as systemd does, until the state directory is free.
    private func start(_ stage: Stage) async throws -> Running {
        var started: Running?
        try await stage.wait("the successor is ready", within: .seconds(180)) {
            let worker = try stage.binary.start(["run"])
            if (try? await worker.line { $0.contains("\"event\":\"ready\"") }) != nil { started = worker }
            return started != nil
        }
        guard let started else { throw Stage.Failure("no successor") }
        return started
    }

    /// The workers, each with the moment since which the database knows it: one that was taken for dead begins anew.
    private static func known(on stage: Stage) async throws -> Set<String> {
        Set(try await stage.sql("select epoch || ' ' || started_at from facteur.worker"))
    }
}

extension SuspendTrial {
    /// What a trial showed.
    struct Outcome: Sendable {
        let trial: SuspendTrial
        let expected: [String]
        let arrivals: Arrivals
        /// Bodies that were half out when the stop came: the rest had not left the worker.
        let bodies: Int
        /// Who the mail was for whose dot was out and its reply unread when the stop came.
        let dots: Set<String>
        /// Messages that a person had to decide on.
        let held: Int
        /// Workers that were taken for dead.
        let forgotten: Int

        var row: Row {
            let lost = expected.filter { arrivals.counts[$0] == nil }
            let unexplained = arrivals.twice.filter { !dots.contains($0) }
            // A heartbeat may be 5 s old when the stop comes; one that is 30 s old is a dead worker's.
            let isShort = trial.seconds < 25 && trial.end == .goesOn
            var findings = Findings()
            findings.expect(bodies > 0, "no body was half out when the stop came: nothing is shown of them")
            findings.expect(!dots.isEmpty, "no dot was out when the stop came: nothing is shown of them")
            findings.expect(lost.isEmpty, "\(lost.count) lost: \(lost.prefix(5))")
            findings.expect(unexplained.isEmpty, "came twice though no dot was out: \(unexplained.prefix(5))")
            if isShort {
                findings.expect(arrivals.twice.isEmpty, "came twice after a short stop: \(arrivals.twice.prefix(5))")
                findings.expect(forgotten == 0, "\(forgotten) workers taken for dead")
            } else {
                findings.expect(forgotten == 1, "\(forgotten) workers taken for dead, not the stopped one alone")
            }
            return Row(
                "SIGSTOP for \(trial.seconds) s, then it \(trial.end.rawValue)",
                "\(expected.count) messages; bodies half out \(bodies), dots out \(dots.count); lost \(lost.count); twice "
                    + "\(arrivals.twice.count), of them without a dot out \(unexplained.count); held for a person \(held)",
                faults: findings.faults,
                notes: arrivals.twice.filter(dots.contains).map {
                    "\($0) came twice: its dot was out when the stop came"
                })
        }
    }
}
