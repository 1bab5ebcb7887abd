import Mail
import Testing

@Suite("A relay's quota in a worker's hands")
struct QuotaPurseTests {
    private func grant(_ count: Int, period: String = "p", lasts: Duration = .seconds(600), opens: Duration = .zero)
        -> QuotaGrant
    {
        QuotaGrant(count: count, period: period, lasts: lasts, opensIn: opens)
    }

    /// Asks for what is wanted, and gets as much.
    private func fill(_ purse: inout QuotaPurse, at now: Duration = .zero, period: String = "p") -> [QuotaPurse.Ask] {
        let asks = purse.asks(at: now)
        for ask in asks { _ = purse.granted(grant(ask.wanted, period: period), to: ask, askedAt: now) }
        return asks
    }

    @Test(
        "A slice is a two hundredth for each lane; bulk mail leaves a tenth where both lanes are served",
        arguments: [
            // quota, both lanes, slice, what bulk and transactional mail may reach
            (50_000, true, 250, 45_000, 50_000), (50_000, false, 250, 50_000, 50_000), (200, true, 1, 180, 200),
            (199, true, 1, 180, 199), (9, true, 1, 9, 9), (1, true, 1, 1, 1), (0, true, 1, 1, 1),
        ])
    func slices(perDay: Int, areBoth: Bool, slice: Int, bulk: Int, transactional: Int) {
        let purse = QuotaPurse(perDay: perDay, lanes: areBoth ? Set(Lane.allCases) : [.bulk])
        #expect(purse.slice == slice)
        #expect(purse.ceiling(of: .bulk) == bulk && purse.ceiling(of: .transactional) == transactional)
    }

    @Test("Nothing is asked for before somebody wants it; then a slice, and the next one before it ends")
    func slice() {
        var purse = QuotaPurse(perDay: 2_000, lanes: [.bulk])
        #expect(purse.standing(.bulk, at: .zero) == .empty)
        #expect(purse.asks(at: .zero).isEmpty && purse.nextLook(at: .zero) == nil)
        #expect(purse.take(.bulk, at: .zero) == nil)
        #expect(fill(&purse).map(\.wanted) == [10])
        for taken in 1...5 {
            #expect(purse.asks(at: .zero).isEmpty, "\(taken)")
            #expect(purse.take(.bulk, at: .zero) != nil)
        }
        #expect(fill(&purse).map(\.wanted) == [5])
        #expect((0..<20).count { _ in purse.take(.bulk, at: .zero) != nil } == 10)
        #expect(purse.standing(.bulk, at: .zero) == .empty)
    }

    @Test("One ask at a time; one without an answer is made again a second later")
    func unanswered() throws {
        var purse = QuotaPurse(perDay: 100, lanes: [.bulk])
        purse.want(.bulk)
        let ask = try #require(purse.asks(at: .zero).first)
        #expect(purse.asks(at: .seconds(60)).isEmpty && purse.nextLook(at: .zero) == nil)
        purse.failed(ask, at: .seconds(60))
        #expect(purse.asks(at: .seconds(60)).isEmpty && purse.nextLook(at: .seconds(60)) == .seconds(61))
        #expect(purse.asks(at: .seconds(61)) == [ask])
    }

    @Test("A quota that is used up is told once, and asked for again when it opens")
    func full() throws {
        var purse = QuotaPurse(perDay: 100, lanes: Set(Lane.allCases))
        for (round, isNews) in [(0, true), (1, false)] {
            let now = Duration.seconds(100 * round)
            purse.want(.bulk)
            let ask = try #require(purse.asks(at: now).first)
            #expect(purse.granted(grant(0, opens: .seconds(100)), to: ask, askedAt: now) == isNews)
            #expect(purse.standing(.bulk, at: now + .seconds(99)) == .full(until: now + .seconds(100)))
            #expect(purse.standing(.transactional, at: now) == .empty)
            purse.want(.bulk)
            #expect(purse.asks(at: now + .seconds(99)).isEmpty)
        }
        #expect(purse.standing(.bulk, at: .seconds(200)) == .empty)
        _ = fill(&purse, at: .seconds(200))
        #expect(purse.standing(.bulk, at: .seconds(200)) == .open)
    }

    @Test("A slice is good for its period alone: what is left of it is given back, and nothing of it spent")
    func period() throws {
        var purse = QuotaPurse(perDay: 2_000, lanes: [.bulk])
        purse.want(.bulk)
        let ask = try #require(purse.asks(at: .zero).first)
        _ = purse.granted(grant(10, period: "first", lasts: .seconds(5)), to: ask, askedAt: .zero)
        let taken = purse.take(.bulk, at: .seconds(4))
        let mark = try #require(taken)
        #expect(purse.rests(at: .seconds(4)).isEmpty && purse.nextLook(at: .seconds(4)) == .seconds(5))
        #expect(purse.take(.bulk, at: .seconds(5)) == nil)
        let rests = purse.rests(at: .seconds(5))
        #expect(rests.map(\.period) == ["first"] && rests.map(\.count) == [9])
        #expect(purse.rests(at: .seconds(5)).isEmpty)
        // What comes back too late belongs to no slice any more.
        purse.putBack(mark)
        #expect(purse.standing(.bulk, at: .seconds(5)) == .empty)
    }

    @Test("What has not gone comes back to its slice; a stop gives back all that is left")
    func back() throws {
        var purse = QuotaPurse(perDay: 200, lanes: Set(Lane.allCases))
        purse.want(.transactional)
        _ = fill(&purse, period: "now")
        let taken = purse.take(.transactional, at: .zero)
        let mark = try #require(taken)
        #expect(purse.standing(.transactional, at: .zero) == .empty)
        purse.putBack(mark)
        #expect(purse.standing(.transactional, at: .zero) == .open)
        // Nothing is wanted any more, and nobody looks again and again.
        #expect(purse.asks(at: .zero).isEmpty && purse.nextLook(at: .zero) == .seconds(600))
        let rests = purse.close()
        #expect(rests.map(\.period) == ["now"] && rests.map(\.count) == [1])
        #expect(purse.close().isEmpty)
    }
}
