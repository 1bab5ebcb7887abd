import Mail
import Testing

@testable import SMTP

@Suite("The pool of connections")
struct ConnectionPoolTests {
    private let start = ContinuousClock.now
    private let limits = ConnectionPool.Limits(
        connections: 3, messagesPerConnection: 10, connectionAge: .seconds(100), idleTime: .seconds(5))

    /// A pool with connections 1 to `count`, idle.
    private func pool(_ count: Int) -> ConnectionPool {
        var pool = ConnectionPool(limits)
        for connection in 1...count {
            pool.beganOpening(connection)
            pool.opened(connection, at: start)
        }
        return pool
    }

    @Test("The most recently used connection goes first")
    func recentFirst() {
        var pool = pool(3)
        var taken = [pool.take(for: .transactional), pool.take(for: .transactional)]
        _ = pool.rested(3, messages: 1, openedAt: start, at: start)
        taken += [pool.take(for: .transactional), pool.take(for: .transactional), pool.take(for: .transactional)]
        #expect(taken == [3, 2, 3, 1, nil])
    }

    @Test("A connection is opened for each message that waits, up to the limit")
    func room() {
        var pool = ConnectionPool(limits)
        #expect(pool.room(for: (0, 0), at: start) == 0)
        #expect(pool.room(for: (2, 0), at: start) == 2)
        #expect(pool.room(for: (50, 0), at: start) == 3)
        pool.beganOpening(1)
        #expect(pool.room(for: (1, 0), at: start) == 0)
        #expect(pool.room(for: (50, 0), at: start) == 2)
    }

    @Test("A newsletter gets no connection that is kept for transactional mail, and none is opened for it then")
    func reserved() {
        var limits = limits
        limits.reserved = 1
        var pool = ConnectionPool(limits)
        #expect(pool.room(for: (transactional: 0, bulk: 50), at: start) == 2)
        #expect(pool.room(for: (transactional: 1, bulk: 50), at: start) == 3)
        for connection in 1...3 {
            pool.beganOpening(connection)
            pool.opened(connection, at: start)
        }
        #expect([pool.take(for: .bulk), pool.take(for: .bulk), pool.take(for: .bulk)] == [3, 2, nil])
        #expect(pool.hasIdle(for: .transactional) && !pool.hasIdle(for: .bulk))
        // A reset behind a newsletter's message: its connection counts as transactional from then on.
        pool.goesOn(3, with: .transactional)
        #expect(pool.hasIdle(for: .bulk))
        pool.goesOn(3, with: .bulk)
        #expect(!pool.hasIdle(for: .bulk))
        pool.lost(2)
        #expect(pool.hasIdle(for: .bulk))
    }

    @Test("A connection rests until it has carried its share or is old")
    func share() {
        for (messages, age, isKept) in [(9, 99, true), (10, 0, false), (1, 100, false)] {
            var pool = pool(1)
            _ = pool.take(for: .transactional)
            let rests = pool.rested(1, messages: messages, openedAt: start, at: start + .seconds(age))
            #expect(rests == isKept)
            #expect(pool.isEmpty == !isKept)
        }
    }

    @Test("Idle connections go when their time is over, the oldest first")
    func overdue() {
        var pool = pool(2)
        _ = pool.take(for: .transactional)
        _ = pool.rested(2, messages: 1, openedAt: start, at: start + .seconds(3))
        #expect(pool.nextMoment(after: start) == start + .seconds(5))
        let overdue = [4, 5, 7, 8].map { pool.takeOverdue(at: start + .seconds($0)) }
        #expect(overdue == [[], [1], [], [2]])
        #expect(pool.isEmpty)
    }

    @Test("A connection that says QUIT still counts until it is closed")
    func leaving() {
        var pool = pool(3)
        _ = pool.take(for: .transactional)
        _ = pool.rested(3, messages: 10, openedAt: start, at: start)
        _ = pool.takeAllIdle()
        #expect(pool.isEmpty)
        #expect(pool.room(for: (9, 0), at: start) == 0)
        pool.lost(3)
        #expect(pool.room(for: (9, 0), at: start) == 1)
    }

    @Test("A failed opening is everybody's fate only when no other connection is open or opening")
    func failures() {
        var pool = ConnectionPool(limits)
        pool.beganOpening(1)
        pool.beganOpening(2)
        let failures = [1, 2].map { pool.failedOpening($0, isDeaf: false, at: start) }
        #expect(failures == [.bearable, .total])
        #expect(pool.room(for: (1, 0), at: start) == 1)
    }

    @Test("After a refused further connection the next one waits, longer each time, while others work")
    func pauses() {
        var pool = pool(1)
        _ = pool.take(for: .transactional)
        for (connection, seconds) in [(2, 1), (3, 2), (4, 4), (5, 8)] {
            pool.beganOpening(connection)
            let failure = pool.failedOpening(connection, isDeaf: false, at: start)
            #expect(failure == .bearable)
            #expect(pool.room(for: (9, 0), at: start + .seconds(seconds) - .milliseconds(1)) == 0)
            #expect(pool.room(for: (9, 0), at: start + .seconds(seconds)) == 2)
        }
        pool.lost(1)
        #expect(pool.room(for: (9, 0), at: start) == 3)
    }

    @Test("While others are still opening, a refused connection is not tried again at once")
    func noHammering() {
        var pool = ConnectionPool(limits)
        pool.beganOpening(1)
        pool.beganOpening(2)
        let failure = pool.failedOpening(1, isDeaf: false, at: start)
        #expect(failure == .bearable)
        #expect(pool.room(for: (9, 0), at: start) == 0)
        pool.opened(2, at: start)
        #expect(pool.room(for: (9, 0), at: start) == 2)
    }

    @Test(
        "Where nobody answers no message waits for the time-outs of other connections; with a connection open all wait for that one"
    )
    func nobodyAnswers() {
        var deaf = ConnectionPool(limits)
        deaf.beganOpening(1)
        deaf.beganOpening(2)
        let first = deaf.failedOpening(1, isDeaf: true, at: start)
        #expect(first == .total)
        var open = pool(1)
        open.beganOpening(2)
        let further = open.failedOpening(2, isDeaf: true, at: start)
        #expect(further == .bearable)
    }
}
