import Testing

@testable import Catcher

@Suite("A live server, driven by Python's smtplib and by bare sockets", .timeLimit(.minutes(2)))
struct CatchingServerTests {
    @Test("A mail of smtplib's arrives octet for octet, dots unstuffed")
    func mailArrives() async throws {
        try await CatchingServer.running { server in
            let output = try await Python.run(
                port: server.port,
                #"""
                import smtplib
                client = smtplib.SMTP("127.0.0.1", port)
                print(client.sendmail("a@shop.test", ["b@client.test"], "Subject: x\r\n\r\n.dot\r\n..two\r\n"))
                client.quit()
                """#)
            #expect(output == "{}\n")
            try await server.mailbox.wait(for: 1)
            let mail = try #require(server.mailbox.mails.first)
            #expect(mail.sender == "a@shop.test")
            #expect(mail.recipients == ["b@client.test"])
            #expect(String(decoding: mail.bytes, as: UTF8.self) == "Subject: x\r\n\r\n.dot\r\n..two\r\n")
            #expect(server.tally.dataByRecipient == ["b@client.test": 1])
        }
    }

    @Test("Login by PLAIN and by LOGIN; a wrong password is refused with 535, MAIL without login with 530")
    func login() async throws {
        var options = SessionOptions()
        options.login = SessionOptions.Login(username: "facteur", password: "sésame")
        try await CatchingServer.running(options: options) { server in
            let output = try await Python.run(
                port: server.port,
                #"""
                import smtplib
                for mechanism in ("PLAIN", "LOGIN"):
                    for password in ("sésame", "wrong"):
                        client = smtplib.SMTP("127.0.0.1", port)
                        client.ehlo()
                        client.user, client.password = "facteur", password
                        client._encode = None
                        def auth(challenge=None):
                            if mechanism == "PLAIN": return "\0facteur\0" + password
                            return "facteur" if challenge and challenge.startswith(b"User") else password
                        import base64
                        encode = lambda text: base64.b64encode(text.encode()).decode()
                        if mechanism == "PLAIN":
                            print(client.docmd("AUTH PLAIN", encode(auth()))[0])
                        else:
                            print(client.docmd("AUTH LOGIN"))
                            print(client.docmd(encode("facteur")))
                            print(client.docmd(encode(password))[0])
                        print(client.mail("a@shop.test")[0])
                        client.quit()
                """#)
            #expect(
                output == """
                    235
                    250
                    535
                    530
                    (334, b'VXNlcm5hbWU6')
                    (334, b'UGFzc3dvcmQ6')
                    235
                    250
                    (334, b'VXNlcm5hbWU6')
                    (334, b'UGFzc3dvcmQ6')
                    535
                    530

                    """)
        }
    }

    @Test("Pipelined transactions in one packet, the next one's MAIL behind the dot, are answered in order")
    func pipelining() async throws {
        try await CatchingServer.running { server in
            let output = try await Python.run(
                port: server.port,
                #"""
                import socket
                line = socket.create_connection(("127.0.0.1", port))
                replies = line.makefile("rb")
                def read(count): return b" ".join(replies.readline()[:3] for _ in range(count)).decode()
                read(1); line.sendall(b"EHLO x\r\n"); read(5)
                group = b"MAIL FROM:<a@shop.test>\r\nRCPT TO:<%d@client.test>\r\nDATA\r\n"
                line.sendall(group % 1)
                print(read(3))
                line.sendall(b"one\r\n.\r\n" + group % 2)
                print(read(4))
                line.sendall(b"two\r\n.\r\nQUIT\r\n")
                print(read(2), replies.readline())
                """#)
            #expect(output == "250 250 354\n250 250 250 354\n250 221 b''\n")
            #expect(server.mailbox.mails.map(\.recipients) == [["1@client.test"], ["2@client.test"]])
        }
    }

    @Test("Ten thousand mails over sixteen connections are all caught, each once")
    func throughput() async throws {
        try await CatchingServer.running { server in
            _ = try await Python.run(
                port: server.port,
                #"""
                import socket, threading
                body = b"Subject: x\r\n\r\n" + (b"y" * 70 + b"\r\n") * 57 + b".\r\n"
                def client(number):
                    line = socket.create_connection(("127.0.0.1", port))
                    replies = line.makefile("rb")
                    def read(count):
                        for _ in range(count): assert replies.readline()[:1] in b"23"
                    read(1); line.sendall(b"EHLO x\r\n"); read(5)
                    for index in range(625):
                        line.sendall(b"MAIL FROM:<a@shop.test>\r\nRCPT TO:<%d.%d@client.test>\r\nDATA\r\n" % (number, index))
                        read(3)
                        line.sendall(body)
                        read(1)
                threads = [threading.Thread(target=client, args=(number,)) for number in range(16)]
                for thread in threads: thread.start()
                for thread in threads: thread.join()
                """#)
            try await server.mailbox.wait(for: 10_000)
            #expect(Set(server.mailbox.mails.flatMap(\.recipients)).count == 10_000)
            #expect(server.mailbox.mails.allSatisfy { $0.bytes.count == 14 + 57 * 72 })
            #expect(server.tally.mostConnections <= 16)
        }
    }
}
