import Mail
import Testing

@Suite("What a relay did with other messages")
struct RelayRecordTests {
    private static let unknown = Verdict(.message, .fail, isGeneral: true, "refused")
    private var record = RelayRecord()

    private mutating func read(
        _ end: Transmission.End, as verdict: Verdict = unknown, of message: UInt64 = 1, begunAt: Int = 0,
        at seconds: Int
    ) -> Verdict {
        record.read(
            end, as: verdict, of: .test(message), to: "\(message)@client.test", begunAt: .seconds(begunAt),
            at: .seconds(seconds))
    }

    @Test("Changes nothing of a refusal that a row knows, nor of one for the time being")
    mutating func known() {
        let row = Verdict(.recipient, .fail, "no such mailbox")
        let permanent = Transmission.End.refused(Reply(code: 550, enhanced: "5.1.1", text: "Unknown"), at: .rcpt)
        for message in 1...4 { #expect(read(permanent, as: row, of: UInt64(message), at: 1) == row) }
        let temporary = Transmission.End.refused(Reply(code: 450, enhanced: nil, text: "Later"), at: .rcpt)
        for message in 1...4 { #expect(read(temporary, of: UInt64(message), at: 1) == Self.unknown) }
    }

    @Test("Decides whom an unknown refusal for good concerns (S7, S14)")
    mutating func unknown() {
        let refusal = Transmission.End.refused(Reply(code: 554, enhanced: nil, text: "Thus spoke the relay"), at: .dot)
        #expect(read(refusal, of: 1, at: 1) == .undecidedRefusal)
        #expect(read(refusal, of: 2, at: 2) == .undecidedRefusal)
        #expect(read(refusal, of: 3, at: 3) == .refusedAll)
        #expect(
            read(.accepted(Reply(code: 250, enhanced: nil, text: "queued")), as: Self.unknown, of: 4, at: 4)
                == Self.unknown)
        #expect(read(refusal, of: 5, at: 5) == Self.unknown)
    }

    @Test("Tells by another message's passing, taken or refused, that the relay hung up on one alone")
    mutating func hangsUpOnOne() {
        _ = read(.broken(.closedByPeer, at: .rcpt, detail: "closed"), of: 1, at: 10)
        #expect(!record.isAloneToBeHungUpOn(.test(1), hungUpAt: .seconds(10)))
        let refusal = Transmission.End.refused(Reply(code: 550, enhanced: "5.1.1", text: "Unknown"), at: .rcpt)
        _ = read(refusal, as: Verdict(.recipient, .fail, "no such mailbox"), of: 2, begunAt: 11, at: 12)
        #expect(record.isAloneToBeHungUpOn(.test(1), hungUpAt: .seconds(10)))
    }
}
