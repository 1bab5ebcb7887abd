import Foundation
import Mail
import Testing

@testable import Web

@Suite("The page of preferences", .timeLimit(.minutes(5)))
struct PreferenceTests {
    private static let lists = [
        ListPreference(list: "lettre", title: "La lettre", isSubscribed: true),
        ListPreference(list: "Pro & amis/é", title: "Pro", isSubscribed: true, pace: .weekly),
        ListPreference(list: "club", title: nil, isSubscribed: false),
    ]

    private static func page(_ base: String) -> String {
        base.replacingOccurrences(of: "/d/", with: "/p/") + MemorySubscriptions.token
    }

    /// The form as a browser sends it, with other choices for some lists.
    private static func form(_ body: String, _ choices: [String: String]) -> String {
        var pairs: [String] = []
        for field in body.matches(of: /name="shown-(\w+)" value="(\w+)"/) {
            let id = String(field.output.1)
            let list = lists.first { PreferenceForm.id(of: $0.list) == id }?.list ?? ""
            pairs += ["shown-\(id)=\(field.output.2)", "to-\(id)=\(choices[list] ?? String(field.output.2))"]
        }
        return pairs.joined(separator: "&")
    }

    @Test("It shows every list with what holds, and looking changes nothing (U4)")
    func shown() async throws {
        let store = MemorySubscriptions(lists: Self.lists)
        try await serving(store) { base in
            for _ in 1...3 {
                let page = try await Answer.of(Self.page(base))
                #expect(page.status == 200)
                #expect(page.body.matches(of: /<fieldset>/).count == 3)
                #expect(page.body.matches(of: /checked=""/).count == 3)
                #expect(page.body.matches(of: /type="radio"/).count == 15)
                #expect(page.body.contains("<legend>Pro</legend>") && page.body.contains("c***@exemple.test"))
                #expect(!page.body.contains("role=\"status\""))
                let head = try await Answer.of(Self.page(base), ["--head"])
                #expect(head.headers == page.headers)
            }
            #expect(await store.steps.isEmpty)
        }
    }

    /// Choices by list, and the steps that they come to.
    private static let chosen: [([String: String], [String])] = [
        ([:], []), (["lettre": "always"], []), (["lettre": "weekly"], ["lettre weekly"]),
        (["lettre": "leave", "Pro & amis/é": "monthly"], ["lettre leave", "Pro & amis/é monthly"]),
        (["Pro & amis/é": "pause"], ["Pro & amis/é pause"]), (["club": "always"], ["club return", "club always"]),
        (["club": "pause"], ["club return", "club pause"]), (["lettre": "return"], []), (["lettre": "x"], []),
    ]

    @Test(
        "One button stores what was chosen, and says so; the second click is answered like the first",
        arguments: chosen.indices)
    func stored(index: Int) async throws {
        let (choices, steps) = Self.chosen[index]
        let store = MemorySubscriptions(lists: Self.lists)
        try await serving(store) { base in
            let form = Self.form(try await Answer.of(Self.page(base)).body, choices)
            let first = try await Answer.of(Self.page(base), ["-d", form])
            #expect(first.status == 200)
            #expect(first.body.contains("<p class=\"notice\" role=\"status\">Vos choix sont enregistrés.</p>"))
            #expect(await store.steps == steps)
            let second = try await Answer.of(Self.page(base), ["-d", form])
            #expect(second == first)
        }
    }

    @Test("A page that lay open takes nobody back to a list that they have left meanwhile")
    func stale() async throws {
        let store = MemorySubscriptions(lists: Self.lists)
        try await serving(store) { base in
            let open = try await Answer.of(Self.page(base)).body
            _ = try await store.change(.leave, list: "lettre", token: MemorySubscriptions.token)
            _ = try await Answer.of(Self.page(base), ["-d", Self.form(open, ["Pro & amis/é": "monthly"])])
            let lists = await store.lists
            #expect(lists.map(\.isSubscribed) == [false, true, false])
            #expect(await store.steps == ["lettre leave", "Pro & amis/é monthly"])
        }
    }

    @Test("A pause says until when")
    func pause() async throws {
        let store = MemorySubscriptions(lists: Self.lists)
        try await serving(store) { base in
            let form = Self.form(try await Answer.of(Self.page(base)).body, ["lettre": "pause"])
            let answer = try await Answer.of(Self.page(base), ["-d", form])
            #expect(answer.body.contains("En pause jusqu’au vendredi 1er\u{A0}janvier 2027"))
        }
    }

    @Test(
        "A body of nothing, of something else or of nonsense chooses nothing",
        arguments: ["", "&&=", "List-Unsubscribe=One-Click", "to-x=leave", "%00=%"])
    func nonsense(body: String) async throws {
        let store = MemorySubscriptions(lists: Self.lists)
        try await serving(store) { base in
            let answer = try await Answer.of(Self.page(base), ["-d", body])
            #expect(answer.status == 200)
            #expect(await store.steps.isEmpty)
        }
    }

    @Test(
        "A token that names nothing has no preferences, and is answered as everywhere",
        arguments: ["x", "k3Jq0Zr8vT-w_5NnB2xxxx", ""])
    func unknown(token: String) async throws {
        let store = MemorySubscriptions(lists: Self.lists)
        try await serving(store) { base in
            let one = try await Answer.of(base + "unknown")
            for form in [[], ["-d", "a=b"]] {
                let answer = try await Answer.of(base.replacingOccurrences(of: "/d/", with: "/p/") + token, form)
                #expect(answer == one)
            }
        }
    }

    @Test("Of several lists without a title each shows a name of its own, of one the newsletter's")
    func names() {
        let shop = ShopIdentity(
            name: "a", url: "https://a.test/", helpAddress: "a@a.test", newsletterName: "La lettre de A")
        let pages = PreferencePages(ReaderPages(shop: shop, language: .french))
        let view = SubscriptionView(listName: "x", maskedAddress: "c***@exemple.test", status: .subscribed)
        func titles(_ lists: [ListPreference]) -> [String] {
            pages.page(view, lists, target: "", isSaved: false).choices?.items.map(\.title) ?? []
        }
        let one = ListPreference(list: "x", isSubscribed: true)
        #expect(titles([one]) == ["La lettre de A"])
        #expect(titles([one, ListPreference(list: "y", isSubscribed: true)]) == ["x", "y"])
        #expect(titles([]).isEmpty)
    }
}
