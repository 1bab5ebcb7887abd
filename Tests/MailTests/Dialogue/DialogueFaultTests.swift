import Mail
import Testing

@Suite("A fault in a mail transaction")
struct DialogueFaultTests {
    private static let stages: [SMTPStage] = [.mail, .rcpt, .data, .body, .dot]
    private static let faults: [TransmissionFault] = [.timedOut, .closedByPeer, .garbage, .stopping]

    /// A transaction in which `stage` is what is waited for.
    private func line(at stage: SMTPStage, pipelining: Bool) -> Rehearsal {
        var line = Rehearsal(pipelining: pipelining)
        let before = Self.stages.firstIndex(of: stage) ?? 0
        for reply in ["250 ok", "250 ok"].prefix(before) { line.relay(reply) }
        if stage == .body { line.takes = Rehearsal.body.utf8.count + 2 }
        if before > 2 { line.relay("354 go") }
        return line
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
            var line = line(at: stage, pipelining: pipelining)
            #expect(line.finish == nil)
            line.tell(event(fault))
            #expect(line.finish?.connection == .close)
            #expect(line.finish?.isStale == false)
            switch line.finish?.end {
            case .broken(fault, at: stage, _): #expect(stage != .dot)
            case .inDoubt(fault, _): #expect(stage == .dot)
            default: Issue.record("\(stage) \(fault): \(String(describing: line.finish))")
            }
        }
    }

    @Test("The doubt begins with the very last byte of CRLF.CRLF (D9)")
    func lastByte() {
        var line = Rehearsal()
        line.relay("250 ok", "250 ok")
        line.takes = 0
        line.relay("354 go")
        let length = Rehearsal.body.utf8.count + 3
        for count in 1...length {
            line.take(1)
            var copy = line
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
        var line = line(at: .dot, pipelining: true)
        line.tell(.received(Array("250-2.0.0 queu".utf8)[...]))
        line.tell(.closed(detail: "x"))
        #expect(line.finish?.end == .inDoubt(.closedByPeer, detail: "x"))
    }

    @Test("A code that fits no command puts the line out of step", arguments: stages)
    func misfits(stage: SMTPStage) {
        for code in stage == .data ? [250, 221, 334] : [334, 354] {
            var line = line(at: stage, pipelining: true)
            line.relay("\(code) what")
            #expect(line.finish?.connection == .close)
            switch line.finish?.end {
            case .broken(.garbage, at: stage, _): #expect(stage != .dot)
            case .inDoubt(.garbage, _): #expect(stage == .dot)
            default: Issue.record("\(stage) \(code): \(String(describing: line.finish))")
            }
        }
    }

    @Test("A relay that answers what was not said yet is not believed")
    func ahead() {
        var line = Rehearsal(pipelining: false)
        line.takes = 0
        line.relay("250 ok", "250 ok", "354 go", "250 accepted")
        #expect(line.finish?.connection == .close)
        guard case .broken(.garbage, _, _) = line.finish?.end else {
            Issue.record("\(String(describing: line.finish))")
            return
        }
        line = Rehearsal()
        line.relay("250 ok", "250 ok")
        line.takes = 4
        line.relay("354 go", "250 accepted")
        guard case .broken(.garbage, at: .body, _) = line.finish?.end else {
            Issue.record("\(String(describing: line.finish))")
            return
        }
    }

    @Test("A message that cannot be recorded does not leave")
    func notRecorded() {
        var line = Rehearsal()
        line.relay("250 ok", "250 ok")
        line.takes = 0
        line.relay("354 go")
        #expect(line.recordings == 1)
        line.tell(.notRecorded(detail: "disk full"))
        #expect(
            line.finish
                == Dialogue.Finish(
                    end: .broken(.notRecorded, at: .body, detail: "disk full"), connection: .close, isStale: false))
    }
}
