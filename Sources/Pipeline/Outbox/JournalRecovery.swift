import Mail

/// What a worker inherits from the one that had its state directory before: the journal tells what had begun to leave, the outbox what
/// of it is not settled.
struct JournalRecovery: Sendable {
    let journal: (any RecoverableJournal)?
    let outbox: any Outbox

    /// Takes it over. The entries stay in the journal until the outbox has what they came to.
    func leftovers() async throws(OutboxError) -> [Leftover] {
        guard let entries = journal?.previous else { return [] }
        let claimed = try await outbox.leftovers(of: entries.epoch, begun: Array(entries.entries.keys))
        return claimed.compactMap { claimed in entries.entries[claimed.lease].map { Leftover(claimed, $0) } }
    }

    /// Begins this worker's own chapter, keeping what is left over.
    func begin(keeping leftovers: [Leftover]) async throws(JournalFault) {
        try await journal?.restart(epoch: outbox.epoch, keeping: leftovers.map(\.claimed.lease))
    }
}
