import FoundationEssentials
import Testing

@testable import facteur

@Suite("The example settings file")
struct ExampleFileTests {
    private static func text() throws -> String {
        let deploy = try TemplatesFolder.path(nil).replacing("/templates", with: "/deploy")
        let data = try #require(FileManager.default.contents(atPath: deploy + "/facteur.yaml"))
        return String(decoding: data, as: UTF8.self)
    }

    @Test("It is allowed as it stands")
    func asItStands() throws {
        #expect(throws: Never.self) {
            try SettingsReader.read(
                SettingsFile(path: "facteur.yaml", text: try Self.text()), for: .templates, environment: [:])
        }
    }

    @Test("With every line that is commented out it is allowed too, and names every key there is")
    func uncommented() throws {
        let names = SettingName.allCases.map { $0.example[...] }
        let words = Set(SettingsTable.all.flatMap { $0.name.split(separator: ".") } + names)
        let lines = try Self.text().split(separator: "\n", omittingEmptySubsequences: false).map { line in
            // "  # caFile: …" is a key, "  # masked: …" and "  # A file that …" are words to the reader.
            guard let match = line.wholeMatch(of: /(\s*)# (\s*)([a-zA-Z.]+):( .*)?/), words.contains(match.3) else {
                return String(line)
            }
            return "\(match.1)\(match.2)\(match.3):\(match.4 ?? "")"
        }
        // Weights want several relays.
        let text = lines.joined(separator: "\n").replacing(/url: (smtp:.*)/) { "url: [\($0.1), \($0.1)]" }
        let file = SettingsFile(path: "facteur.yaml", text: text)
        #expect(file.faults.isEmpty, "\(file.faults)")
        #expect(throws: Never.self) { try SettingsReader.read(file, for: .templates, environment: [:]) }
        let missing = SettingsTable.all.map { key in key.chosen.map { key.of($0.example).name } ?? key.name }
            .filter { file.entries[$0] == nil }
        #expect(missing.isEmpty, "\(missing)")
    }
}
