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
        #expect(JournalLine(bytes.dropLast()) == line)
    }

    /// What joins the character before it, or is taken for a line's end by who looks at characters.
    private static let awkward = [
        "\u{301}accent", "\u{20DD}circle", "\u{FE0F}variation", "\u{200D}joiner", "\u{1F3FD}skin", "\u{093E}vowel sign",
        "\u{1F1EB}\u{1F1F7}flag", "\u{85}next line", "\u{2028}separator", "a\u{301}", " \u{301}", "\u{E0001}tag",
        "\u{FFFD}",
        "\u{1160}\u{11A8}jamo", "\u{0600}number sign", "two  spaces", " leading", "trailing ", "-", "- -",
        "250 2.0.0 -",
    ]

    @Test("reads back as it was written, whatever a reply begins with", arguments: awkward)
    func awkwardReplies(text: String) {
        for enhanced in ["5.1.1", nil] {
            let line = JournalLine.replied(Self.lease, Reply(code: 550, enhanced: enhanced, text: text))
            #expect(JournalLine(line.bytes.dropLast())?.bytes == line.bytes)
        }
    }

    @Test("reads back as it was written, whatever a server replied", arguments: 1...20)
    func anyReply(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var parser = ReplyParser()
            parser.append(Array("550 ".utf8) + Self.bytes(&random) + Array("\r\n".utf8))
            guard let reply = try? parser.next() else { continue }
            let line = JournalLine.replied(
                Lease(message: MessageID(high: .random(in: 0 ... .max, using: &random), low: 1), token: .min), reply)
            #expect(line.bytes.count { $0 == UInt8(ascii: "\n") } == 1)
            #expect(JournalLine(line.bytes.dropLast())?.bytes == line.bytes)
        }
    }

    /// Text of all kinds of characters, now and then an enhanced code before it, now and then bytes that are no text.
    private static func bytes(_ random: inout SeededGenerator) -> [UInt8] {
        if Int.random(in: 0..<5, using: &random) == 0 {
            return (0..<40).map { _ in .random(in: 0...255, using: &random) }.filter { $0 != UInt8(ascii: "\n") }
        }
        let start = Bool.random(using: &random) ? "5.1.1 " : ""
        let scalars = (0..<20).compactMap { _ -> Unicode.Scalar? in
            let ranges: [ClosedRange<UInt32>] = [
                0x20...0x7E, 0x300...0x36F, 0x200B...0x200F, 0xA0...0x2FF, 0x900...0x1FFFF,
            ]
            return ranges.randomElement(using: &random).flatMap { Unicode.Scalar(.random(in: $0, using: &random)) }
        }
        return Array((start + String(String.UnicodeScalarView(scalars))).utf8)
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
        #expect(JournalLine(text.utf8) == nil)
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
