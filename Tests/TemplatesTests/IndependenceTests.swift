import FoundationEssentials
import Testing

@Suite("Independence of the machine")
struct IndependenceTests {
    @Test("Nothing that renders imports what knows the machine's locale, zone or calendar (F7, T10)")
    func imports() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let allowed: Set<Substring> = [
            "CCMarkGFM", "Dispatch", "Mail", "FoundationEssentials", "LinedYAML", "Mustache", "Synchronization",
        ]
        var files = 0
        for folder in ["Sources/Templates", "Sources/Mail/Language"] {
            let path = root.appending(path: folder).path
            for file in try FileManager.default.subpathsOfDirectory(atPath: path)
            where file.hasSuffix(".swift") && !file.hasPrefix("Check/") {
                let source = try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8)
                let imports = source.split(separator: "\n").filter { $0.hasPrefix("import ") }.map { $0.dropFirst(7) }
                #expect(allowed.isSuperset(of: imports), "\(file)")
                for word in ["Formatter", "Locale(", "TimeZone(", "Calendar.", "Date()"] {
                    #expect(!source.contains(word), "\(file) uses \(word)")
                }
                files += 1
            }
        }
        #expect(files > 20)
    }
}
