import HTTPTypes
import Hummingbird
import Testing

@testable import Web

@Suite("A page for its own machine alone")
struct LoopbackRequestTests {
    @Test(
        "Is addressed by a name that is always this machine's",
        arguments: [
            "localhost", "localhost:8025", "127.0.0.1", "127.0.0.1:8025", "127.8.9.10:1", "[::1]", "[::1]:8025",
        ])
    func own(authority: String) {
        #expect(Self.request(authority).isForLoopback)
    }

    @Test(
        "Answers no name that somebody may have pointed at it",
        arguments: [
            "shop.example", "127.0.0.1.shop.example", "localhost.shop.example:8025", "10.0.0.1", "[::2]:8025", "[::1",
            "::1", "0.0.0.0:8025", "", nil,
        ])
    func strange(authority: String?) {
        #expect(!Self.request(authority).isForLoopback)
    }

    private static func request(_ authority: String?) -> Request {
        Request(
            head: HTTPRequest(method: .get, scheme: "http", authority: authority, path: "/"),
            body: RequestBody(buffer: ByteBuffer()))
    }
}
