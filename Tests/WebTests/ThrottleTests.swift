import Foundation
import Testing
import Web

@Suite("A client that asks too often", .timeLimit(.minutes(5)))
struct ThrottleTests {
    private static let oneClick = ["-d", "List-Unsubscribe=One-Click"]

    @Test("It gets a French page with 429 and Retry-After; its neighbour, and its own button, are served")
    func refused() async throws {
        let store = MemorySubscriptions()
        let log = LogLines()
        try await serving(store, requestsPerMinute: 2, logger: log.logger) { base in
            let page = base + MemorySubscriptions.token
            let flood = ["-H", "X-Forwarded-For: 192.0.2.1, 203.0.113.9"]
            for _ in 1...2 {
                let answer = try await Answer.of(page, flood)
                #expect(answer.status == 200)
            }
            let refused = try await Answer.of(page, flood)
            #expect(refused.status == 429)
            let wait = try #require(refused.headers["retry-after"].flatMap { Int($0) })
            #expect((1...31).contains(wait))
            #expect(refused.body.contains("Trop de demandes à la fois"))
            let disguised = try await Answer.of(base + "x", ["-H", "X-Forwarded-For: 198.51.100.1, 203.0.113.9"])
            #expect(disguised.status == 429)
            let neighbour = try await Answer.of(page, ["-H", "X-Forwarded-For: 203.0.113.9, 192.0.2.1"])
            #expect(neighbour.status == 200)
            let pressed = try await Answer.of(page, flood + Self.oneClick)
            #expect(pressed.status == 200)
            #expect(await store.isActive == false)
        }
        #expect(log.all == ["notice throttled 203.0.113.9 asks too often"])
    }

    @Test("A POST to what cannot be a token counts as looking")
    func malformed() async throws {
        try await serving(MemorySubscriptions(), requestsPerMinute: 2) { base in
            var statuses: [Int] = []
            for _ in 1...3 { statuses.append(try await Answer.of(base + "x", Self.oneClick).status) }
            #expect(statuses == [404, 404, 429])
        }
    }
}
