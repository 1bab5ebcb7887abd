import Mail
import Testing

@Suite("The routes of messages")
struct RelayRoutesTests {
    private static let lanes: [String: Lane] = ["order": .transactional, "reset": .transactional, "letter": .bulk]

    /// What each relay serves, in words; an empty one serves the rest.
    private static func routes(_ services: [String]) -> RelayRoutes {
        RelayRoutes(services.map { Set($0.split(separator: " ").map { RelayService(String($0)) }) }, lanes: lanes)
    }

    @Test(
        "A kind goes before its lane, a lane before the rest, and who is named by none goes by those that name nothing",
        arguments: [
            // what relays serve, and by which of them each kind goes
            ([""], "reset", [0]), (["", ""], "letter", [0, 1]),
            (["bulk", ""], "letter", [0]), (["bulk", ""], "reset", [1]),
            (["transactional", "bulk"], "order", [0]), (["transactional", "bulk"], "letter", [1]),
            (["order", ""], "order", [0]), (["order", ""], "reset", [1]),
            (["order", "transactional", "bulk"], "order", [0]), (["order", "transactional", "bulk"], "reset", [1]),
            (["order reset", "order", ""], "order", [0, 1]), (["order reset", "order", ""], "reset", [0]),
            (["bulk", "letter", ""], "letter", [1]), (["bulk order", ""], "order", [0]),
            (["bulk"], "reset", nil), (["order"], "reset", nil), (["order"], "order", [0]), ([], "reset", nil),
        ] as [([String], String, [Int]?)])
    func chosen(services: [String], kind: String, relays: [Int]?) throws {
        let lane = try #require(Self.lanes[kind])
        #expect(Self.routes(services).route(of: kind, in: lane)?.relays == relays)
    }

    @Test(
        "The lanes of a relay are those of which some message goes by it",
        arguments: [
            ([""], [Lane.allCases]), (["bulk", ""], [[.bulk], [.transactional]]),
            (["bulk", "transactional", ""], [[.bulk], [.transactional], []]),
            (["order", ""], [[.transactional], Lane.allCases]), (["letter", "bulk"], [[.bulk], [.bulk]]),
            // Nobody knows whose lane this kind is.
            (["unheard-of", ""], [Lane.allCases, Lane.allCases]),
        ] as [([String], [[Lane]])])
    func lanes(services: [String], lanes: [[Lane]]) {
        let routes = Self.routes(services)
        #expect(services.indices.map { routes.lanes(of: $0) } == lanes.map(Set.init))
    }

    @Test("What no relay serves is told")
    func unserved() {
        let kinds = Self.lanes.map { (name: $0.key, lane: $0.value) }.sorted { $0.name < $1.name }
        #expect(Self.routes([""]).unserved(kinds).isEmpty)
        #expect(Self.routes(["bulk", "order"]).unserved(kinds).map(\.name) == ["reset"])
        #expect(Self.routes(["transactional"]).unserved(kinds).map(\.name) == ["letter"])
    }
}

@Suite("A token bucket")
struct TokenBucketTests {
    @Test(
        "No second holds more than allowed, however they come, and a queue gets nearly all",
        arguments: [1, 2, 14, 20, 100, 999])
    func rate(perSecond: Int) {
        var generator = SystemRandomNumberGenerator()
        var bucket = TokenBucket(perSecond: perSecond)
        var now = Duration.seconds(1000)
        var taken: [Duration] = []
        while taken.count < perSecond * 8 {
            // Sometimes nobody comes for a while.
            now = max(now, bucket.opening) + (.random(in: 0..<50, using: &generator) == 0 ? .milliseconds(700) : .zero)
            bucket.take(at: now)
            taken.append(now)
        }
        for (number, first) in taken.enumerated() {
            let count = taken[number...].prefix { $0 < first + .seconds(1) }.count
            #expect(count <= perSecond)
        }
        var steady = TokenBucket(perSecond: perSecond)
        let moments = (0..<perSecond * 4).map { _ in
            defer { steady.take(at: max(steady.opening, .zero)) }
            return max(steady.opening, .zero)
        }
        #expect(moments[moments.count - 1] <= .seconds(4.4), "ten seconds' worth in eleven")
    }

    @Test("What has not gone leaves its turn to the next")
    func putBack() {
        var bucket = TokenBucket(perSecond: 1)
        bucket.take(at: .zero)
        #expect(bucket.opening > .milliseconds(999))
        bucket.putBack()
        #expect(bucket.opening <= .zero)
    }
}

@Suite("The queue of a route")
struct RouteQueueTests {
    @Test("Who comes beyond its room stays away until those before should have gone, each a turn later")
    func turns() {
        var queue = RouteQueue(room: 4)
        let entered = (0..<4).compactMap { _ in queue.enter(at: .zero) }
        #expect(entered.isEmpty)
        // One goes each second.
        for second in 1...100 {
            queue.leave(at: .seconds(second))
            let rest = queue.enter(at: .seconds(second))
            #expect(rest == nil)
        }
        let rests = (0..<100).compactMap { _ in queue.enter(at: .seconds(100)) }
        #expect(rests.count == 100)
        #expect(rests == rests.sorted())
        #expect(rests[99] > .seconds(90) && rests[99] < .seconds(110))
        #expect(rests.allSatisfy(RouteQueue.rests.contains))
        queue.leave(at: .seconds(101))
        let next = queue.enter(at: .seconds(101))
        #expect(next == nil)
    }
}
