import Mail
import Synchronization
import Testing

@testable import OAuth

@Suite("A token that somebody else renews")
struct TokenFileTests {
    @Test("The file is read each time, and a refused word is not given again")
    func read() async throws {
        let content = Mutex("one")
        let file = TokenFile { () throws(TokenFault) in content.withLock(\.self) }
        let one = try #require(AccessToken("one"))
        #expect(await file.token() == .token(one))
        #expect(await file.token(insteadOf: one) == .noneNewer)
        content.withLock { $0 = "two" }
        let two = try #require(AccessToken("two"))
        #expect(await file.token(insteadOf: one) == .token(two))
        content.withLock { $0 = "two words" }
        guard case .failed(let fault) = await file.token() else {
            Issue.record("a token")
            return
        }
        #expect(fault.kind == .unreadable && !fault.description.contains("two"))
    }
}
