import Mail
import Testing

@Suite("A refusal in a mail transaction")
struct DialogueRefusalTests {
    private func refused(_ code: Int, at stage: SMTPStage) -> Transmission.End {
        .refused(Reply(code: code, enhanced: nil, text: "no"), at: stage)
    }

    @Test("A refused recipient costs RSET, not a handshake (S7)", arguments: [450, 550])
    func recipient(code: Int) {
        var rehearsal = Rehearsal()
        rehearsal.relay("250 ok", "\(code) no")
        #expect(rehearsal.finish == nil)
        rehearsal.relay("554 no valid recipients")
        #expect(rehearsal.finish == Dialogue.Finish(end: refused(code, at: .rcpt), connection: .reset, isStale: false))

        rehearsal = Rehearsal(pipelining: false)
        rehearsal.relay("250 ok", "\(code) no")
        #expect(rehearsal.finish == Dialogue.Finish(end: refused(code, at: .rcpt), connection: .reset, isStale: false))
        #expect(!rehearsal.sent.contains("DATA\r\n"))
    }

    @Test("The first refusal is the verdict, whatever follows it", arguments: [Int.max, 1])
    func firstWins(size: Int) {
        var rehearsal = Rehearsal()
        rehearsal.relay("452 no", "503 need MAIL", "503 need RCPT", by: size)
        #expect(rehearsal.finish == Dialogue.Finish(end: refused(452, at: .mail), connection: .reset, isStale: false))
    }

    @Test("DATA refused costs RSET too")
    func data() {
        for pipelining in [true, false] {
            var rehearsal = Rehearsal(pipelining: pipelining)
            rehearsal.relay("250 ok", "250 ok", "451 no")
            #expect(
                rehearsal.finish == Dialogue.Finish(end: refused(451, at: .data), connection: .reset, isStale: false))
        }
    }

    @Test(
        "If DATA is answered 354 though the recipient was refused, a lone dot follows and its verdict is ignored (RFC 2920)"
    )
    func loneDot() {
        for verdict in ["250 accepted nothing", "554 no recipients", "451 later"] {
            var rehearsal = Rehearsal()
            rehearsal.relay("250 ok", "550 no")
            rehearsal.relay("354 go")
            #expect(rehearsal.sent.last == ".\r\n")
            #expect(rehearsal.recordings == 0)
            rehearsal.relay(verdict)
            #expect(
                rehearsal.finish == Dialogue.Finish(end: refused(550, at: .rcpt), connection: .keep, isStale: false))
        }
    }

    @Test("A connection that fails after the lone dot changes nothing about the refusal")
    func loneDotFails() {
        for event in [Dialogue.Event.deadlinePassed, .closed(detail: "x"), .stopping] {
            var rehearsal = Rehearsal()
            rehearsal.relay("250 ok", "550 no", "354 go")
            rehearsal.tell(event)
            #expect(
                rehearsal.finish == Dialogue.Finish(end: refused(550, at: .rcpt), connection: .close, isStale: false))
        }
    }

    @Test(
        "After the dot a refusal is a refusal, and the connection is in step (RFC 5321 section 4.2.5)",
        arguments: [452, 554])
    func afterDot(code: Int) {
        var rehearsal = Rehearsal()
        rehearsal.relay("250 ok", "250 ok", "354 go", "\(code) no")
        #expect(rehearsal.finish == Dialogue.Finish(end: refused(code, at: .dot), connection: .keep, isStale: false))
    }

    @Test("421 closes the connection at every stage")
    func closing() {
        let stages: [(before: Int, stage: SMTPStage)] = [(0, .mail), (1, .rcpt), (2, .data), (3, .dot)]
        for pipelining in [true, false] {
            for (count, stage) in stages {
                var rehearsal = Rehearsal(pipelining: pipelining)
                for reply in ["250 ok", "250 ok", "354 go"].prefix(count) { rehearsal.relay(reply) }
                rehearsal.relay("421 no")
                #expect(
                    rehearsal.finish
                        == Dialogue.Finish(end: refused(421, at: stage), connection: .close, isStale: false))
            }
        }
    }

    @Test("A refusal in mid-body is the verdict, and the connection is closed: the rest cannot be called back")
    func early() {
        var rehearsal = Rehearsal()
        rehearsal.relay("250 ok", "250 ok")
        rehearsal.takes = 3
        rehearsal.relay("354 go", "552 no")
        #expect(rehearsal.finish == Dialogue.Finish(end: refused(552, at: .body), connection: .close, isStale: false))
    }

    @Test("A kept connection that died while idle asks for a new one before the first answer, and only then (D11)")
    func stale() {
        for pipelining in [true, false] {
            for resets in [true, false] {
                var rehearsal = Rehearsal(pipelining: pipelining, isReused: true, resets: resets)
                rehearsal.tell(.closed(detail: "x"))
                #expect(rehearsal.finish?.isStale == true)
                rehearsal = Rehearsal(pipelining: pipelining, isReused: true, resets: resets)
                rehearsal.relay("421 idle too long")
                #expect(rehearsal.finish?.isStale == true)
                #expect(rehearsal.finish?.connection == .close)
            }
            var answered = Rehearsal(pipelining: pipelining, isReused: true)
            answered.relay("250 ok")
            answered.tell(.closed(detail: "x"))
            #expect(answered.finish?.isStale == false)
            var fresh = Rehearsal(pipelining: pipelining)
            fresh.tell(.closed(detail: "x"))
            #expect(fresh.finish?.isStale == false)
            var slow = Rehearsal(pipelining: pipelining, isReused: true)
            slow.tell(.deadlinePassed)
            #expect(slow.finish?.isStale == false)
        }
    }

    @Test("A refused RSET is the connection's fault, not the message's")
    func resetRefused() {
        var rehearsal = Rehearsal(isReused: true, resets: true)
        rehearsal.relay("502 no")
        #expect(rehearsal.finish == Dialogue.Finish(end: refused(502, at: .mail), connection: .close, isStale: true))
    }
}
