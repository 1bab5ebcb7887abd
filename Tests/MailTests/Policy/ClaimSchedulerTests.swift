import Mail
import Testing

@Suite("The scheduler of claims")
struct ClaimSchedulerTests {
    private func situation(
        _ wanted: [Lane: Int] = [.transactional: 8, .bulk: 6], unsent: Int = 0,
        _ admission: RelayFleet.Admission = .open, hearsWakeUps: Bool = false, outboxLost: Bool = false,
        handoverShut: Bool = false
    ) -> ClaimScheduler.Situation {
        ClaimScheduler.Situation(
            wanted: wanted, unsent: [.transactional: unsent],
            admissions: Dictionary(uniqueKeysWithValues: Lane.allCases.map { ($0, admission) }),
            hearsWakeUps: hearsWakeUps, isOutboxLost: outboxLost, isHandoverShut: handoverShut)
    }

    private func situation(_ admission: RelayFleet.Admission) -> ClaimScheduler.Situation {
        situation([.transactional: 8, .bulk: 6], admission)
    }

    /// Runs it for a while with claims that take no time and find what `find` says; when each lane was claimed from.
    private func run(
        _ scheduler: inout ClaimScheduler, for span: Duration, in situation: ClaimScheduler.Situation,
        find: (Lane, Int) -> Int
    ) -> [Lane: [Duration]] {
        var now = Duration.zero
        var claims: [Lane: [Duration]] = [:]
        while now < span {
            for action in scheduler.next(in: situation, at: now) {
                switch action {
                case .claim(let lane, let wanted):
                    claims[lane, default: []].append(now)
                    scheduler.answered(lane, wanted: wanted, found: find(lane, wanted), at: now, jitter: 0)
                case .release: Issue.record("nothing is to be handed back")
                case .wait(let pause): now += min(pause, .milliseconds(1))
                }
            }
        }
        return claims
    }

    @Test("Both lanes are looked at, for what there is room for; no more than 250 of a newsletter at once")
    func both() {
        var scheduler = ClaimScheduler()
        let actions = scheduler.next(in: situation([.transactional: 500, .bulk: 500]), at: .zero)
        #expect(actions == [.claim(.transactional, 500), .claim(.bulk, 250), .wait(.seconds(1))])
        // One claim of a lane at a time.
        #expect(scheduler.next(in: situation(), at: .seconds(9)) == [.wait(.seconds(1))])
    }

    @Test("A transactional claim never waits for a bulk one, whatever the relays are like (S13)")
    func neverBehindBulk() {
        for admission in [RelayFleet.Admission.open, .probe] {
            var scheduler = ClaimScheduler()
            _ = scheduler.next(in: situation([.bulk: 6], admission), at: .zero)
            for look in 0..<100 {
                let actions = scheduler.next(in: situation(admission), at: .seconds(look))
                #expect(actions.first == .claim(.transactional, admission == .open ? 8 : 1))
                scheduler.answered(.transactional, wanted: 8, found: 0, at: .seconds(look), jitter: 0)
            }
        }
    }

    @Test("While all is quiet a newsletter is looked for every ten seconds, a reset link every second as ever")
    func quiet() {
        var scheduler = ClaimScheduler()
        let claims = run(&scheduler, for: .seconds(100), in: situation()) { _, _ in 0 }
        #expect(scheduler.isQuiet)
        let last = { (lane: Lane) in (claims[lane] ?? []).filter { $0 > .seconds(50) } }
        #expect(last(.bulk).count == 5)
        #expect(last(.transactional).count >= 49)
        // What is found, and a wake-up, end the quiet.
        scheduler.wake()
        #expect(!scheduler.isQuiet)
        #expect(scheduler.next(in: situation(), at: .seconds(100)).contains(.claim(.bulk, 6)))
    }

    @Test("Quiet, and where wake-ups come through, a reset link is looked for every two seconds")
    func quietAndHearing() {
        var scheduler = ClaimScheduler()
        let claims = run(&scheduler, for: .seconds(100), in: situation(hearsWakeUps: true)) { _, _ in 0 }
        let moments = (claims[.transactional] ?? []).filter { $0 > .seconds(50) }
        #expect(moments.count == 25)
        // Before it is quiet, and without them, as ever.
        #expect((claims[.transactional] ?? []).filter { $0 < .seconds(20) }.count >= 20)
    }

    @Test("Where there is more, the next claim comes at once")
    func full() {
        var scheduler = ClaimScheduler()
        _ = scheduler.next(in: situation(), at: .zero)
        scheduler.answered(.transactional, wanted: 8, found: 8, at: .milliseconds(3), jitter: 0)
        #expect(scheduler.next(in: situation(), at: .milliseconds(3)).first == .claim(.transactional, 8))
    }

    @Test("An empty outbox is asked after 20 ms, then less and less often, once a second at last; it is to be woken")
    func idle() {
        var scheduler = ClaimScheduler()
        let claims = run(&scheduler, for: .seconds(10), in: situation()) { _, _ in 0 }
        for lane in Lane.allCases {
            let moments = claims[lane] ?? []
            let waits = zip(moments.dropFirst(), moments).map { $0 - $1 }
            let growing = [20, 40, 80, 160, 320, 640].map { Duration.milliseconds($0) }
            #expect(Array(waits.prefix(6)) == growing)
            #expect(waits.dropFirst(6).allSatisfy { $0 == .seconds(1) })
        }
        #expect(scheduler.wantsWakeUps)
        scheduler.wake()
        #expect(scheduler.next(in: situation(), at: .seconds(10)).count == 3)
    }

    @Test("Beside a newsletter that is being sent, a reset link is looked for every 20 ms")
    func besideNewsletter() {
        var scheduler = ClaimScheduler()
        let claims = run(&scheduler, for: .seconds(2), in: situation()) { lane, _ in lane == .bulk ? 3 : 0 }
        let moments = claims[.transactional] ?? []
        let waits = zip(moments.dropFirst(), moments).map { $0 - $1 }
        #expect(waits.count > 90)
        #expect(waits.dropFirst().allSatisfy { $0 <= .milliseconds(20) })
        #expect(scheduler.wantsWakeUps, "a wake-up is sooner still")
    }

    @Test("While many reset links come nobody is to ring for each")
    func many() {
        var scheduler = ClaimScheduler()
        _ = run(&scheduler, for: .seconds(1), in: situation()) { lane, _ in lane == .transactional ? 4 : 0 }
        #expect(!scheduler.wantsWakeUps)
    }

    @Test("A lane without room is not claimed from")
    func noRoom() {
        var scheduler = ClaimScheduler()
        #expect(scheduler.next(in: situation([.transactional: 0]), at: .zero) == [.wait(.seconds(1))])
    }

    @Test("With every relay down what is held is handed back, and nothing is claimed")
    func shut() {
        var scheduler = ClaimScheduler()
        let actions = scheduler.next(in: situation(.shut), at: .zero)
        #expect(
            actions == [.release(.transactional, .noRelay), .release(.bulk, .noRelay), .wait(.seconds(1))])
    }

    @Test("A lane whose relays take nothing keeps the other from nothing (S13)")
    func oneLane() {
        for (admission, reason) in [
            (RelayFleet.Admission.shut, ClaimScheduler.Reason.noRelay), (.full(until: .seconds(60)), .noQuota),
        ] {
            var scheduler = ClaimScheduler()
            var situation = situation(.open)
            situation.admissions[.bulk] = admission
            #expect(
                scheduler.next(in: situation, at: .zero) == [
                    .claim(.transactional, 8), .release(.bulk, reason), .wait(.seconds(1)),
                ])
        }
        var scheduler = ClaimScheduler()
        var situation = situation(.open)
        situation.admissions[.transactional] = .shut
        #expect(
            scheduler.next(in: situation, at: .zero) == [
                .release(.transactional, .noRelay), .claim(.bulk, 6), .wait(.seconds(1)),
            ])
        // A message of the other lane that waits for its own relay is no probe of this one's.
        situation = self.situation(unsent: 3)
        situation.admissions[.bulk] = .probe
        scheduler = ClaimScheduler()
        #expect(
            scheduler.next(in: situation, at: .zero) == [
                .claim(.transactional, 8), .claim(.bulk, 1), .wait(.seconds(1)),
            ])
    }

    @Test(
        "To probe a relay one message is claimed, a transactional one if there is any; none while one is on its way (S14)"
    )
    func probe() {
        var scheduler = ClaimScheduler()
        #expect(scheduler.next(in: situation(.probing), at: .zero) == [.wait(.seconds(1))])
        #expect(scheduler.next(in: situation(unsent: 1, .probe), at: .zero) == [.wait(.seconds(1))])
        #expect(scheduler.next(in: situation(.probe), at: .zero) == [.claim(.transactional, 1), .wait(.seconds(1))])
        scheduler.answered(.transactional, wanted: 1, found: 0, at: .zero, jitter: 0)
        #expect(scheduler.next(in: situation(.probe), at: .zero) == [.claim(.bulk, 1), .wait(.milliseconds(20))])
    }

    @Test("While the outbox is away nothing is done; while the journal is, what is held is handed back")
    func lost() {
        var scheduler = ClaimScheduler()
        #expect(scheduler.next(in: situation(outboxLost: true), at: .zero) == [.wait(.seconds(1))])
        #expect(
            scheduler.next(in: situation(handoverShut: true), at: .zero) == [
                .release(.transactional, .handoverShut), .release(.bulk, .handoverShut), .wait(.seconds(1)),
            ])
    }
}
