import Platform
import Testing

@testable import Web

@Suite("Connections on which a request is awaited")
struct ArrivingRequestsTests {
    private func client(_ text: String) throws -> Client { .address(try #require(IPAddress(text))) }

    @Test("While there is room, none is given up; then the oldest of the client that has the most")
    func fairness() throws {
        var requests = ArrivingRequests(limit: 3)
        let (flood, reader) = (try client("203.0.113.9"), try client("192.0.2.1"))
        #expect(requests.await(1, of: reader) == nil)
        #expect(requests.await(2, of: flood) == nil)
        #expect(requests.await(3, of: flood) == nil)
        #expect(requests.await(4, of: flood) == 2)
        #expect(requests.await(5, of: flood) == 3)
        #expect(requests.count == 3)
    }

    @Test("Of one client it is the oldest, and the newest stays")
    func oldest() throws {
        var requests = ArrivingRequests(limit: 256)
        let proxy = try client("127.0.0.1")
        let given = (1...600).compactMap { requests.await($0, of: proxy) }
        #expect(given == Array(1...344))
        #expect(requests.count == 256)
    }

    @Test("One whose request is whole makes room, and waits again behind the others")
    func ended() throws {
        var requests = ArrivingRequests(limit: 2)
        let proxy = try client("127.0.0.1")
        #expect(requests.await(1, of: proxy) == nil)
        #expect(requests.await(2, of: proxy) == nil)
        requests.end(1)
        #expect(requests.await(1, of: proxy) == nil)
        #expect(requests.await(1, of: proxy) == nil)
        #expect(requests.await(3, of: proxy) == 2)
        requests.end(4)
        #expect(requests.count == 2)
    }
}
