import Mail
import Testing

@Suite("A mail transaction")
struct DialogueTests {
    private let mail = "MAIL FROM:<s@shop.test>\r\n"
    private let rcpt = "RCPT TO:<r@client.test>\r\n"
    private let data = "DATA\r\n"

    @Test("With PIPELINING, MAIL, RCPT and DATA leave in one write (RFC 2920)", arguments: [Int.max, 1, 2, 3, 7])
    func pipelined(size: Int) {
        var rehearsal = Rehearsal()
        #expect(rehearsal.sent.last == mail + rcpt + data)
        rehearsal.relay("250 2.1.0 ok", "250-2.1.5", "250 2.1.5 ok", "354 go", by: size)
        #expect(rehearsal.sent.last == Rehearsal.body + ".\r\n")
        #expect(rehearsal.recordings == 1)
        rehearsal.relay("250-2.0.0 Ok:", "250 2.0.0 queued as 4F1", by: size)
        let reply = Reply(code: 250, enhanced: "2.0.0", text: "Ok: queued as 4F1")
        #expect(rehearsal.finish == Dialogue.Finish(end: .accepted(reply), connection: .keep, isStale: false))
    }

    @Test("Without it, a command waits for the reply to the one before", arguments: [Int.max, 1])
    func oneByOne(size: Int) {
        var rehearsal = Rehearsal(pipelining: false)
        #expect(rehearsal.sent.last == mail)
        rehearsal.relay("250 ok", by: size)
        #expect(rehearsal.sent.last == rcpt)
        rehearsal.relay("251 will forward", by: size)
        #expect(rehearsal.sent.last == data)
        rehearsal.relay("354 go", by: size)
        #expect(rehearsal.sent.last == Rehearsal.body + ".\r\n")
        rehearsal.relay("250 ok", by: size)
        #expect(rehearsal.finish?.connection == .keep)
    }

    @Test("Behind the reply to a dot come those to the commands that left behind it (RFC 2920 section 3.1)")
    func followed() {
        for isFollowed in [true, false] {
            var rehearsal = Rehearsal()
            rehearsal.relay("250 ok", "250 ok", "354 go")
            if isFollowed { rehearsal.tell(.followed) }
            rehearsal.tell(.received(Array("250 taken\r\n250 ok\r\n550 5.1.1 no".utf8)[...]))
            #expect(rehearsal.finish?.end == .accepted(Reply(code: 250, enhanced: nil, text: "taken")))
            #expect(rehearsal.finish?.connection == (isFollowed ? .keep : .close))
            #expect(String(decoding: rehearsal.dialogue.unread, as: UTF8.self) == "250 ok\r\n550 5.1.1 no")
        }
    }

    @Test("Any 2xx after the dot is an acceptance (S7)", arguments: [250, 251, 252, 200, 299])
    func anyPositive(code: Int) {
        var rehearsal = Rehearsal()
        rehearsal.relay("250 ok", "250 ok", "354 go", "\(code) fine")
        #expect(rehearsal.finish?.end == .accepted(Reply(code: code, enhanced: nil, text: "fine")))
    }

    @Test("The size is declared where SIZE is offered, and the null sender is allowed (M25)")
    func size() {
        let rehearsal = Rehearsal(size: true, sender: "")
        #expect(rehearsal.sent.first?.hasPrefix("MAIL FROM:<> SIZE=\(Rehearsal.body.utf8.count)\r\n") == true)
    }

    @Test("A message over the relay's limit is not begun (T5)")
    func tooLarge() {
        let length = Rehearsal.body.utf8.count
        let rehearsal = Rehearsal(limit: length - 1)
        #expect(rehearsal.sent.isEmpty)
        #expect(rehearsal.finish?.connection == .keep)
        guard case .broken(.tooLarge, at: .mail, _) = rehearsal.finish?.end else {
            Issue.record("\(String(describing: rehearsal.finish))")
            return
        }
        #expect(Rehearsal(limit: length).finish == nil)
    }

    @Test(
        "An address that says more than an address is not sent (D4, M10)",
        arguments: [
            "a@b.test>\r\nRSET", "a@b.test\n", "a b@c.test", "<a@b.test>", "é <@b.test", "é\u{85}@b.test",
            "a\u{0}@b.test", "", "é\u{2028}@b.test",
        ])
    func injection(address: String) {
        let rehearsal = Rehearsal(recipient: address)
        #expect(rehearsal.sent.isEmpty)
        guard case .broken(.malformed, at: .mail, _) = rehearsal.finish?.end else {
            Issue.record("\(String(describing: rehearsal.finish))")
            return
        }
    }

    @Test("A letter beyond ASCII before the @ is said where the relay offers SMTPUTF8 (RFC 6531 section 3.4)")
    func international() {
        let recipient = "élodie@xn--picerie-9xa.fr"
        for (offers, parameters) in [
            (["8BITMIME", "SMTPUTF8"], " BODY=8BITMIME SMTPUTF8"), (["smtputf8"], " SMTPUTF8"),
        ] {
            let rehearsal = Rehearsal(offers: offers, recipient: recipient)
            #expect(
                rehearsal.sent.first == "MAIL FROM:<s@shop.test>\(parameters)\r\nRCPT TO:<\(recipient)>\r\nDATA\r\n")
        }
        #expect(Rehearsal(offers: ["8BITMIME", "SMTPUTF8"]).sent.first == mail + rcpt + data)
    }

    @Test("Where it does not, nothing is said, and a person is told what is missing where")
    func notInternational() {
        let rehearsal = Rehearsal(offers: ["8BITMIME"], recipient: "élodie@entreprise.fr")
        #expect(rehearsal.sent.isEmpty)
        let detail = "the relay relay.test:587 does not offer SMTPUTF8, which élodie@entreprise.fr needs"
        #expect(
            rehearsal.finish
                == Dialogue.Finish(
                    end: .broken(.smtpUTF8Missing, at: .mail, detail: detail), connection: .keep, isStale: false))
        #expect(rehearsal.finish?.end.isUnsaid == true)
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
        var rehearsal = Rehearsal(body: body)
        rehearsal.relay("250 ok", "250 ok")
        rehearsal.relay("354 go")
        #expect(rehearsal.sent.last == wire)
    }

    @Test("Each wait has its own time-out (S1)")
    func deadlines() {
        for pipelining in [true, false] {
            var rehearsal = Rehearsal(pipelining: pipelining)
            #expect(rehearsal.deadline == .seconds(1))
            rehearsal.relay("250 ok")
            #expect(rehearsal.deadline == .seconds(2))
            rehearsal.relay("250 ok")
            #expect(rehearsal.deadline == .seconds(3))
            rehearsal.takes = 5
            rehearsal.relay("354 go")
            #expect(rehearsal.deadline == .seconds(4))
            rehearsal.take()
            #expect(rehearsal.deadline == .seconds(5))
        }
    }

    @Test("A kept connection that was refused on before says RSET first, in the same write where it can")
    func reset() {
        var rehearsal = Rehearsal(isReused: true, resets: true)
        #expect(rehearsal.sent.last == "RSET\r\n" + mail + rcpt + data)
        rehearsal.relay("250 reset", "250 ok", "250 ok", "354 go", "250 done")
        #expect(rehearsal.finish?.connection == .keep)

        rehearsal = Rehearsal(pipelining: false, isReused: true, resets: true)
        #expect(rehearsal.sent.last == "RSET\r\n")
        rehearsal.relay("250 reset")
        #expect(rehearsal.sent.last == mail)
    }

    @Test("Bytes behind the last reply close the connection: they would be the next message's verdict")
    func surplus() {
        for surplus in ["250 ok", "421 bye", "2"] {
            var rehearsal = Rehearsal()
            rehearsal.relay("250 ok", "250 ok", "354 go")
            rehearsal.tell(.received(Array("250 done\r\n\(surplus)".utf8)[...]))
            #expect(rehearsal.finish?.connection == .close)
            #expect(rehearsal.finish?.end == .accepted(Reply(code: 250, enhanced: nil, text: "done")))
        }
    }
}
