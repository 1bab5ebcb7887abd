import Foundation
import Platform
import Testing

@Suite("Memory that is given back")
struct SpareMemoryTests {
    @Test("Pages of the program leave memory, and what runs goes on: they come back where they are needed")
    func pages() throws {
        let before = try pagesOfFiles()
        SpareMemory.giveBackPages()
        let after = try pagesOfFiles()
        #expect(after < before / 2, "\(after) of \(before) pages")
        // Code and constants that had been in use are as they were.
        #expect(String(decoding: Data("é".utf8).base64EncodedData(), as: UTF8.self) == "w6k=")
        #expect((1...1000).map { "\($0)" }.sorted().last == "999")
    }

    /// The third number of proc(5)'s `statm`: resident pages that a file backs.
    private func pagesOfFiles() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        return try #require(text.split(separator: " ").dropFirst(2).first.flatMap { Int($0) })
    }
}
