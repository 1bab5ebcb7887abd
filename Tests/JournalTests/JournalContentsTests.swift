import Mail
import Testing

@testable import Journal

@Suite("What stands in the journal, by account")
struct JournalContentsTests {
    private func lease(_ number: Int64) -> Lease {
        Lease(message: MessageID(high: 7, low: UInt64(number)), token: number)
    }

    private func entries(_ leases: [Lease]) -> JournalEntries {
        var entries = JournalEntries()
        entries.epoch = "first"
        for lease in leases { entries.entries[lease] = JournalEntry(reply: nil) }
        return entries
    }

    @Test(
        "is worth a rewrite when it has grown enough",
        arguments: [
            (0, 0, false), (256 * 1024, 0, false), (256 * 1024 + 1, 0, true), (256 * 1024 + 1, 1, false),
            (1024 * 1024, 1, false), (1024 * 1024 + 1, 1, true),
        ])
    func due(size: Int, outstanding: Int64, isDue: Bool) {
        let leases = (0..<outstanding).map { lease($0) }
        #expect(JournalContents(entries(leases), size: size).isRewriteDue == isDue)
    }

    @Test("is not written anew at every settlement when much of it is outstanding for long")
    func growth() {
        var contents = JournalContents(entries([lease(1)]), size: 5_000_000)
        #expect(contents.isRewriteDue)
        _ = contents.beginRewrite(epoch: "first") { _ in true }
        #expect(!contents.isRewriteDue)
        contents.endRewrite(size: 4_000_000)
        #expect(!contents.isRewriteDue)
        contents.appended([UInt8](repeating: 0, count: JournalContents.growthWhileOutstanding + 1))
        #expect(contents.isRewriteDue)
    }

    @Test("is left alone for a while after a rewrite that failed")
    func abandoned() {
        var contents = JournalContents(entries([]), size: 300_000)
        _ = contents.beginRewrite(epoch: "first") { _ in true }
        contents.abandonRewrite()
        #expect(!contents.isRewriteDue)
        contents.appended([UInt8](repeating: 0, count: JournalContents.growth + 1))
        #expect(contents.isRewriteDue)
    }

    @Test("says in its snapshot what is kept, and forgets the rest when the new file is in place and not before")
    func forgetting() {
        var contents = JournalContents(entries([lease(1), lease(2)]), size: 100)
        let snapshot = contents.beginRewrite(epoch: "second") { $0 == lease(1) }
        #expect(JournalEntries(journal: snapshot.bytes).epoch == "second")
        #expect(Set(JournalEntries(journal: snapshot.bytes).entries.keys) == [lease(1)])
        #expect(contents.epoch == "first")
        #expect(contents.outstanding.count == 2)
        contents.endRewrite(size: 50)
        #expect(contents.epoch == "second")
        #expect(Set(contents.outstanding.keys) == [lease(1)])
    }

    @Test("carries over each line that came meanwhile, once, and no epoch that is past")
    func carrying() {
        var contents = JournalContents(entries([]), size: 0)
        contents.appended([1])
        _ = contents.beginRewrite(epoch: "second") { _ in true }
        contents.appended([2])
        contents.appendedNothingNew(7)
        contents.appended([3])
        #expect(contents.takeCarried() == [2, 3])
        contents.appended([4])
        #expect(contents.takeCarried() == [4])
        #expect(contents.takeCarried() == [])
        contents.endRewrite(size: 3)
        contents.appended([5])
        #expect(contents.takeCarried() == [])
    }
}
