import Mail
import Testing

@Suite("A loopback host")
struct LoopbackHostTests {
    @Test("is this machine by its form alone", arguments: ["localhost", "::1", "127.0.0.1", "127.255.255.254"])
    func loopback(host: String) { #expect(LoopbackHost.isOne(host)) }

    @Test(
        "is no other name or address, however alike",
        arguments: [
            "", "127", "127.1", "127.0.0", "127.0.0.1.", "127.0.0.256", "127.0.0.-1", "127.0.0.+1",
            "127.0.0.1.evil.example",
            "127.0.0.1\u{301}", "0127.0.0.1", "128.0.0.1", "localhost.evil.example", "Localhost\u{301}", "[::1]",
            "٧.0.0.1",
        ])
    func other(host: String) { #expect(!LoopbackHost.isOne(host)) }
}
