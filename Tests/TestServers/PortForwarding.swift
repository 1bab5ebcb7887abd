import Foundation
import Glibc

/// A port that appears when a server comes back: passes bytes between it and the server's own.
package final class PortForwarding: Sendable {
    private let listener: Int32

    package init(from port: Int, to server: Int) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard Self.withAddress(port, { Glibc.bind(listener, $0, $1) }) == 0, listen(listener, 16) == 0 else {
            throw TemporaryFolder.Failure(errno: errno)
        }
        Thread.detachNewThread { [listener] in
            while case let client = accept(listener, nil, nil), client >= 0 {
                let upstream = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
                guard Self.withAddress(server, { connect(upstream, $0, $1) }) == 0 else {
                    close(client)
                    continue
                }
                Self.copy(client, to: upstream)
                Self.copy(upstream, to: client)
            }
        }
    }

    /// Takes no new connections.
    package func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private static func copy(_ source: Int32, to target: Int32) {
        Thread.detachNewThread {
            var buffer = [UInt8](repeating: 0, count: 16 * 1024)
            while case let count = read(source, &buffer, buffer.count), count > 0 {
                guard send(target, buffer, count, Int32(MSG_NOSIGNAL)) == count else { break }
            }
            shutdown(target, Int32(SHUT_WR))
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
