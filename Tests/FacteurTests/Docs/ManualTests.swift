import ArgumentParser
import Testing

@testable import facteur

@Suite("The manual pages")
struct ManualTests {
    private static let pages: [ManualPage] = {
        let program = try? CommandDescription.program()
        return (program?.all ?? []).map(ManualPage.init)
    }()

    @Test("There is one for the program and for each command that people are told of")
    func each() {
        let told = Facteur.all.filter { $0.type.configuration.shouldDisplay }
            .map { (["facteur"] + $0.path).joined(separator: "-") + ".1" }
        #expect(told.count > 20)
        #expect(Set(Self.pages.map(\.fileName)) == Set(told))
    }

    @Test(
        "Each has what a manual page has, every option of its command, and an example", arguments: pages.map(\.fileName)
    )
    func parts(file: String) throws {
        let page = try #require(Self.pages.first { $0.fileName == file })
        let text = page.text(version: "1", date: "2026-11-29")
        for part in ["NAME", "SYNOPSIS", "DESCRIPTION", "EXAMPLES", "SEE ALSO"] {
            #expect(text.contains(".SH \"\(part)\"\n"))
        }
        for argument in page.command.arguments ?? [] where argument.shouldDisplay {
            for name in argument.names ?? [] { #expect(text.contains(ManualText.escaped(name.text))) }
        }
    }

    @Test("What is said of everyday tasks names commands that there are", arguments: ManualTask.all.flatMap(\.commands))
    func tasks(command: String) {
        let words = command.split(separator: " ").map(String.init)
        guard words.first == "facteur" else { return }
        #expect(Facteur.all.contains { $0.path == [words[1]] }, "\(command)")
    }

    @Test(
        "Words mean themselves",
        arguments: [
            (".SH at its begin", "\\&.SH at its begin"), ("'tis", "\\&'tis"), ("--sent", "\\-\\-sent"),
            ("a\\b", "a\\eb"), ("L’Œuf", "L’Œuf"),
        ])
    func escaped(words: String, text: String) { #expect(ManualText.escaped(words) == text) }
}
