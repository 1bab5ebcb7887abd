import Mail

/// Tells the database which relays this worker finds to be down, and whether its journal cannot be written, so that `facteur status` knows it on any machine: at once when
/// one goes down or comes back, and again while one is down, so that a dead worker's word grows old. Says nothing while all is well.
struct RelayReport: Sendable {
    /// How often a word is said again that would grow old.
    private static let refresh: Duration = .seconds(10)

    private let relays: RelayPool
    private let journal: JournalWatch
    private let outbox: any Outbox
    private let watch: OutboxWatch
    private let time: Time

    init(relays: RelayPool, journal: JournalWatch, outbox: any Outbox, watch: OutboxWatch, time: Time) {
        self.relays = relays
        self.journal = journal
        self.outbox = outbox
        self.watch = watch
        self.time = time
    }

    /// Until cancelled.
    func run() async {
        var isSaid = false
        while !Task.isCancelled {
            let outages = relays.outages + [journal.outage].compactMap(\.self)
            if isSaid || !outages.isEmpty, !watch.isLost {
                // What could not be stored is said again; a database that is away has been told of by its watch.
                let isStored = await say(outages)
                isSaid = !outages.isEmpty || (isSaid && !isStored)
            }
            await relays.outageSignal.wait(
                atMost: isSaid || !outages.isEmpty ? Self.refresh : .seconds(3600), by: time)
        }
    }

    private func say(_ outages: [RelayOutage]) async -> Bool {
        do throws(OutboxError) {
            try await outbox.report(outages)
            return true
        } catch {
            return false
        }
    }
}
