import Mail

/// What stands in the journal's file, by account: told of every line that was written, it knows what a shorter file would have to say,
/// when one is worth writing, and what came meanwhile. Pure.
///
/// A rewrite begins with a snapshot of what is outstanding. Whatever is written to the old file from then on is carried over: the new
/// file takes the old one's place only once it says all of it.
struct JournalContents: Sendable {
    /// A file that has grown by so much since it was last written anew is worth the same trouble again, if nothing is outstanding.
    static let growth = 256 * 1024
    /// What is outstanding is written once more with every rewrite: then only a file grown by more is worth it.
    static let growthWhileOutstanding = 4 * growth

    /// Bytes of whole lines.
    private(set) var size: Int
    private(set) var epoch: String?
    private(set) var outstanding: [Lease: JournalEntry]
    /// The size above which a rewrite is worth it; the growth comes on top.
    private var settledSize = 0
    private var rewrite: Rewrite?

    private struct Rewrite {
        /// Lines that were written since the snapshot and are not in the new file yet.
        var carried: [UInt8] = []
        /// What the new file forgets.
        var forgotten: [Lease]
        var epoch: String?
    }

    /// What was read from the file.
    init(_ entries: JournalEntries, size: Int) {
        epoch = entries.epoch
        outstanding = entries.entries
        self.size = size
    }

    // MARK: - Lines

    /// These whole lines were appended to the file.
    mutating func appended(_ bytes: [UInt8]) {
        size += bytes.count
        rewrite?.carried += bytes
    }

    /// A line that says nothing new was appended: the new file need not say it again, nor must it, if its epoch is another.
    mutating func appendedNothingNew(_ count: Int) { size += count }

    mutating func begun(_ lease: Lease) { outstanding[lease] = JournalEntry(reply: nil) }

    mutating func replied(_ lease: Lease, _ reply: Reply) { outstanding[lease] = JournalEntry(reply: reply) }

    mutating func settled(_ leases: [Lease]) {
        for lease in leases { outstanding[lease] = nil }
    }

    // MARK: - Rewrites

    /// Whether to begin a rewrite now.
    var isRewriteDue: Bool {
        guard rewrite == nil else { return false }
        return size > settledSize + (outstanding.isEmpty ? Self.growth : Self.growthWhileOutstanding)
    }

    /// Begins a rewrite. `epoch`: that of all that follows. `isKept`: of what is outstanding, what the new file still says.
    /// Returns the lines that the new file begins with.
    mutating func beginRewrite(epoch: String?, keeping isKept: (Lease) -> Bool) -> Snapshot {
        let kept = outstanding.filter { isKept($0.key) }
        rewrite = Rewrite(forgotten: outstanding.keys.filter { !isKept($0) }, epoch: epoch)
        return Snapshot(epoch: epoch, outstanding: kept)
    }

    /// The lines that came since the snapshot, or since they were last taken.
    mutating func takeCarried() -> [UInt8] {
        defer { rewrite?.carried = [] }
        return rewrite?.carried ?? []
    }

    /// The new file, of so many bytes, has taken the old one's place.
    mutating func endRewrite(size newSize: Int) {
        guard let rewrite else { return }
        settled(rewrite.forgotten)
        epoch = rewrite.epoch
        size = newSize
        settledSize = newSize
        self.rewrite = nil
    }

    /// The old file stays: it says all that the new one would have said. Another rewrite is tried when it has grown once more.
    mutating func abandonRewrite() {
        rewrite = nil
        settledSize = size
    }
}

/// What a new file begins with.
struct Snapshot: Sendable {
    let epoch: String?
    let outstanding: [Lease: JournalEntry]

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        if let epoch { bytes += JournalLine.epoch(epoch).bytes }
        for (lease, entry) in outstanding {
            bytes += JournalLine.begun(lease).bytes
            if let reply = entry.reply { bytes += JournalLine.replied(lease, reply).bytes }
        }
        return bytes
    }
}
