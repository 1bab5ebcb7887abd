import Mail
import Testing

@Suite("A mail transaction")
struct DialogueTests {
    private let mail = "MAIL FROM:<s@shop.test>\r\n"
    private let rcpt = "RCPT TO:<r@client.test>\r\n"
    private let data = "DATA\r\n"

    @Test("With PIPELINING, MAIL, RCPT and DATA leave in one write (RFC 2920)", arguments: [Int.max, 1, 2, 3, 7])
    func pipelined(size: Int) {
        var line = Rehearsal()
        #expect(line.sent.last == mail + rcpt + data)
        line.relay("250 2.1.0 ok", "250-2.1.5", "250 2.1.5 ok", "354 go", by: size)
        #expect(line.sent.last == Rehearsal.body + ".\r\n")
        #expect(line.recordings == 1)
        line.relay("250-2.0.0 Ok:", "250 2.0.0 queued as 4F1", by: size)
        let reply = Reply(code: 250, enhanced: "2.0.0", text: "Ok: queued as 4F1")
        #expect(line.finish == Dialogue.Finish(end: .accepted(reply), connection: .keep, isStale: false))
    }

    @Test("Without it, a command waits for the reply to the one before", arguments: [Int.max, 1])
    func oneByOne(size: Int) {
        var line = Rehearsal(pipelining: false)
        #expect(line.sent.last == mail)
        line.relay("250 ok", by: size)
        #expect(line.sent.last == rcpt)
        line.relay("251 will forward", by: size)
        #expect(line.sent.last == data)
        line.relay("354 go", by: size)
        #expect(line.sent.last == Rehearsal.body + ".\r\n")
        line.relay("250 ok", by: size)
        #expect(line.finish?.connection == .keep)
    }

    @Test("Any 2xx after the dot is an acceptance (S7)", arguments: [250, 251, 252, 200, 299])
    func anyPositive(code: Int) {
        var line = Rehearsal()
        line.relay("250 ok", "250 ok", "354 go", "\(code) fine")
        #expect(line.finish?.end == .accepted(Reply(code: code, enhanced: nil, text: "fine")))
    }

    @Test("The size is declared where SIZE is offered, and the null sender is allowed (M25)")
    func size() {
        let line = Rehearsal(size: true, sender: "")
        #expect(line.sent.first?.hasPrefix("MAIL FROM:<> SIZE=\(Rehearsal.body.utf8.count)\r\n") == true)
    }

    @Test("A message over the relay's limit is not begun (T5)")
    func tooLarge() {
        let length = Rehearsal.body.utf8.count
        let line = Rehearsal(limit: length - 1)
        #expect(line.sent.isEmpty)
        #expect(line.finish?.connection == .keep)
        guard case .broken(.tooLarge, at: .mail, _) = line.finish?.end else {
            Issue.record("\(String(describing: line.finish))")
            return
        }
        #expect(Rehearsal(limit: length).finish == nil)
    }

    @Test(
        "An address that says more than an address is not sent (D4, M10)",
        arguments: ["a@b.test>\r\nRSET", "a@b.test\n", "a b@c.test", "<a@b.test>", "é@b.test", "a\u{0}@b.test", ""])
    func injection(address: String) {
        let line = Rehearsal(recipient: address)
        #expect(line.sent.isEmpty)
        guard case .broken(.malformed, at: .mail, _) = line.finish?.end else {
            Issue.record("\(String(describing: line.finish))")
            return
        }
    }

    @Test(
        "Whatever the bytes, the message ends where it ends (D1, T6)",
        arguments: [
            ("a\r\n", "a\r\n.\r\n"), ("a", "a\r\n.\r\n"), (".\r\n", "..\r\n.\r\n"),
            ("a\r\n.\r\nb\r\n", "a\r\n..\r\nb\r\n.\r\n"),
            ("a\n.b\r\n", "a\n..b\r\n.\r\n"), ("..\r\n", "...\r\n.\r\n"), ("a.b\r\n", "a.b\r\n.\r\n"),
            ("", "\r\n.\r\n"),
        ])
    func ends(body: String, wire: String) {
        var line = Rehearsal(body: body)
        line.relay("250 ok", "250 ok")
        line.relay("354 go")
        #expect(line.sent.last == wire)
    }

    @Test("Each wait has its own time-out (S1)")
    func deadlines() {
        for pipelining in [true, false] {
            var line = Rehearsal(pipelining: pipelining)
            #expect(line.deadline == .seconds(1))
            line.relay("250 ok")
            #expect(line.deadline == .seconds(2))
            line.relay("250 ok")
            #expect(line.deadline == .seconds(3))
            line.takes = 5
            line.relay("354 go")
            #expect(line.deadline == .seconds(4))
            line.take()
            #expect(line.deadline == .seconds(5))
        }
    }

    @Test("A kept line that was refused on before says RSET first, in the same write where it can")
    func reset() {
        var line = Rehearsal(isReused: true, resets: true)
        #expect(line.sent.last == "RSET\r\n" + mail + rcpt + data)
        line.relay("250 reset", "250 ok", "250 ok", "354 go", "250 done")
        #expect(line.finish?.connection == .keep)

        line = Rehearsal(pipelining: false, isReused: true, resets: true)
        #expect(line.sent.last == "RSET\r\n")
        line.relay("250 reset")
        #expect(line.sent.last == mail)
    }

    @Test("Bytes behind the last reply close the line: they would be the next message's verdict")
    func surplus() {
        for surplus in ["250 ok", "421 bye", "2"] {
            var line = Rehearsal()
            line.relay("250 ok", "250 ok", "354 go")
            line.tell(.received(Array("250 done\r\n\(surplus)".utf8)[...]))
            #expect(line.finish?.connection == .close)
            #expect(line.finish?.end == .accepted(Reply(code: 250, enhanced: nil, text: "done")))
        }
    }
}
