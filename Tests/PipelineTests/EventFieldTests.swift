import Logging
import Mail
import Observability
import Testing

@testable import Pipeline

@Suite("The list of events and what they carry")
struct EventFieldTests {
    @Test("Every event says what it carries, and nothing by two names", arguments: Event.allCases)
    func listed(event: Event) {
        #expect(event.hasFields)
        #expect(!event.fields.contains(.event))
    }

    @Test("Every field is carried by some event, and its key says its unit", arguments: EventField.allCases)
    func used(field: EventField) {
        #expect(field == .event || Event.allCases.contains { $0.fields.contains(field) })
        #expect(field.rawValue.hasSuffix("_ms") == (field.form == .milliseconds))
        #expect(field.rawValue.wholeMatch(of: /[a-z_]+/) != nil)
        #expect(!field.meaning.isEmpty && !field.meaning.hasSuffix("."))
    }

    @Test("What a worker logs is what the list says, each value of its type")
    func told() {
        let tape = LogTape()
        let clock = HandClock()
        let telemetry = Telemetry(logger: tape.logger, recipients: .masked, time: clock.time)
        for outcome in [
            Outcome.sent, .deferred(delay: .seconds(5)), .failed(suppress: true), .expired, .superseded, .suppressed,
            .cancelled, .inDoubt, .resend(delay: .seconds(5)),
        ] {
            let claimed = Claimed.sample
            let settlement = Settlement(
                lease: claimed.lease, outcome: outcome, code: 250, enhanced: "2.0.0", reply: "Ok",
                relay: "relay.test:25",
                timings: Settlement.Timings(queued: .seconds(2)))
            let result = AttemptResult(claimed, settlement)
            for _ in 0..<StormGate.wholeLines * 2 { telemetry.stored(result) }
            for _ in 0..<StormGate.wholeLines * 2 { telemetry.late(result) }
        }
        let domain = ParkedDomain(
            family: "orange", until: Timestamp(seconds: 5), since: Timestamp(seconds: 0), reason: "421 4.7.28 later",
            consecutiveParks: 1)
        telemetry.domainParked(domain)
        telemetry.domainBack("orange")
        telemetry.limited(
            [LimitedCount(kind: "password-reset", lane: .transactional, lately: 3, lastHour: 5)], within: .seconds(60))
        telemetry.relayDown("relay.test:25", "connection refused")
        telemetry.relayUp("relay.test:25")
        telemetry.alarm(.page, "relay.test:25", "login refused")
        telemetry.unknownReply(Reply(code: 550, enhanced: "5.0.0", text: "no"), at: .rcpt, "relay.test:25")
        telemetry.databaseLost("away")
        telemetry.databaseBack(after: .seconds(5))
        telemetry.journalLost("full")
        telemetry.journalBack(after: .seconds(5))
        telemetry.statementFailed("a statement failed")
        telemetry.templateFault("newsletter", "broken")
        telemetry.ready(slots: 8)
        telemetry.stopping()
        telemetry.stopped(unsettled: 3)
        telemetry.queue(QueueSurvey(waiting: [.bulk: 3]))
        telemetry.sumUp(relaysDown: ["relay.test:25"], isLast: true)

        let events = Set(tape.lines.compactMap { $0.event.flatMap(Event.init(rawValue:)) })
        #expect(events.count >= 23, "\(events)")
        for line in tape.lines { #expect(Self.faults(line).isEmpty, "\(line.text) \(Self.faults(line))") }
        #expect(tape.lines("deferred").contains { $0.fields["count"] != nil })
        #expect(tape.lines("summary").count == 1)
    }

    /// What in a line is not as the list says.
    private static func faults(_ line: LogTape.Line) -> [String] {
        guard let event = line.event.flatMap(Event.init(rawValue:)) else { return ["no event"] }
        return line.fields.compactMap { key, value in
            if key == EventField.event.rawValue { return nil }
            guard let field = EventField(rawValue: key), event.fields.contains(field) else {
                return "\(event.rawValue) carries \(key)"
            }
            let fits =
                switch field.form {
                case .text: !value.isEmpty
                case .number, .milliseconds: Int(value) != nil
                case .decimal: Double(value) != nil
                case .moment: Timestamp(rfc3339: value) != nil
                }
            return fits ? nil : "\(key) is no \(field.form.rawValue): \(value)"
        }
    }

    @Test("A storm's line says how many, of which reply, and no address")
    func storm() throws {
        let tape = LogTape()
        let clock = HandClock()
        let telemetry = Telemetry(logger: tape.logger, recipients: .masked, time: clock.time)
        for _ in 0..<500 {
            let claimed = Claimed.sample
            telemetry.stored(
                AttemptResult(
                    claimed,
                    Settlement(
                        lease: claimed.lease, outcome: .deferred(delay: .seconds(60)), code: 451, enhanced: "4.7.1",
                        reply: "<marie@client.test> greylisted for \(Int.random(in: 1...300)) s",
                        relay: "relay.test:25",
                        timings: Settlement.Timings())))
        }
        clock.advance(by: .seconds(60))
        telemetry.sumUp(relaysDown: [], isLast: false)
        let lines = tape.lines("deferred")
        #expect(lines.count == StormGate.wholeLines + 1)
        let last = try #require(lines.last)
        #expect(last.fields["count"] == "\(500 - StormGate.wholeLines)")
        #expect(last.text == "\(500 - StormGate.wholeLines) more within 1m, like the lines before: client.test")
        #expect(last.fields["code"] == "451")
        #expect(!"\(lines)".contains("marie@"))
    }
}

extension Claimed {
    /// A message of no consequence.
    fileprivate static var sample: Claimed {
        Claimed(
            lease: Lease(message: MessageID(high: 0, low: 1), token: 1), status: .due, kind: "newsletter", lane: .bulk,
            attempt: 1, recipient: "marie@client.test", recipientName: nil, locale: "fr-FR", parameters: "{}",
            enqueuedAt: Timestamp(seconds: 0), datedAt: Timestamp(seconds: 0), expiresAt: nil, expiresIn: nil,
            queued: .zero, issue: nil)
    }
}
