import Foundation
import TestServers
import Testing

@testable import facteur

@Suite("The preview as files", .timeLimit(.minutes(5)))
struct PreviewExportTests {
    @Test(
        "The same templates are the same bytes, whatever the machine's language and zone, with tzdata or without (T10)")
    func sameBytes() async throws {
        try await inFolder { folder in
            let environments = [
                ["LANG": "C", "TZ": "UTC"],
                ["LANG": "fr_FR.UTF-8", "LC_ALL": "fr_FR.UTF-8", "TZ": "America/Guadeloupe", "TZDIR": "/nowhere"],
            ]
            var exports: [[String: Data]] = []
            for (index, environment) in environments.enumerated() {
                let export = try await Binary(environment: environment).run("preview", "--export", "\(folder)/\(index)")
                #expect(export.code == 0, "\(export.error)")
                exports.append(try files(in: "\(folder)/\(index)"))
            }
            #expect(exports[0] == exports[1])
            let names = exports[0].keys
            for name in ["index.html", "password-reset.fr.html", "newsletter.fr.txt", "registration.fr.eml"] {
                #expect(names.contains(name), "\(name)")
            }
        }
    }

    @Test("Each message is one that Python reads without a defect, with the exported text and HTML in it")
    func messages() async throws {
        try await inFolder { folder in
            let export = try await Binary().run("preview", "--export", folder + "/out")
            #expect(export.code == 0, "\(export.error)")
            let judge = try Running(
                executable: "/usr/bin/env", arguments: ["python3", "-c", Self.judge, folder + "/out"], environment: [:],
                input: "")
            let verdict = await judge.end()
            #expect(verdict.code == 0 && verdict.output == "sound\n", "\(verdict.output) \(verdict.error)")
        }
    }

    @Test(
        "A folder that holds something else is left alone; an earlier export is replaced, and what it had too much goes"
    )
    func folders() async throws {
        try await inFolder { folder in
            let copy = try TemplatesCopy(at: folder + "/templates", kinds: ["password-reset", "registration"])
            let foreign = folder + "/foreign"
            try FileManager.default.createDirectory(atPath: foreign, withIntermediateDirectories: false)
            try Data("mine".utf8).write(to: URL(filePath: foreign + "/notes.txt"))
            for target in [foreign, foreign + "/notes.txt", "/proc/nowhere"] {
                let refused = try await Binary().run("preview", "--templates", copy.directory, "--export", target)
                #expect(refused.code == 1 && refused.errorLines.count == 1, "\(refused.error)")
            }
            #expect(try files(in: foreign) == ["notes.txt": Data("mine".utf8)])

            let out = folder + "/out"
            let first = try await Binary().run("preview", "--templates", copy.directory, "--export", out)
            #expect(first.code == 0, "\(first.error)")
            try Data("mine".utf8).write(to: URL(filePath: out + "/notes.txt"))
            try FileManager.default.removeItem(atPath: copy.directory + "/registration")
            let second = try await Binary().run("preview", "--templates", copy.directory, "--export", out)
            #expect(second.code == 0, "\(second.error)")
            let names = try files(in: out).keys
            #expect(!names.contains("registration.fr.html") && names.contains("password-reset.fr.html"))
            #expect(names.contains("notes.txt"))
        }
    }

    @Test("With faults the sound kinds are written, the faults told here and in the index, and the exit code is 1")
    func faults() async throws {
        try await inFolder { folder in
            let copy = try TemplatesCopy(at: folder + "/templates", kinds: ["password-reset", "registration"])
            try copy.write("Un lien {{lnik}}\n", to: "password-reset/fr/subject.mustache")
            let export = try await Binary().run("preview", "--templates", copy.directory, "--export", folder + "/out")
            #expect(export.code == 1 && export.errorLines.count == 1, "\(export.error)")
            #expect(
                export.outputLines.contains { $0.hasPrefix("password-reset/fr/subject.mustache:1: {{lnik}} is not") },
                "\(export.output)")
            let names = try files(in: folder + "/out")
            #expect(names["password-reset.fr.html"] == nil && names["registration.fr.html"] != nil)
            let index = String(decoding: names["index.html"] ?? Data(), as: UTF8.self)
            #expect(index.contains("<code>password-reset/fr/subject.mustache:1</code>"))
            #expect(index.contains("href=\"registration.fr.eml\""))
        }
    }

    private func inFolder(_ body: (String) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try await body(folder.path)
    }

    private func files(in folder: String) throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        return Dictionary(
            uniqueKeysWithValues: try names.map { ($0, try Data(contentsOf: URL(filePath: "\(folder)/\($0)"))) })
    }

    private static let judge = """
        import email, email.policy, pathlib, sys
        messages = sorted(pathlib.Path(sys.argv[1]).glob("*.eml"))
        assert messages
        for path in messages:
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            parts = list(message.walk())
            assert not any(part.defects for part in parts), path
            assert message["Subject"] and message["From"], path
            for kind, ending in (("plain", ".txt"), ("html", ".html")):
                content = message.get_body((kind,)).get_content().replace("\\r\\n", "\\n")
                assert content == path.with_suffix(ending).read_text(), (path, kind)
        print("sound")
        """
}
