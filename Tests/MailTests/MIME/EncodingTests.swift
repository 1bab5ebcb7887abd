import Foundation
import Testing

@testable import Mail

@Suite("Transfer encodings", .timeLimit(.minutes(5)))
struct EncodingTests {
    private func quotedPrintable(_ text: String) -> String {
        var output: [UInt8] = []
        QuotedPrintable.append(Array(text.utf8), to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    @Test(
        "Quoted-printable writes what it must and leaves the rest (M13)",
        arguments: [
            ("", ""), ("abc", "abc"), ("a=b", "a=3Db"), ("é", "=C3=A9"), ("a\nb", "a\r\nb"), ("a\r\nb", "a\r\nb"),
            ("a\rb", "a\r\nb"), ("a\n\rb", "a\r\n\r\nb"), ("a\r\r\nb", "a\r\n\r\nb"), ("\n\n", "\r\n\r\n"),
            ("a ", "a=20"), ("a \n", "a=20\r\n"), ("a\t\r\nb", "a=09\r\nb"), ("a  \n", "a =20\r\n"), (" a\tb", " a\tb"),
            (".", "=2E"), (".\n..\n", "=2E\r\n=2E.\r\n"), ("a.b", "a.b"), ("\0\u{7F}", "=00=7F"),
            ("\u{202F}?", "=E2=80=AF?"), ("From moi", "From moi"),
        ])
    func golden(text: String, expected: String) {
        #expect(quotedPrintable(text) == expected)
    }

    @Test("A soft line break falls within no character and before no bare dot (M2, M13)")
    func softBreaks() {
        for length in 60...90 {
            for tail in ["é", "😀", "\u{202F}!", ".", "..", "=", " ", "é.é.", String(repeating: ".", count: 200)] {
                let text = String(repeating: "x", count: length) + tail + "\nfin"
                let encoded = quotedPrintable(text)
                let wire = MailBytes(Array(encoded.utf8))
                #expect(wire.longestLine <= 76)
                #expect(!wire.hasLeadingDot && !wire.hasTrailingWhiteSpace && !wire.hasBareLineEnd)
                for line in wire.lines where line.last == UInt8(ascii: "=") {
                    let decoded = decodedQuotedPrintable(line.dropLast())
                    #expect(String(validating: decoded, as: UTF8.self) != nil)
                }
            }
        }
    }

    @Test("Python reads back 300 random texts, in both encodings (M13)")
    func randomTexts() throws {
        var generator = SeededGenerator(seed: 13)
        let texts = (0..<300).map { _ in generator.text(of: Characters.body, length: 0...400) }
        let lines = texts.map { text in
            var quoted: [UInt8] = []
            QuotedPrintable.append(Array(text.utf8), to: &quoted)
            var base64: [UInt8] = []
            Base64.appendLines(Array(text.utf8), to: &base64)
            for encoded in [quoted, base64] {
                let wire = MailBytes(encoded)
                #expect(wire.longestLine <= 76 && wire.isPrintableASCII && !wire.hasBareLineEnd)
                #expect(!wire.hasLeadingDot && !wire.hasTrailingWhiteSpace)
            }
            return "\(Data(quoted).base64EncodedString()),\(Data(base64).base64EncodedString())"
        }
        let script = """
            import base64, json, quopri, sys
            def decode(line):
                quoted, plain = [base64.b64decode(part) for part in line.split(',')]
                return [quopri.decodestring(quoted).decode('utf-8'), base64.b64decode(plain).decode('utf-8')]
            json.dump([decode(line) for line in sys.stdin], sys.stdout)
            """
        let output = try IndependentParser.run(script, input: lines.joined(separator: "\n"))
        let decoded = try JSONDecoder().decode([[String]].self, from: output)
        let expected = texts.map { [$0.withCanonicalLineEnds, $0.withCanonicalLineEnds] }
        #expect(decoded == expected)
    }

    @Test(
        "Base64 pads as the standard's examples do",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func base64(text: String, expected: String) {
        var output: [UInt8] = []
        Base64.append(Array(text.utf8)[...], to: &output)
        #expect(String(decoding: output, as: UTF8.self) == expected)
    }

    private func decodedQuotedPrintable(_ line: some Collection<UInt8>) -> [UInt8] {
        let bytes = Array(line)
        var output: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "="), index + 2 < bytes.count,
                let value = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
            {
                output.append(value)
                index += 3
            } else {
                output.append(bytes[index])
                index += 1
            }
        }
        return output
    }
}

extension String {
    /// Every line end as CR LF, by another way than the encoders go: to Swift each kind of line end is one Character.
    var withCanonicalLineEnds: String {
        map { ["\r\n", "\r", "\n"].contains($0) ? "\r\n" : String($0) }.joined()
    }
}
