import Foundation
import Journal
import Mail
import Testing

@Suite("The journal on disk")
struct FileJournalTests {
    private let directory: String

    init() throws {
        directory = NSTemporaryDirectory() + "facteur-journal-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    private func lease(_ number: Int64) -> Lease {
        Lease(message: MessageID(high: 7, low: UInt64(number)), token: number)
    }

    private func removeDirectory() { try? FileManager.default.removeItem(atPath: directory) }

    private let accepted = Reply(code: 250, enhanced: "2.0.0", text: "ok")

    @Test("gives the next worker what the last one left outstanding, and not what was settled")
    func replay() throws {
        defer { removeDirectory() }
        do {
            let journal = try FileJournal(directory: directory)
            #expect(journal.previous == Evidence())
            try journal.restart(epoch: "first")
            for number in 1...3 { try journal.begin(lease(Int64(number))) }
            journal.replied(lease(1), accepted)
            journal.replied(lease(2), accepted)
        }
        let next = try FileJournal(directory: directory)
        #expect(next.previous.epoch == "first")
        #expect(next.previous.traces.count == 3)
        #expect(next.previous.traces[lease(1)]?.end == .accepted(accepted))
        #expect(next.previous.traces[lease(3)] == Trace(reply: nil))
        try next.restart(epoch: "second")
        #expect(try contents() == "epoch second\n")
    }

    @Test("belongs to one worker at a time")
    func exclusive() throws {
        defer { removeDirectory() }
        let journal = try FileJournal(directory: directory)
        let fault = #expect(throws: JournalFault.self) { _ = try FileJournal(directory: directory) }
        #expect(fault?.description.contains("another worker holds it") == true)
        try journal.begin(lease(1))
    }

    @Test("stays small however many messages pass, and never forgets an outstanding one")
    func compaction() throws {
        defer { removeDirectory() }
        let journal = try FileJournal(directory: directory)
        try journal.restart(epoch: "only")
        try journal.begin(lease(1))
        for number in 2...20_000 {
            try journal.begin(lease(Int64(number)))
            journal.replied(lease(Int64(number)), accepted)
            journal.settled([lease(Int64(number))])
        }
        let text = try contents()
        #expect(text.utf8.count < 1_300_000)
        #expect(Evidence(journal: Array(text.utf8)).traces[lease(1)] == Trace(reply: nil))
    }

    @Test("refuses to begin when the line cannot be written, and leaves no half line behind")
    func fullDisk() async {
        // In a process of its own: the only limit that holds for root as well, the size that a file may have, is a
        // whole process's.
        await #expect(processExitsWith: .success) {
            let test = try FileJournalTests()
            defer { test.removeDirectory() }
            let journal = try FileJournal(directory: test.directory)
            try journal.restart(epoch: "only")
            try journal.begin(test.lease(1))
            let before = try test.contents()
            signal(SIGXFSZ, SIG_IGN)
            limitFileSize(to: before.utf8.count + 5)
            let fault = #expect(throws: JournalFault.self) { try journal.begin(test.lease(2)) }
            #expect(fault?.description.contains("nothing is sent until it can be written") == true)
            #expect(try test.contents() == before)
            #expect(!journal.isWritable())
            limitFileSize(to: 1_000_000)
            #expect(journal.isWritable())
            try journal.begin(test.lease(2))
            #expect(try test.contents() == before + "epoch only\nbegun \(test.lease(2).message.compact) 2\n")
        }
    }

    @Test("says which folder it cannot use, and what to set")
    func missingDirectory() {
        let fault = #expect(throws: JournalFault.self) { _ = try FileJournal(directory: directory + "/absent") }
        #expect(fault?.description.contains("state.directory") == true)
        removeDirectory()
    }

    private func contents() throws -> String { try String(contentsOfFile: directory + "/journal", encoding: .utf8) }
}

private func limitFileSize(to bytes: Int) {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    limit.rlim_cur = rlim_t(bytes)
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
}
