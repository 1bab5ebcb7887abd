import TestServers
import Testing

@testable import Catcher

@Suite("A live server's faults as a client meets them", .timeLimit(.minutes(2)))
struct LiveFaultTests {
    /// Opens a session up to EHLO's reply; `line` is the socket, `replies` its lines.
    private static let open = #"""
        import socket
        line = socket.create_connection(("127.0.0.1", port))
        line.settimeout(60)
        replies = line.makefile("rb")
        replies.readline()
        line.sendall(b"EHLO x\r\n")
        while replies.readline()[3:4] == b"-": pass

        """#

    /// What a client reads after NOOP until the server ends the connection.
    private func noop(_ steps: [Script.Step]) async throws -> String {
        try await CatchingServer.running(conduct: Script([Rule(at: .noop, do: steps)])) { server in
            try await Python.run(
                port: server.port,
                Self.open
                    + #"""
                    line.sendall(b"NOOP\r\n")
                    try: print(replies.read())
                    except ConnectionResetError: print("reset")
                    """#)
        }
    }

    @Test("FIN, FIN behind a reply, and RST are told apart")
    func ends() async throws {
        #expect(try await noop([.close]) == "b''\n")
        #expect(try await noop([.reply(421, "4.3.2 Bye")]) == "b'421 4.3.2 Bye\\r\\n'\n")
        #expect(try await noop([.reset]) == "reset\n")
    }

    @Test("A reply that is slow or in pieces arrives whole and in order")
    func pieces() async throws {
        let pause = Duration.milliseconds(2)
        #expect(try await noop([.slow(pause), .close]) == "b'250 2.0.0 Ok\\r\\n'\n")
        #expect(try await noop([.split(3, pause), .pause(pause), .close]) == "b'250 2.0.0 Ok\\r\\n'\n")
    }

    @Test("A late reply holds back those of the commands behind it")
    func late() async throws {
        let script = Script([Rule(at: .noop, .first(1), do: [.pause(.milliseconds(300)), .reply(250, "late")])])
        try await CatchingServer.running(conduct: script) { server in
            let output = try await Python.run(
                port: server.port,
                Self.open + #"line.sendall(b"NOOP\r\nRSET\r\nQUIT\r\n"); print(replies.read())"#)
            #expect(output == "b'250 late\\r\\n250 2.0.0 Ok\\r\\n221 2.0.0 Bye\\r\\n'\n")
        }
    }

    @Test("A hanging connection is silent until the client or the server goes")
    func hang() async throws {
        let output = try await CatchingServer.running(conduct: Script([Rule(at: .noop, do: [.hang])])) { server in
            async let output = Python.run(
                port: server.port,
                Self.open
                    + #"""
                    line.sendall(b"NOOP\r\n")
                    try: print(replies.read())
                    except ConnectionResetError: print("reset")
                    """#)
            while server.tally.commands["noop"] == nil { try await Task.sleep(for: .milliseconds(5)) }
            #expect(server.tally.openConnections == 1)
            await server.stop()
            return try await output
        }
        #expect(output == "reset\n")
    }

    @Test("A server that does not read fills the client's window")
    func stall() async throws {
        try await CatchingServer.running(conduct: Script([Rule(at: .body, do: [.read(1), .stall])])) { server in
            let output = try await Python.run(
                port: server.port,
                Self.open
                    + #"""
                    line.sendall(b"MAIL FROM:<a@shop.test>\r\nRCPT TO:<b@client.test>\r\nDATA\r\n")
                    for _ in range(3): replies.readline()
                    line.sendall(b"x\r\n")
                    line.settimeout(1)
                    try: line.sendall((b"y" * 70 + b"\r\n") * 1_000_000)
                    except TimeoutError: print("full")
                    """#)
            #expect(output == "full\n")
        }
    }

    @Test("A server that was stopped refuses, and comes back on its port with its mailbox")
    func comeback() async throws {
        let send = #"""
            import smtplib
            try: smtplib.SMTP("127.0.0.1", port).sendmail("a@shop.test", "b@client.test", "x\r\n"); print("sent")
            except ConnectionRefusedError: print("refused")
            """#
        let first = try await CatchingServer.start()
        #expect(try await Python.run(port: first.port, send) == "sent\n")
        await first.stop()
        #expect(try await Python.run(port: first.port, send) == "refused\n")
        let second = try await CatchingServer.start(port: first.port, mailbox: first.mailbox)
        #expect(try await Python.run(port: first.port, send) == "sent\n")
        await second.stop()
        #expect(first.mailbox.mails.map(\.number) == [1, 2])
    }

    @Test("A new script is for the connections that open after it")
    func follow() async throws {
        try await CatchingServer.running { server in
            server.follow(Script([Rule(at: .greeting, do: [.reply(554, "5.3.2 Closed")])]))
            let output = try await Python.run(
                port: server.port,
                #"""
                import smtplib
                try: smtplib.SMTP("127.0.0.1", port)
                except smtplib.SMTPConnectError as error: print(error.smtp_code)
                """#)
            #expect(output == "554\n")
        }
    }
}
