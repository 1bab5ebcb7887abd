import Foundation
import TestServers
import Testing

@Suite("The page about bounces", .timeLimit(.minutes(2)))
struct BouncesPageTests {
    private let page: String

    init() throws { page = try Repository.text("docs/bounces.md") }

    /// The lines of the fenced blocks of a kind.
    private func lines(of kind: String) -> [String] {
        page.matches(of: /`{3}([a-z]+)\n((?:[^`]|\n)*?)`{3}/).filter { $0.1 == kind }
            .flatMap { $0.2.split(separator: "\n").map(String.init) }
    }

    @Test("Every command of it does what the page says, with the settings that it shows")
    func commands() async throws {
        try await Stage.with { stage in
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            // The environment goes before the file: the database is the test's own, the form the page's.
            let settings = try folder.write(lines(of: "yaml").joined(separator: "\n") + "\n", to: "bounce.yaml")
            var message = ""
            for line in lines(of: "console") {
                let words = line.split(separator: " ").map(String.init)
                try #require(words.first == "facteur", "\(line)")
                for (name, report) in [
                    ("report1.eml", SampleReport.bounce(of: message)),
                    ("report2.eml", SampleReport.complaint(of: message)),
                ] where words.contains(name) {
                    _ = try folder.write(report, to: name)
                }
                let arguments = words.dropFirst().map { word in
                    word == "MESSAGE" ? message : word.hasSuffix(".eml") ? folder.path + "/" + word : word
                }
                let result = try await stage.binary.run(arguments + ["--config", settings])
                #expect(result.code == 0, "\(line): \(result.error)")
                if words[1] == "enqueue" { message = result.outputLines.first ?? "" }
                if words[1] == "suppress" {
                    #expect(result.output.contains("personne@shop.example"), "\(result.output)")
                }
            }
            #expect(try await stage.sql("select facteur.message_state('\(message)')") == ["bounced"])
            #expect(try await stage.sql("select scope from facteur.suppression where scope = 'all'").isEmpty)
        }
    }

    @Test(
        "Postfix finds what the page's tables say, by its own look-up",
        arguments: [
            ("bounce.shop.example", "facteur-bounce:"), ("b+0192f3a4@bounce.shop.example", nil),
            ("@bounce.shop.example", "facteur-bounce/"),
        ])
    func tables(key: String, value: String?) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        _ = try folder.write("compatibility_level = 3.6\n", to: "main.cf")
        var found: [String] = []
        for table in page.matches(of: /inline:\{[^}]*\}/) {
            let postmap = try Running(
                executable: "/usr/sbin/postmap", arguments: ["-c", folder.path, "-q", key, String(table.0)],
                environment: [:], input: "")
            found += await postmap.end().outputLines
        }
        #expect(found == [value].compactMap(\.self))
    }

    @Test("The command that the page names is the one that the unit runs")
    func unit() throws {
        let unit = try Repository.text("deploy/facteur-bounce.service")
        #expect(unit.contains("/usr/local/bin/facteur bounce --maildir /var/mail/facteur-bounce --watch"))
        #expect(page.contains("facteur bounce --maildir /var/mail/facteur-bounce --watch"))
    }
}
