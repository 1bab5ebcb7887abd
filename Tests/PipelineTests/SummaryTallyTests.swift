import Mail
import Observability
import Testing

@testable import Pipeline

@Suite("One line a minute says what there was")
struct SummaryTallyTests {
    @Test("Where nothing was done, nothing waits and no relay is down there is nothing to say")
    func nothing() {
        var tally = SummaryTally(since: .zero)
        tally.add(QueueSurvey(waiting: [.bulk: 0], inDoubt: [.bulk: 2]))
        #expect(tally.take(relaysDown: [], at: .seconds(60)) == nil)
        tally.add(QueueSurvey(waiting: [.bulk: 1]))
        #expect(tally.take(relaysDown: [], at: .seconds(120)) != nil)
        tally.add(QueueSurvey())
        #expect(tally.take(relaysDown: ["relay.test:25"], at: .seconds(180)) != nil)
    }

    @Test("Each minute counts its own attempts; the queue stands until it is looked at again")
    func minutes() throws {
        var tally = SummaryTally(since: .zero)
        tally.add(QueueSurvey(waiting: [.transactional: 40, .bulk: 96_000], inDoubt: [.bulk: 2]))
        for number in 0..<90 { tally.add(.sent, .bulk, queued: .milliseconds(number)) }
        tally.add(.deferred, .bulk, queued: .seconds(75))
        tally.add(.expired, .transactional, queued: .zero)
        let minute = tally.take(relaysDown: ["relay.test:25"], at: .seconds(60))
        let first = try #require(minute)
        #expect(
            first.sentence
                == "90 sent (1.5/s), 1 deferred, 1 expired; due: 40 transactional, 96000 bulk; longest wait 1m15s; "
                + "2 in doubt; down: relay.test:25")
        #expect(first.other == 1)
        let next = tally.take(relaysDown: [], at: .seconds(120))
        let second = try #require(next)
        #expect(second.sentence == "no attempt; due: 40 transactional, 96000 bulk; 2 in doubt")
        #expect(second.period == .seconds(60))
    }

    @Test("A count that went no further says so")
    func most() {
        var tally = SummaryTally(since: .zero)
        tally.add(QueueSurvey(waiting: [.bulk: QueueSurvey.most]))
        #expect(tally.take(relaysDown: [], at: .seconds(60))?.sentence == "no attempt; due: 100000 or more bulk")
    }
}
