import Catcher
import Foundation
import MailReading
import TestServers
import Testing

@testable import facteur

@Suite("The page on adding a kind, docs/templates.md", .timeLimit(.minutes(5)))
struct TemplatesPageTests {
    @Test("What it says is done: its files pass the check and show the letter that it shows")
    func editor() async throws {
        let page = try TemplatesPage()
        let state = try TemporaryFolder()
        defer { state.remove() }
        let copy = try page.templates(at: state.path + "/letters")
        let check = try await Binary().run("templates", "check", "--templates", copy.directory)
        #expect(check.outputLines == ["ok: \(copy.directory)"])
        #expect(check.code == 0)

        let review = state.path + "/review"
        let preview = try await Binary().run("preview", "--templates", copy.directory, "--export", review)
        #expect(preview.code == 0, "\(preview.output)\(preview.error)")
        let letter = try String(contentsOfFile: "\(review)/order-ready.fr.txt", encoding: .utf8)
        #expect(letter == page.letter)

        let file = "order-ready/fr/text.mustache"
        try copy.write(try copy.read(file).replacing("\u{202F}?", with: "?"), to: file)
        let spoiled = try await Binary().run("templates", "check", "--templates", copy.directory)
        #expect(spoiled.output == page.fault)
        #expect(spoiled.code == 1)
    }

    @Test("The application's statement sends the letter")
    func application() async throws {
        let page = try TemplatesPage()
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let copy = try page.templates(at: stage.path(of: "letters"))
                let stage = stage.with(relay: relay).with(["FACTEUR_TEMPLATES_DIRECTORY": copy.directory])
                try await stage.withWorker { _ in
                    _ = try await stage.sql(page.statement)
                    try await relay.mailbox.wait(for: 1)
                    let mail = MailReader(try #require(relay.mailbox.mails.first).bytes)
                    #expect(mail.header("Subject") == "Votre commande A-20417 vous attend")
                    #expect(mail.header("To") == "Camille <camille@client.example>")
                    // Up to the shop's own address, which differs from that of the page.
                    let words = try #require(page.letter.split(separator: "Il manque").first)
                    #expect(mail.text?.replacing("\r\n", with: "\n").hasPrefix(words) == true)
                }
            }
        }
    }
}

/// The page's blocks of code.
private struct TemplatesPage {
    /// Each below the line that names its path.
    private var files: [(path: String, text: String)] = []
    let fault: String
    let letter: String
    let statement: String

    init() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: folder.appending(path: "docs/templates.md"), encoding: .utf8)
        var texts: [String] = []
        var statements: [String] = []
        var named: String?
        let parts = page.split(separator: "```", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            if index.isMultiple(of: 2) {
                let last = part.split(separator: "\n").last ?? ""
                named = last.hasPrefix("`") && last.hasSuffix("`") ? String(last.dropFirst().dropLast()) : nil
            } else if let language = lines.first, let text = lines.last {
                if let named { files.append((named, String(text))) }
                if language == "text" { texts.append(String(text)) }
                if language == "sql" { statements.append(String(text)) }
            }
        }
        #expect(files.count == 7)
        fault = try #require(texts.first)
        letter = try #require(texts.last)
        statement = try #require(statements.first)
    }

    /// The templates that ship, with the page's kind.
    func templates(at directory: String) throws -> TemplatesCopy {
        let copy = try TemplatesCopy(at: directory)
        for file in files { try copy.write(file.text, to: file.path) }
        return copy
    }
}
