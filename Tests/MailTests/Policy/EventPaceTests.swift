import Mail
import Testing

@Suite("How often events are put into their order")
struct EventPaceTests {
    @Test("A full run is followed by another at once, any other by one half a second later")
    func usual() {
        var pace = EventPace()
        #expect(pace.pause(found: EventPace.batch) == .zero)
        #expect(pace.pause(found: EventPace.batch - 1) == EventPace.usual)
        #expect(pace.pause(found: 0) == EventPace.usual)
    }

    @Test("After half a minute without an event the look is every five seconds, until there is one")
    func quiet() {
        var pace = EventPace()
        var waited = Duration.zero
        while true {
            let pause = pace.pause(found: 0)
            waited += pause
            if pause != EventPace.usual { break }
        }
        #expect(waited == .seconds(30) + EventPace.quiet)
        #expect(pace.pause(found: 0) == EventPace.quiet)
        #expect(pace.pause(found: 1) == EventPace.usual)
        #expect(pace.pause(found: 0) == EventPace.usual)
    }
}
