import Testing

@testable import Catcher

@Suite("The session machine reads a mail strictly")
struct SessionBodyTests {
    @Test("Dots are unstuffed and every other octet kept, however the mail is cut into pieces", arguments: 1...7)
    func unstuffing(size: Int) throws {
        var dialogue = Dialogue()
        #expect(dialogue.open().hasPrefix("354 "))
        let wire = Array("Subject: x\r\n\r\n..\r\n..x\r\n.y\r\n\r\ntext é\r\n.\r\n".unicodeScalars)
        var replies = ""
        for start in stride(from: 0, to: wire.count, by: size) {
            var piece = String.UnicodeScalarView()
            piece.append(contentsOf: wire[start..<min(start + size, wire.count)])
            replies += dialogue.send(String(piece))
        }
        #expect(replies == "250 2.0.0 Caught")
        let mail = try #require(dialogue.mails.first)
        #expect(String(decoding: mail.bytes, as: UTF8.self) == "Subject: x\r\n\r\n.\r\n.x\r\ny\r\n\r\ntext é\r\n")
    }

    @Test(
        "Bare CR and bare LF are refused, and nothing but CRLF.CRLF ends a mail",
        arguments: [
            ("x\ny\r\n", "554 5.6.0 Bare LF in the mail"),
            ("x\n.\ny\r\n", "554 5.6.0 Bare LF in the mail"),
            ("x\n.\r\ny\r\n", "554 5.6.0 Bare LF in the mail"),
            ("x\r\n.\ny\r\n", "554 5.6.0 Bare LF in the mail"),
            ("x\r.\ry\r\n", "554 5.6.0 Bare CR in the mail"),
            ("x\r\r\n", "554 5.6.0 Bare CR in the mail"),
        ])
    func bareLineEnds(mail: String, reply: String) {
        var dialogue = Dialogue()
        _ = dialogue.open()
        #expect(dialogue.actions(mail).isEmpty)
        #expect(dialogue.send(".\r\n") == reply)
        #expect(dialogue.mails.isEmpty)
        #expect(dialogue.open().hasPrefix("354 "))
    }

    @Test("A line of 1,000 octets passes, its stuffed dot not counted; one more is refused")
    func longLines() {
        var dialogue = Dialogue()
        _ = dialogue.open()
        #expect(dialogue.send("..\(String(repeating: "x", count: 997))\r\n.\r\n") == "250 2.0.0 Caught")
        for length in [999, 1_000, 1_001, 100_000] {
            _ = dialogue.open()
            #expect(dialogue.send(String(repeating: "x", count: length)) == "")
            #expect(dialogue.send("\r\n.\r\n") == "554 5.6.0 A line is over 1000 octets long")
        }
    }

    @Test("A mail over the size limit is read to its end and refused")
    func largeMail() {
        var options = SessionOptions()
        options.maximumSize = 100
        var dialogue = Dialogue(options: options)
        _ = dialogue.open()
        #expect(dialogue.send(String(repeating: "0123456789\r\n", count: 9)) == "")
        #expect(dialogue.send(".\r\n") == "552 5.3.4 The mail is over 100 octets long")
        _ = dialogue.open()
        #expect(dialogue.send("0123456789\r\n.\r\n") == "250 2.0.0 Caught")
    }
}
