import CResolv
import Glibc
import Platform
import SenderPolicy

/// The DNS as this machine asks it: the servers of /etc/resolv.conf, or one that was named.
package struct SystemResolver: DNSLookup {
    /// The longest answer there is (RFC 1035 section 4.2.2).
    private static let longestAnswer = 65_535

    private let resolver: facteur_resolver

    /// - Parameter server: The server to ask, an address of IPv4 with its port; nil for the system's.
    package init(server: (address: IPAddress, port: Int)? = nil) {
        var resolver = facteur_resolver()
        if let server, server.address.isIPv4 {
            resolver.address = UInt32(truncatingIfNeeded: server.address.bits).bigEndian
            resolver.port = UInt16(truncatingIfNeeded: server.port)
        }
        self.resolver = resolver
    }

    /// Waits at most some twelve seconds for each server.
    package func answer(for name: String, _ type: DNSRecordType) async -> DNSAnswer {
        do throws(DetachedThread.Refused) {
            // The library waits: the shared pool has no thread to spare for that.
            return try await DetachedThread.value { [resolver] in Self.ask(resolver, name, type) }
        } catch {
            return .failed(.unreachable)
        }
    }

    private static func ask(_ resolver: facteur_resolver, _ name: String, _ type: DNSRecordType) -> DNSAnswer {
        var bytes = [UInt8](repeating: 0, count: longestAnswer)
        var error: CInt = 0
        let length = facteur_resolve(resolver, name, CInt(type.rawValue), &bytes, CInt(bytes.count), &error)
        guard length == 0 else { return DNSMessage.answer(Array(bytes.prefix(Int(length))), type) }
        switch (bytes[3] & 0xF, error) {
        // The library has gone on to the next server: the header is what the last one said.
        case (2, _): return .failed(.serverFailure)
        case (1..., _): return .failed(.refused)
        case (_, EINVAL): return .failed(.noSuchName)
        case (_, ETIMEDOUT): return .failed(.timedOut)
        default: return .failed(.unreachable)
        }
    }
}
