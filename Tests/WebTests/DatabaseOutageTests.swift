import Testing
import Web

@Suite("A store that cannot answer", .timeLimit(.minutes(5)))
struct DatabaseOutageTests {
    @Test("Readers get a French page with 503 and Retry-After, and the link works again afterwards")
    func unavailable() async throws {
        let store = MemorySubscriptions()
        try await serving(store) { base in
            await store.lose()
            for form in [[], ["-d", "List-Unsubscribe=One-Click"]] {
                let answer = try await Answer.of(base + MemorySubscriptions.token, form)
                #expect(answer.status == 503)
                #expect(answer.headers["retry-after"] == "120")
                #expect(answer.body.contains("momentanément indisponible"))
                #expect(!answer.body.contains("127.0.0.1"))
            }
            await store.find()
            let answer = try await Answer.of(base + MemorySubscriptions.token)
            #expect(answer.status == 200)
        }
    }

    @Test("The log tells of the loss once and of the return once, and never of a token")
    func logged() async throws {
        let store = MemorySubscriptions()
        let log = LogLines()
        try await serving(store, logger: log.logger) { base in
            for _ in 1...2 {
                await store.lose()
                for _ in 1...3 { _ = try await Answer.of(base + MemorySubscriptions.token) }
                await store.find()
                for _ in 1...3 { _ = try await Answer.of(base + MemorySubscriptions.token) }
            }
        }
        let lost = "error database_lost the database at 127.0.0.1:5432 refuses connections: start it"
        let back = "notice database_back the database answers again"
        #expect(log.all == [lost, back, lost, back])
    }
}
