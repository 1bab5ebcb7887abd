import Catcher
import FoundationEssentials
import TestServers
import Testing

@Suite("The page about newsletters", .timeLimit(.minutes(5)))
struct NewsletterPageTests {
    /// A fenced block of a page.
    private struct Block {
        /// `sql`, `console`, or `csv clients.csv`.
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
                    for block in Self.blocks(of: page) {
                        let kind = block.info.split(separator: " ").map(String.init)
                        switch kind.first {
                        case "csv":
                            try block.lines.joined(separator: "\n").write(
                                toFile: stage.path(of: kind[1]), atomically: false, encoding: .utf8)
                        case "sql": issue = try await stage.sql(block.lines.joined(separator: "\n")).first ?? ""
                        case "console":
                            for line in block.lines { try await Self.run(line, issue: issue, on: stage) }
                        default: break
                        }
                    }
                    let state = try await stage.sql(
                        "select concat_ws(' ', subscribers, sent + waiting + cancelled) from facteur.newsletter_ledger('\(issue)')"
                    )
                    #expect(state == ["3 3"])
                    try await relay.mailbox.wait(for: 1)
                    try await stage.wait("the copy has come") {
                        relay.mailbox.mails(to: "redaction@shop.example").count == 1
                    }
                }
            }
        }
    }

    private static func run(_ line: String, issue: String, on stage: Stage) async throws {
        let words = words(of: line).map { word in
            word == "ISSUE" ? issue : word == "clients.csv" ? stage.path(of: word) : word
        }
        let result = try await stage.binary.run(Array(words.dropFirst()))
        #expect(words.first == "facteur")
        #expect(result.code == 0, "\(line): \(result.error)")
    }

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
