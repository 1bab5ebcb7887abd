import Mail
import Pipeline
import Replies
import Testing

@Suite("What an earlier worker left behind", .timeLimit(.minutes(2)))
struct LeftoverTests {
    @Test(
        "Is settled before the first claim: accepted is sent, a refusal is judged, a doubt follows its kind (D9, S16)")
    func settledFirst() async throws {
        let time = Time.fast(100)
        let outbox = MemoryOutbox(time: time)
        let accepted = await outbox.enqueue()
        let refused = await outbox.enqueue()
        let reset = await outbox.enqueue()
        let newsletter = await outbox.enqueue(kind: "newsletter", lane: .bulk)
        let held = try await outbox.claim(.transactional, limit: 3) + outbox.claim(.bulk, limit: 1)
        let replies: [MessageID: Reply] = [accepted: .ok, refused: .unknown]
        var left = JournalEntries()
        for claimed in held { left.entries[claimed.lease] = JournalEntry(reply: replies[claimed.lease.message]) }
        let fresh = await outbox.enqueue()

        let tape = LogTape()
        let carrier = ScriptedCarrier()
        let journal = MemoryJournal(previous: left)
        let worker = Worker(
            settings: WorkerSettings(connections: 4), kinds: { KindDefinition.test[$0] }, outbox: outbox,
            leases: LeaseGuard(.patient, time: time), renderer: PlainRenderer(), composer: try .test(),
            relays: [carrier.relay()],
            judge: try ReplyFile.shipped().judge, journal: journal, logger: tape.logger, time: time)
        let work = Task { try await worker.run() }
        #expect(await eventually { await outbox.count(.sent) == 3 })
        work.cancel()
        try await work.value

        #expect(await outbox.row(accepted)?.state == .sent)
        #expect(await outbox.row(refused)?.settlements.map(\.outcome) == [.failed(suppress: true)])
        #expect(await outbox.row(newsletter)?.state == .inDoubt)
        #expect(await outbox.row(reset)?.settlements.map(\.outcome) == [.resend(delay: .seconds(5)), .sent])
        #expect(carrier.seen.sends == [reset: 1, fresh: 1])
        #expect(journal.settledLeases.isSuperset(of: held.map(\.lease)))
    }
}
