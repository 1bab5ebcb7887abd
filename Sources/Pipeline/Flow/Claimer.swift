import Mail

/// Claims what the dispatcher wants, when a relay takes mail and the database answers. Polls each lane, since a wake-up may be
/// lost; wake-ups only make it sooner.
actor Claimer {
    /// The longest wait between two looks at what there is to do.
    private static let longestPause: Duration = .seconds(1)

    /// The most of a newsletter that one claim takes: a reset link must wait for its end.
    private static let bulkAtOnce = 50

    /// When a lane is looked at next, if a line is free for it.
    private struct Look {
        var pace = PollPace()
        var next: Duration = .zero
    }

    private let dispatcher: Dispatcher
    private let relays: Relays
    private let database: Database
    private let journal: JournalWatch
    private let settler: Settler
    private let telemetry: Telemetry
    private let time: Time
    private let wakeUp: WakeUp

    private var looks: [Lane: Look] = [:]
    /// A newsletter's claim under way: transactional mail is looked for meanwhile.
    private var bulkLook: Task<Void, Never>?
    private var saidIdle = false
    private var isStopping = false

    init(
        dispatcher: Dispatcher, relays: Relays, database: Database, journal: JournalWatch, settler: Settler,
        telemetry: Telemetry, time: Time, wakeUp: WakeUp
    ) {
        self.dispatcher = dispatcher
        self.relays = relays
        self.database = database
        self.journal = journal
        self.settler = settler
        self.telemetry = telemetry
        self.time = time
        self.wakeUp = wakeUp
    }

    /// Whether nothing has been found for a while, so that producers should ring.
    var isIdle: Bool { Lane.allCases.allSatisfy { looks[$0]?.pace.isIdle ?? false } }

    /// Claims until `stop`.
    func run() async {
        while !isStopping {
            let pause = await round()
            await sayWhetherIdle()
            if pause > .zero { await wakeUp.wait(atMost: pause, by: time) }
        }
        await bulkLook?.value
    }

    /// There may be mail: looks again at once.
    func wake() {
        for lane in Lane.allCases {
            looks[lane, default: Look()].pace.wake()
            looks[lane, default: Look()].next = .zero
        }
        wakeUp.ring()
    }

    /// Claims no more. What is being claimed just now is handed back before `run` returns.
    func stop() {
        isStopping = true
        wakeUp.ring()
    }

    /// Hands messages back untouched.
    func release(_ messages: [ClaimedMessage], _ reason: String) async {
        guard !messages.isEmpty else { return }
        await settler.take(messages.map { .released($0.claimed, reason) })
    }

    /// Claims what is wanted now; how long to wait before the next round.
    private func round() async -> Duration {
        if database.isLost { return Self.longestPause }
        if let fault = journal.fault {
            await release(await dispatcher.clear(), fault)
            return Self.longestPause
        }
        relays.review()
        let limit: Int
        switch relays.admission {
        case .open: limit = .max
        // What a line has in hand and no relay has yet will probe by itself.
        case .probe: limit = await dispatcher.inHand > relays.flying ? 0 : 1
        case .probing: limit = 0
        case .shut:
            await release(await dispatcher.clear(), Relays.noneReason)
            return Self.longestPause
        }
        // What may go only as a probe is claimed one after the other.
        if limit < .max { await bulkLook?.value }
        var (pause, claimed) = (Self.longestPause, 0)
        // In this order: with every relay down one message probes, a transactional one if there is any.
        for lane in Lane.allCases {
            // A lane that wants nothing is looked at when a line is free: that rings.
            let wanted = min(await dispatcher.wants(lane), limit - claimed, lane == .bulk ? Self.bulkAtOnce : .max)
            guard wanted > 0 else { continue }
            if lane == .bulk, limit == .max {
                pause = min(pause, lookForBulk(wanted))
                continue
            }
            let look = await look(at: lane, wanted)
            pause = min(pause, look.pause)
            claimed += look.found
        }
        return pause
    }

    /// Claims newsletters' mail beside the rounds, and rings when that is done; how long until it may be looked for.
    private func lookForBulk(_ wanted: Int) -> Duration {
        let wait = (looks[.bulk]?.next ?? .zero) - time.now()
        guard bulkLook == nil else { return Self.longestPause }
        guard wait <= .zero else { return wait }
        bulkLook = Task {
            _ = await look(at: .bulk, wanted)
            bulkLook = nil
            wakeUp.ring()
        }
        return Self.longestPause
    }

    /// Claims from a lane unless it was found empty a moment ago; how many messages were found, and how long to wait before it is
    /// looked at again.
    private func look(at lane: Lane, _ wanted: Int) async -> (found: Int, pause: Duration) {
        let now = time.now()
        if let next = looks[lane]?.next, next > now { return (0, next - now) }
        let found = await claim(lane, wanted)
        guard found < wanted else {
            looks[lane, default: Look()].pace.wake()
            return (found, .zero)
        }
        // Producers ring for an idle worker alone: while a newsletter keeps this one busy, a reset is looked for as often.
        let isBusy = found > 0 || (lane == .transactional && looks[.bulk]?.pace.isBusy == true)
        let pause = looks[lane, default: Look()].pace.pause(foundMail: isBusy, jitter: time.jitter())
        looks[lane, default: Look()].next = time.now() + pause
        return (found, pause)
    }

    /// How many messages were found.
    private func claim(_ lane: Lane, _ wanted: Int) async -> Int {
        let asked = time.now()
        // A failure has been said by the database's watch; the pace slows as if nothing had been found.
        let claimed =
            (try? await database.ask { outbox throws(OutboxError) in
                try await outbox.claim(lane, limit: wanted)
            }) ?? []
        telemetry.claimed(claimed.count, lane)
        await release(await dispatcher.put(claimed.map { ClaimedMessage($0, claimedAt: asked) }), "the worker stops")
        return claimed.count
    }

    private func sayWhetherIdle() async {
        let isIdle = isIdle
        guard isIdle != saidIdle, !database.isLost else { return }
        saidIdle = isIdle
        _ = try? await database.ask { outbox throws(OutboxError) in try await outbox.heartbeat(idle: isIdle) }
    }
}
