import Foundation
import PrivatePostgres
import TestServers
import Testing

/// `make web-check` says where axe-core is, in FACTEUR_AXE, and where pictures go, in FACTEUR_PICTURES: a browser is too much to ask of
/// everybody who runs the tests.
@Suite(
    "The pages in a real browser", .timeLimit(.minutes(10)),
    .enabled(if: ProcessInfo.processInfo.environment["FACTEUR_AXE"] != nil, "make web-check"))
struct BrowserTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Browser/check.py").path

    @Test("The keyboard alone leads out, back and in; axe finds nothing, on a phone and a desk, light and dark")
    func pages() async throws {
        try await WebStage.with { web in
            let (subscribed, pending) = (try web.token("subscribed"), try web.token("pending"))
            let check = try await look(
                Items(
                    pages: [
                        "ask": ["\(web.base)d/\(subscribed)", "Ne plus recevoir cette lettre"],
                        "question": ["\(web.base)c/\(pending)", "Confirmez votre inscription"],
                        "unknown": ["\(web.base)d/x", "Ce lien ne mène à aucun abonnement"],
                        "missing": [web.base, "Cette page n’existe pas"],
                    ],
                    leave: "\(web.base)d/\(subscribed)", confirm: "\(web.base)c/\(pending)"))
            #expect(check.code == 0, "\(check.output) \(check.error)")
            #expect(try await web.status(subscribed) == "unsubscribed")
            #expect(try await web.status(pending) == "subscribed")
        }
    }

    @Test("The pages for bad moments are as good: too many requests, and a database that is away")
    func badMoments() async throws {
        try await WebStage.with(["FACTEUR_WEB_REQUESTS_PER_MINUTE": "1"]) { throttled in
            try await WebStage.with { away in
                await away.stage.postgres.stop(.immediate)
                let token = try away.token("subscribed")
                let check = try await look(
                    Items(pages: [
                        "too-many": ["\(throttled.base)d/x", "Trop de demandes à la fois"],
                        "unavailable": ["\(away.base)d/\(token)", "Un instant de patience"],
                    ]))
                #expect(check.code == 0, "\(check.output) \(check.error)")
            }
        }
    }

    private struct Items: Encodable {
        /// Address and heading by name.
        var pages: [String: [String]]
        var leave: String?
        var confirm: String?
    }

    private func look(_ items: Items) async throws -> Binary.Result {
        let items = try JSONEncoder().encode(items)
        let folder = Self.environment["FACTEUR_PICTURES"] ?? "/tmp"
        let python = try Running(
            executable: "/usr/bin/python3",
            arguments: [
                Self.script, Self.environment["FACTEUR_AXE"] ?? "", folder, String(decoding: items, as: UTF8.self),
            ],
            environment: ["HOME": "/tmp"], input: "")
        return await python.end()
    }
}
