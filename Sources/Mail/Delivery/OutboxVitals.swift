/// How the outbox is beside its messages: what makes mail late, or will, before anybody misses it.
package struct OutboxVitals: Sendable, Hashable {
    /// Looks and counts go no further, so that a long queue or list costs no more than this.
    package static let most = 100_000

    /// For how long the oldest due message of a lane has been waiting that neither a park nor a pause holds back; none where none
    /// waits.
    package var oldest: [Lane: Duration]
    /// Workers whose heart beats.
    package var workers: Int
    /// The database's clock.
    package var clock: Timestamp
    /// Addresses that a server declared dead during the last hour.
    package var suppressedLately: Int
    /// For how long that of the parked domains rests that has rested longest; nil while none does.
    package var longestPark: Duration?
    package var pauses: [Pauses]
    /// Who holds back the removal of dead rows most; nil while nobody does.
    package var snapshotHolder: SnapshotHolder?

    /// How many things of one scope are paused.
    package struct Pauses: Sendable, Hashable {
        package enum Scope: String, Sendable, Hashable, CaseIterable {
            case lane, kind, newsletter
        }

        package var scope: Scope
        /// Whether no person did it: too many of an issue's messages were refused.
        package var isByItself: Bool
        package var count: Int

        package init(scope: Scope, isByItself: Bool, count: Int) {
            self.scope = scope
            self.isByItself = isByItself
            self.count = count
        }
    }

    package init(
        oldest: [Lane: Duration] = [:], workers: Int = 0, clock: Timestamp, suppressedLately: Int = 0,
        longestPark: Duration? = nil, pauses: [Pauses] = [], snapshotHolder: SnapshotHolder? = nil
    ) {
        self.oldest = oldest
        self.workers = workers
        self.clock = clock
        self.suppressedLately = suppressedLately
        self.longestPark = longestPark
        self.pauses = pauses
        self.snapshotHolder = snapshotHolder
    }
}

/// Who keeps the database from removing dead rows: the queue's tables grow meanwhile, and claims walk over what is dead.
package struct SnapshotHolder: Sendable, Hashable {
    /// `session`, `standby`, `replication slot` or `prepared transaction`.
    package var kind: String
    /// The server's process that holds it; empty where none does.
    package var pid: String
    /// What it calls itself: the program, the slot, the transaction.
    package var name: String
    /// The transaction back to which all is kept: while it stays the same, so does the snapshot.
    package var transaction: String

    package init(kind: String, pid: String, name: String, transaction: String) {
        self.kind = kind
        self.pid = pid
        self.name = name
        self.transaction = transaction
    }
}
