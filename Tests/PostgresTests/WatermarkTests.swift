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
        watermark.advance(.bulk, to: position, after: .milliseconds(1))
        #expect(watermark.position(of: .bulk) == nil, "what came in before it meanwhile is to be seen")
        #expect(watermark.value(for: .bulk, at: start + .milliseconds(1999)) == position)
        #expect(watermark.position(of: .bulk) == position)
        #expect(watermark.value(for: .bulk, at: start + .seconds(2)) == nil)
        watermark.advance(.bulk, to: position, after: .milliseconds(1))
        #expect(watermark.value(for: .bulk, at: start + .seconds(3)) == position)
    }

    @Test("An empty claim sends the next one to the start", arguments: Lane.allCases)
    func empty(lane: Lane) {
        var watermark = Watermark()
        #expect(watermark.value(for: lane, at: start) == nil)
        watermark.advance(lane, to: position, after: .milliseconds(20))
        watermark.advance(lane, to: nil, after: .milliseconds(1))
        #expect(watermark.value(for: lane, at: start + .milliseconds(1)) == nil)
    }

    @Test("While a domain is parked the start is left out twenty times as long as the walk from it takes (S13)")
    func transactional() {
        var watermark = Watermark()
        watermark.isParking = true
        #expect(watermark.value(for: .transactional, at: start) == nil)
        watermark.advance(.transactional, to: position, after: .milliseconds(10))
        #expect(watermark.value(for: .transactional, at: start + .milliseconds(199)) == position)
        // A claim behind the watermark says nothing of the walk.
        watermark.advance(.transactional, to: position, after: .milliseconds(1))
        #expect(watermark.value(for: .transactional, at: start + .milliseconds(199)) == position)
        #expect(watermark.value(for: .transactional, at: start + .milliseconds(200)) == nil)
    }

    @Test("Nobody waits more than half a second for a reset link, however long the walk (S13)")
    func longest() {
        var watermark = Watermark()
        watermark.isParking = true
        _ = watermark.value(for: .transactional, at: start)
        watermark.advance(.transactional, to: position, after: .seconds(3))
        #expect(watermark.value(for: .transactional, at: start + .milliseconds(499)) == position)
        #expect(watermark.value(for: .transactional, at: start + .milliseconds(500)) == nil)
    }

    @Test("A transactional claim begins from the start where no domain is parked (S13)")
    func nothingParked() {
        var watermark = Watermark()
        _ = watermark.value(for: .transactional, at: start)
        watermark.advance(.transactional, to: position, after: .milliseconds(10))
        #expect(watermark.value(for: .transactional, at: start + .milliseconds(1)) == nil)
    }

    @Test("The lanes know nothing of each other")
    func lanes() {
        var watermark = Watermark()
        _ = watermark.value(for: .bulk, at: start)
        watermark.advance(.bulk, to: position, after: .milliseconds(1))
        #expect(watermark.value(for: .transactional, at: start) == nil)
    }
}
