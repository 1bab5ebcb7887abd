import Mail
import Pipeline

/// A worker's entry, as the table of workers has it.
struct MemoryRegistration: Sendable {
    let firstToken: Int64
    var heartbeat: Duration
    var steadySince: Duration

    init(firstToken: Int64, at now: Duration) {
        self.firstToken = firstToken
        heartbeat = now
        steadySince = now
    }
}

/// What the SQL functions do.
extension MemoryOutbox {
    private static let times = LeaseTimes()

    func register(_ epoch: String) -> Registration {
        let now = time.now()
        var entry = workers[epoch] ?? MemoryRegistration(firstToken: drawToken(), at: now)
        if now - entry.heartbeat > Self.times.gap { entry.steadySince = now }
        entry.heartbeat = now
        workers[epoch] = entry
        return Registration(firstToken: entry.firstToken)
    }

    func claim(_ lane: Lane, limit: Int, by epoch: String) -> [Claimed] {
        guard workers[epoch] != nil, !paused.contains(lane.rawValue) else { return [] }
        let now = time.now()
        var found: [Claimed] = []
        for id in order where found.count < limit {
            guard let row = rows[id], row.state == .waiting, row.due <= now, row.claimed.lane == lane,
                !paused.contains(row.claimed.issue?.id.description ?? "")
            else { continue }
            var claimed = row.claimed
            claimed.lease.token = drawToken()
            claimed.status = status(of: row)
            claimed.queued = now - row.due
            claimed.expiresIn = row.expiresAt.map { $0 - now }
            rows[id]?.claimed = claimed
            rows[id]?.state = .leased
            rows[id]?.epoch = epoch
            found.append(claimed)
        }
        return found
    }

    func statuses(of leases: [Lease]) -> [Lease: LeaseStatus] {
        var answer: [Lease: LeaseStatus] = [:]
        for lease in leases { answer[lease] = held(lease).map(status) ?? .lost }
        return answer
    }

    private func status(of row: Row) -> LeaseStatus {
        if let expiresAt = row.expiresAt, expiresAt <= time.now() { return .expired }
        return row.status
    }

    private func held(_ lease: Lease) -> Row? {
        rows[lease.message].flatMap { $0.state == .leased && $0.claimed.lease == lease ? $0 : nil }
    }

    func supersede(_ key: String) {
        for (id, row) in rows where row.supersedeKey == key {
            if row.state == .waiting { rows[id]?.state = .ended(.superseded) }
            rows[id]?.status = .superseded
        }
    }

    func expandAll() {
        for (issue, readers) in unexpanded {
            for reader in 0..<readers {
                enqueue(kind: "newsletter", lane: .bulk, to: "lecteur\(reader)@client.test", issue: issue)
            }
        }
        unexpanded = [:]
    }

    func release(_ epoch: String) {
        workers[epoch] = nil
        for (id, row) in rows where row.state == .leased && row.epoch == epoch { rows[id]?.state = .waiting }
    }

    func releaseDeadWorkers(by reaper: String) {
        let now = time.now()
        guard let own = workers[reaper], now - own.heartbeat < Self.times.gap,
            now - own.steadySince >= Self.times.steadiness
        else { return }
        for (epoch, entry) in workers where epoch != reaper && now - entry.heartbeat > Self.times.death {
            release(epoch)
        }
    }

    func releaseStrays(of epoch: String, knowing known: Set<Int64>) {
        for (id, row) in rows where row.state == .leased && row.epoch == epoch {
            if !known.contains(row.claimed.lease.token) { rows[id]?.state = .waiting }
        }
    }

    func takeOver(_ begun: [Lease], of dead: String?, by successor: String) -> [Claimed] {
        let leftovers = begun.compactMap(held)
        for row in leftovers { rows[row.claimed.lease.message]?.epoch = successor }
        if let dead, dead != successor { release(dead) }
        return leftovers.map(\.claimed)
    }

    /// False when the lease was no longer there, and the outcome is not known already.
    func store(_ settlement: Settlement) -> Bool {
        let id = settlement.lease.message
        guard let row = held(settlement.lease) else { return storeLate(settlement) }
        rows[id]?.settlements.append(settlement)
        let now = time.now()
        switch settlement.outcome {
        case .sent: rows[id]?.state = .sent
        case .failed: rows[id]?.state = .failed
        case .inDoubt: rows[id]?.state = .inDoubt
        case .expired: rows[id]?.state = .ended(.expired)
        case .superseded: rows[id]?.state = .ended(.superseded)
        case .suppressed: rows[id]?.state = .ended(.suppressed)
        case .cancelled: rows[id]?.state = .ended(.cancelled)
        case .held: again(id, row, at: now + .seconds(1_000_000_000))
        case .released: rows[id]?.state = .waiting
        case .postponed(let delay): again(id, row, at: now + delay)
        case .deferred(let delay): again(id, row, at: now + delay, attempts: 1)
        case .resend(let delay): again(id, row, at: now + delay, attempts: 1, doubts: 1)
        }
        return true
    }

    private func again(_ id: MessageID, _ row: Row, at due: Duration, attempts: Int = 0, doubts: Int = 0) {
        rows[id]?.state = .waiting
        rows[id]?.due = due
        rows[id]?.claimed.attempt = row.claimed.attempt + attempts
        rows[id]?.claimed.doubts = row.claimed.doubts + doubts
    }

    private func storeLate(_ settlement: Settlement) -> Bool {
        guard let row = rows[settlement.lease.message] else { return false }
        if row.settlements.contains(where: { $0.lease == settlement.lease }) { return true }
        if settlement.outcome == .released { return true }
        rows[settlement.lease.message]?.settlements.append(settlement)
        switch (settlement.outcome, row.state) {
        case (.sent, .waiting), (.sent, .leased), (.sent, .inDoubt): rows[settlement.lease.message]?.state = .sent
        case (.inDoubt, .waiting), (.inDoubt, .leased): rows[settlement.lease.message]?.state = .inDoubt
        default: break
        }
        return false
    }
}
