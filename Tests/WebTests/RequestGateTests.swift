import Foundation
import Testing
import Web

@Suite("Before a request is answered", .timeLimit(.minutes(5)))
struct RequestGateTests {
    /// Says what it is given, and prints what comes back within `patience` seconds or until the server hangs up.
    private static let client = """
        import socket, sys, time
        port, words, patience = int(sys.argv[1]), sys.argv[2].encode(), float(sys.argv[3])
        server = socket.create_connection(("127.0.0.1", port))
        server.sendall(words)
        server.settimeout(patience)
        heard = b""
        try:
            while True:
                piece = server.recv(65536)
                if not piece: break
                heard += piece
                if b"100 Continue" in heard and b"ONE" not in words:
                    server.sendall(b"List-Unsubscribe=One-Click")
                    words = b"ONE"
        except TimeoutError: pass
        except OSError: pass
        print(heard.decode())
        """

    private func hear(_ words: String, _ store: MemorySubscriptions = MemorySubscriptions()) async throws -> String {
        var heard = ""
        try await serving(store) { base in
            let port = try #require(URL(string: base)?.port)
            let child = try await Child.run("python3", ["-c", Self.client, "\(port)", words, "10"])
            #expect(child.status == 0, "\(child.errors)")
            heard = child.output
        }
        return heard
    }

    @Test(
        "HTTP/1.1 names its host once, or gets 400 (RFC 9112 section 3.2); HTTP/1.0 need not",
        arguments: [
            ("1.1", [], "HTTP/1.1 400 "), ("1.1", ["Host: a", "Host: b"], "HTTP/1.1 400 "),
            ("1.1", ["Host: a b"], "HTTP/1.1 400 "), ("1.1", ["Host: user@a"], "HTTP/1.1 400 "),
            ("1.0", ["Host: a", "Host: a"], "HTTP/1.1 400 "),
            ("1.1", ["Host: a"], "HTTP/1.1 404 "), ("1.1", ["Host:"], "HTTP/1.1 404 "),
            ("1.1", ["Host: [::1]:80"], "HTTP/1.1 404 "), ("1.0", [], "HTTP/1.1 404 "),
        ] as [(String, [String], String)])
    func host(version: String, hosts: [String], answer: String) async throws {
        let fields = (hosts + ["Connection: close"]).map { "\($0)\r\n" }.joined()
        let heard = try await hear("GET /robots.txt HTTP/\(version)\r\n\(fields)\r\n")
        #expect(heard.hasPrefix(answer), "\(heard)")
        #expect(heard.matches(of: /HTTP\/1\.[01] \d{3}/).count == 1, "\(heard)")
    }

    private func post(_ more: String) -> String {
        "POST /d/\(MemorySubscriptions.token) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\n\(more)\r\n\r\n"
    }

    @Test("Who waits for 100 Continue gets it at once (RFC 9110 section 10.1.1), and then the answer")
    func continues() async throws {
        let store = MemorySubscriptions()
        let heard = try await hear(post("Content-Length: 26\r\nExpect: 100-continue"), store)
        #expect(heard.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 "), "\(heard)")
        #expect(await store.isActive == false)
    }

    @Test("A body that is too large is refused before it is sent")
    func tooLarge() async throws {
        let heard = try await hear(post("Content-Length: 5000\r\nExpect: 100-continue"))
        #expect(heard.hasPrefix("HTTP/1.1 413 "), "\(heard)")
    }

    /// Opens 600 connections, says half a request on each, and then asks as a reader does.
    private static let flood = """
        import socket, sys, time
        port, path, words = int(sys.argv[1]), sys.argv[2], sys.argv[3].encode()
        held = []
        for _ in range(600):
            connection = socket.create_connection(("127.0.0.1", port))
            if words: connection.sendall(words)
            held.append(connection)
        began = time.monotonic()
        reader = socket.create_connection(("127.0.0.1", port))
        reader.settimeout(60)
        reader.sendall(f"GET {path} HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n".encode())
        heard = reader.recv(65536)
        print(int(time.monotonic() - began), heard.split(b"\\r\\n")[0].decode())
        """

    @Test(
        "Six hundred connections that say nothing, half a head or half a body keep no reader waiting",
        arguments: ["", "GET /d/", "POST /d/x HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf"])
    func halfOpen(words: String) async throws {
        try await serving(MemorySubscriptions()) { base in
            let port = try #require(URL(string: base)?.port)
            let child = try await Child.run(
                "python3", ["-c", Self.flood, "\(port)", "/d/\(MemorySubscriptions.token)", words])
            let answer = child.output.split(separator: " ", maxSplits: 1)
            #expect(answer.count == 2 && answer[1].hasPrefix("HTTP/1.1 200 "), "\(child.output)\(child.errors)")
            // Without the gate it is what a connection may stay silent, half a minute.
            #expect(answer.first.flatMap { Int($0) }.map { $0 < 15 } == true, "\(child.output)")
        }
    }
}
