import Mail
import Testing

@Suite("The reply parser")
struct ReplyParserTests {
    /// All replies in `bytes`, which come in pieces of `size`.
    private func parse(_ bytes: [UInt8], size: Int) throws -> [Reply] {
        var parser = ReplyParser()
        var replies: [Reply] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            parser.append(bytes[start..<min(start + size, bytes.count)])
            while let reply = try parser.next() { replies.append(reply) }
        }
        #expect(parser.isEmpty)
        return replies
    }

    private func one(_ text: String) throws -> Reply? { try parse(Array(text.utf8), size: .max).first }

    @Test("Replies come out the same however the bytes are split (T3)", arguments: [1, 2, 3, 5, 7, 11, 1000])
    func splits(size: Int) throws {
        let wire =
            "220 mail.test ESMTP\r\n250-mail.test\r\n250-PIPELINING\r\n250 SIZE 1000\r\n354 go ahead\n"
            + "550-5.1.1 <a@b.test>: unknown\r\n550 5.1.1 try another\r\n250\r\n421-\r\n421 \r\n"
        let replies = try parse(Array(wire.utf8), size: size)
        #expect(
            replies == [
                Reply(code: 220, enhanced: nil, text: "mail.test ESMTP"),
                Reply(code: 250, enhanced: nil, text: "mail.test PIPELINING SIZE 1000"),
                Reply(code: 354, enhanced: nil, text: "go ahead"),
                Reply(code: 550, enhanced: "5.1.1", text: "<a@b.test>: unknown try another"),
                Reply(code: 250, enhanced: nil, text: ""),
                Reply(code: 421, enhanced: nil, text: ""),
            ])
    }

    @Test("A reply is returned with its last line, and a part of one is not empty")
    func incomplete() throws {
        var parser = ReplyParser()
        for piece in ["250-one\r\n", "250 tw"] {
            parser.append(piece.utf8)
            let reply = try parser.next()
            #expect(reply == nil)
            #expect(!parser.isEmpty)
        }
        parser.append("o\r\n".utf8)
        let reply = try parser.next()
        #expect(reply?.text == "one two")
        #expect(parser.isEmpty)
    }

    @Test(
        "What is no reply is a fault, never skipped",
        arguments: [
            "HTTP/1.1 400 Bad Request\r\n", "\r\n", "25\r\n", "2500 ok\r\n", "199 ok\r\n", "600 ok\r\n", "25O ok\r\n",
            "250_ok\r\n", "250-one\r\n550 two\r\n", "250-one\r\n\r\n", "\u{16}\u{3}\u{1}\r\n",
        ])
    func garbage(wire: String) {
        #expect(throws: ReplyParser.Malformed.self) { try parse(Array(wire.utf8), size: 1) }
    }

    @Test("A fault's line is printable and short")
    func garbageIsShown() {
        let wire = "\u{1B}[31mBoo" + String(repeating: "x", count: 1000) + "\r\n"
        let fault = #expect(throws: ReplyParser.Malformed.self) { try parse(Array(wire.utf8), size: .max) }
        #expect(fault?.description.unicodeScalars.allSatisfy { $0.value >= 0x20 } == true)
        #expect((fault?.description.count ?? 1000) < 150)
    }

    @Test("A long line is clipped, an endless one a fault")
    func longLines() throws {
        let long = "250 " + String(repeating: "é", count: 3000) + "\r\n"
        #expect(try one(long)?.text == String(repeating: "é", count: 512))
        #expect(throws: ReplyParser.Malformed.self) {
            var parser = ReplyParser()
            for _ in 0..<100 {
                parser.append(repeatElement(UInt8(ascii: "2"), count: 100))
                _ = try parser.next()
            }
        }
    }

    @Test("A reply of endless lines is a fault")
    func endlessLines() {
        #expect(throws: ReplyParser.Malformed.self) {
            var parser = ReplyParser()
            for _ in 0..<10_000 {
                parser.append("250-more\r\n".utf8)
                _ = try parser.next()
            }
        }
    }

    @Test("Bytes that are no UTF-8 are read as Latin-1 (T3)")
    func latin1() throws {
        let wire =
            Array("550 5.1.1 Bo".utf8) + [0xEE] + Array("te inconnue, r".utf8) + [0xE9] + Array("essayez\r\n".utf8)
        #expect(try parse(wire, size: 1).first?.text == "Boîte inconnue, réessayez")
        #expect(try one("550 Boîte pleine\r\n")?.text == "Boîte pleine")
    }

    @Test("Controls and signs that turn a terminal's text around become spaces")
    func unprintable() throws {
        #expect(try one("550 a\u{7}b\u{1B}[2Jc\u{202E}d\u{2028}e\u{85}f\r\n")?.text == "a b [2Jc d e f")
        #expect(try one("250 a\rb\r\n")?.text == "a b")
    }

    @Test(
        "The enhanced code is read where the text begins with one (RFC 2034)",
        arguments: [
            ("250 2.0.0 Ok: queued as 4F1", "2.0.0", "Ok: queued as 4F1"),
            ("550 5.7.515 Access denied", "5.7.515", "Access denied"),
            ("421 4.7.28", "4.7.28", ""),
            ("550 4.7.1 says both", "4.7.1", "says both"),
            ("250 3.0.0 no such class", nil, "3.0.0 no such class"),
            ("250 2.0 short", nil, "2.0 short"),
            ("250 2.0.0.1 long", nil, "2.0.0.1 long"),
            ("250 2..0 hole", nil, "2..0 hole"),
            ("250 2.0.0Ok", nil, "2.0.0Ok"),
            ("250 5.1.1111 wide", nil, "5.1.1111 wide"),
            ("554 see 5.7.1", nil, "see 5.7.1"),
        ] as [(String, String?, String)])
    func enhancedCodes(line: String, enhanced: String?, text: String) throws {
        let reply = try one(line + "\r\n")
        #expect(reply?.enhanced == enhanced)
        #expect(reply?.text == text)
    }
}
