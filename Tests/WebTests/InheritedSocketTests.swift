import Glibc
import Testing

@testable import Web

@Suite("The endpoint on a socket that it was handed", .timeLimit(.minutes(1)))
struct InheritedSocketTests {
    @Test("answers as on one of its own, with a date, and ends with its idle connections")
    func serves() async throws {
        let raw = try Self.listening()
        try await serving(MemorySubscriptions(), socket: raw) { base in
            let curl = try await Child.run("curl", ["-si", "--max-time", "10", base + "none"])
            #expect(curl.output.hasPrefix("HTTP/1.1 "), "\(curl.output.prefix(200))\(curl.errors)")
            #expect(curl.output.contains("<html"))
            #expect(
                curl.output.contains(
                    /\r\ndate: [A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT\r\n/.ignoresCase()))
        }
    }

    /// A socket that listens on a free loopback port, as a socket unit does.
    private static func listening() throws -> CInt {
        let raw = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr = in_addr(s_addr: UInt32(0x7f00_0001).bigEndian)
        let isBound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(raw, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(isBound == 0 && listen(raw, 16) == 0)
        return raw
    }
}
