import Logging
import Mail
import Testing

@testable import facteur

@Suite("Log lines for people")
struct TextLineTests {
    /// 2026-11-24T06:35:49.123Z, in a zone one hour ahead.
    private static let time = Timestamp(microseconds: 1_795_502_149_123_000)

    private static func line(
        _ text: String, _ fields: Logger.Metadata, _ lead: TextStyle.Lead = .clock, level: Logger.Level = .info,
        isColoured: Bool = false
    ) -> String {
        LogLine(time: time, level: level, text: text, metadata: fields)
            .plain(TextStyle(lead: lead, isColoured: isColoured, offset: { _ in 3600 }))
    }

    private static let delivery: Logger.Metadata = [
        "event": "deferred", "message": "01993c9e-0000-7000-8000-000000000000", "kind": "password-reset",
        "lane": "transactional", "attempt": .stringConvertible(1), "recipient": "m***@client.test",
        "relay": "relay.test:587", "code": .stringConvertible(451), "enhanced": "4.7.1", "reply": "Greylisted",
        "next_attempt": "2026-11-24T06:36:34Z", "queued_ms": .stringConvertible(20),
        "render_ms": .stringConvertible(1), "connect_ms": .stringConvertible(0), "smtp_ms": .stringConvertible(1250),
    ]

    @Test(
        "An attempt is one line: when, what, of whom, where the time went (delays=queued/render/connect/smtp)",
        arguments: [
            (TextStyle.Lead.clock, "07:35:49.123 info    deferred       "),
            (.date, "2026-11-24T07:35:49.123+01:00 info    deferred       "), (.nothing, "deferred "),
        ])
    func attempt(lead: TextStyle.Lead, begin: String) {
        let rest = """
            message=01993c9e-0000-7000-8000-000000000000 kind=password-reset lane=transactional attempt=1 \
            recipient=m***@client.test relay=relay.test:587 reply="451 4.7.1 Greylisted" \
            next_attempt="07:36:34, in 45s" delays=0.02/0.001/0/1.3
            """
        #expect(Self.line("deferred", Self.delivery, lead) == begin + rest)
    }

    @Test(
        "Nothing is told twice, numbers have their unit, jargon stays in JSON",
        arguments: [
            (
                "no mail goes out by relay.test:587: connection refused",
                ["event": "relay_down", "relay": "relay.test:587", "reason": "connection refused"],
                "no mail goes out by relay.test:587: connection refused event=relay_down"
            ),
            (
                "ready with 8 connections", ["event": "ready", "connections": "8"],
                "ready with 8 connections event=ready"
            ),
            ("health on port 9025", ["port": "9025"], "health on port 9025"),
            // Part of a word is not that word.
            ("ready with 18 connections", ["connections": "8"], "ready with 18 connections connections=8"),
            ("the database answers again", ["away_ms": "90500"], "the database answers again away=1m30s"),
            ("rests", ["until": "2026-11-26T07:00:00Z"], #"rests until="2026-11-26 08:00:00, in 2d24m""#),
            ("rests", ["until": "2026-11-24T06:00:00Z"], "rests until=07:00:00"),
            ("no reply", ["code": "421"], "no reply code=421"),
            ("no reply", ["code": "421", "stage": "mail"], "no reply code=421 stage=mail"),
            ("no form", ["until": "soon", "away_ms": "long"], "no form until=soon away_ms=long"),
            ("sent", ["queued_ms": "5"], "sent delays=0.005/0/0/0"),
        ] as [(String, [String: String], String)])
    func once(text: String, fields: [String: String], expected: String) {
        #expect(Self.line(text, fields.mapValues { "\($0)" }, .nothing) == expected)
    }

    @Test(
        "A value cannot be taken for another field",
        arguments: [("x \u{301}event=sent", #"value="x \#u{301}event=sent""#), ("x\"\u{301}", #"value="x\"\#u{301}""#)])
    func quoted(value: String, expected: String) {
        #expect(Self.line("sent", ["value": "\(value)"]).utf8.suffix(expected.utf8.count).elementsEqual(expected.utf8))
    }

    @Test("A line is one line, whatever a server replied")
    func singleLine() {
        let line = Self.line("sent", ["event": "sent", "reply": "Ok: queued as \"4Xk2\"\r\nforged=1"])
        #expect(line.hasSuffix(#" reply="Ok: queued as \"4Xk2\"  forged=1""#), "\(line)")
        #expect(!line.utf8.contains { $0 < 0x20 })
    }

    @Test("Levels have colours where colours are wanted, and the text is the same without them")
    func colours() {
        for level in Logger.Level.allCases {
            let plain = Self.line("deferred", Self.delivery, level: level)
            let coloured = Self.line("deferred", Self.delivery, level: level, isColoured: true)
            #expect(coloured.contains("\u{1B}["))
            #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
        }
        #expect(
            Self.line("down", ["event": "relay_down"], level: .error, isColoured: true).contains(
                "\u{1B}[1;31mrelay_down"))
    }

    @Test(
        "NO_COLOR, a dumb terminal and a file have no colours",
        arguments: [
            ([:], true, true), (["TERM": "xterm"], true, true), (["NO_COLOR": "1"], true, false),
            // An empty one counts as none (no-color.org).
            (["NO_COLOR": ""], true, true), (["TERM": "dumb"], true, false), ([:], false, false),
        ] as [([String: String], Bool, Bool)])
    func wants(environment: [String: String], isTerminal: Bool, expected: Bool) {
        let style = TextStyle.standardOutput(environment: environment, isTerminal: isTerminal)
        #expect(style.isColoured == expected)
        #expect(style.lead == (isTerminal ? .clock : .date))
    }

    @Test(
        "A step's time has two figures",
        arguments: [
            (-1, "0"), (0, "0"), (4, "0.004"), (10, "0.01"), (99, "0.099"), (120, "0.12"), (994, "0.99"), (999, "1"),
            (1000, "1"), (1250, "1.3"), (9949, "9.9"), (9999, "10"), (12_400, "12"), (3_600_000, "3600"),
        ])
    func delay(milliseconds: Int, expected: String) { #expect(Delays.text(milliseconds) == expected) }

    @Test(
        "An offset is written as RFC 3339 does, west of Greenwich too",
        arguments: [(3600, "+01:00"), (-12_600, "-03:30"), (0, "+00:00")])
    func zone(seconds: Int, expected: String) {
        #expect(TextStyle.zone(seconds) == expected)
    }
}
