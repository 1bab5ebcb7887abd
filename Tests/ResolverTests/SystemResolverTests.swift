import Platform
import Resolver
import SenderPolicy
import TestServers
import Testing

@Suite("The system's resolver", .timeLimit(.minutes(2)))
struct SystemResolverTests {
    private static let zone = Zone(
        """
        shop.example TXT v=spf1 \(String(repeating: "ip4:192.0.2.1 ", count: 30))-all
        shop.example MX 10 mail.shop.example
        mail.shop.example A 192.0.2.25
        mail.shop.example AAAA 2001:db8::25
        25.2.0.192.in-addr.arpa PTR mail.shop.example
        away.example TXT !serverFailure
        shut.example TXT !refused
        """)

    private func resolver(_ place: String) throws -> SystemResolver {
        let sides = place.split(separator: ":")
        let port = try #require(Int(sides[1]))
        return SystemResolver(server: (try #require(IPAddress(sides[0])), port))
    }

    @Test("Records, their absence and the server's faults are told apart")
    func answers() async throws {
        try await DNSServer.running(Self.zone) { place in
            let resolver = try resolver(place)
            for (name, type) in [
                ("shop.example", DNSRecordType.txt), ("shop.example", .mx), ("mail.shop.example", .a),
                ("mail.shop.example", .aaaa), ("25.2.0.192.in-addr.arpa", .ptr), ("shop.example", .ptr),
                ("nobody.example", .txt), ("away.example", .txt), ("shut.example", .txt),
            ] {
                #expect(await resolver.answer(for: name, type) == Self.zone[name, type], "\(name) \(type)")
            }
            let long = String(repeating: "a", count: 64)
            #expect(await resolver.answer(for: "\(long).example", .txt) == .failed(.noSuchName))
        }
    }

    @Test("A resolver that is not there, and one that is silent")
    func silence() async throws {
        let absent = try resolver("127.0.0.1:1")
        #expect(await absent.answer(for: "shop.example", .txt) == .failed(.unreachable))
        try await DNSServer.running(Zone("shop.example TXT !timedOut")) { place in
            let silent = try resolver(place)
            #expect(await silent.answer(for: "shop.example", .txt) == .failed(.timedOut))
        }
    }
}
