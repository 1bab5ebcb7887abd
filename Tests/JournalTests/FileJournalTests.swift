import Foundation
import Mail
import Synchronization
import TestServers
import Testing

@testable import Journal

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
    func replay() async throws {
        defer { removeDirectory() }
        do {
            let journal = try FileJournal(directory: directory)
            #expect(journal.previous == JournalEntries())
            try await journal.restart(epoch: "first")
            for number in 1...3 { try journal.begin(lease(Int64(number))) }
            journal.replied(lease(1), accepted)
            journal.replied(lease(2), accepted)
        }
        let next = try await reopened()
        #expect(next.previous.epoch == "first")
        #expect(next.previous.entries.count == 3)
        #expect(next.previous.entries[lease(1)]?.end == .accepted(accepted))
        #expect(next.previous.entries[lease(3)] == JournalEntry(reply: nil))
        try await next.restart(epoch: "second")
        #expect(try contents() == "epoch second\n")
    }

    @Test("belongs to one worker at a time")
    func exclusive() async throws {
        defer { removeDirectory() }
        let journal = try FileJournal(directory: directory)
        let fault = #expect(throws: JournalFault.self) { _ = try FileJournal(directory: directory) }
        #expect(fault?.description.contains("another worker holds it") == true)
        try journal.begin(lease(1))
    }

    @Test("stays small however many messages pass, and never forgets an outstanding one")
    func compaction() async throws {
        defer { removeDirectory() }
        let journal = try FileJournal(directory: directory)
        try await journal.restart(epoch: "only")
        try journal.begin(lease(1))
        for number in 2...20_000 {
            try journal.begin(lease(Int64(number)))
            journal.replied(lease(Int64(number)), accepted)
            journal.settled([lease(Int64(number))])
        }
        // A rewrite may be under way, and carry over what was written meanwhile: the next one finds nothing of it outstanding.
        journal.rewriting.withLock { _ in }
        try journal.rewrite(epoch: nil) { _ in true }
        let text = try contents()
        #expect(text.utf8.count < 500)
        #expect(JournalEntries(journal: Array(text.utf8)).entries[lease(1)] == JournalEntry(reply: nil))
    }

    @Test("refuses to begin when the line cannot be written, and leaves no half line behind")
    func fullDisk() async {
        // In a process of its own: the only limit that holds for root as well, the size that a file may have, is a
        // whole process's.
        await #expect(processExitsWith: .success) {
            let test = try FileJournalTests()
            defer { test.removeDirectory() }
            let journal = try FileJournal(directory: test.directory)
            try await journal.restart(epoch: "only")
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

    @Test(
        "on a full file system keeps what it had, and writes a reply that is missing once it can",
        .enabled(if: TemporaryFolder.canBeMounted, "mounting is not permitted here"))
    func fullFileSystem() async throws {
        defer { removeDirectory() }
        try #require(shell("mount -t tmpfs -o size=128k facteur \(directory)"))
        defer { _ = shell("umount \(directory)") }
        do {
            let journal = try FileJournal(directory: directory)
            try await journal.restart(epoch: "first")
            try journal.begin(lease(1))
            _ = shell("cat /dev/zero > \(directory)/ballast")
            var last: Int64 = 1
            let fault = #expect(throws: JournalFault.self) {
                while last < 10_000 {
                    try journal.begin(lease(last + 1))
                    last += 1
                }
            }
            #expect(fault?.description.contains("\(directory)/journal: No space left on device") == true)
            #expect(fault?.description.contains("free space") == true)
            journal.replied(lease(1), accepted)
            #expect(!journal.isWritable())
            await #expect(throws: JournalFault.self) { try await journal.restart(epoch: "second") }
            #expect(!FileManager.default.fileExists(atPath: directory + "/journal.new"))
            #expect(try contents().hasPrefix("epoch first\n"))
            unlink(directory + "/ballast")
            #expect(journal.isWritable())
        }
        let next = try await reopened()
        #expect(next.previous.epoch == "first")
        #expect(next.previous.entries[lease(1)] == JournalEntry(reply: accepted))
    }

    @Test(
        "refuses a read-only file system and a file it cannot read, each in one line that says what to do",
        .enabled(if: TemporaryFolder.canBeMounted, "mounting is not permitted here"))
    func unusable() throws {
        defer { removeDirectory() }
        try Data("epoch first\nbegun2 what a newer version writes\n".utf8).write(
            to: URL(fileURLWithPath: directory + "/journal"))
        let newer = #expect(throws: JournalFault.self) { _ = try FileJournal(directory: directory) }
        #expect(newer?.description.contains("newer version") == true)
        try #require(shell("mount -t tmpfs -o size=128k,ro facteur \(directory)"))
        defer { _ = shell("umount \(directory)") }
        let fault = #expect(throws: JournalFault.self) { _ = try FileJournal(directory: directory) }
        #expect(fault?.description.contains("Read-only file system") == true)
    }

    @Test("is for its owner's eyes alone, and takes a cut last line for what it is")
    func permissionsAndCut() async throws {
        defer { removeDirectory() }
        let whole = String(decoding: JournalLine.begun(lease(1)).bytes, as: UTF8.self)
        try Data("epoch first\n\(whole)begun 00".utf8).write(to: URL(fileURLWithPath: directory + "/journal"))
        let journal = try FileJournal(directory: directory)
        #expect(journal.previous.entries == [lease(1): JournalEntry(reply: nil)])
        try await journal.restart(epoch: "second")
        let mode = try FileManager.default.attributesOfItem(atPath: directory + "/journal")[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("costs little more than the write() that it is made of")
    func cost() async throws {
        defer { removeDirectory() }
        let journal = try FileJournal(directory: directory)
        try await journal.restart(epoch: "only")
        let count = 20_000
        let clock = ContinuousClock()
        let kept = try clock.measure {
            for number in 1...count {
                try journal.begin(lease(Int64(number)))
                journal.replied(lease(Int64(number)), accepted)
                journal.settled([lease(Int64(number))])
            }
        }
        let raw = open(directory + "/plain", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer { close(raw) }
        let line = JournalLine.begun(lease(1)).bytes
        let plain = clock.measure { for _ in 0..<(2 * count) { write(raw, line, line.count) } }
        print("journal: \(kept / count) a message, \(plain / count) of it two plain write()s: \(kept / plain) times")
    }

    @Test("says which folder it cannot use, and what to set")
    func missingDirectory() {
        let fault = #expect(throws: JournalFault.self) { _ = try FileJournal(directory: directory + "/absent") }
        #expect(fault?.description.contains("state.directory") == true)
        removeDirectory()
    }

    /// The journal of the next worker. A thread that has just done its work for the last one may hold that one a moment longer.
    private func reopened() async throws -> FileJournal {
        for _ in 0..<500 {
            if let journal = try? FileJournal(directory: directory) { return journal }
            try await Task.sleep(for: .milliseconds(10))
        }
        return try FileJournal(directory: directory)
    }

    private func contents() throws -> String { try String(contentsOfFile: directory + "/journal", encoding: .utf8) }
}

private func limitFileSize(to bytes: Int) {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    limit.rlim_cur = rlim_t(bytes)
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
}

private func shell(_ command: String) -> Bool { system("exec 2>/dev/null; \(command)") == 0 }
