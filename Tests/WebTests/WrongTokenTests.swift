import Foundation
import Testing
import Web

@Suite("A token that names nothing", .timeLimit(.minutes(5)))
struct WrongTokenTests {
    private static let oneClick = ["-d", "List-Unsubscribe=One-Click"]

    @Test(
        "A thousand wrong tokens get one and the same answer, to GET and to POST (U2, U3)", arguments: [[], oneClick])
    func thousand(form: [String]) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "facteur-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = MemorySubscriptions()
        try await serving(store) { base in
            let address = base + "k3Jq0Zr8vT-w_5NnB2[1000-1999]"
            let curl = try await Child.run(
                "curl", ["-sS", "-i", "--max-time", "120"] + form + ["-o", folder.path + "/#1", address])
            #expect(curl.status == 0, "\(curl.errors)")
            let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            let answers = try files.map { Answer(String(decoding: try Data(contentsOf: $0), as: UTF8.self)) }
            let one = try await Answer.of(base + "unknown", form)
            #expect(answers.count == 1000)
            #expect(one.status == 404)
            #expect(one.headers["content-language"] == "fr" && one.body.contains("Ce lien ne mène à aucun abonnement"))
            #expect(answers.allSatisfy { $0 == one })
            #expect(await store.changes == 0)
        }
    }

    @Test(
        "Truncated, foreign and malformed tokens get that answer too",
        arguments: [
            "", "/", "k3Jq0Zr8vT", "k3Jq0Zr8vT-w_5NnB2yPdA.", "k3Jq0Zr8vT-w_5NnB2yPdA/", "k3Jq0Zr8vT-w_5NnB2yPdA/x",
            "%6B3Jq0Zr8vT-w_5NnB2yPdA", "k3Jq0Zr8vT-w_5NnB2yPdA%00", "%3Cscript%3E", "x'--", "é", "unknown?x=1",
            String(repeating: "x", count: 5000), "unknown/retour",
        ])
    func malformed(path: String) async throws {
        let store = MemorySubscriptions()
        try await serving(store) { base in
            let one = try await Answer.of(base + "unknown")
            for form in [[], Self.oneClick] {
                let answer = try await Answer.of(base + path, form + ["--path-as-is"])
                #expect(answer == one)
            }
            #expect(await store.changes == 0)
        }
    }

    @Test("The header fields are those of a token that is known; the status says that there is nothing")
    func sameShape() async throws {
        try await serving(MemorySubscriptions()) { base in
            var wrong = try await Answer.of(base + "unknown")
            var right = try await Answer.of(base + MemorySubscriptions.token)
            wrong.headers["content-length"] = nil
            right.headers["content-length"] = nil
            #expect(wrong.status == 404 && right.status == 200)
            #expect(wrong.headers == right.headers)
        }
    }

    @Test("What cannot be a token never reaches the store")
    func storeIsSpared() async throws {
        let store = MemorySubscriptions()
        try await serving(store) { base in
            for path in ["", "x.y", String(repeating: "x", count: 129)] { _ = try await Answer.of(base + path) }
            #expect(await store.questions == 0)
        }
    }

    @Test("The links of a copy to look at say what they are, to GET and to POST, and never reach the store (U3)")
    func testCopy() async throws {
        let store = MemorySubscriptions()
        try await serving(store) { base in
            for path in ["essai", "essai/retour", "../p/essai", "../c/essai"] {
                for form in [[], Self.oneClick] {
                    let answer = try await Answer.of(base + path, form)
                    #expect(answer.body.contains("Ceci est un exemplaire d’essai"), "\(path): \(answer.status)")
                    #expect(answer.status == 200)
                }
            }
            #expect(await store.questions == 0)
            #expect(await store.changes == 0)
        }
    }

    @Test("A path outside /d is not found")
    func elsewhere() async throws {
        try await serving(MemorySubscriptions()) { base in
            for path in ["../", "../robots.txt", "../data"] {
                let answer = try await Answer.of(base + path)
                #expect(answer.status == 404)
            }
        }
    }
}
