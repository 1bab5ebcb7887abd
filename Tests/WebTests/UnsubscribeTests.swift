import Foundation
import Mail
import Testing
import Web

@Suite("The unsubscribe endpoint", .timeLimit(.minutes(5)))
struct UnsubscribeTests {
    private static let urlEncoded = ["-d", "List-Unsubscribe=One-Click"]
    private static let multipart = ["-F", "List-Unsubscribe=One-Click"]

    @Test(
        "One POST unsubscribes at once, in either encoding, without cookie or redirect (U3)",
        arguments: [urlEncoded, multipart])
    func oneClick(form: [String]) async throws {
        let store = MemorySubscriptions()
        try await serving(store) { base in
            let answer = try await Answer.of(base + MemorySubscriptions.token, form)
            #expect(answer.status == 200)
            #expect(answer.headers["set-cookie"] == nil)
            #expect(answer.headers["location"] == nil)
            #expect(answer.body.contains("Votre désabonnement est enregistré"))
            #expect(await store.isActive == false)
        }
    }

    @Test("The second POST changes nothing and is answered like the first (U3)")
    func idempotent() async throws {
        let store = MemorySubscriptions()
        try await serving(store) { base in
            let first = try await Answer.of(base + MemorySubscriptions.token, Self.urlEncoded)
            let second = try await Answer.of(base + MemorySubscriptions.token, Self.urlEncoded)
            #expect(first == second)
            #expect(await store.changes == 1)
        }
    }

    @Test("A POST from elsewhere counts: no Origin, Referer or cookie is asked for (U3)")
    func noOriginCheck() async throws {
        let store = MemorySubscriptions()
        try await serving(store) { base in
            let headers = [
                "-H", "Origin: https://mail.example", "-H", "Referer: https://mail.example/", "-A", "Provider/1.0",
            ]
            let answer = try await Answer.of(base + MemorySubscriptions.token, headers + Self.urlEncoded)
            #expect(answer.status == 200)
            #expect(await store.isActive == false)
        }
    }

    @Test("GET and HEAD, five times each, change nothing, and the POST still works (U4)")
    func readingIsHarmless() async throws {
        let store = MemorySubscriptions()
        try await serving(store) { base in
            for path in [MemorySubscriptions.token, MemorySubscriptions.token + "/retour"] {
                for _ in 1...5 {
                    let get = try await Answer.of(base + path)
                    #expect(get.status == 200)
                    #expect(get.body.contains("Me désabonner"))
                    let head = try await Answer.of(base + path, ["--head"])
                    #expect(head.headers == get.headers)
                    #expect(head.body.isEmpty)
                }
            }
            #expect(await store.changes == 0)
            _ = try await Answer.of(base + MemorySubscriptions.token, Self.urlEncoded)
            #expect(await store.isActive == false)
        }
    }

    @Test("The page's own form leads out, the next page's form leads back, and a quiet link out again")
    func throughTheForms() async throws {
        let store = MemorySubscriptions()
        try await serving(store) { base in
            var address = base + MemorySubscriptions.token
            var page = try await Answer.of(address)
            var isActive = true
            for _ in 1...4 {
                let action = try #require(page.body.firstMatch(of: /<form method="post" action="([^"]+)">/)?.1)
                address = try Self.target(String(action), from: address)
                page = try await Answer.of(address, Self.urlEncoded)
                isActive.toggle()
                #expect(page.status == 200)
                #expect(await store.isActive == isActive)
                guard isActive else { continue }
                // Who has just come back is shown the way to the shop first.
                #expect(page.body.contains("<a class=\"principal\" href=\"https://creme.test/\">"))
                #expect(!page.body.contains("<form"))
                let link = try #require(page.body.firstMatch(of: /<a href="([^"]+)">Me désabonner</)?.1)
                address = try Self.target(String(link), from: address)
                page = try await Answer.of(address)
            }
        }
    }

    private static func target(_ link: String, from address: String) throws -> String {
        try #require(URL(string: link, relativeTo: URL(string: address))).absoluteString
    }

    /// POSTs that ask for nothing: content type and body.
    static let unasked = [
        ("application/x-www-form-urlencoded", ""), ("application/x-www-form-urlencoded", "List-Unsubscribe="),
        ("application/x-www-form-urlencoded", "a=b"),
        ("application/x-www-form-urlencoded", "List-Unsubscribe=Two-Click"),
        ("application/x-www-form-urlencoded", "list-unsubscribe=one-click"),
        ("text/plain", "List-Unsubscribe=One-Click"), ("text/plain", ""), ("application/json", "{}"),
        ("application/json", #"{"List-Unsubscribe": "One-Click"}"#),
        ("application/octet-stream", "List-Unsubscribe=One-Click"),
        ("multipart/form-data", "List-Unsubscribe=One-Click"), ("multipart/form-data; boundary=b", "--b--\r\n"),
        (
            "multipart/mixed; boundary=b",
            "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--"
        ),
    ]

    @Test(
        "A POST without the pair is told that nothing was done: the page with its button, and 400 for a provider",
        arguments: unasked)
    func withoutPair(type: String, body: String) async throws {
        for status in [SubscriptionView.Status.subscribed, .unsubscribed, .pending] {
            let store = MemorySubscriptions(status)
            try await serving(store) { base in
                let post = ["-H", "Content-Type: \(type)", "--data-binary", body]
                let posted = try await Answer.of(base + MemorySubscriptions.token, post)
                let shown = try await Answer.of(base + MemorySubscriptions.token)
                #expect(posted.status == 400)
                #expect(posted.body == shown.body && posted.headers == shown.headers)
                #expect(try await Answer.of(base + "k3Jq0Zr8vT-w_5NnB2xxxx", post).status == 404)
                #expect(await store.changes == 0)
            }
        }
    }

    @Test("The way back is taken once, however often it is asked for")
    func wayBack() async throws {
        let store = MemorySubscriptions(.unsubscribed)
        try await serving(store) { base in
            let first = try await Answer.of(base + MemorySubscriptions.token + "/retour", ["-X", "POST"])
            let second = try await Answer.of(base + MemorySubscriptions.token + "/retour", ["-X", "POST"])
            #expect(first.body.contains("Votre abonnement est rétabli"))
            #expect(first == second)
            #expect(await store.isActive)
            #expect(await store.changes == 1)
        }
    }

    @Test("A body over 4 KiB is refused and changes nothing")
    func largeBody() async throws {
        let store = MemorySubscriptions()
        try await serving(store) { base in
            let body = "List-Unsubscribe=One-Click&x=" + String(repeating: "x", count: 5000)
            let answer = try await Answer.of(base + MemorySubscriptions.token, ["-d", body])
            #expect(answer.status == 413)
            // The connection is cut off soon: a proxy must not put another reader's request on it.
            #expect(answer.headers["connection"] == "close")
            #expect(await store.changes == 0)
        }
    }

    @Test("Other methods are told which ones there are", arguments: ["PUT", "DELETE", "OPTIONS"])
    func otherMethods(method: String) async throws {
        let store = MemorySubscriptions()
        try await serving(store) { base in
            let answer = try await Answer.of(base + MemorySubscriptions.token, ["-X", method])
            #expect(answer.status == 405)
            #expect(answer.headers["allow"] == "GET, HEAD, POST")
            #expect(await store.changes == 0)
        }
    }

    @Test("Every answer keeps the token to itself", arguments: ["", "/retour"])
    func headers(path: String) async throws {
        try await serving(MemorySubscriptions()) { base in
            let headers = try await Answer.of(base + MemorySubscriptions.token + path).headers
            #expect(headers["referrer-policy"] == "no-referrer")
            #expect(headers["x-robots-tag"] == "noindex, nofollow")
            #expect(headers["cache-control"] == "no-store")
            #expect(headers["x-content-type-options"] == "nosniff")
            #expect(headers["content-type"] == "text/html; charset=utf-8")
            #expect(headers["content-language"] == "fr")
            #expect(headers["content-security-policy"]?.hasPrefix("default-src 'none'; ") == true)
            #expect(headers["set-cookie"] == nil)
            #expect(headers["server"] == nil)
        }
    }
}
