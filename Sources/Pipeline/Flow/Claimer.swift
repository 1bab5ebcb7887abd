import Mail

/// Claims what the desk wants, when the relay takes mail and the database answers. Polls each lane, since a wake-up may be
/// lost; wake-ups only make it sooner.
actor Claimer {
    /// The longest wait between two looks at what there is to do.
    private static let longestPause: Duration = .seconds(1)

    /// When a lane is looked at next, if a line is free for it.
    private struct Look {
        var pace = PollPace()
        var next: Duration = .zero
    }

    private let desk: Desk
    private let relay: RelayWatch
    private let database: Database
    private let journal: JournalWatch
    private let settler: Settler
    private let telemetry: Telemetry
    private let time: Time
    private let bell: Bell

    private var looks: [Lane: Look] = [:]
    private var saidIdle = false
    private var isStopping = false

    init(
        desk: Desk, relay: RelayWatch, database: Database, journal: JournalWatch, settler: Settler,
        telemetry: Telemetry, time: Time, bell: Bell
    ) {
        self.desk = desk
        self.relay = relay
        self.database = database
        self.journal = journal
        self.settler = settler
        self.telemetry = telemetry
        self.time = time
        self.bell = bell
    }

    /// Whether nothing has been found for a while, so that producers should ring.
    var isIdle: Bool { Lane.allCases.allSatisfy { looks[$0]?.pace.isIdle ?? false } }

    /// Claims until `stop`.
    func run() async {
        while !isStopping {
            let pause = await round()
            await sayWhetherIdle()
            if pause > .zero { await bell.wait(atMost: pause, by: time) }
        }
    }

    /// There may be mail: looks again at once.
    func wake() {
        for lane in Lane.allCases {
            looks[lane, default: Look()].pace.wake()
            looks[lane, default: Look()].next = .zero
        }
        bell.ring()
    }

    /// Claims no more. What is being claimed just now is handed back before `run` returns.
    func stop() {
        isStopping = true
        bell.ring()
    }

    /// Hands messages back untouched.
    func release(_ messages: [Held], _ reason: String) async {
        guard !messages.isEmpty else { return }
        for message in messages { relay.heard(.none, for: message.grant) }
        await settler.take(messages.map { .released($0.claimed, reason) })
    }

    /// Claims what is wanted now; how long to wait before the next round.
    private func round() async -> Duration {
        if database.isLost { return Self.longestPause }
        if let fault = journal.fault {
            await release(await desk.clear(), fault)
            return Self.longestPause
        }
        if let shut = relay.shut {
            await release(await desk.clear(), "the relay is away")
            return min(shut, Self.longestPause)
        }
        var pause = Self.longestPause
        // In this order: with the relay in doubt one message probes it, a transactional one if there is any.
        for lane in Lane.allCases {
            // A lane that wants nothing is looked at when a line is free: that rings.
            let wanted = await desk.wants(lane)
            if wanted > 0 { pause = min(pause, await look(at: lane, wanted)) }
        }
        return pause
    }

    /// Claims from a lane unless it was found empty a moment ago; how long to wait before it is looked at again.
    private func look(at lane: Lane, _ wanted: Int) async -> Duration {
        let now = time.now()
        if let next = looks[lane]?.next, next > now { return next - now }
        let grant = relay.admit(wanted)
        guard grant.count > 0 else { return Self.longestPause }
        let found = await claim(lane, grant)
        guard found < grant.count else {
            looks[lane, default: Look()].pace.wake()
            return .zero
        }
        // Producers ring for an idle worker alone: while a newsletter keeps this one busy, a reset is looked for as often.
        let isBusy = found > 0 || (lane == .transactional && looks[.bulk]?.pace.isBusy == true)
        let pause = looks[lane, default: Look()].pace.pause(foundMail: isBusy, jitter: time.jitter())
        looks[lane, default: Look()].next = time.now() + pause
        return pause
    }

    /// How many messages were found.
    private func claim(_ lane: Lane, _ grant: Breaker.Grant) async -> Int {
        let asked = time.now()
        // A failure has been said by the database's watch; the pace slows as if nothing had been found.
        let claimed =
            (try? await database.ask { outbox throws(OutboxError) in
                try await outbox.claim(lane, limit: grant.count)
            }) ?? []
        for _ in 0..<max(grant.count - claimed.count, 0) { relay.heard(.none, for: grant) }
        telemetry.claimed(claimed.count, lane)
        let messages = claimed.map { Held($0, claimedAt: asked, grant: grant) }
        await release(await desk.put(messages), "the worker stops")
        return claimed.count
    }

    private func sayWhetherIdle() async {
        let isIdle = isIdle
        guard isIdle != saidIdle, !database.isLost else { return }
        saidIdle = isIdle
        _ = try? await database.ask { outbox throws(OutboxError) in try await outbox.beat(idle: isIdle) }
    }
}
