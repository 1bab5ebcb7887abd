import Mail
import Testing

/// The fleet where relays are kept for something, and have limits.
@Suite("Relays that are kept for something")
struct NamedRelaysTests {
    private static let lanes: [String: Lane] = ["reset": .transactional, "order": .transactional, "letter": .bulk]

    private func share(
        _ name: String, _ services: String = "", weight: Int = 1, connections: Int = 8, perSecond: Int? = nil,
        perDay: Int? = nil, isStandIn: Bool = false
    ) -> RelayFleet.Share {
        let words = services.split(separator: " ").map { RelayService(String($0)) }
        let terms = RelayTerms(name: name, weight: weight, services: Set(words), perSecond: perSecond, perDay: perDay)
        return RelayFleet.Share(terms, connections: connections, isStandIn: isStandIn)
    }

    private func fleet(_ shares: RelayFleet.Share...) -> RelayFleet {
        RelayFleet(shares, reservedShare: 0.25, lanes: Self.lanes)
    }

    /// The servers by which so many messages of a kind go, as long as they may.
    private func servers(_ fleet: inout RelayFleet, _ kind: String, most: Int = 100, at now: Duration = .zero) -> [Int]
    {
        var taken: [Int] = []
        while taken.count < most, case .go(let pass) = fleet.choose(Self.lanes[kind] ?? .bulk, kind: kind, at: now) {
            taken.append(pass.relay)
        }
        return taken
    }

    private func bringDown(_ server: Int, _ fleet: inout RelayFleet, _ kind: String) {
        let others = Set(0..<8).subtracting([server])
        let lane = Self.lanes[kind] ?? .bulk
        while !fleet.isDown(server), case .go(let pass) = fleet.choose(lane, kind: kind, besides: others, at: .zero) {
            _ = fleet.heard(.fails, of: pass, at: .zero, jitter: 1)
        }
    }

    /// Reserves what is wanted, `most` in all.
    private func reserve(_ fleet: inout RelayFleet, most: Int = .max, at now: Duration = .zero) {
        for ask in fleet.quotaAsks(at: now) {
            let grant = QuotaGrant(
                count: min(ask.ask.wanted, most), period: "p", lasts: .seconds(600), opensIn: .seconds(3600))
            _ = fleet.heard(grant, to: ask, askedAt: now, at: now)
        }
    }

    @Test("A newsletter's relay that is down stops no reset, and the resets' relay takes no newsletter (S13)")
    func apart() {
        var fleet = fleet(share("main", "transactional"), share("news", "bulk"))
        bringDown(1, &fleet, "letter")
        #expect(fleet.admission(of: .bulk, at: .zero) == .shut)
        #expect(fleet.admission(of: .transactional, at: .zero) == .open)
        let letters = servers(&fleet, "letter")
        #expect(letters.isEmpty)
        let resets = servers(&fleet, "reset")
        #expect(resets == Array(repeating: 0, count: 8))
    }

    @Test("Bulk mail has all the connections of a relay that serves nothing else")
    func ownConnections() {
        var fleet = fleet(share("main"), share("news", "bulk"))
        let letters = servers(&fleet, "letter")
        #expect(letters == Array(repeating: 1, count: 8))
        #expect(
            fleet.slots == [
                LanePlan.Share(slots: 16, lanes: [.transactional]), LanePlan.Share(slots: 16, lanes: [.bulk]),
            ])
    }

    @Test("A relay of several servers keeps its part of the mail while one of them is up")
    func standIns() {
        var fleet = fleet(share("a", weight: 3), share("a", weight: 3, isStandIn: true), share("b"))
        let before = servers(&fleet, "reset", most: 4)
        #expect(before == [0, 0, 2, 0])
        bringDown(0, &fleet, "reset")
        let after = servers(&fleet, "reset", most: 4)
        #expect(after.count { $0 == 1 } == 3 && after.count { $0 == 2 } == 1, "\(after)")
        #expect(fleet.servers(for: "reset", in: .transactional) == 3)
        #expect(fleet.slots.map(\.slots) == [16, 16])
    }

    @Test("A relay is given so many a second; transactional mail that waits knows when")
    func perSecond() {
        var fleet = fleet(share("a", perSecond: 4))
        var taken = 0
        for tick in 0..<100 {
            let now = Duration.milliseconds(100 * tick)
            while case .go(let pass) = fleet.choose(.transactional, kind: "reset", at: now) {
                taken += 1
                _ = fleet.heard(.works, of: pass, MessageID(high: 1, low: 1), at: now, jitter: 0)
            }
        }
        #expect((34...40).contains(taken), "\(taken)")
        let next = fleet.nextTurn(of: .transactional, after: .milliseconds(9_900))
        #expect(next.map { $0 < .seconds(10.3) } == true)
    }

    @Test("A full quota stops newsletters, and no reset; a spare takes what is over")
    func quota() {
        var fleet = fleet(share("main", perDay: 200))
        let choice = fleet.choose(.bulk, kind: "letter", at: .zero)
        #expect(choice == .wait)
        reserve(&fleet, most: 0)
        #expect(fleet.choose(.bulk, kind: "letter", at: .zero) == .full(until: .seconds(3600)))
        #expect(fleet.admission(of: .bulk, at: .zero) == .full(until: .seconds(3600)))
        #expect(fleet.admission(of: .bulk, at: .seconds(3600)) == .open)
        #expect(fleet.spentQuotas(at: .zero).map(\.lane) == [.bulk])
        #expect(fleet.admission(of: .transactional, at: .zero) == .open)
        _ = fleet.choose(.transactional, kind: "reset", at: .zero)
        reserve(&fleet)
        let resets = servers(&fleet, "reset")
        #expect(resets == [0])

        var two = self.fleet(share("main", perDay: 200), share("spare", weight: 0))
        _ = two.choose(.bulk, kind: "letter", at: .zero)
        reserve(&two, most: 0)
        let letters = servers(&two, "letter", most: 2)
        #expect(letters == [1, 1])
    }

    @Test("What a relay never heard of costs no quota")
    func unsaid() {
        var fleet = fleet(share("main", connections: 8, perDay: 200))
        _ = fleet.choose(.transactional, kind: "reset", at: .zero)
        reserve(&fleet)
        for (report, message, costs) in [
            (RelayFleet.Report.untried, nil, false), (.busy, nil, false),
            (.works, MessageID(high: 1, low: 2), true),
        ] as [(RelayFleet.Report, MessageID?, Bool)] {
            guard case .go(let pass) = fleet.choose(.transactional, kind: "reset", at: .zero) else {
                Issue.record("no slice before \(report)")
                return
            }
            _ = fleet.heard(report, of: pass, message, at: .zero, jitter: 0)
            #expect((fleet.choose(.transactional, kind: "reset", at: .zero) == .wait) == costs)
            guard !costs else { return }
            // The choice above took it again.
            fleet = self.fleet(share("main", connections: 8, perDay: 200))
            _ = fleet.choose(.transactional, kind: "reset", at: .zero)
            reserve(&fleet)
        }
    }

    @Test(
        "Slots are twice as many as connections: a lane's own where its relays serve no other",
        arguments: [
            // what relays serve; reserved, shared, bulk slots
            (["", ""], [8, 24, 0]), (["transactional", "bulk"], [16, 0, 16]), (["order", "bulk", ""], [32, 0, 16]),
            (["bulk", "transactional letter"], [4, 12, 16]),
        ] as [([String], [Int])])
    func slots(services: [String], counts: [Int]) {
        let fleet = RelayFleet(services.map { share("r", $0) }, reservedShare: 0.25, lanes: Self.lanes)
        let plan = LanePlan(fleet.slots, reservedShare: 0.25)
        let slots = [LanePlan.Slot.reserved, .shared, .bulk].map { slot in plan.slots.count { $0 == slot } }
        #expect(slots == counts)
    }

    @Test("A route has a room of its own only beside another of the same lane")
    func rooms() {
        let alone = fleet(share("main", "transactional"), share("news", "bulk"))
        #expect(alone.routes.all.map { alone.room(of: $0) } == [.max, .max])
        let beside = fleet(share("main"), share("orders", "order", connections: 3))
        let rooms = beside.routes.all.map { beside.room(of: $0) }
        #expect(rooms == [16, 6])
    }
}
