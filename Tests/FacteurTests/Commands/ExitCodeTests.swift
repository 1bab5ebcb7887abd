import FoundationEssentials
import TestServers
import Testing

@testable import facteur

@Suite("Exit codes and the one line of a failure", .timeLimit(.minutes(2)))
struct ExitCodeTests {
    private let binary = Binary()
    /// A port that nobody listens on: 1 is reserved (tcpmux).
    private let away = Binary(environment: ["FACTEUR_DATABASE_URL": "postgresql://127.0.0.1:1/facteur"])

    @Test("Every command explains itself, with an example", arguments: Facteur.all.map(\.path))
    func help(path: [String]) async throws {
        let result = try await binary.run(path + ["--help"])
        #expect(result.code == 0)
        #expect(result.output.contains("USAGE: facteur"))
        let example = try #require(result.output.firstRange(of: "Example: "), "\(path)")
        #expect(result.output[example.upperBound...].contains("facteur"), "\(path)")
        #expect(result.error.isEmpty)
    }

    @Test("The version is one line")
    func version() async throws {
        let result = try await binary.run("--version")
        #expect(result.code == 0)
        #expect(result.outputLines == [Facteur.version])
    }

    @Test(
        "Wrong usage is 64 and one line",
        arguments: [
            ["fly"], ["--fly"], ["templates", "fly"], ["enqueue"], ["enqueue", "password-reset"], ["show"],
            ["show", "not-a-uuid"], ["pause"], ["resolve", "01936000-0000-7000-8000-000000000000"],
            ["enqueue", "password-reset", "a@b.test", "--param", "link"],
        ])
    func usage(arguments: [String]) async throws {
        let result = try await away.run(arguments)
        #expect(result.code == 64)
        #expect(result.errorLines.count == 1, "\(result.error)")
        #expect(result.error.hasPrefix("facteur: "))
        #expect(result.output.isEmpty)
    }

    @Test(
        "Wrong settings are 78, a line each",
        arguments: [["run"], ["web"], ["status"], ["migrate"], ["enqueue", "password-reset", "a@b.test"]])
    func settings(arguments: [String]) async throws {
        let result = try await Binary(environment: ["FACTEUR_LOG_LEVEL": "loud"]).run(arguments)
        #expect(result.code == 78)
        #expect(result.errorLines.count >= 2, "\(result.error)")
        #expect(result.errorLines.allSatisfy { $0.hasPrefix("facteur: setting ") }, "\(result.error)")
    }

    @Test(
        "A database that can't be reached is 69, and one line that shows no password",
        arguments: [["status"], ["migrate"], ["enqueue", "password-reset", "a@b.test"], ["pause", "bulk"]])
    func unavailable(arguments: [String]) async throws {
        let binary = Binary(environment: ["FACTEUR_DATABASE_URL": "postgresql://me:hunter2@127.0.0.1:1/facteur"])
        let result = try await binary.run(arguments)
        #expect(result.code == 69)
        #expect(result.errorLines.count == 1, "\(result.error)")
        #expect(!result.error.contains("hunter2"))
    }

    @Test("A settings file that was named must be there")
    func missingFile() async throws {
        let result = try await binary.run("status", "--config", "/nowhere/facteur.yaml")
        #expect(result.code == 78)
        #expect(result.error.contains("setting file: /nowhere/facteur.yaml: is not there"))
    }

    @Test("The templates that ship are in order; a folder that is none is 78")
    func templates() async throws {
        let shipped = try await binary.run("templates", "check")
        #expect(shipped.code == 0, "\(shipped.output)")
        let missing = try await binary.run("templates", "check", "--templates", "/nowhere")
        #expect(missing.code == 78)
    }

    @Test("Accessibility is checked where it is asked for, and its report written; a report of no known form is 64")
    func accessibility() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let copy = try TemplatesCopy(at: folder.path + "/letters", kinds: ["order-confirmed"])
        let check = ["templates", "check", "--templates", copy.directory, "--accessibility", "--report"]
        for (name, beginning) in [("rapport.md", "# Accessibilité"), ("rapport.HTML", "<!DOCTYPE html>")] {
            let file = "\(folder.path)/\(name)"
            let sound = try await binary.run(check + [file])
            #expect(sound.code == 0, "\(sound.output)\(sound.error)")
            #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix(beginning))
        }
        for arguments in [["--report", "a.md"], ["--accessibility", "--report", "rapport.pdf"]] {
            let wrong = try await binary.run(["templates", "check"] + arguments)
            #expect(wrong.code == 64, "\(wrong.error)")
        }
        let away = try await binary.run(check + ["/nowhere/rapport.md"])
        #expect(away.code == 1)
        #expect(away.errorLines.last?.contains("/nowhere/rapport.md cannot be written") == true, "\(away.error)")
    }

    @Test(
        "Colours that nobody could tell apart are 78, one line that names the key, what was measured and what is asked")
    func colours() async throws {
        let shop = Binary(environment: [
            "FACTEUR_SHOP_COLOURS_ACCENT": "#f2c14e", "FACTEUR_SHOP_COLOURS_ACCENT_TEXT": "#ffffff",
        ])
        let result = try await shop.run("templates", "check")
        #expect(result.code == 78)
        #expect(result.errorLines.count == 1, "\(result.error)")
        #expect(result.error.contains("shop.colours.accentText (#ffffff) on shop.colours.accent (#f2c14e) is 1.67"))
    }
}
