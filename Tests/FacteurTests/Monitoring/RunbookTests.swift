import ArgumentParser
import Testing

@testable import facteur

@Suite("The runbook, docs/runbook.md")
struct RunbookTests {
    private struct Section {
        let title: String
        let text: String
    }

    private let page: String
    private let sections: [Section]

    init() throws {
        page = try Repository.text("docs/runbook.md")
        sections = page.split(separator: "\n### ").dropFirst().map { part in
            let lines = part.split(separator: "\n", maxSplits: 1).map(String.init)
            // A heading of a higher rank ends it.
            return Section(title: lines.first ?? "", text: lines.last?.components(before: "\n## ") ?? "")
        }
    }

    @Test("It has a section for each alert, in the order of the rules, and none besides")
    func sectionsOfRules() { #expect(sections.map(\.title) == AlertRules.all.map(\.name)) }

    @Test("Each says what the alert means, what to look at and what to do")
    func parts() {
        for section in sections {
            for part in ["**Means.**", "**Look.**", "**Do.**"] {
                #expect(
                    section.text.contains("\n\(part) ") || section.text.hasPrefix(part), "\(section.title): \(part)")
            }
        }
    }

    @Test("Every command that it names is one")
    func commands() throws {
        let commands = Self.commands(in: page)
        #expect(commands.count > 30)
        for command in commands {
            var words = command.split(separator: " ").dropFirst().map { Self.example($0) }
            // It names the process: what that watches is the operator's choice.
            if words == ["bounce", "--watch"] { words.append("--imap") }
            #expect(throws: Never.self, "\(command)") { try Facteur.parseAsRoot(words) }
        }
    }

    @Test(
        "One that is not there is found out",
        arguments: ["facteur stauts", "facteur show", "facteur tail --event sent", "facteur newsletter stop X"])
    func wrong(command: String) {
        let words = command.split(separator: " ").dropFirst().map(String.init)
        #expect(throws: (any Error).self) { try Facteur.parseAsRoot(words) }
    }

    /// Those in backquotes, and those of indented lines.
    private static func commands(in page: String) -> [String] {
        let quoted = page.matches(of: /`(facteur [^`]+)`/).map { String($0.1) }
        let indented = page.matches(of: /\n    (facteur [^\n#]+)/).map { String($0.1) }
        return (quoted + indented).map { $0.replacing(/\s+/, with: " ") }
    }

    /// A word in capitals stands for a value.
    private static func example(_ word: Substring) -> String {
        switch word {
        case "MESSAGE", "NEWSLETTER": "0192f3a4-5b6c-7d8e-9f00-112233445566"
        case "ADDRESS": "lecteur@client.example"
        default: String(word)
        }
    }
}

extension String {
    fileprivate func components(before mark: String) -> String {
        firstRange(of: mark).map { String(self[..<$0.lowerBound]) } ?? self
    }
}
