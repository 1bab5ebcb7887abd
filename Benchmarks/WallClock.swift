import Glibc

/// The clock that the catching server and PostgreSQL read too.
enum WallClock {
    /// Since 1970.
    static var now: Duration {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return .seconds(now.tv_sec) + .nanoseconds(now.tv_nsec)
    }
}
