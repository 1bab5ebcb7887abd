import Platform
import Testing

@testable import Web

@Suite("Who asks")
struct ClientFinderTests {
    private func client(_ peer: String, _ forwarded: [String], proxies: [String] = []) -> String {
        ClientFinder(proxies: proxies.compactMap(IPNetwork.init))
            .client(peer: IPAddress(peer), forwarded: forwarded).description
    }

    @Test(
        "Behind a proxy on this machine it is the last entry, never the first that anybody can write",
        arguments: [
            (["203.0.113.9"], "203.0.113.9"),
            (["198.51.100.1, 203.0.113.9"], "203.0.113.9"),
            (["198.51.100.1", "203.0.113.9"], "203.0.113.9"),
            (["198.51.100.1,,203.0.113.9"], "203.0.113.9"),
            (["203.0.113.9:4711"], "203.0.113.9"),
            (["[2001:db8:1:2:3::4]:4711"], "2001:db8:1:2::/64"),
            (["2001:db8:1:2:3::4"], "2001:db8:1:2::/64"),
            (["::ffff:203.0.113.9"], "203.0.113.9"),
        ])
    func behindProxy(forwarded: [String], client: String) {
        #expect(self.client("127.0.0.1", forwarded) == client)
        #expect(self.client("::1", forwarded) == client)
        #expect(self.client("::ffff:127.0.0.1", forwarded) == client)
    }

    @Test(
        "What a proxy wrote that is no address leaves the proxy itself",
        arguments: [[], [""], ["unknown"], ["198.51.100.1, unix:"], ["203.0.113.9 x"], ["203.0.113.999"], ["1.2.3"]])
    func nonsense(forwarded: [String]) {
        #expect(client("127.0.0.1", forwarded) == "127.0.0.1")
    }

    @Test("From elsewhere the field is not believed, unless the peer is a configured proxy")
    func peers() {
        #expect(client("198.51.100.7", ["203.0.113.9"]) == "198.51.100.7")
        #expect(client("198.51.100.7", ["203.0.113.9"], proxies: ["198.51.100.0/24"]) == "203.0.113.9")
        #expect(client("198.51.100.7", ["203.0.113.9"], proxies: ["198.51.100.8"]) == "198.51.100.7")
        #expect(client("2001:db8::7", ["203.0.113.9"], proxies: ["2001:db8::/32"]) == "203.0.113.9")
        // Through two proxies, the outer one's own entry is the client's.
        #expect(client("127.0.0.1", ["6.6.6.6, 203.0.113.9, 10.1.2.3"], proxies: ["10.0.0.0/8"]) == "203.0.113.9")
        #expect(client("127.0.0.1", ["203.0.113.9, 10.1.2.3"]) == "10.1.2.3")
    }

    @Test("Without a peer there is no telling clients apart")
    func unknown() {
        #expect(ClientFinder(proxies: []).client(peer: nil, forwarded: ["203.0.113.9"]) == .unknown)
    }

    @Test(
        "What is no network is refused",
        arguments: [
            "", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10/8", "::/129", "a/8", "1.2.3.4/8/8", "[::1]",
        ])
    func networks(text: String) {
        #expect(IPNetwork(text) == nil)
    }

    @Test("A network holds what begins alike, and a family holds nothing of the other")
    func prefixes() throws {
        let network = try #require(IPNetwork("10.1.2.3/15"))
        #expect(network.contains(try #require(IPAddress("10.0.9.9"))))
        #expect(!network.contains(try #require(IPAddress("10.2.0.0"))))
        let all = try #require(IPNetwork("0.0.0.0/0"))
        #expect(all.contains(try #require(IPAddress("203.0.113.9"))))
        #expect(!all.contains(try #require(IPAddress("2001:db8::1"))))
        #expect(try #require(IPNetwork("::/0")).contains(try #require(IPAddress("2001:db8::1"))))
    }
}
