import Foundation
import Testing
import Web

@Suite("A client that stalls", .timeLimit(.minutes(5)))
struct SlowClientTests {
    /// Says something, and prints what comes back until the server hangs up; with `drip` it goes on, octet by octet.
    private static let client = """
        import socket, sys
        port, words, drip = int(sys.argv[1]), sys.argv[2].encode(), sys.argv[3] == "drip"
        server = socket.create_connection(("127.0.0.1", port))
        server.sendall(words)
        server.settimeout(0.05)
        heard = b""
        while True:
            try:
                if drip: server.sendall(b"x")
                piece = server.recv(65536)
                if not piece: break
                heard += piece
            except TimeoutError: pass
            except OSError: break
        print(heard.decode())
        """

    private func hear(_ words: String, drips: Bool) async throws -> String {
        let store = MemorySubscriptions()
        var heard = ""
        try await serving(store, timeout: .milliseconds(500)) { base in
            let port = try #require(URL(string: base)?.port)
            let client = try await Child.run(
                "python3", ["-c", Self.client, "\(port)", words, drips ? "drip" : "wait"])
            #expect(client.status == 0, "\(client.errors)")
            heard = client.output
            let other = try await Answer.of(base + MemorySubscriptions.token)
            #expect(other.status == 200)
        }
        #expect(await store.changes == 0)
        return heard
    }

    private static let post = "POST /d/\(MemorySubscriptions.token) HTTP/1.1\\r\\nHost: x\\r\\n"
        .replacing("\\r\\n", with: "\r\n")

    @Test(
        "Half a head, or nothing, is waited for no longer than the timeout lasts", arguments: ["", "GET /d/"])
    func head(words: String) async throws {
        let heard = try await hear(words, drips: false)
        #expect(heard == "\n")
    }

    @Test("A body that comes octet by octet does not keep the connection, and changes nothing")
    func drip() async throws {
        let heard = try await hear(Self.post + "Content-Length: 4000\r\n\r\nList-Unsubscribe=One-Click&", drips: true)
        #expect(!heard.contains("200"))
    }

    @Test("A body over the limit is answered with 413, and not read to its end")
    func endless() async throws {
        let chunk = "1000\r\n\(String(repeating: "x", count: 4096))\r\n"
        let words = Self.post + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk
        let heard = try await hear(words, drips: true)
        #expect(heard.hasPrefix("HTTP/1.1 413 ") || heard == "\n")
    }

    @Test("A head over the limit is refused", arguments: [(1, 20_000), (200, 10)])
    func largeHead(fields: Int, length: Int) async throws {
        try await serving(MemorySubscriptions()) { base in
            let headers = (0..<fields).flatMap { ["-H", "X-\($0): \(String(repeating: "x", count: length))"] }
            let curl = try await Child.run("curl", ["-sS", "-i", "--max-time", "60"] + headers + [base + "x"])
            #expect(curl.status != 0 || curl.output.hasPrefix("HTTP/1.1 400 "), "\(curl.output)")
        }
    }
}
