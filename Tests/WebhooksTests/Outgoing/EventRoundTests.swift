import Mail
import Testing

@testable import Webhooks

@Suite("A round of telling an endpoint")
struct EventRoundTests {
    /// Events of these messages, numbered from 1.
    private func events(_ messages: String?...) -> [OutgoingEvent] {
        messages.enumerated().map { index, message in
            OutgoingEvent(cursor: Int64(index + 1), id: "evt_\(index + 1)", message: message, body: "{}")
        }
    }

    @Test("The events of one message are in one lane, in their order; no lane is long while another is short")
    func lanes() {
        let round = EventRound(events("a", "b", "a", nil, "b", "c"), taken: [], width: 3)
        #expect(round.lanes.map { $0.map(\.cursor) } == [[1, 3], [2, 5], [4, 6]])
    }

    @Test("What was taken before is not told again, and counts")
    func taken() {
        var round = EventRound(events("a", "b", "c"), taken: [2], width: 2)
        #expect(round.lanes.map { $0.map(\.cursor) } == [[1], [3]])
        round.note([.taken], of: round.lanes[0])
        round.note([.unreachable("away")], of: round.lanes[1])
        #expect(round.cursor == 2)
        #expect(round.ahead == [])
        #expect(round.refusal == .unreachable("away"))
    }

    @Test("The cursor stays before the first that was not taken, whatever came after it")
    func gap() {
        var round = EventRound(events("a", "b", "a", "c"), taken: [], width: 4)
        for lane in round.lanes {
            round.note(lane[0].message == "a" ? [.refused(status: 500, retryAfter: nil)] : [.taken], of: lane)
        }
        #expect(round.cursor == nil)
        #expect(round.ahead == [2, 4])
        #expect(round.refusal == .refused(status: 500, retryAfter: nil))
    }

    @Test(
        "The first event is passed over where the endpoint refuses its body and takes others",
        arguments: [
            (EventAnswer.refused(status: 422, retryAfter: nil), EventAnswer.taken, true),
            (.refused(status: 400, retryAfter: nil), .taken, true),
            (.refused(status: 422, retryAfter: nil), .refused(status: 422, retryAfter: nil), false),
            (.refused(status: 401, retryAfter: nil), .taken, false),
            (.refused(status: 500, retryAfter: nil), .taken, false),
            (.refused(status: 429, retryAfter: nil), .taken, false), (.unreachable("away"), .taken, false),
        ] as [(EventAnswer, EventAnswer, Bool)])
    func skipped(first: EventAnswer, second: EventAnswer, isSkipped: Bool) {
        var round = EventRound(events("a", "b", "a"), taken: [], width: 4)
        round.note([first], of: round.lanes[0])
        round.note([second], of: round.lanes[1])
        #expect((round.skipFirst()?.0.cursor == 1) == isSkipped)
        #expect((round.cursor == 2) == isSkipped)
    }

    @Test("A round that ran out of time is no failure")
    func timeout() {
        var round = EventRound(events("a", "a", "a"), taken: [], width: 4)
        round.note([.taken], of: round.lanes[0])
        #expect(round.cursor == 1)
        #expect(round.refusal == nil)
    }
}

@Suite("How long an endpoint rests")
struct EventPauseTests {
    struct Case: Sendable {
        let answer: EventAnswer
        let failures: Int
        let pause: Duration
    }

    @Test(
        "Longer each time, an hour at most; as long as it asks for; an hour when it says that it is gone",
        arguments: [
            Case(answer: .unreachable("x"), failures: 0, pause: .seconds(5)),
            Case(answer: .refused(status: 500, retryAfter: nil), failures: 1, pause: .seconds(30)),
            Case(answer: .refused(status: 400, retryAfter: nil), failures: 3, pause: .seconds(600)),
            Case(answer: .unreachable("x"), failures: 5, pause: .seconds(3600)),
            Case(answer: .unreachable("x"), failures: .max, pause: .seconds(3600)),
            Case(answer: .refused(status: 429, retryAfter: .seconds(90)), failures: 0, pause: .seconds(90)),
            Case(answer: .refused(status: 503, retryAfter: .seconds(1)), failures: 1, pause: .seconds(30)),
            Case(answer: .refused(status: 503, retryAfter: .seconds(86_400)), failures: 0, pause: .seconds(3600)),
            Case(answer: .refused(status: 410, retryAfter: nil), failures: 0, pause: .seconds(3600)),
        ])
    func pause(_ example: Case) {
        #expect(EventPause.pause(after: example.answer, failures: example.failures, jitter: 0) == example.pause)
    }
}
