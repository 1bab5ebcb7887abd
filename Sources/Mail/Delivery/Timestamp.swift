/// A moment, in microseconds since 1970-01-01 00:00 UTC: PostgreSQL's resolution, and no calendar until one is asked for.
package struct Timestamp: Sendable, Hashable, Comparable {
    package var microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }

    /// A moment given in whole seconds since the epoch.
    package init(seconds: Int64) { microseconds = seconds * 1_000_000 }

    /// Whole seconds since the epoch, rounded down.
    package var seconds: Int64 {
        microseconds >= 0 ? microseconds / 1_000_000 : (microseconds - 999_999) / 1_000_000
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }

    package static func - (left: Timestamp, right: Timestamp) -> Duration {
        .microseconds(left.microseconds - right.microseconds)
    }

    package static func + (moment: Timestamp, duration: Duration) -> Timestamp {
        let parts = duration.components
        return Timestamp(
            microseconds: moment.microseconds + parts.seconds * 1_000_000 + parts.attoseconds / 1_000_000_000_000)
    }
}
