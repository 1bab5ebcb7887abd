import Foundation
import Mail
import Synchronization
import Testing

@testable import Journal

/// A rewrite, looked at between its steps: what a kill there would leave is what the directory holds there.
@Suite("A rewrite of the journal")
struct RewriteTests {
    private let directory = NSTemporaryDirectory() + "facteur-rewrite-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true) }

    private static func lease(_ number: Int64) -> Lease {
        Lease(message: MessageID(high: 7, low: UInt64(number)), token: number)
    }

    private let accepted = Reply(code: 250, enhanced: "2.0.0", text: "ok")

    /// What the next worker would read, were this one killed now.
    private func afterKill(_ name: String) throws -> JournalEntries {
        let copy = directory + "-" + name
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try FileManager.default.copyItem(atPath: directory, toPath: copy)
        return try FileJournal(directory: copy).previous
    }

    /// Told of each step while a journal writes itself anew.
    private final class Steps: Sendable {
        private let act = Mutex<@Sendable (RewriteStep) -> Void>({ _ in })
        func onStep(_ act: @escaping @Sendable (RewriteStep) -> Void) { self.act.withLock { $0 = act } }
        func reached(_ step: RewriteStep) { self.act.withLock { $0 }(step) }
    }

    @Test("holds up nobody who writes a line, at no step, and a kill at any of them takes no line along")
    func everyStep() throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let steps = Steps()
        let journal = try FileJournal(directory: directory) { steps.reached($0) }
        let (before, settled) = (Self.lease(1), Self.lease(2))
        try journal.rewrite(epoch: "only") { _ in true }
        try journal.begin(before)
        try journal.begin(settled)
        journal.settled([settled])
        let seen = Mutex<[RewriteStep]>([])
        steps.onStep { step in
            let number = Int64(
                seen.withLock {
                    $0.append(step); return $0.count
                })
            // Who writes here would wait for ever if the rewrite held the lock.
            let (doubt, done) = (Self.lease(100 + number), Self.lease(200 + number))
            #expect(throws: Never.self) { try journal.begin(doubt) }
            #expect(throws: Never.self) { try journal.begin(done) }
            journal.replied(done, accepted)
            #expect(journal.isWritable())
            journal.settled([])
            guard let left = try? afterKill("\(step)") else {
                Issue.record("after \(step) the journal cannot be read")
                return
            }
            #expect(left.epoch == "only" && left.unreadableLines == 0)
            #expect(left.entries[before] == JournalEntry(reply: nil))
            for earlier in 1...number {
                #expect(left.entries[Self.lease(100 + earlier)] == JournalEntry(reply: nil))
                #expect(left.entries[Self.lease(200 + earlier)] == JournalEntry(reply: accepted))
            }
            #expect((left.entries[settled] == nil) == (step == .replaced))
        }
        try journal.rewrite(epoch: nil) { _ in true }
        #expect(seen.withLock { $0 } == RewriteStep.allCases)
        #expect(!FileManager.default.fileExists(atPath: directory + "/journal.new"))
        #expect(try afterKill("end").entries.count == 1 + 2 * RewriteStep.allCases.count)
    }

    @Test("of a new epoch leaves the old one whole until all is in place: what is kept is then the new one's")
    func epochs() async throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let steps = Steps()
        let journal = try FileJournal(directory: directory) { steps.reached($0) }
        try await journal.restart(epoch: "first")
        for number in 1...2 { try journal.begin(Self.lease(Int64(number))) }
        steps.onStep { step in
            // An epoch's line that comes meanwhile is the old one's, and must not name the new file's lines after it.
            #expect(journal.isWritable())
            let left = try? afterKill("\(step)")
            #expect(left?.epoch == (step == .replaced ? "second" : "first"))
            #expect(left?.entries.count == (step == .replaced ? 1 : 2))
        }
        try await journal.restart(epoch: "second", keeping: [Self.lease(2)])
        #expect(try afterKill("end").epoch == "second")
    }

    @Test("that cannot be done leaves the old file as it is, and everybody goes on", arguments: [true, false])
    func impossible(isEarly: Bool) throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let steps = Steps()
        let journal = try FileJournal(directory: directory) { steps.reached($0) }
        try journal.rewrite(epoch: "only") { _ in true }
        try journal.begin(Self.lease(1))
        if isEarly {
            try FileManager.default.createDirectory(
                atPath: directory + "/journal.new", withIntermediateDirectories: true)
        }
        steps.onStep { [directory] step in
            // Taken away before it is renamed.
            if step == .carried { unlink(directory + "/journal.new") }
        }
        #expect(throws: JournalFault.self) { try journal.rewrite(epoch: "other") { _ in false } }
        try journal.begin(Self.lease(2))
        let left = try afterKill("end")
        #expect(left.epoch == "only")
        #expect(left.entries.count == 2)
    }

    @Test("begins by itself while messages pass on several threads, and none of them is forgotten")
    func underLoad() async throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let rewrites = Mutex(0)
        let journal = try FileJournal(directory: directory) { step in
            if step == .replaced { rewrites.withLock { $0 += 1 } }
        }
        try await journal.restart(epoch: "only")
        let accepted = accepted
        try await withThrowingTaskGroup(of: Void.self) { group in
            for thread in 0..<4 {
                group.addTask {
                    for number in 0..<8000 {
                        let lease = Self.lease(Int64(thread * 10_000 + number))
                        try journal.begin(lease)
                        journal.replied(lease, accepted)
                        // One of a hundred stays.
                        if number % 100 > 0 { journal.settled([lease]) }
                    }
                }
            }
            try await group.waitForAll()
        }
        journal.rewriting.withLock { _ in }
        #expect(rewrites.withLock { $0 } > 1)
        let left = try afterKill("end")
        let expected = (0..<4).flatMap { thread in
            stride(from: 0, to: 8000, by: 100).map { Self.lease(Int64(thread * 10_000 + $0)) }
        }
        #expect(expected.allSatisfy { left.entries[$0] == JournalEntry(reply: accepted) })
        #expect(left.unreadableLines == 0)
    }
}
