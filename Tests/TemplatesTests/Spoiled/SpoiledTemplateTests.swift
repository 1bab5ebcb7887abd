import FoundationEssentials
import Testing

@Suite("Spoiled templates")
struct SpoiledTemplateTests {
    static let sound = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Sound").path

    static let all =
        Spoiling.variables + Spoiling.structure + Spoiling.parity + Spoiling.links + Spoiling.typography
        + Spoiling.words
        + Spoiling.markup + Spoiling.frames + Spoiling.definitions + Spoiling.types

    @Test("The templates that are spoiled have no fault before")
    func soundness() throws {
        #expect(try Copy(of: Self.sound).faults == [])
    }

    @Test("One fault is told in one sentence, with file, line and mend", arguments: all)
    func refused(spoiling: Spoiling) throws {
        #expect(try spoiling.copy().faults == [spoiling.fault])
    }

    @Test("No two spoilings have one name")
    func distinct() {
        #expect(Set(Self.all.map(\.name)).count == Self.all.count)
    }
}
