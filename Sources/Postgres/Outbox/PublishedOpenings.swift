import Mail
import Synchronization

/// Tells the database in which hours of the next weeks the windows that are in use are open: there moments are compared, and no calendar is
/// kept.
final class PublishedOpenings: Sendable {
    /// A list's new window is known so soon, and its issues wait as long.
    private static let pause: Duration = .seconds(5)
    /// The schema asks again while three weeks are left, and a window may be closed for as long.
    private static let ahead: Duration = .seconds(49 * 86_400)
    /// An opening that began so long ago may be going on, and the last one is published to its end. One of a window that is open for weeks is
    /// cut there, and goes on with what is published next.
    private static let longest: Duration = .seconds(8 * 86_400)

    private let session: DatabaseSession
    private let lastLook = Mutex<ContinuousClock.Instant?>(nil)

    init(_ session: DatabaseSession) { self.session = session }

    /// Looks what is wanted, but not more often than every few seconds, and publishes it.
    func renew() async throws(OutboxError) {
        let now = ContinuousClock.now
        let isDue = lastLook.withLock { last in
            if let last, now - last < Self.pause { return false }
            last = now
            return true
        }
        guard isDue else { return }
        let zones = Value(array: Zone.allCases.map(\.rawValue))
        let wanted = try await session.rows(Statement.wantedOpenings, [zones]) { row throws(OutboxError) in
            (
                window: try row.string("sending_window"), zone: try row.required("time_zone", Zone.init(rawValue:)),
                clock: try row.timestamp("clock")
            )
        }
        var (windows, names, opens, closes): ([String], [String], [Int64], [Int64]) = ([], [], [], [])
        for (text, zone, clock) in wanted {
            // The schema takes no other; one of a newer program's is that program's to publish.
            guard let window = SendingWindow(text) else { continue }
            let (start, end) = (clock + (.zero - Self.longest), clock + Self.ahead)
            for opening in window.openings(from: start, until: end + Self.longest, in: zone)
            where opening.closes > clock && opening.opens < end {
                windows.append(text)
                names.append(zone.rawValue)
                opens.append(opening.opens.microseconds)
                closes.append(opening.closes.microseconds)
            }
        }
        guard !windows.isEmpty else { return }
        try await session.execute(
            Statement.publishOpenings,
            [Value(array: windows), Value(array: names), Value(array: opens), Value(array: closes)])
    }
}
