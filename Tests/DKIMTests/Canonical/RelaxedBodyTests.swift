import Mail
import Testing

@testable import DKIM

@Suite("The relaxed form of a body (RFC 6376 section 3.4.4)")
struct RelaxedBodyTests {
    @Test(
        "White space and empty lines",
        arguments: [
            // The RFC's own (section 3.4.5).
            (" C \r\nD \t E\r\n\r\n\r\n", " C\r\nD E\r\n"),
            // Nothing is left where nothing is said.
            ("", ""), ("\r\n", ""), ("\r\n\r\n\r\n", ""), (" ", ""), (" \t\r\n", ""), ("\r\n \r\n\t\r\n", ""),
            // A last line without an end gets one.
            ("a", "a\r\n"), ("a ", "a\r\n"), ("a\r\n", "a\r\n"), ("a\r\nb", "a\r\nb\r\n"),
            // Empty lines stay where a line follows.
            ("\r\n\r\na\r\n", "\r\n\r\na\r\n"), ("a\r\n \r\n\r\nb\r\n", "a\r\n\r\n\r\nb\r\n"),
            ("a\r\n\r\n \t\r\n\r\n", "a\r\n"),
            // White space at the end of a line goes, any other becomes one space.
            ("a \r\nb\t\r\nc \t \r\n", "a\r\nb\r\nc\r\n"), ("a  b\tc \td\r\n", "a b c d\r\n"),
            ("  a\r\n\tb\r\n", " a\r\n b\r\n"),
            // A CR or LF alone ends no line.
            ("a\rb \r c\r\n", "a\rb \r c\r\n"), ("a \n\r\n", "a \n\r\n"), ("a\r\n\n", "a\r\n\n\r\n"),
            ("a\r", "a\r\r\n"), ("\n", "\n\r\n"),
            // Bytes beyond ASCII are themselves.
            ("é  ü\u{A0}\u{A0}\r\n", "é ü\u{A0}\u{A0}\r\n"),
        ])
    func table(body: String, relaxed: String) {
        #expect(Self.relaxed(Array(body.utf8)) == Array(relaxed.utf8))
    }

    @Test("What stands at the edge of eight bytes, at any distance", arguments: 0...24)
    func edges(distance: Int) {
        let words = [UInt8](repeating: UInt8(ascii: "w"), count: distance)
        for (between, relaxed) in [(" ", " "), ("  ", " "), ("\t", " "), (" \r\n", "\r\n"), ("\t \r\n", "\r\n")] {
            let body = words + Array(between.utf8) + words + Array("x\r\n".utf8)
            #expect(Self.relaxed(body) == words + Array(relaxed.utf8) + words + Array("x\r\n".utf8))
        }
    }

    @Test("In 5000 random bodies it is what rules applied one by one make")
    func random() {
        var generator = SeededGenerator(seed: 6376)
        let pieces = ["a", "word", " ", " ", "  ", "\t", "\r\n", "\r\n", "\r", "\n", "é", "!", "\u{1}"]
        for _ in 0..<5000 {
            let count = Int.random(in: 0...60, using: &generator)
            let body = (0..<count).flatMap { _ in Array((pieces.randomElement(using: &generator) ?? "").utf8) }
            #expect(Self.relaxed(body) == Self.byTheRules(body), "\(body)")
        }
    }

    @Test("The digest of an empty body is that of nothing")
    func empty() {
        let digest = [UInt8]().withUnsafeBufferPointer { RelaxedBody.digest(of: $0[...]) }
        var text: [UInt8] = []
        Base64.append(Array(digest)[...], to: &text)
        #expect(String(decoding: text, as: UTF8.self) == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
    }

    private static func relaxed(_ body: [UInt8]) -> [UInt8] {
        body.withUnsafeBufferPointer { bytes in
            var relaxed: [UInt8] = []
            RelaxedBody.forEachPiece(of: bytes[...]) { relaxed += $0 }
            return relaxed
        }
    }

    /// Line by line, with nothing thought of but the RFC's words.
    private static func byTheRules(_ body: [UInt8]) -> [UInt8] {
        var lines: [[UInt8]] = [[]]
        for byte in body {
            if byte == 0x0A, lines[lines.count - 1].last == 0x0D {
                lines[lines.count - 1].removeLast()
                lines.append([])
            } else {
                lines[lines.count - 1].append(byte)
            }
        }
        lines = lines.map { line in
            var relaxed: [UInt8] = []
            for byte in line {
                let isWhiteSpace = byte == 0x20 || byte == 0x09
                if isWhiteSpace, relaxed.last == 0x20 { continue }
                relaxed.append(isWhiteSpace ? 0x20 : byte)
            }
            if relaxed.last == 0x20 { relaxed.removeLast() }
            return relaxed
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.flatMap { $0 + [0x0D, 0x0A] }
    }
}
