import Foundation
import Glibc

/// A port before a server's own, that appears when the server comes back, or that lies at the end of a slow network: passes bytes between
/// the two.
package final class PortForwarding: Sendable {
    private let listener: Int32

    /// Passes on at most so many octets a second of what each client sends, if it is told how many. No more than some 40 KB are then
    /// on their way in the system's buffers, so that a client feels it.
    package init(from port: Int, to server: Int, octetsPerSecond: Int? = nil) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        Self.set(SO_REUSEADDR, of: SOL_SOCKET, to: 1, on: listener)
        if octetsPerSecond != nil {
            // On loopback one segment alone would be 64 KB, and both buffers megabytes.
            Self.set(SO_RCVBUF, of: SOL_SOCKET, to: 2_048, on: listener)
            Self.set(TCP_MAXSEG, of: Int32(IPPROTO_TCP), to: 536, on: listener)
        }
        guard Self.withAddress(port, { Glibc.bind(listener, $0, $1) }) == 0, listen(listener, 16) == 0 else {
            throw TemporaryFolder.Failure(errno: errno)
        }
        Thread.detachNewThread { [listener] in
            while case let client = accept(listener, nil, nil), client >= 0 {
                let upstream = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
                guard Self.withAddress(server, { connect(upstream, $0, $1) }) == 0 else {
                    close(client)
                    close(upstream)
                    continue
                }
                let ways = DispatchGroup()
                Self.copy(client, to: upstream, octetsPerSecond, in: ways)
                Self.copy(upstream, to: client, nil, in: ways)
                ways.notify(queue: .global()) {
                    close(client)
                    close(upstream)
                }
            }
        }
    }

    /// Takes no new connections.
    package func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private static func set(_ option: Int32, of level: Int32, to value: Int32, on socket: Int32) {
        var value = value
        setsockopt(socket, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func copy(_ source: Int32, to target: Int32, _ octetsPerSecond: Int?, in ways: DispatchGroup) {
        ways.enter()
        Thread.detachNewThread {
            var buffer = [UInt8](repeating: 0, count: octetsPerSecond.map { max(1, $0 / 20) } ?? 16 * 1024)
            while case let count = read(source, &buffer, buffer.count), count > 0 {
                guard send(target, buffer, count, Int32(MSG_NOSIGNAL)) == count else { break }
                if let octetsPerSecond { usleep(useconds_t(1_000_000 * count / octetsPerSecond)) }
            }
            shutdown(target, Int32(SHUT_WR))
            ways.leave()
        }
    }

    private static func withAddress(
        _ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
