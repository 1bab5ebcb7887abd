/// Whether mail comes so rarely that each producer may ring for it. Pure: it is told the time as a duration since any fixed moment.
///
/// NOTIFY takes a lock that is held until its transaction is on the disk, so many producers who ring queue behind each other; and
/// a worker that finds mail whenever it looks need not be told.
package struct ArrivalRate: Sendable, Hashable {
    /// Messages a second, up to which mail is rare.
    package static let limit = 50.0
    /// So many more than that, within any time, are many; none at all must be left of them before mail is rare again.
    package static let burst = 25.0
    /// However many they were, so much of them is remembered: three seconds later mail is rare again.
    private static let mostExcess = limit * 3

    private var excess = 0.0
    private var lastLook = Duration.zero

    /// Whether producers should ring.
    package private(set) var areRare = true

    package init() {}

    /// A look found so many, or none.
    package mutating func found(_ count: Int, at now: Duration) {
        let left = max(0, excess - Self.limit * ((now - lastLook) / .seconds(1)))
        lastLook = now
        excess = min(left + Double(count), Self.mostExcess)
        if excess >= Self.burst {
            areRare = false
        } else if left == 0 {
            areRare = true
        }
    }
}
