import Glibc
import Mail

/// Moments and lengths of time as people say them, by the clock on this machine's wall, or on another's.
struct LocalTime: Sendable {
    let now: Timestamp
    /// Seconds ahead of UTC at a moment.
    private let offset: @Sendable (Timestamp) -> Int

    init(now: Timestamp = .now, offset: @escaping @Sendable (Timestamp) -> Int = LocalTime.machineOffset) {
        self.now = now
        self.offset = offset
    }

    /// By the clock of a zone: newsletters are planned by the shop's, wherever the machine stands.
    init(now: Timestamp = .now, in zone: Zone) {
        self.init(now: now, offset: { zone.offset(at: $0) })
    }

    /// `21:04:13`, of another day `25 Nov 21:04`, of another year `2025-11-25 21:04`.
    func text(_ moment: Timestamp) -> String {
        let (then, today) = (civil(moment), civil(now))
        let clock = "\(Self.two(then.hour)):\(Self.two(then.minute))"
        guard then.year == today.year else {
            return "\(then.year)-\(Self.two(then.month))-\(Self.two(then.day)) \(clock)"
        }
        guard (then.month, then.day) == (today.month, today.day) else {
            return "\(then.day) \(Self.months[then.month - 1]) \(clock)"
        }
        return "\(clock):\(Self.two(then.second))"
    }

    /// `in 3 min`, `2 h ago`, `now`.
    func distance(_ moment: Timestamp) -> String {
        let away = moment - now
        if away >= .seconds(1) { return "in \(Self.words(away))" }
        return away <= .seconds(-1) ? "\(Self.words(.zero - away)) ago" : "now"
    }

    /// `21:04:13 (in 3 min)`.
    func full(_ moment: Timestamp) -> String { "\(text(moment)) (\(distance(moment)))" }

    /// The two largest units that say something: `45 s`, `3 min`, `2 h 10 min`, `4 days`, `850 ms`.
    static func words(_ duration: Duration) -> String {
        let milliseconds = max(duration.milliseconds, 0)
        if milliseconds < 1000 { return "\(milliseconds) ms" }
        let seconds = milliseconds / 1000
        switch seconds {
        case ..<120: return "\(seconds) s"
        case ..<7200: return "\(seconds / 60) min"
        case ..<172_800:
            let minutes = seconds % 3600 / 60
            return "\(seconds / 3600) h" + (minutes > 0 && seconds < 36_000 ? " \(minutes) min" : "")
        default: return "\(seconds / 86_400) days"
        }
    }

    private func civil(_ moment: Timestamp) -> CivilTime {
        Zone.utc.civil(at: Timestamp(seconds: moment.seconds + Int64(offset(moment))))
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    /// By TZ or /etc/localtime; UTC where the machine knows no zone.
    static func machineOffset(_ moment: Timestamp) -> Int {
        var (seconds, parts) = (time_t(moment.seconds), tm())
        return localtime_r(&seconds, &parts) == nil ? 0 : parts.tm_gmtoff
    }
}
