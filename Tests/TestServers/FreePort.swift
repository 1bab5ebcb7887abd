import Glibc
import PrivatePostgres

/// Loopback ports for servers that cannot bind port 0 and tell which one they got.
package enum FreePort {
    package struct NoneLeft: Error {}

    /// A port that nobody listened on a moment ago.
    package static func next() throws -> Int {
        guard let port = freeLoopbackPort() else { throw NoneLeft() }
        return Int(port)
    }

    /// Whether somebody listens on a port by now.
    package static func isTaken(_ port: Int) throws -> Bool {
        try withSocket { descriptor in
            let address = loopback(port: port)
            return withUnsafePointer(to: address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
        }
    }

    private static func withSocket<Result>(_ body: (Int32) throws -> Result) throws -> Result {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw NoneLeft() }
        defer { close(descriptor) }
        return try body(descriptor)
    }

    private static func loopback(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        return address
    }
}
