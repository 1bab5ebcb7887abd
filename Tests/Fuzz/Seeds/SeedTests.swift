import Foundation
import Testing

/// What `make fuzz` begins with, read without libFuzzer: so its targets go on to compile, and to hold for what was found before. A property
/// that fails ends the program, with a line that names it.
@Suite("The seeds of fuzzing")
struct SeedTests {
    private static let corpus = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Corpus")

    @Test("Every target has seeds, and its properties hold for each", arguments: fuzzTargets.keys.sorted())
    func seeds(target: String) throws {
        let check = try #require(fuzzTargets[target])
        let seeds = try FileManager.default.contentsOfDirectory(
            at: Self.corpus.appending(path: target), includingPropertiesForKeys: nil)
        #expect(!seeds.isEmpty)
        for seed in seeds { check(Array(try Data(contentsOf: seed))) }
        check([])
    }
}
