import Foundation
import Mail
import Testing
import Web

@Suite("The confirmation of a subscription", .timeLimit(.minutes(5)))
struct ConfirmationTests {
    @Test("GET and HEAD change nothing, the button's POST confirms, and the second POST is as polite (U4)")
    func confirm() async throws {
        let store = MemorySubscriptions(.pending)
        try await serving(store) { base in
            let page = base.replacingOccurrences(of: "/d/", with: "/c/") + MemorySubscriptions.token
            for _ in 1...5 {
                let get = try await Answer.of(page)
                #expect(get.status == 200)
                #expect(get.body.contains("Confirmer mon abonnement"))
                let head = try await Answer.of(page, ["--head"])
                #expect(head.headers == get.headers)
            }
            #expect(await store.status == .pending)
            let first = try await Answer.of(page, ["-d", ""])
            #expect(first.body.contains("Votre abonnement est confirmé"))
            #expect(await store.status == .subscribed)
            let second = try await Answer.of(page, ["-d", ""])
            #expect(second == first)
            #expect(await store.changes == 1)
        }
    }

    @Test("Who has not confirmed can leave at once, and then confirms nothing by an old link")
    func leave() async throws {
        let store = MemorySubscriptions(.pending)
        try await serving(store) { base in
            let left = try await Answer.of(base + MemorySubscriptions.token, ["-d", "List-Unsubscribe=One-Click"])
            #expect(left.body.contains("Votre désabonnement est enregistré"))
            let page = base.replacingOccurrences(of: "/d/", with: "/c/") + MemorySubscriptions.token
            let late = try await Answer.of(page, ["-d", ""])
            #expect(late.body.contains("Votre désabonnement est enregistré"))
            #expect(await store.status == .unsubscribed)
        }
    }

    @Test(
        "A link that nobody was sent gets the same answer whatever is wrong with it",
        arguments: ["x", "%2e%2e", "a/b", ""])
    func unknown(token: String) async throws {
        let store = MemorySubscriptions(.pending)
        try await serving(store) { base in
            let page = base.replacingOccurrences(of: "/d/", with: "/c/") + token
            let answer = try await Answer.of(page, ["-d", ""])
            #expect(answer.body.contains("Ce lien ne mène à aucun abonnement"))
            #expect(await store.status == .pending)
        }
    }
}
