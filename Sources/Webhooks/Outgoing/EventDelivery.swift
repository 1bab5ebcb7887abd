import Mail

/// Tells one endpoint what becomes of messages, at least once each, for as long as it runs. An endpoint that fails holds up nobody else.
package struct EventDelivery: Sendable {
    /// What is worth saying.
    package enum Notice: Sendable, Hashable {
        /// So many events were taken.
        case told(Int)
        /// An attempt failed: why, and how long the endpoint rests. `isNew`: the one before had not.
        case failed(String, wait: Duration, isNew: Bool)
        /// An event that it alone refuses, by its id, is passed over: why.
        case skipped(String, String)
        /// It takes events again.
        case back
        /// The events cannot be read or written: the database's words.
        case storeFault(OutboxError)
    }

    /// How many events are taken at once, and how many are told beside each other.
    private static let batch = 128
    private static let width = 8
    /// For so long no other worker tells the endpoint; and for so long a round begins to tell another event, so that the last one has come to
    /// its end by then.
    private static let lease: Duration = .seconds(60)
    private static let round: Duration = .seconds(30)
    /// Between two looks at what is new.
    private static let usualPause: Duration = .seconds(1)
    private static let pauseAfterFault: Duration = .seconds(5)

    private let endpoint: EventEndpoint
    private let store: any EventStore
    private let poster: any EventPoster
    private let sleep: @Sendable (Duration) async -> Void
    private let jitter: @Sendable () -> Double
    private let tell: @Sendable (Notice) -> Void

    package init(
        endpoint: EventEndpoint, store: any EventStore, poster: any EventPoster,
        sleep: @escaping @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) },
        jitter: @escaping @Sendable () -> Double = { Double.random(in: -1...1) },
        tell: @escaping @Sendable (Notice) -> Void
    ) {
        self.endpoint = endpoint
        self.store = store
        self.poster = poster
        self.sleep = sleep
        self.jitter = jitter
        self.tell = tell
    }

    /// Goes on until cancelled.
    package func run() async {
        var ahead: Set<Int64> = []
        var isFailing = false
        while !Task.isCancelled {
            do throws(OutboxError) {
                if try await !step(&ahead, &isFailing) { await sleep(Self.usualPause) }
            } catch {
                tell(.storeFault(error))
                await sleep(Self.pauseAfterFault)
            }
        }
    }

    /// One round; whether there was anything to tell.
    func step(_ ahead: inout Set<Int64>, _ isFailing: inout Bool) async throws(OutboxError) -> Bool {
        let batch = try await store.take(
            for: endpoint.name, kinds: endpoint.kinds, limit: Self.batch, lease: Self.lease)
        guard !batch.events.isEmpty else { return false }
        // Of an endpoint that fails, one event finds out whether it still does; after a while the others do, whether it is the event's fault.
        let isPatient = batch.failures < EventPause.patience
        let events = batch.failures > 0 && isPatient ? Array(batch.events.prefix(1)) : batch.events
        var round = EventRound(events, taken: ahead, width: Self.width)
        let told = await tell(&round)
        if told > 0 { tell(.told(told)) }
        if !isPatient, let (event, answer) = round.skipFirst() {
            tell(.skipped(event.id, answer.fault ?? ""))
        }
        // Stopped before the first was told: nothing is known of the endpoint.
        guard told > 0 || round.cursor != nil || round.refusal != nil else { return false }
        var receipt = EventReceipt(cursor: round.cursor, told: told)
        if let refusal = round.refusal, let fault = refusal.fault {
            let failures = round.cursor == nil ? batch.failures : 0
            receipt.fault = fault
            receipt.wait = EventPause.pause(after: refusal, failures: failures, jitter: jitter())
        }
        let isHeld = try await store.settle(receipt, for: endpoint.name)
        // Whoever tells the endpoint meanwhile tells all that is behind the cursor.
        let reached = round.cursor ?? 0
        ahead = isHeld ? ahead.union(round.ahead).filter { $0 > reached } : []
        if let fault = receipt.fault {
            tell(.failed(fault, wait: receipt.wait, isNew: !isFailing))
            isFailing = true
        } else if isFailing {
            tell(.back)
            isFailing = false
        }
        return true
    }

    /// Tells the lanes beside each other; how many events were taken.
    private func tell(_ round: inout EventRound) async -> Int {
        let answers = await withTaskGroup(of: (Int, [EventAnswer]).self) { group in
            for (index, lane) in round.lanes.enumerated() {
                group.addTask { [endpoint, poster] in
                    (index, await poster.tell(lane, to: endpoint, until: Self.round))
                }
            }
            return await group.reduce(into: [(Int, [EventAnswer])]()) { $0.append($1) }
        }
        for (index, answers) in answers { round.note(answers, of: round.lanes[index]) }
        return answers.reduce(0) { $0 + EventRound.count($1.1) }
    }
}
