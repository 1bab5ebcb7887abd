import Testing

@testable import facteur

@Suite("In which encoding a file of subscribers is")
struct TextSurveyTests {
    private func fault(_ bytes: [UInt8], pieces: Int = 1) -> String? {
        var survey = TextSurvey()
        let size = max(1, bytes.count / pieces)
        for start in stride(from: 0, to: bytes.count, by: size) {
            survey.read(bytes[start..<min(bytes.count, start + size)])
        }
        return survey.fault
    }

    private static let text = "email;nom\na@b.test;Zoé 😀 œuf\n"

    @Test("UTF-8 is read, cut wherever", arguments: [1, 7, 1000])
    func utf8(pieces: Int) {
        #expect(fault(Array(Self.text.utf8), pieces: pieces) == nil)
        #expect(fault([], pieces: pieces) == nil)
        #expect(
            fault(Array("email\n\u{7FF}\u{800}\u{FFFD}\u{D7FF}\u{E000}\u{10000}\u{10FFFF}".utf8), pieces: pieces) == nil
        )
    }

    @Test("Latin-1 and its like are refused, with the line to look at")
    func latin() {
        let latin = Array("email;nom\na@b.test;Zo".utf8) + [0xE9, 0x0A]
        #expect(fault(latin)?.contains("line 2") == true)
        #expect(fault(latin)?.contains("save it as UTF-8") == true)
        #expect(fault(Array("email\n".utf8) + [0xE9]) != nil, "a letter that ends with the file")
        #expect(fault([0x50, 0x72, 0xE9, 0x6E, 0x6F, 0x6D, 0x0A]) != nil)
        #expect(fault(Array("email\nC".utf8) + [0x9C, 0x75, 0x72, 0x80]) != nil, "Windows-1252")
    }

    @Test("UTF-16 without a mark is refused", arguments: [false, true])
    func utf16(isBigEndian: Bool) {
        let bytes = "email\na@b.test\n".utf16.flatMap { unit in
            isBigEndian ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
        #expect(fault(bytes) != nil)
    }

    @Test("A wrong byte in a file that is UTF-8 elsewhere is its line's fault")
    func damaged() {
        #expect(fault(Array("é à è\n".utf8) + [0xE9, 0x0A]) == nil)
        #expect(fault(Array("é à è\n\u{0}".utf8)) == nil)
    }

    @Test("UTF-16 with its mark becomes UTF-8, cut wherever", arguments: [false, true])
    func transcodes(isBigEndian: Bool) {
        let bytes = "\u{FEFF}\(Self.text)".utf16.flatMap { unit in
            isBigEndian ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
        #expect(TextForm(beginning: Array(bytes.prefix(4))) == .utf16(isBigEndian: isBigEndian))
        for size in [1, 3, 1000] {
            var reader = UTF16Reader(isBigEndian: isBigEndian)
            var text: [UInt8] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                text += reader.read(bytes[start..<min(bytes.count, start + size)])
            }
            #expect(String(decoding: text + reader.end(), as: UTF8.self) == "\u{FEFF}\(Self.text)")
        }
    }

    @Test(
        "Half a character of UTF-16 is no text",
        arguments: [[0x61, 0, 0x3D, 0xD8], [0x61, 0, 0x3D, 0xD8, 0x61, 0], [0, 0xDC], [0x61]])
    func halves(bytes: [UInt8]) {
        var reader = UTF16Reader(isBigEndian: false)
        #expect(String(validating: reader.read(bytes) + reader.end(), as: UTF8.self) == nil)
    }

    @Test("UTF-32 is not guessed at")
    func utf32() {
        #expect(TextForm(beginning: [0xFF, 0xFE, 0, 0]) == nil)
        #expect(TextForm(beginning: [0, 0, 0xFE, 0xFF]) == nil)
        #expect(TextForm(beginning: []) == .utf8)
        #expect(TextForm(beginning: [0xFF]) == .utf8)
    }
}
