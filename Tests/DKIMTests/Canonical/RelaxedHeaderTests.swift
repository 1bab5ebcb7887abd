import Testing

@testable import DKIM

@Suite("The relaxed form of a header field (RFC 6376 section 3.4.2)")
struct RelaxedHeaderTests {
    @Test(
        "Name, folding and white space",
        arguments: [
            // The RFC's own (section 3.4.5).
            ("A: X\r\n", "a:X"), ("B : Y\t\r\n\tZ  \r\n", "b:Y Z"),
            ("Subject:a\r\n", "subject:a"), ("SUBJECT: \t a\r\n", "subject:a"),
            ("Message-ID: <A@b.C>\r\n", "message-id:<A@b.C>"),
            // Folded once, more than once, and with lines of white space alone.
            ("To: a,\r\n b,\r\n\t c\r\n", "to:a, b, c"), ("To:\r\n a\r\n", "to:a"), ("To: a\r\n \r\n b\r\n", "to:a b"),
            ("To: a\r\n \r\n", "to:a"),
            // No value, no line end, a second colon.
            ("X:\r\n", "x:"), ("X: \t \r\n", "x:"), ("X: a", "x:a"), ("X: a: b\r\n", "x:a: b"),
            // A CR or LF alone folds nothing.
            ("X: a\rb\nc\r\n", "x:a\rb\nc"),
        ])
    func table(field: String, relaxed: String) {
        var output: [UInt8] = []
        RelaxedHeader.append(Array(field.utf8), to: &output)
        #expect(String(decoding: output, as: UTF8.self) == relaxed)
    }

    @Test(
        "Fields and body are found",
        arguments: [
            ("A: 1\r\nB: 2\r\n 3\r\n\r\nbody", ["A: 1\r\n", "B: 2\r\n 3\r\n"], "body"),
            ("A: 1\r\n\r\n", ["A: 1\r\n"], ""), ("A: 1\r\n", ["A: 1\r\n"], ""), ("A: 1", ["A: 1"], ""),
            ("\r\nbody\r\n\r\n", [], "body\r\n\r\n"), ("", [], ""),
        ] as [(String, [String], String)])
    func layout(mail: String, fields: [String], body: String) {
        let bytes = Array(mail.utf8)
        let layout = bytes.withUnsafeBufferPointer { MailLayout(of: $0) }
        #expect(layout.fields.map { String(decoding: bytes[$0], as: UTF8.self) } == fields)
        #expect(String(decoding: bytes[layout.bodyStart...], as: UTF8.self) == body)
    }
}
