import Mail
import Testing

@testable import Postgres

@Suite("The watermark of a lane")
struct WatermarkTests {
    private let start = ContinuousClock.now
    private let position = Watermark.Position(dueAt: 1_795_503_600_000_000, message: MessageID(high: 1, low: 2))

    @Test("A bulk claim begins behind the last one, and from the start every two seconds")
    func bulk() {
        var watermark = Watermark()
        #expect(watermark.value(for: .bulk, at: start) == nil)
        watermark.advance(.bulk, to: position, found: 1, after: .milliseconds(1))
        #expect(watermark.position(of: .bulk) == nil, "what came in before it meanwhile is to be seen")
        #expect(watermark.value(for: .bulk, at: start + .milliseconds(1999)) == position)
        #expect(watermark.position(of: .bulk) == position)
        #expect(watermark.value(for: .bulk, at: start + .seconds(2)) == nil)
        watermark.advance(.bulk, to: position, found: 1, after: .milliseconds(1))
        #expect(watermark.value(for: .bulk, at: start + .seconds(3)) == position)
    }

    @Test("An empty claim sends the next one to the start", arguments: Lane.allCases)
    func empty(lane: Lane) {
        var watermark = Watermark()
        #expect(watermark.value(for: lane, at: start) == nil)
        watermark.advance(lane, to: position, found: 1, after: .milliseconds(20))
        watermark.advance(lane, to: nil, found: 0, after: .milliseconds(1))
        #expect(watermark.value(for: lane, at: start + .milliseconds(1)) == nil)
    }

    @Test("While a domain is parked the start is left out twenty times as long as the walk from it takes (S13)")
    func transactional() {
        var watermark = Watermark()
        watermark.isParking = true
        #expect(watermark.value(for: .transactional, at: start) == nil)
        watermark.advance(.transactional, to: position, found: 1, after: .milliseconds(10))
        #expect(watermark.value(for: .transactional, at: start + .milliseconds(199)) == position)
        // A claim behind the watermark says nothing of the walk.
        watermark.advance(.transactional, to: position, found: 1, after: .milliseconds(1))
        #expect(watermark.value(for: .transactional, at: start + .milliseconds(199)) == position)
        #expect(watermark.value(for: .transactional, at: start + .milliseconds(200)) == nil)
    }

    @Test("Nobody waits more than half a second for a reset link, however long the walk (S13)")
    func longest() {
        var watermark = Watermark()
        watermark.isParking = true
        _ = watermark.value(for: .transactional, at: start)
        watermark.advance(.transactional, to: position, found: 1, after: .seconds(3))
        #expect(watermark.value(for: .transactional, at: start + .milliseconds(499)) == position)
        #expect(watermark.value(for: .transactional, at: start + .milliseconds(500)) == nil)
    }

    @Test("A transactional claim begins from the start where no domain is parked (S13)")
    func nothingParked() {
        var watermark = Watermark()
        _ = watermark.value(for: .transactional, at: start)
        watermark.advance(.transactional, to: position, found: 1, after: .milliseconds(10))
        #expect(watermark.value(for: .transactional, at: start + .milliseconds(1)) == nil)
    }

    @Test("Where the walk from the start is long an empty lane is not walked at each look", arguments: Lane.allCases)
    func longWalk(lane: Lane) {
        var watermark = Watermark()
        // Twice: once is a busy machine.
        _ = watermark.value(for: lane, at: start - .seconds(5))
        watermark.advance(lane, to: nil, found: 0, after: .milliseconds(200))
        #expect(watermark.value(for: lane, at: start) == nil)
        watermark.advance(lane, to: position, found: 250, after: .milliseconds(200))
        #expect(watermark.value(for: lane, at: start + .milliseconds(210)) == position)
        watermark.advance(lane, to: nil, found: 0, after: .milliseconds(1))
        #expect(watermark.value(for: lane, at: start + .milliseconds(499)) == position)
        #expect(watermark.position(of: lane) == position)
        #expect(watermark.value(for: lane, at: start + .seconds(8)) == nil)
        #expect(watermark.position(of: lane) == position, "what lies before is not walked a second time")
        watermark.advance(lane, to: nil, found: 0, after: .milliseconds(200))
        #expect(watermark.value(for: lane, at: start + .milliseconds(8499)) == position)
        // Short again: what held it back is over.
        #expect(watermark.value(for: lane, at: start + .seconds(16)) == nil)
        watermark.advance(lane, to: nil, found: 0, after: .milliseconds(1))
        #expect(watermark.value(for: lane, at: start + .seconds(16)) == nil)
    }

    @Test("A bulk walk is no more than a fortieth of the time, and begins again after half a minute at the latest")
    func longBulkWalk() {
        for (taken, pause) in [(200, 8), (100, 4), (40, 2), (400, 16), (3_000, 30)] {
            var watermark = Watermark()
            _ = watermark.value(for: .bulk, at: start - .seconds(2))
            watermark.advance(.bulk, to: position, found: 0, after: .milliseconds(taken))
            // Once is a busy machine.
            #expect(watermark.value(for: .bulk, at: start) == nil, "\(taken)")
            watermark.advance(.bulk, to: position, found: 0, after: .milliseconds(taken))
            #expect(watermark.value(for: .bulk, at: start + .seconds(pause) - .milliseconds(1)) == position, "\(taken)")
            #expect(watermark.value(for: .bulk, at: start + .seconds(pause)) == nil, "\(taken)")
        }
    }

    @Test("A claim that is slow for its many messages is no long walk")
    func manyMessages() {
        var watermark = Watermark()
        _ = watermark.value(for: .transactional, at: start)
        watermark.advance(.transactional, to: position, found: 500, after: .milliseconds(60))
        #expect(watermark.value(for: .transactional, at: start + .milliseconds(1)) == nil)
    }

    @Test("The lanes know nothing of each other")
    func lanes() {
        var watermark = Watermark()
        _ = watermark.value(for: .bulk, at: start)
        watermark.advance(.bulk, to: position, found: 1, after: .milliseconds(1))
        #expect(watermark.value(for: .transactional, at: start) == nil)
    }
}
