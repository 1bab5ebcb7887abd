import Mail
import Testing

@testable import Pipeline

@Suite("The words of issues that are being sent")
struct IssueContentsTests {
    @Test("Readers get what an editor wrote last, though a copy was tried before; then an issue is asked for once")
    func tried() async throws {
        let outbox = MemoryOutbox(time: HandClock().time)
        let contents = IssueContents(outbox)
        let id = MessageID(high: 1, low: 2)
        let copy = Claimed.Issue(id: id, unsubscribeToken: Claimed.Issue.tokenOfNobody)
        let reader = Claimed.Issue(id: id, unsubscribeToken: "lecteur")
        await outbox.rewrite("one")
        #expect(try await contents.content(of: copy)?.content == "one")
        await outbox.rewrite("two")
        #expect(try await contents.content(of: copy)?.content == "two")
        #expect(try await contents.content(of: reader)?.content == "two")
        await outbox.rewrite("three")
        #expect(try await contents.content(of: reader)?.content == "two")
    }

    @Test("Thirty messages that want an issue at once have it asked for once")
    func together() async throws {
        let outbox = MemoryOutbox(time: HandClock().time)
        let contents = IssueContents(outbox)
        await outbox.rewrite("one")
        let reader = Claimed.Issue(id: MessageID(high: 1, low: 2), unsubscribeToken: "lecteur")
        let words = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<30 { group.addTask { try await contents.content(of: reader)?.content } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(words == Array(repeating: "one", count: 30))
        #expect(await outbox.issueCalls == 1)
    }
}
