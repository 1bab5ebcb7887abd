import Mail
import Replies
import Testing

@Suite("A file of replies")
struct ReplyFileTests {
    /// A sound table, which each test spoils.
    private static let sound = """
        - code: [450, 451-452]
          at: [rcpt, dot]
          enhanced: 7.1-7.3
          provider: OFR_10x
          text: slow down
          blame: domain
          action: retry
          patience: 1h
          alarm: notice
          sentence: wait
          examples:
            - rcpt: 450 4.7.1 Slow down OFR004_104
        - code: 4xx
          blame: recipient
          action: retry
          sentence: later
          examples:
            - rcpt: 450 4.7.1 Slow down OFR004_204
        - code: 5xx
          blame: recipient
          action: fail
          sentence: never
          examples:
            - dot: 550 No
        """

    private func faults(_ text: String) -> [String] {
        do throws(ReplyFaults) {
            _ = try ReplyFile.table(text, file: "replies.yaml")
            return []
        } catch {
            return error.faults.map(\.description)
        }
    }

    @Test("The table that ships is sound: every recorded reply meets its own row (P3)")
    func ships() { #expect(faults(ReplyFile.embedded) == []) }

    @Test("A sound table has no faults, and says what its rows say")
    func sound() throws {
        let table = try ReplyFile.table(Self.sound, file: "replies.yaml")
        let reply = Reply(code: 451, enhanced: "4.7.2", text: "SLOW DOWN [OUK_109]")
        #expect(
            table.judge(.refused(reply, at: .dot))
                == Verdict(.domain, .retry, alarm: .notice, patience: .seconds(3600), "wait"))
        #expect(table.judge(.refused(reply, at: .data)).sentence == "later")
    }

    @Test(
        "Each fault is told with its line and what is allowed (P3)",
        arguments: [
            ("enhanced: 7.1-7.3", "enhnced: 7.1", 3, "\"enhnced\": unknown key; allowed: code, at, enhanced"),
            ("code: [450, 451-452]", "code: [450, 600]", 1, "code: \"600\": allowed: 4xx, 5xx, one code"),
            ("code: [450, 451-452]", "code: 452-450", 1, "code: \"452-450\": allowed: 4xx"),
            ("at: [rcpt, dot]", "at: [rcpt, helo]", 2, "at: \"helo\": allowed: connect, greeting"),
            ("at: [rcpt, dot]", "at: []", 2, "at: an empty list; allowed: connect"),
            ("at: [rcpt, dot]", "at: opening", 6, "blame: before mail the relay speaks of itself or of us"),
            ("enhanced: 7.1-7.3", "enhanced: 5.7.1", 3, "enhanced: \"5.7.1\": allowed: subject and detail such as 7.1"),
            ("enhanced: 7.1-7.3", "enhanced: 7.9-7.3", 3, "enhanced: \"7.9-7.3\": allowed:"),
            ("enhanced: 7.1-7.3", "enhanced: 7.1-8.3", 3, "enhanced: \"7.1-8.3\": allowed:"),
            ("provider: OFR_10x", "provider: OFR104", 4, "provider: \"OFR104\": allowed: OFR, OUK, LPN"),
            ("provider: OFR_10x", "provider: FREE_104", 4, "provider: \"FREE_104\": allowed:"),
            ("text: slow down", "text: Slow Down", 5, "text: \"Slow Down\": allowed: words in lower case"),
            ("text: slow down", "text: slow down\n  with: Now", 6, "with: \"Now\": allowed: words in lower case"),
            ("text: slow down", "with: now", 5, "with: allowed beside text only"),
            ("alarm: notice", "throttle: often", 9, "throttle: \"often\": allowed: true or false"),
            ("alarm: notice", "throttle: true", 9, "throttle: allowed with blame relay and action retry only"),
            ("alarm: notice", "general: perhaps", 9, "general: \"perhaps\": allowed: true or false"),
            ("alarm: notice", "general: true", 9, "general: allowed without enhanced, provider and text only"),
            ("text: slow down", "text: {a: b}", 5, "text: not one word: allowed:"),
            ("blame: domain", "blame: none", 6, "blame: \"none\": allowed: recipient, domain, relay, message or us"),
            ("action: retry\n  patience", "action: doubt\n  patience", 7, "action: \"doubt\": allowed: retry or fail"),
            ("patience: 1h", "patience: 8d", 8, "patience: \"8d\": allowed: 30s, 10m, 2h or 1d, at most 7d"),
            ("patience: 1h", "patience: 99999999999999999999h", 8, "patience:"),
            ("alarm: notice", "alarm: loud", 9, "alarm: \"loud\": allowed: none, notice or page"),
            ("alarm: notice", "suppress: maybe", 9, "suppress: \"maybe\": allowed: true or false"),
            ("alarm: notice", "suppress: true", 9, "suppress: allowed with blame recipient and action fail only"),
            ("patience: 1h\n", "\n", 6, "blame: a domain at fault rests, so it needs action retry and a patience"),
            ("action: fail", "action: fail\n  patience: 1h", 22, "patience: allowed with action retry only"),
            ("blame: recipient\n  action: retry", "blame: message\n  action: retry", 14, "blame: a message at fault"),
            ("sentence: wait", "sentence: \"\"", 10, "sentence: \"\": allowed: one line of 1 to 200 characters"),
            ("sentence: never", "# none", 19, "a row without sentence: every row must have one"),
            ("  examples:\n    - dot: 550 No", "", 19, "a row without examples: every row must have one"),
            ("- dot: 550 No", "- dot: 250 Yes", 24, "examples: allowed: a stage and a reply of 400 to 599"),
            ("- dot: 550 No", "- 550 No", 24, "examples: allowed: a stage and a reply"),
            ("- dot: 550 No", "- moon: 550 No", 24, "examples: allowed: a stage and a reply"),
            ("- dot: 550 No", "- dot: 550-No", 24, "examples: allowed: a stage and a reply"),
            ("- dot: 550 No", "- dot: 451 No", 24, "examples: this reply meets the row of line 13 first, \"later\""),
            ("OFR004_204", "OFR004_104", 18, "examples: this reply meets the row of line 1 first, \"wait\""),
            ("- code: 4xx", "- code: 400-498", nil, "has no row for the rest of 4xx: add one, the last"),
            ("- code: 5xx", "- code: 5xx\n  at: dot", nil, "has no row for the rest of 5xx: add one, the last"),
        ] as [(String, String, Int?, String)])
    func spoiled(sound: String, spoiled: String, line: Int?, sentence: String) throws {
        try #require(Self.sound.contains(sound))
        let found = faults(Self.sound.replacing(sound, with: spoiled, maxReplacements: 1))
        let place = line.map { "replies.yaml, line \($0): " } ?? "replies.yaml: "
        #expect(found.contains { $0.hasPrefix(place + sentence) }, "\(found)")
    }

    @Test("A row's further words must be there too, and a row may say that it was made for no reply")
    func furtherWords() throws {
        let text = Self.sound.replacing("text: slow down", with: "text: slow down\n  with: [now, please]")
            .replacing("Slow down OFR004_104", with: "Slow down please OFR004_104")
            .replacing("sentence: later", with: "general: true\n  sentence: later")
        let table = try ReplyFile.table(text, file: "replies.yaml")
        func judge(_ text: String) -> Verdict {
            table.judge(.refused(Reply(code: 450, enhanced: "4.7.1", text: text), at: .rcpt))
        }
        #expect(judge("Now slow down OFR_104").sentence == "wait")
        #expect(judge("Slow down OFR_104").sentence == "later")
        #expect(!judge("Now slow down OFR_104").isGeneral)
        #expect(judge("Slow down OFR_104").isGeneral)
    }

    @Test("All faults are told at once, in the order of their lines")
    func all() {
        let spoiled = Self.sound.replacing("text: slow down", with: "text: SLOW").replacing(
            "alarm: notice", with: "alarm: loud"
        )
        .replacing("- dot: 550 No", with: "- dot: 450 No")
        let found = faults(spoiled)
        #expect(
            found.map { $0.prefix(21) } == ["replies.yaml, line 5:", "replies.yaml, line 9:", "replies.yaml, line 24"])
    }

    @Test("A key that stands twice is refused")
    func twice() {
        let found = faults(Self.sound.replacing("sentence: later", with: "sentence: later\n  sentence: never"))
        #expect(found.contains { $0.contains("is no YAML: mend the syntax near this line") }, "\(found)")
    }

    @Test("What is no table is refused", arguments: ["", "- 1", "a: b", "[]", "- {", "\u{0}", "&a [*a]"])
    func noTable(text: String) { #expect(!faults(text).isEmpty) }
}
