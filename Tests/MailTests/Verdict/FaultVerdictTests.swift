import Mail
import Testing

@Suite("The verdict on a broken connection")
struct FaultVerdictTests {
    private func judge(_ end: Transmission.End) -> Verdict { ReplyTable(rows: []).judge(end) }

    @Test(
        "A broken connection before the dot costs no attempt (D9)",
        arguments: [
            (TransmissionFault.nameNotFound, Verdict.Blame.relay, Verdict.Alarm.notice),
            (.connectionRefused, .relay, .none),
            (.timedOut, .relay, .none), (.closedByPeer, .relay, .none), (.garbage, .relay, .notice),
            (.tlsMissing, .us, .page), (.tlsFailed, .us, .page), (.loginImpossible, .us, .page),
            (.tokenServerUnreachable, .relay, .notice), (.tokenRefused, .relay, .page), (.tokenUnreadable, .us, .page),
            (.notRecorded, .none, .none), (.handoverRefused, .none, .none), (.stopping, .none, .none),
        ])
    func broken(fault: TransmissionFault, blame: Verdict.Blame, alarm: Verdict.Alarm) {
        let verdict = judge(.broken(fault, at: .data, detail: ""))
        #expect(verdict.action == .retry)
        #expect(verdict.blame == blame)
        #expect(verdict.alarm == alarm)
    }

    @Test("A message that no relay would take fails", arguments: [TransmissionFault.tooLarge, .malformed])
    func unsendable(fault: TransmissionFault) {
        let verdict = judge(.broken(fault, at: .mail, detail: ""))
        #expect(verdict.blame == .message)
        #expect(verdict.action == .fail)
        #expect(!verdict.suppress)
    }

    @Test(
        "No reply to the dot is a doubt, whatever broke (S16)",
        arguments: [TransmissionFault.timedOut, .closedByPeer, .garbage, .stopping])
    func doubt(fault: TransmissionFault) {
        #expect(judge(.inDoubt(fault, detail: "")).action == .doubt)
    }

    @Test("Only a fault of the relay's, or of ours that stops everything, concerns the breaker (S14)")
    func concernsRelay() {
        func concerns(_ end: Transmission.End) -> Bool { judge(end).concernsRelay }
        #expect(concerns(.broken(.connectionRefused, at: .connect, detail: "")))
        #expect(concerns(.inDoubt(.timedOut, detail: "")))
        #expect(!concerns(.accepted(Reply(code: 250, enhanced: nil, text: ""))))
        #expect(!concerns(.broken(.stopping, at: .connect, detail: "")))
        #expect(!concerns(.inDoubt(.stopping, detail: "")))
    }

    @Test("A reply that no row fits keeps the message, and calls somebody")
    func noRow() {
        let verdict = judge(.refused(Reply(code: 250, enhanced: nil, text: ""), at: .rcpt))
        #expect(verdict.action == .retry && verdict.alarm == .notice)
    }
}
