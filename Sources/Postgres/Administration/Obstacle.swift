import Mail

/// One thing that a message which has not ended waits for.
package struct Obstacle: Sendable, Hashable, Encodable {
    package enum Kind: String, Sendable, Hashable, Encodable, CaseIterable {
        /// Its lane, its kind or its newsletter is stopped.
        case paused
        /// No worker has said for half a minute that it lives.
        case noWorker = "no_worker"
        /// No worker can write its journal.
        case journal
        /// Its recipient's provider throttles: all mail to it rests.
        case parked
        /// It is to go out later, as its producer said, or by an issue's pace.
        case later
        /// It was deferred.
        case retry
        /// A relay is down, and no other one takes mail.
        case relayDown = "relay_down"
        /// A relay has had as much mail in a day as it may; where no other one serves it, the message waits until then.
        case quota
        /// Nothing but the messages before it.
        case queue
    }

    package var kind: Kind
    /// What it is about: the lane, the provider, the relay.
    package var subject: String?
    package var since: Timestamp?
    package var until: Timestamp?
    /// Who made it so.
    package var by: String?
    package var reason: String?
    /// How many are before it, the number of the attempt that is to come, or the quota.
    package var count: Int?
    /// The command that ends it.
    package var remedy: String?

    package init(
        _ kind: Kind, subject: String? = nil, since: Timestamp? = nil, until: Timestamp? = nil, by: String? = nil,
        reason: String? = nil, count: Int? = nil, remedy: String? = nil
    ) {
        self.kind = kind
        self.subject = subject
        self.since = since
        self.until = until
        self.by = by
        self.reason = reason
        self.count = count
        self.remedy = remedy
    }
}

/// What stands around a waiting message, as far as the database knows.
package struct Surroundings: Sendable {
    package var pauses: [Pause] = []
    package var workers: [QueueStatus.Worker] = []
    package var troubles: [QueueStatus.Trouble] = []
    package var relays: [QueueStatus.Relay] = []
    package var quotas: [RelayQuota] = []
    /// Messages of the lane that are due before it, counted up to `most`; nil where it is not ready.
    package var ahead: Int?

    package static let most = 10_000

    package init() {}
}

extension Obstacle {
    /// All that a waiting message waits for, what must be mended first before the rest; never empty.
    ///
    /// Who is stopped stays so whatever else is well, so pauses come first; then what keeps every message from going; then what keeps this
    /// one; and only where there is nothing of all that, its place in the queue.
    package static func all(of life: MessageLife, in place: Surroundings, at now: Timestamp) -> [Obstacle] {
        var all = place.pauses.filter { concerns($0, life) }.map { pause in
            Obstacle(
                .paused, subject: pause.name, since: pause.since, by: pause.by, reason: pause.reason,
                remedy: pause.remedy)
        }
        all += workers(place)
        if let parked = life.parked {
            all.append(
                Obstacle(
                    .parked, subject: parked.family, until: parked.until, reason: parked.reason,
                    remedy: "facteur resume \(parked.family)"))
        }
        if let moment = life.nextAttemptAt, moment > now, life.parked == nil {
            all.append(turn(life, moment))
        } else if life.parked == nil {
            all += relays(place) + spent(place, life.lane)
        }
        if all.allSatisfy({ $0.kind == .quota }) { all.append(Obstacle(.queue, count: place.ahead)) }
        return all
    }

    private static func concerns(_ pause: Pause, _ life: MessageLife) -> Bool {
        switch pause.scope {
        case .lane: pause.name == life.lane.rawValue
        case .kind: pause.name == life.kind
        case .newsletter: pause.name == life.newsletter
        }
    }

    private static func workers(_ place: Surroundings) -> [Obstacle] {
        let living = place.workers.filter(\.isAlive)
        guard !living.isEmpty else {
            let last = place.workers.map(\.heartbeatAgeSeconds).min()
            return [Obstacle(.noWorker, count: last.map { Int($0) }, remedy: "systemctl start facteur")]
        }
        // One worker that can write is enough.
        guard place.troubles.count >= living.count, let first = place.troubles.first else { return [] }
        return [Obstacle(.journal, subject: first.worker, since: first.since, reason: first.reason)]
    }

    /// What has been tried waits to be tried again; what has not was put off by its producer or by its issue's pace.
    private static func turn(_ life: MessageLife, _ moment: Timestamp) -> Obstacle {
        guard life.attempts.contains(where: { !$0.isLate }) else {
            return Obstacle(.later, subject: life.newsletter, until: moment)
        }
        return Obstacle(
            .retry, until: moment, reason: life.attempts.last { !$0.isLate }?.fullReply, count: life.attempt,
            remedy: "facteur retry \(life.id)")
    }

    /// Which relays serve the message, only the workers' settings say; so its place in the queue is told as well.
    private static func spent(_ place: Surroundings, _ lane: Lane) -> [Obstacle] {
        place.quotas.compactMap { quota in
            guard let end = quota.opens ?? (lane == .bulk ? quota.bulkOpens : nil) else { return nil }
            return Obstacle(.quota, subject: quota.relay, until: end, count: quota.perDay)
        }
    }

    /// A relay that is down stops nothing while another one takes mail.
    private static func relays(_ place: Surroundings) -> [Obstacle] {
        guard !place.relays.contains(where: { $0.downSince == nil && $0.sent > 0 }) else { return [] }
        return place.relays.filter { $0.downSince != nil }.map {
            Obstacle(.relayDown, subject: $0.name, since: $0.downSince, reason: $0.reason, remedy: "facteur doctor")
        }
    }
}
