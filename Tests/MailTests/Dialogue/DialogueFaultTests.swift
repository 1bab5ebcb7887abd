import Mail
import Testing

@Suite("A fault in a mail transaction")
struct DialogueFaultTests {
    private static let stages: [SMTPStage] = [.mail, .rcpt, .data, .body, .dot]
    private static let faults: [TransmissionFault] = [.timedOut, .closedByPeer, .garbage, .stopping]

    /// A transaction in which `stage` is what is waited for.
    private func rehearsal(at stage: SMTPStage, pipelining: Bool) -> Rehearsal {
        var rehearsal = Rehearsal(pipelining: pipelining)
        let before = Self.stages.firstIndex(of: stage) ?? 0
        for reply in ["250 ok", "250 ok"].prefix(before) { rehearsal.relay(reply) }
        if stage == .body { rehearsal.takes = Rehearsal.body.utf8.count + 2 }
        if before > 2 { rehearsal.relay("354 go") }
        return rehearsal
    }

    private func event(_ fault: TransmissionFault) -> Dialogue.Event {
        switch fault {
        case .timedOut: .deadlinePassed
        case .closedByPeer: .closed(detail: "reset")
        case .garbage: .received(Array("what?\r\n".utf8)[...])
        default: .stopping
        }
    }

    @Test("Before the last byte is out it is broken, after it in doubt (D9, T1, T2)", arguments: stages, faults)
    func everyStage(stage: SMTPStage, fault: TransmissionFault) {
        for pipelining in [true, false] {
            var rehearsal = rehearsal(at: stage, pipelining: pipelining)
            #expect(rehearsal.finish == nil)
            rehearsal.tell(event(fault))
            #expect(rehearsal.finish?.connection == .close)
            #expect(rehearsal.finish?.isStale == false)
            switch rehearsal.finish?.end {
            case .broken(fault, at: stage, _): #expect(stage != .dot)
            case .inDoubt(fault, _): #expect(stage == .dot)
            default: Issue.record("\(stage) \(fault): \(String(describing: rehearsal.finish))")
            }
        }
    }

    @Test("The doubt begins with the very last byte of CRLF.CRLF (D9)")
    func lastByte() {
        var rehearsal = Rehearsal()
        rehearsal.relay("250 ok", "250 ok")
        rehearsal.takes = 0
        rehearsal.relay("354 go")
        let length = Rehearsal.body.utf8.count + 3
        for count in 1...length {
            rehearsal.take(1)
            var copy = rehearsal
            copy.tell(.closed(detail: "x"))
            if count < length {
                #expect(copy.finish?.end == .broken(.closedByPeer, at: .body, detail: "x"))
            } else {
                #expect(copy.finish?.end == .inDoubt(.closedByPeer, detail: "x"))
            }
        }
    }

    @Test("Half a reply to the dot is no reply")
    func halfReply() {
        var rehearsal = rehearsal(at: .dot, pipelining: true)
        rehearsal.tell(.received(Array("250-2.0.0 queu".utf8)[...]))
        rehearsal.tell(.closed(detail: "x"))
        #expect(rehearsal.finish?.end == .inDoubt(.closedByPeer, detail: "x"))
    }

    @Test("A code that fits no command puts the connection out of step", arguments: stages)
    func misfits(stage: SMTPStage) {
        for code in stage == .data ? [250, 221, 334] : [334, 354] {
            var rehearsal = rehearsal(at: stage, pipelining: true)
            rehearsal.relay("\(code) what")
            #expect(rehearsal.finish?.connection == .close)
            switch rehearsal.finish?.end {
            case .broken(.garbage, at: stage, _): #expect(stage != .dot)
            case .inDoubt(.garbage, _): #expect(stage == .dot)
            default: Issue.record("\(stage) \(code): \(String(describing: rehearsal.finish))")
            }
        }
    }

    @Test("A relay that answers what was not said yet is not believed")
    func ahead() {
        var rehearsal = Rehearsal(pipelining: false)
        rehearsal.takes = 0
        rehearsal.relay("250 ok", "250 ok", "354 go", "250 accepted")
        #expect(rehearsal.finish?.connection == .close)
        guard case .broken(.garbage, _, _) = rehearsal.finish?.end else {
            Issue.record("\(String(describing: rehearsal.finish))")
            return
        }
        rehearsal = Rehearsal()
        rehearsal.relay("250 ok", "250 ok")
        rehearsal.takes = 4
        rehearsal.relay("354 go", "250 accepted")
        guard case .broken(.garbage, at: .body, _) = rehearsal.finish?.end else {
            Issue.record("\(String(describing: rehearsal.finish))")
            return
        }
    }

    @Test("A message that cannot be recorded does not leave")
    func notRecorded() {
        var rehearsal = Rehearsal()
        rehearsal.relay("250 ok", "250 ok")
        rehearsal.takes = 0
        rehearsal.relay("354 go")
        #expect(rehearsal.recordings == 1)
        rehearsal.tell(.notRecorded(detail: "disk full"))
        #expect(
            rehearsal.finish
                == Dialogue.Finish(
                    end: .broken(.notRecorded, at: .body, detail: "disk full"), connection: .close, isStale: false))
    }
}
