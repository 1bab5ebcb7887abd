/// Which line a message takes, when to open another, when to let one go. Pure: it knows lines by number, and the time as told.
struct ConnectionPool {
    struct Limits {
        var connections: Int
        var messagesPerConnection: Int
        var connectionAge: Duration
        var idleTime: Duration
    }

    /// What a failed opening means for the messages that wait.
    enum Failure {
        /// Other lines are open or handshake: they will carry them.
        case bearable
        /// No line is open: what befell this one befalls every message that waits.
        case total
    }

    /// After a refused further line (a relay may limit them) the next one waits, longer each time. A window that grew with each
    /// success would try one more far oftener: at a relay that takes two lines, for every second message.
    private static let firstPause = Duration.seconds(1)
    private static let longestPause = Duration.seconds(60)

    private let limits: Limits
    /// Least recently used first.
    private var idle: [(line: Int, since: ContinuousClock.Instant)] = []
    private var handshake: Set<Int> = []
    private var busy: Set<Int> = []
    /// Saying QUIT: of no more use, but a line in the relay's count.
    private var leaving: Set<Int> = []
    private var pause = Duration.zero
    private var pausedUntil: ContinuousClock.Instant?

    init(_ limits: Limits) { self.limits = limits }

    /// Whether no line is there for a message, now or soon.
    var isEmpty: Bool { idle.isEmpty && handshake.isEmpty && busy.isEmpty }

    /// Takes the most recently used idle line: the others can age and go.
    mutating func take() -> Int? {
        guard let line = idle.popLast()?.line else { return nil }
        busy.insert(line)
        return line
    }

    /// How many lines to open for messages that found none.
    func room(for waiting: Int, at now: ContinuousClock.Instant) -> Int {
        if let pausedUntil, now < pausedUntil, !busy.isEmpty || !handshake.isEmpty { return 0 }
        let taken = idle.count + handshake.count + busy.count + leaving.count
        return max(0, min(waiting - handshake.count, limits.connections - taken))
    }

    mutating func beganOpening(_ line: Int) { handshake.insert(line) }

    /// The line is open, and idle.
    mutating func opened(_ line: Int, at now: ContinuousClock.Instant) {
        handshake.remove(line)
        (pause, pausedUntil) = (.zero, nil)
        idle.append((line, now))
    }

    /// - Parameter isDeaf: Nobody answered. Lines that are still opening would find out no better, each after a time-out of its
    ///   own: messages are not to wait for them.
    mutating func failedOpening(_ line: Int, isDeaf: Bool, at now: ContinuousClock.Instant) -> Failure {
        handshake.remove(line)
        let isHopeless = isDeaf && idle.isEmpty && busy.isEmpty
        guard isEmpty || isHopeless else {
            pause = min(max(pause * 2, Self.firstPause), Self.longestPause)
            pausedUntil = now + pause
            return .bearable
        }
        (pause, pausedUntil) = (.zero, nil)
        return .total
    }

    /// A dialogue has ended and the line can be kept: true if it should be, false if it has served enough.
    mutating func rested(
        _ line: Int, messages: Int, openedAt: ContinuousClock.Instant, at now: ContinuousClock.Instant
    ) -> Bool {
        busy.remove(line)
        guard messages < limits.messagesPerConnection, now - openedAt < limits.connectionAge else {
            leaving.insert(line)
            return false
        }
        idle.append((line, now))
        return true
    }

    /// The line is closed.
    mutating func lost(_ line: Int) {
        busy.remove(line)
        handshake.remove(line)
        leaving.remove(line)
        idle.removeAll { $0.line == line }
    }

    /// Lets go of the lines that have been idle too long.
    mutating func takeOverdue(at now: ContinuousClock.Instant) -> [Int] {
        letGo(idle.prefix { now - $0.since >= limits.idleTime }.count)
    }

    /// Lets go of all idle lines.
    mutating func takeAllIdle() -> [Int] { letGo(idle.count) }

    private mutating func letGo(_ count: Int) -> [Int] {
        let lines = idle.prefix(count).map(\.line)
        idle.removeFirst(count)
        leaving.formUnion(lines)
        return lines
    }

    /// When there will be something to do here, if nothing else happens.
    func nextMoment(after now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        let pauseEnd = pausedUntil.flatMap { $0 > now ? $0 : nil }
        return [idle.first.map { $0.since + limits.idleTime }, pauseEnd].compactMap(\.self).min()
    }
}
