import Testing

@testable import Mail

@Suite("A header field")
struct HeaderTests {
    private func subject(_ text: String) throws -> String {
        var header = HeaderWriter()
        header.field("Subject", text: try HeaderText(text, of: "the subject"))
        return String(decoding: header.bytes, as: UTF8.self)
    }

    private func from(_ name: String) throws -> String {
        var header = HeaderWriter()
        header.field("From", mailbox: try Mailbox(name: name, address: EmailAddress("z@x.fr")))
        return String(decoding: header.bytes, as: UTF8.self)
    }

    @Test(
        "A subject stands bare, in Q or in B, whichever is short (M7)",
        arguments: [
            ("Hello", "Subject: Hello\r\n"), ("Cafe (noir): 50% = ok?", "Subject: Cafe (noir): 50% = ok?\r\n"),
            ("Été", "Subject: =?utf-8?b?w4l0w6k=?=\r\n"),
            ("Été prochain", "Subject: =?utf-8?b?w4l0w6kgcHJvY2hhaW4=?=\r\n"),
            ("Tout un printemps", "Subject: Tout un printemps\r\n"),
            ("Offre printanière", "Subject: =?utf-8?q?Offre_printani=C3=A8re?=\r\n"),
            ("日本語", "Subject: =?utf-8?b?5pel5pys6Kqe?=\r\n"), ("a=?b", "Subject: =?utf-8?q?a=3D=3Fb?=\r\n"),
            (" a", "Subject: =?utf-8?q?_a?=\r\n"), ("a  b", "Subject: =?utf-8?q?a__b?=\r\n"),
            ("a ", "Subject: =?utf-8?q?a_?=\r\n"), ("e\u{301}poque", "Subject: =?utf-8?q?=C3=A9poque?=\r\n"),
        ])
    func subjects(text: String, expected: String) throws {
        #expect(try subject(text) == expected)
    }

    @Test(
        "A display name is bare, quoted or encoded, whichever it needs (M8)",
        arguments: [
            ("Zoe", "From: Zoe <z@x.fr>\r\n"), ("Zoe Dupont", "From: Zoe Dupont <z@x.fr>\r\n"),
            ("Dupont, Zoe", "From: \"Dupont, Zoe\" <z@x.fr>\r\n"), ("J. Dupont", "From: \"J. Dupont\" <z@x.fr>\r\n"),
            ("a \"b\" \\c", "From: \"a \\\"b\\\" \\\\c\" <z@x.fr>\r\n"), ("", "From: z@x.fr\r\n"),
            ("Dupont, Zoé", "From: =?utf-8?b?RHVwb250LCBab8Op?= <z@x.fr>\r\n"),
            ("Capucine Zoé", "From: =?utf-8?q?Capucine_Zo=C3=A9?= <z@x.fr>\r\n"),
            ("Boutique printanière", "From: =?utf-8?q?Boutique_printani=C3=A8re?= <z@x.fr>\r\n"),
            ("x@y.fr", "From: \"x@y.fr\" <z@x.fr>\r\n"),
            ("=?utf-8?q?x?=", "From: =?utf-8?b?PT91dGYtOD9xP3g/PQ==?= <z@x.fr>\r\n"),
        ])
    func names(text: String, expected: String) throws {
        #expect(try from(text) == expected)
    }

    @Test("No line of a header is longer than 76 columns, whatever the length of its text (M2)")
    func lineLengths() throws {
        for count in 0...200 {
            for text in [
                String(repeating: "x", count: count), String(repeating: "é", count: count),
                String(repeating: "mot ", count: count) + "fin", String(repeating: "😀", count: count) + "a",
                "a" + String(repeating: "\u{301}", count: count), String(repeating: "a.", count: count) + " b",
            ] where !text.isEmpty {
                for field in [try subject(text), try from(text)] {
                    let wire = MailBytes(Array(field.utf8))
                    #expect(wire.longestLine <= 76 && !wire.hasBareLineEnd && wire.isPrintableASCII)
                    #expect(!wire.hasTrailingWhiteSpace)
                    #expect(wire.lines.dropFirst().allSatisfy { $0.first == 0x20 && $0.count > 1 })
                }
            }
        }
    }

    @Test(
        "A control character or a line separator is refused by its code (M10)",
        arguments: [
            ("a\r\nBcc: x@y.fr", "U+000D"), ("a\nb", "U+000A"), ("a\rb", "U+000D"), ("a\r\n b", "U+000D"),
            ("\0", "U+0000"), ("a\tb", "U+0009"), ("a\u{B}b", "U+000B"), ("a\u{1B}b", "U+001B"), ("a\u{7F}b", "U+007F"),
            ("a\u{85}b", "U+0085"), ("a\u{9F}b", "U+009F"), ("a\u{2028}b", "U+2028"), ("a\u{2029}b", "U+2029"),
        ])
    func refused(text: String, code: String) {
        let fault = ComposeFault("the subject holds the control character \(code)")
        #expect(throws: fault) { try HeaderText(text, of: "the subject") }
    }

    @Test("Every scalar that Unicode calls a control character is refused, and no letter is (M10)")
    func everyControl() {
        for scalar in (UInt32(0)...0x3000).compactMap(Unicode.Scalar.init) {
            let isControl: Bool =
                switch scalar.properties.generalCategory {
                case .control, .lineSeparator, .paragraphSeparator: true
                default: false
                }
            if scalar.breaksHeaders != isControl { Issue.record("U+\(String(scalar.value, radix: 16))") }
        }
    }

    @Test(
        "A date is English, with the zone's number (M5)",
        arguments: [
            ("2026-11-23T13:05:00Z", Zone.paris, "Mon, 23 Nov 2026 14:05:00 +0100"),
            ("2026-07-01T22:00:09Z", .paris, "Thu, 2 Jul 2026 00:00:09 +0200"),
            ("2026-11-23T13:05:00Z", .utc, "Mon, 23 Nov 2026 13:05:00 +0000"),
            ("2028-02-29T12:00:00Z", .paris, "Tue, 29 Feb 2028 13:00:00 +0100"),
            ("2026-12-31T23:30:00Z", .paris, "Fri, 1 Jan 2027 00:30:00 +0100"),
        ])
    func dates(moment: String, zone: Zone, expected: String) throws {
        #expect(DateLine.text(try #require(Timestamp(rfc3339: moment)), in: zone) == expected)
    }
}
