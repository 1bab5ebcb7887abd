import Catcher
import Glibc
import TestServers

/// Workers on hosts of their own over one outbox, while cables are pulled.
struct HostTrial: Sendable {
    let network: HostNetwork
    let relay: HostRelay
    let postgres: HostedPostgres

    private var stage: Stage { postgres.stage }

    private static let settings = [
        "FACTEUR_SMTP_CONNECTIONS": "24", "FACTEUR_SMTP_RESERVED_FOR_TRANSACTIONAL": "8",
        // Shorter than the long cuts: dots are out then whose reply nobody waits for any more.
        "FACTEUR_SMTP_TIMEOUTS_DOT": "20s", "FACTEUR_RETRY_TRANSACTIONAL_DELAYS": "1s",
        "FACTEUR_RETRY_BULK_DELAYS": "1s",
    ]

    /// Starts the workers, pulls one cable after the other, and waits until every message has ended.
    func outcome(of cuts: [LinkCut]) async throws -> Outcome {
        let workers = try await workers()
        do {
            let load = SteadyLoad(clients: 20, readers: 20)
            async let producing = load.produce(on: stage)
            try await relay.mailbox.wait(for: 200)
            var made: [Made] = []
            for cut in cuts { made.append(try await make(cut)) }
            load.stop()
            let expected = try await producing
            try? await relay.mailbox.wait(for: expected.count, within: .seconds(180))
            try await Load.settled(expected.count, on: stage)
            let held = try await Doubts.resolve(by: relay.mailbox, on: stage)
            try await Load.settled(expected.count, on: stage)
            return Outcome(
                cuts: made, expected: expected, arrivals: Arrivals(relay.mailbox), held: held,
                resends: try await Doubts.resends(on: stage), late: try await late(),
                status: try await stage.expectSuccess("status").output, workers: try await stop(workers))
        } catch {
            for worker in workers { worker.send(SIGKILL) }
            throw error
        }
    }

    private func workers() async throws -> [Running] {
        var workers: [Running] = []
        for name in Hosts.workers {
            let stage = try stage.on(network.host(name)).with(Self.settings).with([
                "FACTEUR_DATABASE_URL": postgres.url
            ])
            workers.append(try await relay.with(stage, for: name).worker())
        }
        return workers
    }

    /// Ends them gracefully; what each has written.
    private func stop(_ workers: [Running]) async throws -> [String] {
        for worker in workers { worker.send(SIGTERM) }
        var outputs: [String] = []
        for worker in workers {
            let end = await worker.end()
            guard end.code == 0 else { throw Stage.Failure("a worker ended with \(end.code): \(end.error)") }
            outputs.append(end.output)
        }
        return outputs
    }

    /// Pulls a cable at a moment at which dots are out, puts it in again, and waits until all go on.
    private func make(_ cut: LinkCut) async throws -> Made {
        let host = try network.host(cut.host)
        let own = Hosts.workers.contains(cut.host) ? [cut.host] : Hosts.workers
        try await stage.wait("dots are out") {
            own.allSatisfy { relay.open(by: $0, at: .now).count > 1 }
        }
        let known = try await known()
        try network.cut(host)
        let moment = ContinuousClock.now
        let open = own.map { relay.open(by: $0, at: moment) }.reduce(into: Set()) { $0.formUnion($1) }
        let before = relay.mailbox.count
        if cut.isDeath {
            try await stage.wait("\(cut.host) is taken for dead", within: .seconds(90)) {
                try await !known.isSubset(of: self.known())
            }
        }
        try await Task.sleep(for: cut.duration)
        let end = ContinuousClock.now
        let arrived = relay.mailbox.count - before
        try network.heal(host)
        // What had left the worker before is noted a moment later.
        let passed =
            cut.host == Hosts.database
            ? 0 : own.map { relay.begun(by: $0, from: moment + .seconds(1), to: end) }.reduce(0, +)
        try await goOn(after: cut)
        let forgotten = known.subtracting(try await self.known()).count
        return Made(
            cut: cut, seconds: Int((end - moment) / .seconds(1)), open: open, passed: passed, arrived: arrived,
            forgotten: forgotten)
    }

    private func goOn(after cut: LinkCut) async throws {
        try await stage.wait("all workers live, \(cut)", within: .seconds(90)) {
            try await stage.sql(
                "select count(*) from facteur.worker where heartbeat_at > now() - interval '7 seconds'")
                == ["\(Hosts.workers.count)"]
        }
        let moment = ContinuousClock.now
        try await stage.wait("all workers send, \(cut)", within: .seconds(90)) {
            Hosts.workers.allSatisfy { relay.begun(by: $0, from: moment, to: .now) > 2 }
        }
        // What was sent and could not be stored is, before the next cable is pulled.
        try await Task.sleep(for: .seconds(3))
    }

    /// The workers, each with the moment since which the database knows it: one that was taken for dead begins anew.
    private func known() async throws -> Set<String> {
        Set(try await stage.sql("select epoch || ' ' || started_at from facteur.worker"))
    }

    /// Who the messages were for whose outcome came when another worker had them: taken by the relay, or perhaps.
    private func late() async throws -> [String] {
        try await stage.sql(
            """
            select m.recipient from facteur.delivery d join facteur.message m on m.id = d.message
            where d.late and d.outcome in ('sent', 'in_doubt', 'resend')
            """)
    }
}
