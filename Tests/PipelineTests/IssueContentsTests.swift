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
}
