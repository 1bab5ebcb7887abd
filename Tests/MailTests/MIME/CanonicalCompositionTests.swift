import Foundation
import Testing

@testable import Mail

@Suite("Canonical composition")
struct CanonicalCompositionTests {
    private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    @Test(
        "A letter and its marks become one character (M9)",
        arguments: [
            ("e\u{301}", [0xE9]), ("Re\u{301}initialisez", [0x52] + "éinitialisez".unicodeScalars.map(\.value)),
            ("c\u{327}a", [0xE7, 0x61]), ("o\u{302}\u{309}", [0x1ED5]), ("a\u{309}\u{323}", [0x1EA1, 0x309]),
            ("u\u{308}\u{304}", [0x1D6]), ("\u{3B1}\u{301}", [0x3AC]), ("\u{438}\u{306}", [0x439]),
            ("x\u{301}", [0x78, 0x301]), ("e\u{301}\u{301}", [0xE9, 0x301]), ("\u{301}e", [0x301, 0x65]), ("", []),
            ("e\u{327}\u{301}", [0x229, 0x301]), ("e\u{301}\u{327}", [0x229, 0x301]), ("\u{0}e\u{301}", [0, 0xE9]),
        ] as [(String, [UInt32])])
    func composes(text: String, expected: [UInt32]) {
        #expect(scalars(text.composed()) == expected)
    }

    @Test("Every letter of Latin, Greek and Cyrillic comes back from its pieces as Foundation's form C has it (M9)")
    func everyLetter() {
        for value in [0xC0...0x24F, 0x370...0x4FF, 0x1E00...0x1FFF].joined() {
            guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
            let pieces = String(scalar).decomposedStringWithCanonicalMapping
            guard pieces.unicodeScalars.count > 1 else { continue }
            #expect(scalars(pieces.composed()) == scalars(pieces.precomposedStringWithCanonicalMapping))
        }
    }

    @Test("Text in pieces becomes form C, and stays equal to itself, in 500 random cases (M9)")
    func random() {
        var generator = SeededGenerator(seed: 9)
        let letters = Array("aceiouyACEIOU nNsS 日😀<>=&\u{3B1}\u{438}")
        let marks = ["", "", "\u{301}", "\u{300}", "\u{302}", "\u{308}", "\u{327}", "\u{323}", "\u{30C}", "\u{328}"]
        for _ in 0..<500 {
            let text = (0..<20).map { _ in
                String(letters.randomElement(using: &generator) ?? "a")
                    + (marks.randomElement(using: &generator) ?? "") + (marks.randomElement(using: &generator) ?? "")
            }.joined()
            #expect(scalars(text.composed()) == scalars(text.precomposedStringWithCanonicalMapping))
        }
    }

    @Test("What is composed already is not touched")
    func untouched() {
        #expect(scalars(Samples.text.composed()) == scalars(Samples.text))
    }
}
