import Mail

/// For how long the same one has been holding back the removal of dead rows: told again and again who does. Since when, the
/// database tells a superuser alone; so it is counted from the first look that found it.
struct SnapshotWatch: Sendable {
    private var current: (holder: SnapshotHolder, since: Duration)?

    /// The holder with its time so far; nil while nobody holds.
    mutating func held(by holder: SnapshotHolder?, at now: Duration) -> HeldSnapshot? {
        guard let holder else {
            current = nil
            return nil
        }
        if current?.holder != holder { current = (holder, now) }
        return current.map { HeldSnapshot(holder: $0.holder, time: now - $0.since) }
    }
}

/// Who holds back the removal of dead rows, and for how long already.
struct HeldSnapshot: Sendable, Hashable {
    var holder: SnapshotHolder
    var time: Duration
}
