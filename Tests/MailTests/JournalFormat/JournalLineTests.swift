import Mail
import Testing

@Suite("A journal line")
struct JournalLineTests {
    private static let lease = Lease(
        message: MessageID(high: 0x4f0c_9a52_0b6e_4b7e, low: 0x9f51_2f6f_0c7c_1d2e), token: 1042)

    private static let lines: [JournalLine] = [
        .epoch("0b8f6c1e-1111-4222-8333-444455556666"),
        .begun(lease),
        .replied(lease, Reply(code: 250, enhanced: "2.0.0", text: "Ok: queued as 4Xk2  with  spaces")),
        .replied(lease, Reply(code: 451, enhanced: nil, text: "")),
        .replied(lease, Reply(code: 554, enhanced: "5.6.0", text: "refusé : « œuvre »")),
    ]

    @Test("reads back as it was written", arguments: lines)
    func roundTrip(line: JournalLine) {
        let bytes = line.bytes
        #expect(bytes.last == UInt8(ascii: "\n"))
        #expect(JournalLine(String(decoding: bytes.dropLast(), as: UTF8.self)) == line)
    }

    @Test("cannot be forged by a reply that holds a line break")
    func noForgery() {
        let line = JournalLine.replied(Self.lease, Reply(code: 250, enhanced: nil, text: "ok\nbegun x\r\n"))
        #expect(line.bytes.filter { $0 == UInt8(ascii: "\n") }.count == 1)
    }

    @Test(
        "is refused when it is damaged",
        arguments: [
            "", "begun", "begun 12 7", "epoch ", "replied 4f0c9a520b6e4b7e9f512f6f0c7c1d2e 7 999 - x", "grown 1 2",
        ])
    func damaged(text: String) {
        #expect(JournalLine(text) == nil)
    }
}

@Suite("The replay of a journal")
struct JournalReplayTests {
    private static let first = Lease(message: MessageID(high: 1, low: 1), token: 1)
    private static let second = Lease(message: MessageID(high: 2, low: 2), token: 2)

    @Test("tells replied from in doubt, whatever the order of lines")
    func tells() {
        let accepted = Reply(code: 250, enhanced: "2.0.0", text: "ok")
        let bytes = [
            JournalLine.epoch("e1"), .begun(Self.first), .begun(Self.second), .replied(Self.first, accepted),
        ].flatMap(\.bytes)
        let entries = JournalEntries(journal: bytes)
        #expect(entries.epoch == "e1")
        #expect(entries.unreadableLines == 0)
        #expect(entries.entries[Self.first]?.end == .accepted(accepted))
        guard case .inDoubt = entries.entries[Self.second]?.end else {
            Issue.record("a message without a reply must be in doubt")
            return
        }
    }

    @Test("of every possible cut of a journal keeps whole lines and nothing else")
    func cuts() {
        let lines = [JournalLine.epoch("e1"), .begun(Self.first), .begun(Self.second)]
        let bytes = lines.flatMap(\.bytes)
        for length in 0...bytes.count {
            let entries = JournalEntries(journal: Array(bytes[..<length]))
            let whole = bytes[..<length].count { $0 == UInt8(ascii: "\n") }
            #expect(entries.entries.count == max(0, whole - 1))
            #expect(entries.unreadableLines == (length == 0 || bytes[length - 1] == UInt8(ascii: "\n") ? 0 : 1))
        }
    }

    @Test("of a refusal after the dot is a refusal, not a doubt (S7)")
    func refusal() {
        let reply = Reply(code: 452, enhanced: "4.2.2", text: "full")
        let entries = JournalEntries(
            journal: JournalLine.begun(Self.first).bytes + JournalLine.replied(Self.first, reply).bytes)
        #expect(entries.entries[Self.first]?.end == .refused(reply, at: .dot))
    }
}
