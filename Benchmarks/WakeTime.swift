import Foundation
import Glibc
import TestServers

/// How long it takes this machine to wake a thread that sleeps, and to be woken by it in turn: a mail's way from the commit to the dot is a
/// chain of a dozen of these.
struct WakeTime {
    /// In milliseconds.
    var median: Double
    /// The slowest of a hundred.
    var slowest: Double

    init(trials: Int = 200) throws {
        var ends: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else {
            throw Stage.Failure("no pair of sockets for the wake-ups")
        }
        let (near, far) = (ends[0], ends[1])
        Thread.detachNewThread {
            var byte: UInt8 = 0
            while read(far, &byte, 1) == 1, write(far, &byte, 1) == 1 {}
            close(far)
        }
        var waits: [Double] = []
        for _ in 0..<trials {
            usleep(useconds_t.random(in: 5_000...20_000))
            var byte: UInt8 = 1
            let start = ContinuousClock.now
            guard write(near, &byte, 1) == 1, read(near, &byte, 1) == 1 else { break }
            waits.append((.now - start) / .milliseconds(1))
        }
        close(near)
        waits.sort()
        guard waits.count == trials else { throw Stage.Failure("a wake-up was lost") }
        median = waits[trials / 2]
        slowest = waits[trials * 99 / 100]
    }
}
