import Mail
import Testing

@testable import Pipeline

@Suite("The watch over parked domains")
struct ParkWatchTests {
    private func parked(_ family: String, until: Int64 = 3600, since: Int64 = 0, consecutiveParks: Int = 1)
        -> ParkedDomain
    {
        ParkedDomain(
            family: family, until: Timestamp(seconds: until), since: Timestamp(seconds: since),
            reason: "421 4.7.28 marie@orange.fr sends too much", consecutiveParks: consecutiveParks)
    }

    @Test("A park is told once, and once more after each probe that was refused")
    func once() {
        var watch = ParkWatch()
        #expect(watch.look(at: []).isEmpty)
        #expect(watch.look(at: [parked("orange")]) == [.parked(parked("orange"))])
        #expect(watch.look(at: [parked("orange")]).isEmpty)
        #expect(watch.look(at: [parked("orange", until: 3660)]).isEmpty)
        let again = parked("orange", until: 7200, consecutiveParks: 2)
        #expect(watch.look(at: [again, parked("free")]) == [.parked(again), .parked(parked("free"))])
    }

    @Test("The end of a park is told; a new park of the same domain is news again")
    func back() {
        var watch = ParkWatch()
        _ = watch.look(at: [parked("orange"), parked("free")])
        #expect(watch.look(at: [parked("free")]) == [.back(family: "orange")])
        #expect(watch.look(at: [parked("free")]).isEmpty)
        let later = parked("free", since: 9000)
        #expect(watch.look(at: [later]) == [.parked(later)])
        #expect(watch.look(at: []) == [.back(family: "free")])
    }

    @Test("A worker says in its log when a domain is parked and when it is back, without the address in the reply")
    func events() async throws {
        let bench = try TestWorker()
        await bench.outbox.survey(finds: QueueSurvey(parked: [parked("orange")]))
        try await bench.whileWorking {
            #expect(await eventually { !bench.tape.lines("domain_parked").isEmpty })
            await bench.outbox.survey(finds: QueueSurvey())
            #expect(await eventually { !bench.tape.lines("domain_back").isEmpty })
        }
        let lines = bench.tape.lines("domain_parked")
        #expect(lines.count == 1)
        #expect(lines.first?.fields["domain"] == "orange")
        #expect(lines.first?.fields["until"] == "1970-01-01T01:00:00Z")
        #expect(lines.first?.fields["reason"]?.contains("marie@") == false)
        #expect(bench.tape.lines("domain_back").count == 1)
    }
}
