import Mail
import Testing

@Suite("How rarely mail comes")
struct ArrivalRateTests {
    private var rate = ArrivalRate()

    /// Whether mail is rare after a second in which it comes one by one.
    private mutating func isRare(after perSecond: Int, from second: Int) -> Bool {
        for message in 0..<perSecond {
            rate.found(1, at: .seconds(second) + .microseconds(message * 1_000_000 / perSecond))
        }
        return rate.areRare
    }

    @Test("A few tens a second are rare, for ever")
    mutating func rare() {
        for second in 0..<60 { #expect(isRare(after: 45, from: second)) }
    }

    @Test("Hundreds a second are not, within a tenth of a second")
    mutating func many() {
        #expect(!isRare(after: 300, from: 0))
        for message in 0..<30 { rate.found(1, at: .seconds(10) + .milliseconds(message)) }
        #expect(!rate.areRare)
    }

    @Test("A handful at once is rare, a batch is not")
    mutating func atOnce() {
        rate.found(24, at: .zero)
        #expect(rate.areRare)
        rate.found(25, at: .seconds(5))
        #expect(!rate.areRare)
    }

    @Test("It is rare again when a while has passed, and not at each pause of many")
    mutating func again() {
        rate.found(200, at: .zero)
        rate.found(0, at: .milliseconds(100))
        #expect(!rate.areRare)
        rate.found(0, at: .seconds(5))
        #expect(rate.areRare)
    }

    @Test("However many came at once, a reset link that comes three seconds later is rung for")
    mutating func afterManyThousands() {
        for batch in 0..<40 { rate.found(500, at: .milliseconds(batch * 60)) }
        rate.found(0, at: .milliseconds(2500))
        #expect(!rate.areRare)
        rate.found(0, at: .milliseconds(2400) + .seconds(3))
        #expect(rate.areRare)
    }
}
