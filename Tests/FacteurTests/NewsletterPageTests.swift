import Catcher
import FoundationEssentials
import MailReading
import TestServers
import Testing

@Suite("The page about newsletters", .timeLimit(.minutes(5)))
struct NewsletterPageTests {
    /// A fenced block of a page.
    private struct Block {
        /// `sql`, `console`, or `csv clients.csv`, `markdown lettre.md`.
        var info: String
        var lines: [String]
    }

    @Test("Every example on it does what the page says")
    func examples() async throws {
        let page = try String(
            contentsOfFile: #filePath.replacing(
                "Tests/FacteurTests/NewsletterPageTests.swift", with: "docs/newsletters.md"),
            encoding: .utf8)
        // Readers' mail is put off: what was sent wholly could be neither paused nor cancelled.
        let script = Script([
            Rule(at: .rcpt, where: { $0.recipient != "redaction@shop.example" }, do: [.reply(451, "4.3.0 Later")])
        ])
        try await CatchingServer.running(conduct: script) { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay)
                try await stage.withWorker { _ in
                    // A reader from before.
                    try await stage.sql("select facteur.subscribe('parti@client.example', 'lettre')")
                    var issue = ""
                    // What the last `create` made of a file.
                    var draft = ""
                    for block in Self.blocks(of: page) {
                        let kind = block.info.split(separator: " ").map(String.init)
                        switch kind.first {
                        case "csv", "markdown":
                            guard kind.count > 1 else { break }
                            try Self.inTime(block.lines.joined(separator: "\n") + "\n").write(
                                toFile: stage.path(of: kind[1]), atomically: false, encoding: .utf8)
                        case "sql":
                            let statement = block.lines.joined(separator: "\n")
                            let answer = try await stage.sql(statement).first ?? ""
                            if statement.contains("create_newsletter('lettre'") { issue = answer }
                        case "console":
                            for line in block.lines {
                                let output = try await Self.run(line, ["ISSUE": issue, "DRAFT": draft], on: stage)
                                if line.contains("newsletter create") { draft = output.first ?? "" }
                            }
                        default: break
                        }
                    }
                    let state = try await stage.sql(
                        "select concat_ws(' ', subscribers, sent + waiting + cancelled) from facteur.newsletter_ledger('\(issue)')"
                    )
                    #expect(state == ["3 3"])
                    // Of the file in each of its languages, and of the issue.
                    try await stage.wait("the copies have come") {
                        relay.mailbox.mails(to: "redaction@shop.example").count == 3
                    }
                    for mail in relay.mailbox.mails(to: "redaction@shop.example") {
                        #expect(MailReader(mail.bytes).header("Subject")?.hasPrefix("[Test] ") == true)
                    }
                    #expect(try await stage.sql("select count(*) from facteur.newsletter where not is_test") == ["3"])
                }
            }
        }
    }

    private static func run(_ line: String, _ ids: [String: String], on stage: Stage) async throws -> [String] {
        let words = words(of: inTime(line)).map { word in
            ids[word] ?? (["clients.csv", "lettre.md"].contains(word) ? stage.path(of: word) : word)
        }
        let result = try await stage.binary.run(Array(words.dropFirst()))
        #expect(words.first == "facteur")
        #expect(result.code == 0, "\(line): \(result.error) \(result.output)")
        return result.outputLines
    }

    /// The page's moments as such that are still to come, whenever this runs.
    private static func inTime(_ text: String) -> String { text.replacing("2026-12-0", with: "2099-12-0") }

    /// As a shell would split it.
    private static func words(of line: String) -> [String] {
        var words: [String] = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case " " where !isQuoted: words.append("")
            default: words[words.count - 1].append(character)
            }
        }
        return words
    }

    private static func blocks(of page: String) -> [Block] {
        var blocks: [Block] = []
        var open: Block?
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                if let block = open {
                    blocks.append(block)
                    open = nil
                } else {
                    open = Block(info: String(line.dropFirst(3)), lines: [])
                }
            } else {
                open?.lines.append(String(line))
            }
        }
        return blocks
    }
}
