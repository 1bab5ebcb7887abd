import CLinux
import Glibc

/// Owner of an epoll instance: the sockets on which something may happen, and a bell that any thread rings. What is watched is said once and
/// not at each wait, so that a wait costs what happens and not how many wait.
struct SocketWatch: ~Copyable, Sendable {
    /// What a socket is watched for.
    struct Interest: OptionSet {
        let rawValue: UInt32

        static let read = Interest(rawValue: EPOLLIN.rawValue)
        static let write = Interest(rawValue: EPOLLOUT.rawValue)
    }

    /// The number of the bell; connections have others.
    private static let bellNumber = UInt64.max

    /// Readable when something has happened: libcurl waits for it beside its own sockets.
    let raw: Int32
    private let bell: Int32

    init() throws(RelayFault) {
        raw = facteur_epoll_create()
        bell = facteur_eventfd_create()
        guard raw >= 0, bell >= 0,
            facteur_epoll_watch(raw, bell, 0, EPOLLIN.rawValue, Self.bellNumber) == 0
        else { throw RelayFault("the system has no descriptor left to watch connections: raise LimitNOFILE") }
    }

    deinit {
        close(raw)
        close(bell)
    }

    /// Ends a wait, from any thread.
    func ring() {
        var one: UInt64 = 1
        // It can only be refused where it is rung already.
        _ = write(bell, &one, MemoryLayout<UInt64>.size)
    }

    /// Watches a socket from now on for this and nothing else; with nothing at all it is watched no more. One that is closed is forgotten by
    /// itself.
    func watch(_ socket: Int32, as number: Int, for interest: Interest, before: Interest) {
        _ = facteur_epoll_watch(raw, socket, before.rawValue, interest.rawValue, UInt64(number))
    }

    /// Waits for events, at most so long, and calls the body with the number of each socket that has one.
    func wait(milliseconds: Int32, into events: inout [epoll_event], _ body: (Int) -> Void) {
        let count = events.withUnsafeMutableBufferPointer { events in
            epoll_wait(raw, events.baseAddress, Int32(events.count), milliseconds)
        }
        guard count > 0 else { return }
        for index in 0..<Int(count) {
            let number = facteur_epoll_number(&events[index])
            if number == Self.bellNumber { silence() } else { body(Int(number)) }
        }
    }

    private func silence() {
        var rings: UInt64 = 0
        _ = read(bell, &rings, MemoryLayout<UInt64>.size)
    }
}
