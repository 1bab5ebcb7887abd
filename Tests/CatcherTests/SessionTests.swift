import NIOCore
import TestServers
import Testing

@testable import Catcher

/// A session and the lines it wrote, driven by text.
struct Dialogue {
    private var session: SMTPSession
    private(set) var mails: [CaughtMail] = []

    /// Begins a session and passes over the greeting.
    init(options: SessionOptions = SessionOptions(), script: Script = .obedient, greeted: Bool = true) {
        session = SMTPSession(connection: 1, options: options, conduct: script)
        _ = session.begin()
        if greeted { _ = send("EHLO client.test\r\n") }
    }

    /// Everything that happened on receipt of some octets, in the order it happened.
    mutating func actions(_ text: String) -> [SessionAction] {
        let actions = session.receive(ByteBuffer(string: text))
        for case .caught(let mail) in actions { mails.append(mail) }
        return actions.filter { if case .saw = $0 { false } else { true } }
    }

    /// What was written on receipt of some octets, without the last CRLF.
    mutating func send(_ text: String) -> String {
        let written = actions(text).flatMap { action -> [UInt8] in
            if case .write(let octets) = action { octets } else { [] }
        }
        return String(decoding: written.dropLast(2), as: UTF8.self)
    }

    /// Opens a transaction up to the 354.
    mutating func open() -> String {
        _ = send("MAIL FROM:<a@shop.test>\r\n")
        _ = send("RCPT TO:<b@client.test>\r\n")
        return send("DATA\r\n")
    }
}

@Suite("The session machine is a strict SMTP server")
struct SessionTests {
    @Test("EHLO lists what is offered, and AUTH only with a login")
    func ehlo() {
        var options = SessionOptions()
        options.maximumSize = 5_000
        var plain = Dialogue(options: options, greeted: false)
        #expect(
            plain.send("EHLO x\r\n")
                == "250-catcher.localhost\r\n250-PIPELINING\r\n250-SIZE 5000\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES"
        )
        options.extensions = [.startTLS]
        options.login = SessionOptions.Login(username: "u", password: "p")
        var bare = Dialogue(options: options, greeted: false)
        #expect(bare.send("EHLO x\r\n") == "250-catcher.localhost\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN")
        #expect(bare.send("STARTTLS\r\n") == "454 TLS not available")
        #expect(bare.send("HELO x\r\n") == "250 catcher.localhost")
        options.isBehindTLS = true
        var behind = Dialogue(options: options, greeted: false)
        #expect(behind.send("STARTTLS\r\n") == "220 Ready")
    }

    @Test(
        "Out of order, malformed or unknown commands are refused",
        arguments: [
            ("RCPT TO:<b@client.test>", "503 5.5.1 Send MAIL first"),
            ("DATA", "503 5.5.1 Send MAIL first"),
            ("MAIL FROM: <a@shop.test>", "501 5.5.4 Syntax: MAIL FROM:<address>"),
            ("MAIL FROM:<a b@shop.test>", "501 5.5.4 Syntax: MAIL FROM:<address>"),
            ("MAIL FROM:<a@shop.test> SMTPUTF8", "555 5.5.4 Parameter not recognized"),
            ("MAIL FROM:<a@shop.test> SIZE=99999999", "552 5.3.4 The mail is too large"),
            ("MAIL FROM:<é@shop.test>", "500 5.5.2 Command not recognized"),
            ("BDAT 10 LAST", "500 5.5.2 Command not recognized"),
            ("AUTH PLAIN", "502 5.5.1 AUTH is not offered"),
            ("NOOP\nNOOP", "500 5.5.2 A command ends in CRLF"),
            ("EHLO", "501 5.5.4 Name yourself"),
        ])
    func refusals(line: String, reply: String) {
        var dialogue = Dialogue()
        #expect(dialogue.send(line + "\r\n").split(separator: "\r\n").first.map(String.init) == reply)
    }

    @Test("Letters beyond ASCII are for a session that offers SMTPUTF8 and a MAIL that says it (RFC 6531)")
    func international() {
        var options = SessionOptions()
        options.extensions.insert(.smtpUTF8)
        var dialogue = Dialogue(options: options)
        #expect(dialogue.send("MAIL FROM:<a@shop.test>\r\n") == "250 2.1.0 Ok")
        #expect(dialogue.send("RCPT TO:<é@client.test>\r\n").hasPrefix("553 5.6.7"))
        _ = dialogue.send("RSET\r\n")
        #expect(dialogue.send("MAIL FROM:<é@shop.test>\r\n").hasPrefix("553 5.6.7"))
        #expect(dialogue.send("MAIL FROM:<a@shop.test> SMTPUTF8=1\r\n") == "555 5.5.4 Parameter not recognized")
        #expect(dialogue.send("MAIL FROM:<a@shop.test> BODY=8BITMIME SMTPUTF8\r\n") == "250 2.1.0 Ok")
        #expect(dialogue.send("RCPT TO:<é@client.test>\r\n") == "250 2.1.5 Ok")
        _ = dialogue.send("DATA\r\n")
        #expect(dialogue.send("To: é@client.test\r\n\r\n.\r\n") == "250 2.0.0 Caught")
        #expect(dialogue.mails.first?.recipients == ["é@client.test"])
    }

    @Test("A second MAIL, MAIL before EHLO, and DATA without an accepted recipient are refused; RSET clears")
    func order() {
        var dialogue = Dialogue(greeted: false)
        #expect(dialogue.send("MAIL FROM:<a@shop.test>\r\n") == "503 5.5.1 Send EHLO first")
        _ = dialogue.send("EHLO x\r\n")
        #expect(dialogue.send("MAIL FROM:<> BODY=8BITMIME SIZE=1\r\n") == "250 2.1.0 Ok")
        #expect(dialogue.send("MAIL FROM:<a@shop.test>\r\n") == "503 5.5.1 A transaction is open")
        #expect(dialogue.send("DATA\r\n") == "554 5.5.1 No valid recipients")
        #expect(dialogue.send("RSET\r\n") == "250 2.0.0 Ok")
        #expect(dialogue.send("MAIL FROM:<a@shop.test>\r\n") == "250 2.1.0 Ok")
    }

    @Test("A command may come in pieces, and many in one piece")
    func pieces() {
        var dialogue = Dialogue()
        #expect(dialogue.actions("NO").isEmpty)
        #expect(dialogue.actions("OP\r").isEmpty)
        let replies = dialogue.send("\nRSET\r\nVRFY x\r\nNO").split(separator: "\r\n")
        #expect(replies.map { $0.prefix(3) } == ["250", "250", "252"])
        #expect(dialogue.send("OP\r\n") == "250 2.0.0 Ok")
    }

    @Test("Pipelining that was not offered is refused (RFC 2920)")
    func pipelining() {
        var options = SessionOptions()
        options.extensions = [.size]
        var dialogue = Dialogue(options: options)
        #expect(
            dialogue.send("MAIL FROM:<a@shop.test>\r\nRCPT TO:<b@client.test>\r\n")
                == "503 Commands sent before the reply to MAIL\r\n503 Send MAIL first")
    }

    @Test("A mail sent without waiting for 354 is refused at its dot")
    func early() {
        var dialogue = Dialogue()
        _ = dialogue.send("MAIL FROM:<a@shop.test>\r\nRCPT TO:<b@client.test>\r\n")
        #expect(dialogue.send("DATA\r\nx\r\n.\r\n").hasSuffix("554 5.5.0 Mail sent before the reply to DATA"))
        #expect(dialogue.mails.isEmpty)
    }

    @Test("Thirteen thousand octets without a line end close the connection")
    func endlessLine() {
        var dialogue = Dialogue()
        let actions = dialogue.actions(String(repeating: "x", count: 13_000))
        #expect(actions == [.write(Array("500 5.5.2 Line too long\r\n".utf8)), .close])
    }

    @Test("QUIT is answered, then the connection closes")
    func quit() {
        var dialogue = Dialogue()
        #expect(dialogue.actions("QUIT\r\n") == [.write(Array("221 2.0.0 Bye\r\n".utf8)), .close])
        #expect(dialogue.actions("NOOP\r\n").isEmpty)
    }
}
