import Foundation
import TestServers
import Testing

@Suite("Behind the reverse proxies whose configuration ships", .timeLimit(.minutes(10)))
struct ReverseProxyTests {
    private static let forms = [["-d", "List-Unsubscribe=One-Click"], ["-F", "List-Unsubscribe=One-Click"]]

    @Test(
        "Links are shown and obeyed, over HTTPS, and nothing else is there (U3, U4)",
        arguments: ReverseProxy.Program.allCases)
    func links(program: ReverseProxy.Program) async throws {
        try await WebStage.with { web in
            try await ReverseProxy.running(program, before: web.port) { proxy in
                func ask(_ path: String, _ arguments: [String] = []) async throws -> HTTPAnswer {
                    try await HTTPAnswer.of(proxy.base + path, proxy.curl + arguments)
                }
                let token = try web.token("subscribed")
                let before = try await web.dump()
                for path in ["d/\(token)", "d/\(token)/retour", "c/\(token)", "p/\(token)", "d/x"] {
                    let page = try await ask(path)
                    // A token that nobody has is no page's.
                    let status = path == "d/x" ? 404 : 200
                    #expect(page.status == status)
                    #expect(page.fields["strict-transport-security"] == "max-age=31536000")
                    #expect(page.fields["referrer-policy"] == "no-referrer")
                    #expect(page.fields["content-security-policy"]?.hasPrefix("default-src 'none'") == true)
                    let head = try await ask(path, ["--head"])
                    #expect(head.status == status)
                }
                let archive = try await ask("archive/inconnu")
                #expect(archive.status == 404 && archive.body.contains("Cette lettre n’est pas en ligne"))
                let image = try await ask("i/\(String(repeating: "0", count: 64)).png")
                #expect(image.status == 404 && image.body.contains("Boutique"))
                for path in ["", "healthz", "d", "metrics", "dx/\(token)", "archive", "i", "p"] {
                    let answer = try await ask(path)
                    #expect(answer.status == 404 && !answer.body.contains("Boutique"), "\(path)")
                }
                #expect(try await web.dump() == before)
                for form in Self.forms {
                    let left = try await ask("d/\(token)", form + ["-H", "Origin: https://mail.example"])
                    #expect(left.status == 200 && left.fields["location"] == nil && left.fields["set-cookie"] == nil)
                    #expect(try await web.status(token) == "unsubscribed")
                    let again = try await ask("d/\(token)", form)
                    #expect(again == left)
                    let back = try await ask("d/\(token)/retour", form)
                    #expect(back.body.contains("Votre abonnement est rétabli"))
                }
                let large = try await ask("d/\(token)", ["-d", String(repeating: "x", count: 5000)])
                #expect(large.status == 413)
                #expect(large.fields["location"] == nil)
                #expect(try await web.status(token) == "subscribed")
            }
        }
    }

    @Test("What a client writes into X-Forwarded-For buys it nothing", arguments: ReverseProxy.Program.allCases)
    func forwarded(program: ReverseProxy.Program) async throws {
        try await WebStage.with(["FACTEUR_WEB_REQUESTS_PER_MINUTE": "2"]) { web in
            try await ReverseProxy.running(program, before: web.port) { proxy in
                // nginx is told where the test's clients come from; to Caddy they are all this machine, whatever they say.
                func status(_ client: String, _ forged: String) async throws -> Int {
                    let headers = ["-H", "X-Test-Client: \(client)", "-H", "X-Forwarded-For: \(forged)"]
                    return try await HTTPAnswer.of(proxy.base + "d/x", proxy.curl + headers).status
                }
                var statuses: [Int] = []
                for number in 1...3 { statuses.append(try await status("203.0.113.9", "198.51.100.\(number)")) }
                #expect(statuses == [404, 404, 429])
                if program == .nginx {
                    #expect(try await status("203.0.113.10", "203.0.113.9") == 404)
                    #expect(web.web.outputSoFar.contains("203.0.113.9 asks too often"))
                }
            }
        }
    }

    @Test("No log holds a token, whatever goes wrong", arguments: ReverseProxy.Program.allCases)
    func logs(program: ReverseProxy.Program) async throws {
        try await WebStage.with(["FACTEUR_WEB_REQUESTS_PER_MINUTE": "40"]) { web in
            let tokens = web.tokens.values.sorted()
            let token = try web.token("subscribed")
            func ask(_ proxy: ReverseProxy, _ path: String, _ arguments: [String] = []) async throws -> Int {
                let referer = ["-H", "Referer: https://x.example/\(token)", "-A", token, "--path-as-is"]
                return try await HTTPAnswer.of(proxy.base + path, proxy.curl + referer + arguments).status
            }
            try await ReverseProxy.running(program, before: web.port) { proxy in
                for path in [
                    "d/\(token)", "d/\(token)/retour?a=\(token)", "c/\(token)", "p/\(token)", "x/\(token)",
                    "D/\(token)",
                    "archive/\(token)", "i/\(token)",
                ] {
                    _ = try await ask(proxy, path)
                    _ = try await ask(proxy, path, Self.forms[1])
                    _ = try await ask(proxy, path, ["-X", "PUT"])
                    _ = try await ask(proxy, path, ["-d", String(repeating: "x", count: 9000)])
                    _ = try? await ask(proxy, path, ["-H", "X: \(String(repeating: "x", count: 40_000))"])
                }
                for _ in 1...41 { _ = try await ask(proxy, "d/\(token)") }
                #expect(try await ask(proxy, "d/\(token)") == 429)
                let logs = try proxy.logs()
                #expect(logs.contains("429"), "\(program) logs nothing")
                #expect(!tokens.contains { logs.contains($0) }, "\(logs)")
            }
            try await ReverseProxy.running(program, before: try FreePort.next()) { proxy in
                let away = try await HTTPAnswer.of(proxy.base + "d/\(token)", proxy.curl + Self.forms[0])
                #expect(away.status == 503 && away.fields["retry-after"] == "120")
                #expect(away.body.contains("momentanément indisponible"))
                let logs = try proxy.logs()
                #expect(!tokens.contains { logs.contains($0) }, "\(logs)")
            }
            let own = web.web.outputSoFar
            #expect(own.contains("throttled"))
            #expect(!tokens.contains { own.contains($0) }, "\(own)")
        }
    }

    @Test("A client that stops in the middle of its request is cut off", arguments: ReverseProxy.Program.allCases)
    func slow(program: ReverseProxy.Program) async throws {
        try await WebStage.with { web in
            let token = try web.token("subscribed")
            try await ReverseProxy.running(program, before: web.port) { proxy in
                for half in [
                    "GET /d/",
                    "POST /d/\(token) HTTP/1.1\\r\\nHost: \(ReverseProxy.host)\\r\\nContent-Length: 99\\r\\n\\r\\nList",
                ] {
                    let client = try Running(
                        executable: "/usr/bin/env",
                        arguments: [
                            "python3", "-c", Self.client, "\(proxy.port)", proxy.caFile, ReverseProxy.host, half,
                        ],
                        environment: [:], input: "")
                    let result = await client.end()
                    #expect(result.code == 0, "\(result.error)")
                    #expect(!result.output.contains(" 200 "))
                }
                #expect(try await web.status(token) == "subscribed")
            }
        }
    }

    /// Says half of a request over TLS, and waits for the other side to hang up.
    private static let client = #"""
        import socket, ssl, sys
        context = ssl.create_default_context(cafile=sys.argv[2])
        server = context.wrap_socket(socket.create_connection(("127.0.0.1", int(sys.argv[1]))), server_hostname=sys.argv[3])
        server.settimeout(120)
        server.sendall(sys.argv[4].encode().decode("unicode_escape").encode())
        heard = b""
        while True:
            try: piece = server.recv(65536)
            except (ConnectionResetError, ssl.SSLError): break
            if not piece: break
            heard += piece
        print(heard.decode())
        """#
}
