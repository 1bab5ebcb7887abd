import Journal
import Mail
import Pipeline
import Postgres

/// What this worker takes over from the one that had its state directory before: the journal tells what had begun to leave, the outbox
/// what of it is not settled.
struct JournalRecovery {
    private let journal: FileJournal
    private let outbox: PostgresOutbox

    init(_ journal: FileJournal, _ outbox: PostgresOutbox) {
        self.journal = journal
        self.outbox = outbox
    }

    /// Takes it over. The entries stay in the journal until the outbox has it.
    func leftovers() async throws(OutboxError) -> [Leftover] {
        let entries = journal.previous
        let claimed = try await outbox.leftovers(of: entries.epoch, begun: Array(entries.entries.keys))
        return claimed.compactMap { claimed in entries.entries[claimed.lease].map { Leftover(claimed, $0) } }
    }
}
