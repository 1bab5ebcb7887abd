import Mail

/// Which connection a message takes, when to open another, when to let one go. Pure: it knows connections by number, and the time as told.
struct ConnectionPool {
    struct Limits {
        var connections: Int
        /// Of them so many carry transactional mail alone.
        var reserved = 0
        var messagesPerConnection: Int
        var connectionAge: Duration
        var idleTime: Duration
    }

    /// What a failed opening means for the messages that wait.
    enum Failure {
        /// Other connections are open or opening: they will carry them.
        case bearable
        /// No connection is open: what befell this one befalls every message that waits.
        case total
    }

    /// After a refused further connection (a relay may limit them) the next one waits, longer each time. A window that grew with each
    /// success would try one more far oftener: at a relay that takes two connections, for every second message.
    private static let firstPause = Duration.seconds(1)
    private static let longestPause = Duration.seconds(60)

    private let limits: Limits
    /// Least recently used first.
    private var idle: [(connection: Int, since: ContinuousClock.Instant)] = []
    private var opening: Set<Int> = []
    private var busy: Set<Int> = []
    /// Of them those with a newsletter's message.
    private var bulk: Set<Int> = []
    /// Saying QUIT: of no more use, but a connection in the relay's count.
    private var leaving: Set<Int> = []
    private var pause = Duration.zero
    private var pausedUntil: ContinuousClock.Instant?

    init(_ limits: Limits) { self.limits = limits }

    /// Whether no connection is there for a message, now or soon.
    var isEmpty: Bool { idle.isEmpty && opening.isEmpty && busy.isEmpty }

    /// How many connections are opening.
    var openings: Int { opening.count }

    /// Whether a connection is there for a message of this lane.
    func hasIdle(for lane: Lane) -> Bool { !idle.isEmpty && (lane == .transactional || bulkRoom > 0) }

    /// How many more connections may carry a newsletter's message.
    private var bulkRoom: Int { limits.connections - limits.reserved - bulk.count }

    /// Takes the most recently used idle connection: the others can age and go.
    mutating func take(for lane: Lane) -> Int? {
        guard hasIdle(for: lane), let connection = idle.popLast()?.connection else { return nil }
        busy.insert(connection)
        if lane == .bulk { bulk.insert(connection) }
        return connection
    }

    /// Whether a connection may carry another message behind the one that it carries.
    func mayGoOn(messages: Int, openedAt: ContinuousClock.Instant, at now: ContinuousClock.Instant) -> Bool {
        messages < limits.messagesPerConnection && now - openedAt < limits.connectionAge
    }

    /// A connection goes on with a message of this lane.
    mutating func goesOn(_ connection: Int, with lane: Lane) {
        if lane == .bulk { bulk.insert(connection) } else { bulk.remove(connection) }
    }

    /// How many connections to open for messages that found none.
    func room(for waiting: (transactional: Int, bulk: Int), at now: ContinuousClock.Instant) -> Int {
        if let pausedUntil, now < pausedUntil, !busy.isEmpty || !opening.isEmpty { return 0 }
        let taken = idle.count + opening.count + busy.count + leaving.count
        let wanted = waiting.transactional + min(waiting.bulk, max(bulkRoom, 0))
        return max(0, min(wanted - opening.count, limits.connections - taken))
    }

    mutating func beganOpening(_ connection: Int) { opening.insert(connection) }

    /// The connection is open, and idle.
    mutating func opened(_ connection: Int, at now: ContinuousClock.Instant) {
        opening.remove(connection)
        (pause, pausedUntil) = (.zero, nil)
        idle.append((connection, now))
    }

    /// - Parameter isDeaf: Nobody answered. Connections that are still opening would find out no better, each after a time-out of its
    ///   own: messages are not to wait for them.
    mutating func failedOpening(_ connection: Int, isDeaf: Bool, at now: ContinuousClock.Instant) -> Failure {
        opening.remove(connection)
        let isHopeless = isDeaf && idle.isEmpty && busy.isEmpty
        guard isEmpty || isHopeless else {
            pause = min(max(pause * 2, Self.firstPause), Self.longestPause)
            pausedUntil = now + pause
            return .bearable
        }
        (pause, pausedUntil) = (.zero, nil)
        return .total
    }

    /// A dialogue has ended and the connection can be kept: true if it should be, false if it has served enough.
    mutating func rested(
        _ connection: Int, messages: Int, openedAt: ContinuousClock.Instant, at now: ContinuousClock.Instant
    ) -> Bool {
        busy.remove(connection)
        bulk.remove(connection)
        guard mayGoOn(messages: messages, openedAt: openedAt, at: now) else {
            leaving.insert(connection)
            return false
        }
        idle.append((connection, now))
        return true
    }

    /// The connection is closed.
    mutating func lost(_ connection: Int) {
        busy.remove(connection)
        bulk.remove(connection)
        opening.remove(connection)
        leaving.remove(connection)
        idle.removeAll { $0.connection == connection }
    }

    /// Lets go of the connections that have been idle too long.
    mutating func takeOverdue(at now: ContinuousClock.Instant) -> [Int] {
        letGo(idle.prefix { now - $0.since >= limits.idleTime }.count)
    }

    /// Lets go of all idle connections.
    mutating func takeAllIdle() -> [Int] { letGo(idle.count) }

    private mutating func letGo(_ count: Int) -> [Int] {
        let connections = idle.prefix(count).map(\.connection)
        idle.removeFirst(count)
        leaving.formUnion(connections)
        return connections
    }

    /// When there will be something to do here, if nothing else happens.
    func nextMoment(after now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        let pauseEnd = pausedUntil.flatMap { $0 > now ? $0 : nil }
        return [idle.first.map { $0.since + limits.idleTime }, pauseEnd].compactMap(\.self).min()
    }
}
