import TestServers
import Testing

@Suite("What is said of a list", .timeLimit(.minutes(5)))
struct ListCommandTests {
    @Test("A list's sender, answers, language and window are set, shown and taken away")
    func settings() async throws {
        try await Stage.with { stage in
            try await stage.expectSuccess("subscribers", "set", "autre")
            try await stage.expectSuccess(
                "subscribers", "set", "pro", "--sender", "L’Œuf pro <pro@b.test>", "--reply-to", "aide@b.test",
                "--public",
                "--window", "tue-thu 09:00-18:00 no-holidays", "--list-id", "pro.b.test")
            let shown = try await stage.expectSuccess("subscribers", "lists").output.split(separator: "\n")
            let words = shown.map { $0.split(separator: " ").joined(separator: " ") }
            #expect(words.contains("list title subscribed to confirm left double opt-in public"))
            #expect(words.contains("autre - 0 0 0 no no") && words.contains("pro - 0 0 0 no yes"))
            for line in [
                "pro sender L’Œuf pro <pro@b.test>", "pro reply-to aide@b.test", "pro window tue-thu 9-18 no-holidays",
                "pro List-Id pro.b.test",
            ] {
                #expect(words.contains(line), "\(words)")
            }
            try await stage.expectSuccess(
                "subscribers", "set", "pro", "--sender", "none", "--reply-to", "none", "--window", "none", "--no-public"
            )
            let rest = try await stage.expectSuccess("subscribers", "lists").output
            #expect(!rest.contains("sender") && !rest.contains("tue-thu") && rest.contains("pro.b.test"))
        }
    }

    @Test(
        "What is no mailbox or no window is wrong usage, and nothing is set",
        arguments: [["--sender", "lettre"], ["--reply-to", "a@b.test, c@d.test"], ["--window", "mar-jeu 9-18"]])
    func refused(option: [String]) async throws {
        try await Stage.with { stage in
            let result = try await stage.binary.run(["subscribers", "set", "pro"] + option, input: "")
            #expect(result.code == 64)
            #expect(result.error.contains(option[0]), "\(result.error)")
            #expect(try await stage.sql("select count(*) from facteur.list") == ["0"])
        }
    }
}
