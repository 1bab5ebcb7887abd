import Mail
import Observability
import Testing

@testable import Pipeline

@Suite("Storms are summed up, not repeated")
struct StormGateTests {
    private static let subject = subject("451 greylisted")

    private static func subject(_ wording: String) -> StormGate.Subject {
        StormGate.Subject(event: .deferred, lane: .bulk, relay: "relay.test:587", wording: wording)
    }

    /// So many lines of one subject; how many were whole.
    private func lines(
        _ count: Int, _ subject: StormGate.Subject = subject, to domain: String = "orange.fr", at now: Duration,
        _ gate: inout StormGate
    ) -> Int {
        (0..<count).count { _ in gate.isWhole(subject, domain: domain, at: now) }
    }

    @Test("The first lines of a subject are whole, the rest is one count at the end of its minute")
    func first() {
        var gate = StormGate()
        #expect(lines(1000, at: .zero, &gate) == StormGate.wholeLines)
        #expect(gate.storms(at: .seconds(59)).isEmpty)
        let storms = gate.storms(at: .seconds(60))
        #expect(storms.map(\.count) == [1000 - StormGate.wholeLines])
        #expect(storms.first?.lasted == .seconds(60))
        #expect(storms.first?.domainsInWords == "orange.fr")
    }

    @Test("Few lines are whole, minute after minute, and nothing is counted")
    func few() {
        var gate = StormGate()
        for minute in 0..<5 {
            let now = Duration.seconds(60 * minute)
            #expect(gate.storms(at: now).isEmpty)
            #expect(lines(StormGate.wholeLines, at: now, &gate) == StormGate.wholeLines)
        }
    }

    @Test("A storm that goes on is one line a minute; one that calmed down begins anew")
    func goingOn() {
        var gate = StormGate()
        _ = lines(50, at: .zero, &gate)
        #expect(gate.storms(at: .seconds(60)).map(\.count) == [40])
        #expect(lines(50, at: .seconds(61), &gate) == 0)
        #expect(gate.storms(at: .seconds(120)).map(\.count) == [50])
        #expect(lines(3, at: .seconds(121), &gate) == 0)
        #expect(gate.storms(at: .seconds(180)).map(\.count) == [3])
        #expect(lines(3, at: .seconds(181), &gate) == 3)
        #expect(gate.storms(at: .seconds(240)).isEmpty)
    }

    @Test("Nothing is lost: what was whole and what was counted add up, also where the worker stops in between")
    func sums() {
        var gate = StormGate()
        var whole = 0
        var counted = 0
        for second in 0..<600 {
            whole += lines(second % 7, Self.subject("\(second % 5)"), at: .seconds(second), &gate)
            counted += gate.storms(at: .seconds(second)).map(\.count).reduce(0, +)
        }
        counted += gate.rest(at: .seconds(600)).map(\.count).reduce(0, +)
        #expect(whole + counted == (0..<600).map { $0 % 7 }.reduce(0, +))
        #expect(counted > whole)
    }

    @Test("Another relay, reply, lane or event is another subject")
    func subjects() {
        var gate = StormGate()
        _ = lines(100, at: .zero, &gate)
        var others = [Self.subject, Self.subject, Self.subject, Self.subject("452 full")]
        others[0].event = .expired
        others[1].lane = .transactional
        others[2].relay = nil
        for other in others { #expect(lines(1, other, at: .zero, &gate) == 1) }
    }

    @Test("The domains that met it most are named, the others counted")
    func domains() {
        var gate = StormGate()
        _ = lines(StormGate.wholeLines, at: .zero, &gate)
        for (index, domain) in ["free.fr", "orange.fr", "sfr.fr", "laposte.net", "gmail.com"].enumerated() {
            _ = lines(index + 1, to: domain, at: .zero, &gate)
        }
        #expect(gate.rest(at: .seconds(1)).first?.domainsInWords == "gmail.com, laposte.net, sfr.fr and 2 more")
    }

    @Test("Subjects without end take no memory without end: what is beyond them is whole")
    func manySubjects() {
        var gate = StormGate()
        for number in 0..<StormGate.mostSubjects { _ = lines(1, Self.subject("\(number)"), at: .zero, &gate) }
        #expect(lines(100, Self.subject("one more"), at: .zero, &gate) == 100)
        _ = gate.storms(at: .seconds(60))
        #expect(lines(100, Self.subject("one more"), at: .seconds(61), &gate) == StormGate.wholeLines)
    }

    @Test(
        "What a person looks for by itself or must act upon is never summed up",
        arguments: [
            (Event.sent, Lane.bulk), (.sent, .transactional), (.inDoubt, .bulk), (.inDoubt, .transactional),
            (.failed, .transactional), (.alarm, .bulk), (.relayDown, .bulk), (.bounced, .bulk), (.complained, .bulk),
        ])
    func never(event: Event, lane: Lane) { #expect(!StormGate.mayBeSummedUp(event, lane)) }

    @Test("What may come in thousands with one reason is", arguments: [Event.deferred, .expired, .suppressed, .late])
    func always(event: Event) {
        for lane in Lane.allCases { #expect(StormGate.mayBeSummedUp(event, lane)) }
        #expect(StormGate.mayBeSummedUp(.failed, .bulk))
    }
}
