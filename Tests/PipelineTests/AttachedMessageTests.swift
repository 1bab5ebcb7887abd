import Mail
import Synchronization
import Testing

@testable import Pipeline

@Suite("A message with attachments", .timeLimit(.minutes(1)))
struct AttachedMessageTests {
    private let rehearsal = AttemptRehearsal()

    /// Files in memory, which count how often each was asked for.
    final class Files: AttachmentSource {
        let files: [StoredAttachment]
        let fault: OutboxError?
        let isDeleted: Bool
        let asked = Mutex(0)
        let latch: Latch?

        init(_ files: [StoredAttachment], fault: OutboxError? = nil, isDeleted: Bool = false, latch: Latch? = nil) {
            (self.files, self.fault, self.isDeleted, self.latch) = (files, fault, isDeleted, latch)
        }

        func attachments(of message: MessageID) async throws(OutboxError) -> [StoredAttachment] { files }

        func content(of attachment: StoredAttachment) async throws(OutboxError) -> AttachedContent? {
            asked.withLock { $0 += 1 }
            await latch?.wait()
            if let fault { throw fault }
            return isDeleted ? nil : AttachedContent(Array(repeating: 7, count: attachment.size))
        }
    }

    private static let invoice = StoredAttachment(
        name: "facture.pdf", mediaType: "application/pdf", digest: "aa", size: 100_000)

    private func run(_ files: (any AttachmentSource)?, _ carrier: ScriptedCarrier = ScriptedCarrier()) async throws
        -> AttemptResult
    {
        let outbox = MemoryOutbox(time: rehearsal.clock.time)
        await outbox.enqueue()
        let attempt = try rehearsal.attempt(outbox, carrier: carrier, files: files)
        var claimed = try #require(try await outbox.claim(.transactional, limit: 1).first)
        claimed.hasAttachments = true
        return await attempt.run(ClaimedMessage(claimed, claimedAt: rehearsal.clock.now))
    }

    @Test("It leaves with them")
    func sent() async throws {
        let files = Files([Self.invoice, Self.invoice])
        #expect(rehearsal.outcome(try await run(files)) == .sent)
        #expect(files.asked.withLock(\.self) == 1, "a content that it has twice is fetched once")
    }

    @Test("Without them it fails, and says what to do: it would be another message")
    func deleted() async throws {
        for files in [Files([]), Files([Self.invoice], isDeleted: true)] {
            let carrier = ScriptedCarrier()
            let result = try await run(files, carrier)
            #expect(rehearsal.outcome(result) == .failed(suppress: false))
            #expect(result.settlement.reply == "its attachments are deleted: enqueue it anew")
            #expect(carrier.seen.order.isEmpty)
        }
    }

    @Test("A database that does not answer is not its fault: it rests, lest it be claimed again at once")
    func unanswered() async throws {
        let result = try await run(Files([Self.invoice], fault: .unavailable("away")))
        let outcome = rehearsal.outcome(result)
        guard case .postponed(let delay) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(delay >= .seconds(60))
    }

    @Test("Messages that have a content at the same time share it, and wait while there is no room for theirs")
    func shared() async throws {
        let latch = Latch()
        let files = Files([Self.invoice], latch: latch)
        let contents = AttachmentContents(files, room: AttachmentRoom(limit: 150_000))
        let large = Files([StoredAttachment(name: "b.pdf", mediaType: "application/pdf", digest: "bb", size: 100_000)])
        let others = AttachmentContents(large, room: AttachmentRoom(limit: 150_000))
        async let first = contents.enter(with: MessageID(high: 1, low: 1))
        async let second = contents.enter(with: MessageID(high: 1, low: 2))
        latch.open()
        let both = [try #require(try await first), try #require(try await second)]
        #expect(files.asked.withLock(\.self) == 1)
        for files in both { contents.leave(files) }
        // Once nobody has it, it is fetched anew.
        contents.leave(try #require(try await contents.enter(with: MessageID(high: 1, low: 3))))
        #expect(files.asked.withLock(\.self) == 2)
        #expect(try await others.enter(with: MessageID(high: 1, low: 4)) != nil)
    }

    @Test("A hundred messages with a content each go through a room for three, and all come through")
    func crowd() async throws {
        let source = Numbered()
        let contents = AttachmentContents(source, room: AttachmentRoom(limit: 3 * AttachedContent.encodedSize(1000)))
        let crowd = Crowd()
        await withTaskGroup(of: Void.self) { group in
            for number in UInt64(0)..<100 {
                group.addTask {
                    guard let files = try? await contents.enter(with: MessageID(high: 1, low: number)) else {
                        Issue.record("no files")
                        return
                    }
                    crowd.enter()
                    await Task.yield()
                    crowd.leave()
                    contents.leave(files)
                }
            }
        }
        #expect(crowd.now == 0)
        #expect((1...3).contains(crowd.most))
        #expect(source.asked.withLock(\.self) == 100)
    }

    /// How many have their files, and how many ever had at a time.
    private final class Crowd: Sendable {
        private let state = Mutex((now: 0, most: 0))

        var now: Int { state.withLock(\.now) }
        var most: Int { state.withLock(\.most) }

        func enter() {
            state.withLock { state in
                state.now += 1
                state.most = max(state.most, state.now)
            }
        }

        func leave() { state.withLock { $0.now -= 1 } }
    }

    /// A file of its own for each message.
    private final class Numbered: AttachmentSource {
        let asked = Mutex(0)

        func attachments(of message: MessageID) async throws(OutboxError) -> [StoredAttachment] {
            [StoredAttachment(name: "a.pdf", mediaType: "application/pdf", digest: message.compact, size: 1000)]
        }

        func content(of attachment: StoredAttachment) async throws(OutboxError) -> AttachedContent? {
            asked.withLock { $0 += 1 }
            await Task.yield()
            return AttachedContent(Array(repeating: 1, count: attachment.size))
        }
    }
}
