import Foundation
import Testing

@Suite("The room")
struct RoomTests {
    /// Dates and words depend on no locale, no time zone database and no environment because nothing that knows them can be
    /// reached: the standard library alone formats by no locale.
    @Test("Mail imports nothing, so LANG, TZ and tzdata cannot change a byte (M5, T10)")
    func importsNothing() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources/Mail").standardizedFileURL
        let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
        let sources = files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
        #expect(sources.count > 20)
        for source in sources {
            let text = try String(contentsOf: source, encoding: .utf8)
            let imports = text.split(separator: "\n").filter { $0.contains(/^\s*(@\w+\s+|\w+\s+)?import\s/) }
            #expect(imports.isEmpty, "\(source.lastPathComponent)")
        }
    }
}
